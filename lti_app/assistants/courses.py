"""The course that a visit is in, with its assistant."""

from typing import Protocol

from lti_app.domain.course import Assistant, Course
from lti_app.domain.visit import Scope, Visit


class CourseStore(Protocol):
    """Where courses are kept; each raises NotFoundError for what is not in the scope."""

    def ensure(
        self, institution_id: str, *, deployment_id: str, context_id: str, title: str
    ) -> Course:
        """Return the course of an LTI context, made when it is new."""

    def get(self, scope: Scope) -> Course:
        """Return the course of the scope."""

    def ensure_assistant(self, scope: Scope, resource_link_id: str | None) -> Assistant:
        """Return the assistant of an activity, made when the course has none."""

    def assistant(self, scope: Scope, assistant_id: str) -> Assistant:
        """Return one assistant of the course."""

    def assistants(self, scope: Scope) -> tuple[Assistant, ...]:
        """Return all assistants of the course."""


class Courses:
    """Courses with their assistants, as visits see them."""

    def __init__(self, store: CourseStore) -> None:
        self._store = store

    def ensure(
        self,
        institution_id: str,
        deployment_id: str,
        context_id: str,
        title: str,
        resource_link_id: str | None,
    ) -> tuple[Course, Assistant]:
        """Return course and assistant of a launch, made at the first one.

        deployment_id: our id of the deployment, not the platform's.
        """
        course = self._store.ensure(
            institution_id, deployment_id=deployment_id, context_id=context_id, title=title
        )
        scope = Scope(institution_id, course.id)
        return course, self._store.ensure_assistant(scope, resource_link_id)

    def course(self, visit: Visit) -> Course:
        """Return the visit's course."""
        return self._store.get(visit.scope)

    def assistant(self, visit: Visit) -> Assistant:
        """Return the assistant that the visit's activity opens."""
        if visit.assistant_id:
            return self._store.assistant(visit.scope, visit.assistant_id)
        return self._store.ensure_assistant(visit.scope, visit.resource_link_id)

    def assistants(self, visit: Visit) -> tuple[Assistant, ...]:
        """Return every assistant of the visit's course, the oldest first."""
        return self._store.assistants(visit.scope)
