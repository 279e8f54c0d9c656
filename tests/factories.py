"""Rows and nouns made for tests, each with defaults that differ from one another."""

from datetime import timedelta
from itertools import count

from lti_app.domain.visit import Role, Scope, Visit
from lti_app.store.database import Database, new_id, now
from lti_app.store.tables import (
    AssistantRow,
    CourseRow,
    DeploymentRow,
    Institution,
    PersonRow,
    PlatformRow,
)

numbers = count(1)


def make_course(database: Database, institution_id: str | None = None) -> Scope:
    """Store a course with institution, platform, deployment and assistant; return its scope."""
    number = next(numbers)
    with database.transaction() as session:
        if institution_id is None:
            institution = Institution(name=f"Université {number}")
            session.add(institution)
            session.flush()
            institution_id = institution.id
        platform = PlatformRow(
            institution_id=institution_id,
            name=f"Moodle {number}",
            issuer=f"https://lms{number}.example",
            client_id=f"client-{number}",
            authorization_url=f"https://lms{number}.example/auth",
            token_url=f"https://lms{number}.example/token",
            jwks_url=f"https://lms{number}.example/jwks",
        )
        session.add(platform)
        session.flush()
        deployment = DeploymentRow(
            institution_id=institution_id, platform_id=platform.id, deployment_id=str(number)
        )
        session.add(deployment)
        session.flush()
        course = CourseRow(
            institution_id=institution_id,
            deployment_id=deployment.id,
            context_id=str(number),
            title=f"Cours {number}",
        )
        session.add(course)
        session.flush()
        session.add(
            AssistantRow(institution_id=institution_id, course_id=course.id, starter_questions=[])
        )
        return Scope(institution_id, course.id)


def make_visit(
    database: Database, scope: Scope, *, role: Role = Role.STUDENT, locale: str = "fr"
) -> Visit:
    """Store a person; return a visit of theirs in the course (the visit itself is not stored)."""
    with database.transaction() as session:
        course = session.get_one(CourseRow, scope.course_id)
        deployment = session.get_one(DeploymentRow, course.deployment_id)
        person = PersonRow(
            institution_id=scope.institution_id,
            platform_id=deployment.platform_id,
            subject=f"person-{next(numbers)}",
        )
        session.add(person)
        session.flush()
        return Visit(
            id=new_id(),
            scope=scope,
            platform_id=deployment.platform_id,
            deployment_id=deployment.id,
            person_id=person.id,
            role=role,
            locale=locale,
            expires_at=now() + timedelta(hours=1),
            platform_origin="http://localhost:9000",
        )
