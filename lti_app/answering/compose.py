"""Has the model write the answer from the numbered sources."""

from dataclasses import replace
from secrets import token_hex

import structlog

from lti_app.answering.draft import NOT_IN_MATERIAL, Draft
from lti_app.answering.endings import ending_of
from lti_app.answering.load_talk import TellLanguage
from lti_app.answering.model import LanguageModel, TimedStream
from lti_app.answering.prompts import Prompt, Prompts
from lti_app.answering.state import Ended, Showing, State
from lti_app.domain.answer import Ending, Stage
from lti_app.domain.errors import ModelError
from lti_app.domain.model import Message, ModelRequest, Purpose

log = structlog.get_logger()

CHECKED_CHARS = 240
LANGUAGE_NAMES = {
    "fr": "French",
    "en": "English",
    "de": "German",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
}


class WrongLanguage(Exception):  # noqa: N818 - a signal within this file, no error
    """The model writes in another language than the question's."""


class Compose:
    """Streams the answer; begins again once when it comes in the wrong language."""

    def __init__(
        self,
        model: LanguageModel,
        prompts: Prompts,
        tell_language: TellLanguage,
        *,
        answer_tokens: int,
    ) -> None:
        self._model = model
        self._prompts = prompts
        self._tell_language = tell_language
        self._answer_tokens = answer_tokens

    def run(self, state: State, showing: Showing) -> State | Ended:
        """Return the state with its text, or an ending that keeps what was written."""
        prompt = self._prompts.active("answer")
        state = replace(state, prompt_version=prompt.version)
        try:
            return self._write(state, showing, prompt, may_restart=self._model.is_generative)
        except WrongLanguage:
            log.info("answer.wrong_language", answer=state.answer_id, wanted=state.language)
            return self._write(state, showing, prompt, may_restart=False)

    def _write(
        self, state: State, showing: Showing, prompt: Prompt, *, may_restart: bool
    ) -> State | Ended:
        request = self._request(state, prompt, insist=not may_restart)
        stream = TimedStream(self._model, request, state.answer_id, prompt.version)
        draft = Draft({source.number for source in state.sources})
        ending: Ending | None = None
        try:
            ending = self._read(stream, draft, state, showing, may_restart)
        except ModelError as err:
            log.warning("answer.model_failed", answer=state.answer_id, code=err.code)
            ending = ending_of(err)
        finally:
            showing.used(stream.usage)
        state = replace(state, text=draft.final)
        if ending is None and draft.says_no:
            ending = Ending.NOT_IN_MATERIAL
        return Ended(ending, state) if ending is not None else state

    def _read(
        self,
        stream: TimedStream,
        draft: Draft,
        state: State,
        showing: Showing,
        may_restart: bool,
    ) -> Ending | None:
        """Read the stream to its end; return the ending where a reader ended it."""
        pieces = stream.pieces()
        is_checked = not may_restart
        try:
            for piece in pieces:
                draft.add(piece)
                early = showing.wants_end()
                if early is not None:
                    return early
                if not is_checked and len(draft.raw) >= CHECKED_CHARS:
                    self._check_language(draft.raw, state)
                    is_checked = True
                showing.show(stage=Stage.WRITING, draft=draft)
        finally:
            pieces.close()
        return None

    def _check_language(self, text: str, state: State) -> None:
        if self._tell_language(text, otherwise=state.language) != state.language:
            raise WrongLanguage

    def _request(self, state: State, prompt: Prompt, *, insist: bool) -> ModelRequest:
        fence = token_hex(4)
        system = prompt.render(fence=fence, not_in_material=NOT_IN_MATERIAL)
        messages = [Message("system", system)]
        for exchange in state.history:
            messages.append(Message("user", exchange.question))
            messages.append(Message("assistant", exchange.answer))
        closing = self._prompts.active("question").render(
            fence=fence,
            sources=state.sources,
            question=state.question,
            language=LANGUAGE_NAMES.get(state.language, state.language),
            insist=insist,
        )
        messages.append(Message("user", closing))
        return ModelRequest(
            purpose=Purpose.ANSWER,
            messages=tuple(messages),
            question=state.query,
            language=state.language,
            sources=state.sources,
            history=state.history,
            max_output_tokens=self._answer_tokens,
        )
