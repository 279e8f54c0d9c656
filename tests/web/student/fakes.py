"""The services that the student's pages call, as real classes in memory."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from lti_app.domain.course import Assistant, Course
from lti_app.domain.document import Area, Document, DocumentPage, DocumentStatus, PageView
from lti_app.domain.errors import NotFoundError, VisitExpiredError
from lti_app.domain.visit import Role, Scope, Visit
from lti_app.settings import Settings
from tests.web.student.fake_answering import FakeAnswering, FakeTalks
from tests.web.student.page_picture import page_picture

TOKEN = "visit-token-of-the-tests"
SHORT_ID = "01234567"
PAGES = {
    4: (
        "Chapitre 9 – Filtres passifs\n\n"
        "Un filtre passe-bas du premier ordre se compose d'une résistance et d'un condensateur.\n\n"
        "La fréquence de coupure d'un filtre passe-bas RC du premier ordre vaut fc = 1/(2πRC). "
        "À cette fréquence, le gain vaut −3 dB. <b>Attention</b> aux unités.\n\n"
        "Au-delà, le gain décroît de 20 dB par décade."
    ),
    2: "Asymptotes\n\nAbove the cutoff frequency the gain falls by 20 dB per decade.",
}


class FakeVisits:
    """One visit under one token."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.has_expired = False
        self.renewals = 0

    def resume(self, token: str) -> Visit:
        if token != TOKEN or self.has_expired:
            raise VisitExpiredError
        self.renewals += 1
        return self.visit

    def set_locale(self, visit: Visit, locale: str) -> Visit:
        self.visit = replace(visit, locale=locale)
        return self.visit


class FakeCourses:
    """One course with one assistant."""

    def __init__(self) -> None:
        self.title = "Électronique analogique (ELEC-2)"
        self.the_assistant = Assistant("assistant", "inst", "course", "Passerelle")

    def course(self, visit: Visit) -> Course:
        return Course("course", "inst", "deployment", "context", self.title)

    def assistant(self, visit: Visit) -> Assistant:
        return self.the_assistant


class FakeMaterials:
    """Two documents: a PDF with pictures of its pages, a text without."""

    def __init__(self) -> None:
        self.all = (
            _document("doc-filters", "Filtres passifs", "application/pdf", 6),
            _document("doc-bode", "Reading Bode diagrams", "text/markdown", 3),
        )
        self.has_pictures = True

    def documents(self, visit: Visit) -> tuple[Document, ...]:
        return self.all

    def ready_document_ids(self, visit: Visit) -> frozenset[str]:
        return frozenset(document.id for document in self.all)

    def view(self, visit: Visit, document_id: str, page_number: int, passage: str) -> PageView:
        document = next((found for found in self.all if found.id == document_id), None)
        if document is None or not 1 <= page_number <= document.page_count:
            raise NotFoundError("page")
        text = PAGES.get(page_number, f"Page {page_number}.")
        start = text.find(passage) if passage else -1
        marks = ((start, start + len(passage)),) if start >= 0 else ()
        if document.media_type != "application/pdf":
            return PageView(document, DocumentPage(page_number, text), marks)
        areas = (Area(72, 250, 450, 14), Area(72, 268, 300, 14)) if marks else ()
        return PageView(document, DocumentPage(page_number, text), marks, (595, 842), areas)

    def picture(self, visit: Visit, document_id: str, page_number: int, width_px: int) -> bytes:
        if not self.has_pictures:
            raise NotFoundError("picture")
        return page_picture(width_px)


@dataclass
class FakeServices:
    """What a route of the student's pages may call."""

    settings: Settings
    visits: FakeVisits
    courses: FakeCourses
    answering: FakeAnswering
    talks: FakeTalks
    materials: FakeMaterials


def make_visit(*, role: Role = Role.STUDENT, locale: str = "en", **facts: object) -> Visit:
    """Return a visit of two hours."""
    return Visit(
        id="0123456789abcdef0123456789abcdef",
        scope=Scope("inst", "course"),
        platform_id="platform",
        deployment_id="deployment",
        person_id="person",
        role=role,
        locale=locale,
        expires_at=datetime.now(UTC) + timedelta(hours=2),
        platform_origin="http://localhost:9000",
        **facts,
    )


def make_services(settings: Settings, *, step_s: float = 0.0, **facts: object) -> FakeServices:
    """Return the services for one visitor."""
    talks = FakeTalks()
    return FakeServices(
        settings,
        FakeVisits(make_visit(**facts)),
        FakeCourses(),
        FakeAnswering(talks, step_s=step_s),
        talks,
        FakeMaterials(),
    )


def _document(document_id: str, title: str, media_type: str, page_count: int) -> Document:
    return Document(
        id=document_id,
        institution_id="inst",
        course_id="course",
        title=title,
        file_name=f"{document_id}.pdf",
        media_type=media_type,
        size_bytes=1000,
        digest=document_id,
        status=DocumentStatus.READY,
        created_at=datetime.now(UTC),
        page_count=page_count,
    )
