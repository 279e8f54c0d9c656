"""Keeps, of the sources that were offered, those that the answer cites."""

from dataclasses import replace

from lti_app.answering.cite import cited_numbers
from lti_app.answering.state import Ended, Showing, State
from lti_app.domain.answer import Ending


class CheckAnswer:
    """Tells an answer with sources from one without."""

    def run(self, state: State, showing: Showing) -> State | Ended:
        """Return the state with its cited sources; an answer that cites none is named so."""
        cited = cited_numbers(state.text)
        kept = tuple(source for source in state.sources if source.number in cited)
        state = replace(state, sources=kept)
        return state if kept else Ended(Ending.ANSWERED_WITHOUT_SOURCE, state)
