"""Makes a follow-up question stand alone, so that passages can be found for it."""

from dataclasses import replace

import structlog

from lti_app.answering.model import LanguageModel, TimedStream
from lti_app.answering.prompts import Prompts
from lti_app.answering.state import Ended, Showing, State
from lti_app.domain.errors import ModelError
from lti_app.domain.model import Message, ModelRequest, Purpose

log = structlog.get_logger()

QUERY_TOKENS = 96
QUERY_CHARS = 600


class Rephrase:
    """Asks the model for a query that needs no history; a talk's first question needs none."""

    def __init__(self, model: LanguageModel, prompts: Prompts) -> None:
        self._model = model
        self._prompts = prompts

    def run(self, state: State, showing: Showing) -> State | Ended:
        """Return the state with its query; a failing model leaves last question and this one."""
        if not state.history:
            return state
        request, version = self._request(state)
        stream = TimedStream(self._model, request, state.answer_id, version)
        try:
            text = "".join(stream.pieces())
        except ModelError as err:
            log.warning("answer.not_rephrased", answer=state.answer_id, code=err.code)
            text = f"{state.history[-1].question} {state.question}"
        finally:
            showing.used(stream.usage)
        query = " ".join(text.split())[:QUERY_CHARS]
        return replace(state, query=query or state.question)

    def _request(self, state: State) -> tuple[ModelRequest, str]:
        prompt = self._prompts.active("rephrase")
        messages = [Message("system", prompt.render())]
        for exchange in state.history:
            messages += [
                Message("user", exchange.question),
                Message("assistant", exchange.answer[:800]),
            ]
        messages.append(Message("user", state.question))
        request = ModelRequest(
            purpose=Purpose.REPHRASE,
            messages=tuple(messages),
            question=state.question,
            language=state.language,
            history=state.history,
            max_output_tokens=QUERY_TOKENS,
        )
        return request, prompt.version
