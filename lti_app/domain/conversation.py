"""A conversation: what one person asked one assistant, with the answers."""

from dataclasses import dataclass
from datetime import datetime

from lti_app.domain.answer import Answer


@dataclass(frozen=True, slots=True)
class Conversation:
    """One talk of one person; title is the first question until it is renamed."""

    id: str
    institution_id: str
    course_id: str
    assistant_id: str
    person_id: str
    title: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """What the person typed, word for word."""

    id: str
    conversation_id: str
    text: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its latest answer; answer is None only before the first one began."""

    question: Question
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation with all of its turns, oldest first."""

    conversation: Conversation
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the answer to a question just asked can be followed."""

    conversation_id: str
    question_id: str
    answer_id: str
