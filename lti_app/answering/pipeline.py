"""Runs the steps of an answer in order until one ends it."""

from collections.abc import Sequence

import structlog

from lti_app.answering.endings import ending_of
from lti_app.answering.state import Ended, Showing, State, Step
from lti_app.domain.answer import Ending
from lti_app.domain.errors import AppError

log = structlog.get_logger()


class Pipeline:
    """An ordered list of steps."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = steps

    def run(self, state: State, showing: Showing) -> Ended:
        """Return how the answer ended; an error of a step becomes an ending, never a text."""
        for step in self._steps:
            early = showing.wants_end()
            if early is not None:
                return Ended(early, state)
            try:
                outcome = step.run(state, showing)
            except AppError as err:
                log.warning("answer.step_failed", answer=state.answer_id, code=err.code)
                return Ended(ending_of(err), state)
            if isinstance(outcome, Ended):
                return outcome
            state = outcome
        return Ended(Ending.ANSWERED, state)
