"""What is asked of a language model, what comes back."""

from dataclasses import dataclass
from enum import StrEnum

from lti_app.domain.answer import Source


class Purpose(StrEnum):
    """Why a model is called; stored with its usage."""

    ANSWER = "answer"
    REPHRASE = "rephrase"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat; role is system, user or assistant."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier question of the same talk with the text of its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One call of a model, as messages for those that chat, as facts for those that extract.

    language: ISO 639-1 code that the answer is to be written in.
    history: oldest first, already cut to the token budget.
    """

    purpose: Purpose
    messages: tuple[Message, ...]
    question: str
    language: str
    sources: tuple[Source, ...] = ()
    history: tuple[Exchange, ...] = ()
    max_output_tokens: int = 1024


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Some more text of an answer."""

    text: str


@dataclass(frozen=True, slots=True)
class ModelUsage:
    """What one call used; the last thing that a stream yields. Tokens as the model counts them."""

    model: str
    input_tokens: int
    output_tokens: int
    cached_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Usage:
    """One stored model call. first_text_ms is None when no text came."""

    answer_id: str
    purpose: Purpose
    model: str
    prompt_version: str
    input_tokens: int
    output_tokens: int
    cached_tokens: int
    first_text_ms: int | None
    total_ms: int
    ending: str
