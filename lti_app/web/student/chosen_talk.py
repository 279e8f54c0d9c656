"""Which conversation the chat page shows."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

from lti_app.domain.conversation import Conversation, Talk
from lti_app.domain.visit import Visit

NEW = "new"
# The course page around us was reloaded, or the browser keeps no cookie: the talk goes on.
RECENT = timedelta(minutes=10)


class Talks(Protocol):
    """A person's conversations."""

    def list(self, visit: Visit) -> tuple[Conversation, ...]:
        """Return the conversations, the last used first."""

    def talk(self, visit: Visit, conversation_id: str) -> Talk:
        """Return one of them; raises NotFoundError."""


def chosen_talk(talks: Talks, visit: Visit, conversation_id: str) -> Talk | None:
    """Return the conversation asked for, else one just left; None means a new one.

    Raises NotFoundError for a conversation that is not this visitor's.
    """
    if conversation_id == NEW:
        return None
    if conversation_id:
        return talks.talk(visit, conversation_id)
    latest = next(iter(talks.list(visit)), None)
    if latest is None or datetime.now(UTC) - latest.updated_at > RECENT:
        return None
    return talks.talk(visit, latest.id)
