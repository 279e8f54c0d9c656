"""Materials on a real store with an index that only remembers."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from lti_app.domain.document import Document
from lti_app.domain.visit import Role, Scope, Visit
from lti_app.jobs.worker import Worker
from lti_app.materials.draw.pictures import Pictures
from lti_app.materials.extractor import Extractor
from lti_app.materials.forget_document import ForgetDocument
from lti_app.materials.index import CourseIndex
from lti_app.materials.jobs import FORGET, READ
from lti_app.materials.materials import Materials
from lti_app.materials.read_document import ReadDocument
from lti_app.store.database import Database
from lti_app.store.documents import Documents
from lti_app.store.files import Files
from lti_app.store.jobs import Jobs
from retrieval.passage import DocumentText, IndexReport
from tests.factories import make_course, make_visit
from tests.materials.samples import OHM

MAX_UPLOAD_BYTES = 1_000_000


def files_in(tmp_path: Path) -> list[bytes]:
    return sorted(p.read_bytes() for p in (tmp_path / "files").rglob("*") if p.is_file())


@dataclass
class FakeLibrary:
    """Keeps what was indexed; raises what the script says, one entry a call."""

    texts: dict[tuple[str, str], DocumentText] = field(default_factory=dict)
    script: list[Exception] = field(default_factory=list)
    while_indexing: Callable[[], None] = lambda: None

    def index(self, course_id, document, on_progress=None) -> IndexReport:
        if self.script:
            raise self.script.pop(0)
        self.while_indexing()
        total = len(document.pages)
        for done in range(1, total + 1):
            on_progress(done, total)
        self.texts[course_id, document.document_id] = document
        return IndexReport(total, 0, 0)

    def remove(self, course_id, document_id) -> int:
        return 1 if self.texts.pop((course_id, document_id), None) else 0


@dataclass
class Room:
    """Materials with what is behind them."""

    database: Database
    library: FakeLibrary
    documents: Documents
    files: Files
    materials: Materials
    worker: Worker

    def work(self) -> None:
        """Run every job that is due."""
        while self.worker.run_next():
            continue


@pytest.fixture
def room(sqlite: Database, tmp_path) -> Iterator[Room]:
    library, documents, files = FakeLibrary(), Documents(sqlite), Files(tmp_path)
    index = CourseIndex(library)
    handlers = {
        READ: ReadDocument(documents, files, Extractor(), index),
        FORGET: ForgetDocument(files, index),
    }
    pictures = Pictures()
    materials = Materials(documents, files, max_upload_bytes=MAX_UPLOAD_BYTES, pictures=pictures)
    yield Room(sqlite, library, documents, files, materials, Worker(Jobs(sqlite), handlers))
    pictures.close()


@pytest.fixture
def teacher_scope(sqlite: Database) -> Scope:
    return make_course(sqlite)


@pytest.fixture
def teacher(sqlite: Database, teacher_scope: Scope) -> Visit:
    return make_visit(sqlite, teacher_scope, role=Role.TEACHER)


@pytest.fixture
def stranger(sqlite: Database, teacher_scope: Scope) -> Visit:
    """A teacher of another course of the same institution."""
    other = make_course(sqlite, teacher_scope.institution_id)
    return make_visit(sqlite, other, role=Role.TEACHER)


@pytest.fixture
def current(room: Room, teacher: Visit) -> Callable[[Document], Document]:
    return lambda document: room.materials.document(teacher, document.id)


@pytest.fixture
def receive(room, teacher):
    def receive_file(content: bytes | Path, name: str = "cours.md"):
        data = content.read_bytes() if isinstance(content, Path) else content
        return room.materials.receive(teacher, name, io.BytesIO(data))

    return receive_file


@pytest.fixture
def ready(receive, room, current):
    document = receive(OHM)
    room.work()
    return current(document)
