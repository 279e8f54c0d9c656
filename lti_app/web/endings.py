"""What the page says of each stage of an answer, of each way in which it ends."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from lti_app.domain.answer import Ending, Progress, Stage


@dataclass(frozen=True, slots=True)
class EndingWords:
    """title: what happened; advice: what to do, may be empty; is_calm: nothing went wrong."""

    title: str
    advice: str
    is_calm: bool


CALM = frozenset((Ending.ANSWERED, Ending.STOPPED))

WORDS: dict[Ending, tuple[LazyString | str, LazyString | str]] = {
    Ending.ANSWERED: (_l("Answer complete"), ""),
    Ending.ANSWERED_WITHOUT_SOURCE: (
        _l("This answer cites no source"),
        _l("Nothing in the course material was cited for it. Check it before you rely on it."),
    ),
    Ending.NOT_IN_MATERIAL: (
        _l("The course material does not answer this"),
        _l("Try other words, or ask your teacher."),
    ),
    Ending.NO_MATERIAL: (
        _l("There is no course material yet"),
        _l("Answers come from the documents of the course. Your teacher has added none so far."),
    ),
    Ending.STOPPED: (_l("You stopped this answer"), _l("What was written is kept.")),
    Ending.INTERRUPTED: (
        _l("This answer was interrupted"),
        _l("What was written is kept. You can have the question answered again."),
    ),
    Ending.MODEL_UNAVAILABLE: (
        _l("The language model cannot be reached"),
        _l("This is no fault of yours. Try again in a moment."),
    ),
    Ending.MODEL_BUSY: (
        _l("The language model is busy"),
        _l("Many people are asking right now. Try again in a minute."),
    ),
    Ending.MODEL_REFUSED_KEY: (
        _l("The language model refused our access"),
        _l("Those who run this service must mend it. Please tell your teacher."),
    ),
    Ending.MODEL_BROKE_OFF: (
        _l("The answer broke off"),
        _l("What was written is kept, but it is not complete. Try again."),
    ),
    Ending.MODEL_SAID_NOTHING: (
        _l("The language model wrote nothing"),
        _l("Try again, or put the question in other words."),
    ),
    Ending.SEARCH_UNAVAILABLE: (
        _l("The course material cannot be searched right now"),
        _l("This is no fault of yours. Try again in a moment."),
    ),
    Ending.FAILED: (
        _l("Something went wrong"),
        _l("This is no fault of yours. Your question is kept: try again."),
    ),
}


def ending_words(ending: Ending) -> EndingWords:
    """Return the words for an ending, in the language of the current request."""
    title, advice = WORDS[ending]
    return EndingWords(str(title), str(advice), ending in CALM)


def stage_words(passages: int) -> Callable[[Progress], str]:
    """Return a function from progress to the sentence of its stage.

    passages: the most that can be read. The sentences are made now, because a stream outlives the
    request that knows the language.
    """
    fixed: dict[Stage, str] = {
        Stage.SEARCHING: _("Searching the course…"),
        Stage.WRITING: _("Writing…"),
        Stage.ENDED: "",
    }
    reading = [_reading(count) for count in range(passages + 1)]

    def words(progress: Progress) -> str:
        if progress.stage is Stage.READING:
            return reading[min(len(progress.sources), passages)]
        return fixed[progress.stage]

    return words


def _reading(count: int) -> str:
    return str(ngettext("Reading %(num)d passage…", "Reading %(num)d passages…", count))
