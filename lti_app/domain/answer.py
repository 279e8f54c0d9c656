"""An answer: its sources, its progress while it grows, the way it ended."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Ending(StrEnum):
    """Every way in which an answer can end; each has a sentence in every language."""

    ANSWERED = "answered"
    ANSWERED_WITHOUT_SOURCE = "answered_without_source"
    NOT_IN_MATERIAL = "not_in_material"
    NO_MATERIAL = "no_material"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"
    MODEL_UNAVAILABLE = "model_unavailable"
    MODEL_BUSY = "model_busy"
    MODEL_REFUSED_KEY = "model_refused_key"
    MODEL_BROKE_OFF = "model_broke_off"
    MODEL_SAID_NOTHING = "model_said_nothing"
    SEARCH_UNAVAILABLE = "search_unavailable"
    FAILED = "failed"

    @property
    def can_retry(self) -> bool:
        """Whether asking the same again may end better."""
        return self not in NOT_BETTER_TWICE


NOT_BETTER_TWICE = frozenset(
    (
        Ending.ANSWERED,
        Ending.ANSWERED_WITHOUT_SOURCE,
        Ending.NOT_IN_MATERIAL,
        Ending.NO_MATERIAL,
    )
)


class Stage(StrEnum):
    """What an answer that has not ended is doing."""

    SEARCHING = "searching"
    READING = "reading"
    WRITING = "writing"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Source:
    """A passage offered to the model under a number that the server gave.

    text: the passage. sentence: its sentence nearest to the question, for the citation's tooltip.
    language: ISO 639-1 code of the passage. page_number starts at 1.
    """

    number: int
    document_id: str
    title: str
    page_number: int
    text: str
    sentence: str = ""
    heading_path: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """What can be shown of an answer at one moment.

    text: Markdown with citations as [1]; only ever grows until the ending, which may replace it.
    revision: rises with each change; a reader passes the last one that it saw.
    sources: those offered while it grows, those cited once it has ended.
    """

    answer_id: str
    revision: int = 0
    stage: Stage = Stage.SEARCHING
    text: str = ""
    sources: tuple[Source, ...] = ()
    ending: Ending | None = None


class Rating(StrEnum):
    """A reader's thumb."""

    UP = "up"
    DOWN = "down"


class RatingReason(StrEnum):
    """Why a thumb went down."""

    WRONG = "wrong"
    SOURCE_DOES_NOT_SAY_SO = "source_does_not_say_so"
    INCOMPLETE = "incomplete"
    HARD_TO_FOLLOW = "hard_to_follow"
    WRONG_LANGUAGE = "wrong_language"


@dataclass(frozen=True, slots=True)
class Answer:
    """A stored answer; text and sources as in Progress."""

    id: str
    question_id: str
    started_at: datetime
    engine: str
    language: str = ""
    prompt_version: str = ""
    text: str = ""
    sources: tuple[Source, ...] = field(default=())
    ending: Ending | None = None
    ended_at: datetime | None = None
    rating: Rating | None = None
    rating_reasons: tuple[RatingReason, ...] = ()
