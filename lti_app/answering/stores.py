"""What the service needs of the stores."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from lti_app.domain.answer import Answer, Progress, Rating, RatingReason
from lti_app.domain.conversation import Talk
from lti_app.domain.model import Usage
from lti_app.domain.visit import Scope


class AnswerStore(Protocol):
    """Where answers are kept; each raises NotFoundError for what is not this person's."""

    def begin(self, scope: Scope, question_id: str, engine: str) -> str:
        """Write down that an answer has begun; return its id."""

    def get(self, scope: Scope, person_id: str, answer_id: str) -> Answer:
        """Return an answer."""

    def progress(self, scope: Scope, person_id: str, answer_id: str) -> tuple[Progress, datetime]:
        """Return what is stored, with the writer's last sign of life."""

    def question_of(self, scope: Scope, person_id: str, answer_id: str) -> tuple[str, str, str]:
        """Return conversation id, question id, question text."""

    def finish(
        self,
        scope: Scope,
        answer_id: str,
        progress: Progress,
        *,
        language: str,
        prompt_version: str,
        usages: Collection[Usage],
    ) -> None:
        """Store an ended answer with its usage."""

    def interrupt(self, scope: Scope, answer_id: str, touched_before: datetime) -> None:
        """End an answer whose writer has died."""

    def want_stop(self, scope: Scope, person_id: str, answer_id: str) -> None:
        """Ask whichever process writes it to stop."""

    def rate(
        self,
        scope: Scope,
        person_id: str,
        answer_id: str,
        rating: Rating | None,
        reasons: Collection[RatingReason],
    ) -> None:
        """Store a thumb."""


class TalkStore(Protocol):
    """Where conversations are kept; each raises NotFoundError likewise."""

    def begin(self, scope: Scope, person_id: str, assistant_id: str, first_words: str) -> str:
        """Make a conversation; return its id."""

    def talk(self, scope: Scope, person_id: str, conversation_id: str) -> Talk:
        """Return a conversation with its turns."""

    def add_question(self, scope: Scope, person_id: str, conversation_id: str, text: str) -> str:
        """Write a question at the end; return its id."""

    def replace_last_question(
        self, scope: Scope, person_id: str, question_id: str, text: str
    ) -> tuple[str, str]:
        """Put a question in the place of the last one; return conversation and question id."""
