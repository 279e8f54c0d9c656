"""Registers the practice LMS in the product, hands in the sample course."""

import json
from collections.abc import Iterator
from pathlib import Path

from lti_app.domain.errors import DuplicateFileError
from lti_app.domain.platform import Platform
from lti_app.domain.visit import Role, Scope, Visit
from lti_app.store.database import new_id, now
from lti_app.store.platforms import Platforms
from lti_app.store.tables import AssistantRow
from lti_app.wiring import Services
from tests.platform.settings import COURSE_FOLDER, PlatformSettings

# What a teacher of this course would offer; the material answers each of them.
STARTERS = (
    "Qu'est-ce qu'un filtre passe-bas ?",
    "Qu'est-ce que le théorème de Thévenin ?",
    "Pourquoi un amplificateur opérationnel sature-t-il ?",
    "What is the Nyquist rate?",
)


def register_practice_lms(services: Services, lms: PlatformSettings) -> Visit:
    """Register the platform with its course; return a teacher's visit that hands in files."""
    platforms = Platforms(services.database)
    platform = platforms.add_across_institutions("Université de démonstration", _platform(lms))
    deployment = platforms.allow_deployment(platform, lms.deployment_id)
    course, assistant = services.courses.ensure(
        platform.institution_id, deployment.id, lms.context_id, lms.course_title, None
    )
    with services.database.transaction() as session:
        session.get_one(AssistantRow, assistant.id).starter_questions = list(STARTERS)
    return Visit(
        id=new_id(),
        scope=Scope(course.institution_id, course.id),
        platform_id=platform.id,
        deployment_id=deployment.id,
        person_id="",
        role=Role.TEACHER,
        locale="fr",
        expires_at=now(),
        platform_origin=platform.origin,
    )


def hand_in(services: Services, visit: Visit) -> int:
    """Hand in the files of the sample course that are not there yet; return how many."""
    new = 0
    for path, title in sample_files():
        with path.open("rb") as stream:
            try:
                services.materials.receive(visit, f"{title}{path.suffix}", stream)
            except DuplicateFileError:
                continue
            new += 1
    return new


def sample_files() -> Iterator[tuple[Path, str]]:
    """Yield the documents of the sample course with their titles."""
    facts = json.loads((COURSE_FOLDER / "course.json").read_text(encoding="utf-8"))
    for entry in facts["files"]:
        yield COURSE_FOLDER / entry["file"], entry["title"]


def _platform(lms: PlatformSettings) -> Platform:
    return Platform(
        id="",
        institution_id="",
        name="Practice LMS",
        issuer=lms.issuer,
        client_id=lms.client_id,
        authorization_url=lms.auth_url,
        token_url=lms.token_url,
        jwks_url=lms.jwks_url,
    )
