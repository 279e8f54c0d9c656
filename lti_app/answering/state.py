"""What the steps of an answer hand on to each other."""

from dataclasses import dataclass
from typing import Protocol

from lti_app.answering.draft import Draft
from lti_app.domain.answer import Ending, Source, Stage
from lti_app.domain.model import Exchange, Usage
from lti_app.domain.visit import Scope


@dataclass(frozen=True, slots=True)
class State:
    """All that is known of an answer so far.

    query: the question made to stand alone. language: ISO 639-1 code to answer in.
    document_ids: the documents that the asker may see.
    """

    scope: Scope
    person_id: str
    conversation_id: str
    question_id: str
    answer_id: str
    question: str
    locale: str
    document_ids: frozenset[str] = frozenset()
    query: str = ""
    language: str = ""
    history: tuple[Exchange, ...] = ()
    sources: tuple[Source, ...] = ()
    text: str = ""
    prompt_version: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """The way in which an answer ended, with what was known by then."""

    ending: Ending
    state: State


class Showing(Protocol):
    """Where a step shows what a reader may already see; it also tells that none wants more."""

    def show(
        self,
        *,
        stage: Stage | None = None,
        draft: Draft | None = None,
        sources: tuple[Source, ...] | None = None,
    ) -> None:
        """Show a new stage, the draft as far as it has grown, or the sources offered."""

    def used(self, usage: Usage | None) -> None:
        """Note what a call of a model used, also of one that failed."""

    def wants_end(self) -> Ending | None:
        """Return STOPPED or INTERRUPTED once the answer should end early."""


class Step(Protocol):
    """One step of an answer."""

    def run(self, state: State, showing: Showing) -> State | Ended:
        """Return the next state, or the ending."""
