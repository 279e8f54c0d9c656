"""A person's earlier conversations."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from lti_app.domain.conversation import Conversation, Talk
from lti_app.domain.errors import EmptyTitleError
from lti_app.domain.visit import Scope, Visit


class TalkStore(Protocol):
    """Where conversations are kept; raises NotFoundError for what is not this person's."""

    def all(self, scope: Scope, person_id: str) -> tuple[Conversation, ...]:
        """Return the conversations, the last used first."""

    def talk(self, scope: Scope, person_id: str, conversation_id: str) -> Talk:
        """Return one conversation with its turns."""

    def rename(self, scope: Scope, person_id: str, conversation_id: str, title: str) -> None:
        """Give it another title."""

    def mark_deleted(
        self, scope: Scope, person_id: str, conversation_id: str, moment: datetime | None
    ) -> None:
        """Hide it from a moment on, or show it again."""


class Talks:
    """Conversations of the visitor alone."""

    def __init__(self, store: TalkStore, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def list(self, visit: Visit) -> tuple[Conversation, ...]:
        """Return the visitor's conversations in this course, the last used first."""
        return self._store.all(visit.scope, visit.person_id)

    def talk(self, visit: Visit, conversation_id: str) -> Talk:
        """Return one of them with its turns; raises NotFoundError."""
        return self._store.talk(visit.scope, visit.person_id, conversation_id)

    def rename(self, visit: Visit, conversation_id: str, title: str) -> None:
        """Give it another title; raises EmptyTitleError, NotFoundError."""
        if not title.strip():
            raise EmptyTitleError
        self._store.rename(visit.scope, visit.person_id, conversation_id, title)

    def delete(self, visit: Visit, conversation_id: str) -> None:
        """Hide it; it can be restored until it is purged. Raises NotFoundError."""
        self._store.mark_deleted(visit.scope, visit.person_id, conversation_id, self._now())

    def restore(self, visit: Visit, conversation_id: str) -> None:
        """Show a deleted one again; raises NotFoundError."""
        self._store.mark_deleted(visit.scope, visit.person_id, conversation_id, None)
