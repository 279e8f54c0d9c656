"""A person's earlier conversations."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from lti_app.domain.conversation import Conversation, Talk
from lti_app.domain.errors import EmptyTitleError
from lti_app.domain.visit import Scope, Visit

RESTORABLE_FOR = timedelta(days=1)
PURGED_EVERY = timedelta(minutes=10)


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

    def purge_deleted_across_institutions(self, before: datetime) -> int:
        """Remove for good what was deleted before a moment."""


class Talks:
    """Conversations of the visitor alone."""

    def __init__(self, store: TalkStore, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._purged_at: datetime | None = None

    def list(self, visit: Visit) -> tuple[Conversation, ...]:
        """Return the visitor's conversations in this course, the last used first."""
        self._purge_now_and_then()
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
        """Hide it; it can be restored for a day, then it is gone. Raises NotFoundError."""
        self._store.mark_deleted(visit.scope, visit.person_id, conversation_id, self._now())

    def restore(self, visit: Visit, conversation_id: str) -> None:
        """Show a deleted one again; raises NotFoundError."""
        self._store.mark_deleted(visit.scope, visit.person_id, conversation_id, None)

    def _purge_now_and_then(self) -> None:
        moment = self._now()
        if self._purged_at is None or moment - self._purged_at > PURGED_EVERY:
            self._purged_at = moment
            self._store.purge_deleted_across_institutions(moment - RESTORABLE_FOR)
