"""The rows of courses, their assistants and the activities that open them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from lti_app.domain.course import Assistant, Course
from lti_app.domain.errors import NotFoundError
from lti_app.domain.visit import Scope
from lti_app.store.database import Database
from lti_app.store.tables import AssistantRow, CourseRow, ResourceLinkRow


class Courses:
    """Courses by scope."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ensure(
        self, institution_id: str, *, deployment_id: str, context_id: str, title: str
    ) -> Course:
        """Return the course of an LTI context, made at its first launch, its title kept fresh."""
        with self._database.transaction() as session:
            row = session.scalar(
                select(CourseRow).where(
                    CourseRow.institution_id == institution_id,
                    CourseRow.deployment_id == deployment_id,
                    CourseRow.context_id == context_id,
                )
            )
            if row is None:
                row = CourseRow(
                    institution_id=institution_id,
                    deployment_id=deployment_id,
                    context_id=context_id,
                )
                session.add(row)
            row.title = title[:500] or row.title or ""
            session.flush()
            return _to_course(row)

    def get(self, scope: Scope) -> Course:
        """Return the course of the scope; raises NotFoundError."""
        with self._database.reading() as session:
            row = session.scalar(
                select(CourseRow).where(
                    CourseRow.institution_id == scope.institution_id,
                    CourseRow.id == scope.course_id,
                )
            )
            if row is None:
                raise NotFoundError("course")
            return _to_course(row)

    def ensure_assistant(self, scope: Scope, resource_link_id: str | None) -> Assistant:
        """Return the assistant of an activity: the one tied to it, else the course's first."""
        with self._database.transaction() as session:
            link = resource_link_id and _link(session, scope, resource_link_id)
            if link:
                return _to_assistant(session.get_one(AssistantRow, link.assistant_id))
            row = _first_assistant(session, scope) or _new_assistant(session, scope)
            if resource_link_id:
                session.add(
                    ResourceLinkRow(
                        institution_id=scope.institution_id,
                        course_id=scope.course_id,
                        resource_link_id=resource_link_id,
                        assistant_id=row.id,
                    )
                )
            return _to_assistant(row)

    def assistant(self, scope: Scope, assistant_id: str) -> Assistant:
        """Return an assistant of the course; raises NotFoundError."""
        with self._database.reading() as session:
            row = session.scalar(
                select(AssistantRow).where(
                    AssistantRow.institution_id == scope.institution_id,
                    AssistantRow.course_id == scope.course_id,
                    AssistantRow.id == assistant_id,
                )
            )
            if row is None:
                raise NotFoundError("assistant")
            return _to_assistant(row)

    def assistants(self, scope: Scope) -> tuple[Assistant, ...]:
        """Return the course's assistants, the oldest first."""
        with self._database.reading() as session:
            rows = session.scalars(
                select(AssistantRow)
                .where(
                    AssistantRow.institution_id == scope.institution_id,
                    AssistantRow.course_id == scope.course_id,
                )
                .order_by(AssistantRow.created_at)
            )
            return tuple(_to_assistant(row) for row in rows)


def _link(session: Session, scope: Scope, resource_link_id: str) -> ResourceLinkRow | None:
    return session.scalar(
        select(ResourceLinkRow).where(
            ResourceLinkRow.institution_id == scope.institution_id,
            ResourceLinkRow.course_id == scope.course_id,
            ResourceLinkRow.resource_link_id == resource_link_id,
        )
    )


def _first_assistant(session: Session, scope: Scope) -> AssistantRow | None:
    return session.scalar(
        select(AssistantRow)
        .where(
            AssistantRow.institution_id == scope.institution_id,
            AssistantRow.course_id == scope.course_id,
        )
        .order_by(AssistantRow.created_at)
        .limit(1)
    )


def _new_assistant(session: Session, scope: Scope) -> AssistantRow:
    row = AssistantRow(
        institution_id=scope.institution_id, course_id=scope.course_id, starter_questions=[]
    )
    session.add(row)
    session.flush()
    return row


def _to_course(row: CourseRow) -> Course:
    return Course(row.id, row.institution_id, row.deployment_id, row.context_id, row.title)


def _to_assistant(row: AssistantRow) -> Assistant:
    return Assistant(
        id=row.id,
        institution_id=row.institution_id,
        course_id=row.course_id,
        name=row.name,
        greeting=row.greeting,
        scope_note=row.scope_note,
        starter_questions=tuple(row.starter_questions),
    )
