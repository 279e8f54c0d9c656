"""Loads the earlier turns of the talk within a token budget."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from lti_app.answering.state import Ended, Showing, State
from lti_app.domain.conversation import Talk, Turn
from lti_app.domain.model import Exchange
from lti_app.domain.visit import Scope

CHARS_PER_TOKEN = 3.6
CITATION = re.compile(r"\s?\[\d+(?:\s*,\s*\d+)*\]")


class TalkStore(Protocol):
    """Where talks are kept."""

    def talk(self, scope: Scope, person_id: str, conversation_id: str) -> Talk:
        """Return a conversation with its turns; raises NotFoundError."""


class TellLanguage(Protocol):
    """What tells the language of a text."""

    def __call__(self, text: str, *, otherwise: str) -> str:
        """Return the ISO 639-1 code, or otherwise where the text is too short to tell."""


class LoadTalk:
    """Adds the history of the talk to the state, with the language to answer in."""

    def __init__(
        self, talks: TalkStore, tell_language: TellLanguage, *, budget_tokens: int
    ) -> None:
        self._talks = talks
        self._tell_language = tell_language
        self._budget_tokens = budget_tokens

    def run(self, state: State, showing: Showing) -> State | Ended:
        """Return the state with history, oldest first, with the language of the question."""
        talk = self._talks.talk(state.scope, state.person_id, state.conversation_id)
        earlier = [turn for turn in talk.turns if turn.question.id != state.question_id]
        history = within_budget(exchanges(earlier), self._budget_tokens)
        language = self._language(state, history)
        return replace(state, history=history, language=language, query=state.question)

    def _language(self, state: State, history: tuple[Exchange, ...]) -> str:
        """Return the question's language; a short question follows the talk, then the page."""
        talk = history[-1].question if history else ""
        page = self._tell_language(talk, otherwise=state.locale)
        return self._tell_language(state.question, otherwise=page)


def exchanges(turns: Iterable[Turn]) -> tuple[Exchange, ...]:
    """Return the answered turns; numbers of citations go, since sources are numbered anew."""
    return tuple(
        Exchange(turn.question.text, CITATION.sub("", turn.answer.text))
        for turn in turns
        if turn.answer is not None and turn.answer.text
    )


def within_budget(history: tuple[Exchange, ...], budget_tokens: int) -> tuple[Exchange, ...]:
    """Return the latest exchanges that fit; the last one is cut rather than left out."""
    kept: list[Exchange] = []
    left_chars = int(budget_tokens * CHARS_PER_TOKEN)
    for exchange in reversed(history):
        size_chars = len(exchange.question) + len(exchange.answer)
        if size_chars > left_chars and kept:
            break
        room = max(0, left_chars - len(exchange.question))
        kept.insert(0, Exchange(exchange.question, exchange.answer[:room]))
        left_chars -= size_chars
    return tuple(kept)
