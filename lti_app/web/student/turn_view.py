"""A stored question and answer, as the page shows them."""

from dataclasses import dataclass

from lti_app.domain.answer import Answer, Source
from lti_app.domain.conversation import Question, Turn
from lti_app.web.endings import EndingWords, ending_words
from lti_app.web.render import render_blocks
from lti_app.web.render_words import render_words


@dataclass(frozen=True, slots=True)
class TurnView:
    """One turn with its answer's blocks as finished HTML."""

    question: Question
    answer: Answer | None
    blocks: tuple[str, ...]
    sources: tuple[Source, ...]
    ending: EndingWords | None

    @property
    def is_running(self) -> bool:
        """Whether the answer still grows."""
        return self.answer is not None and self.answer.ending is None


def to_view(turn: Turn) -> TurnView:
    """Return the turn, rendered."""
    answer = turn.answer
    if answer is None:
        return TurnView(turn.question, None, (), (), None)
    blocks = render_blocks(answer.text, answer.sources, render_words())
    ending = ending_words(answer.ending) if answer.ending else None
    return TurnView(turn.question, answer, tuple(blocks), answer.sources, ending)
