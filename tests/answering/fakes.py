"""Real classes with the methods that the steps ask for, without any engine."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lti_app.answering.draft import Draft
from lti_app.answering.state import State
from lti_app.domain.answer import Ending, Source, Stage
from lti_app.domain.errors import ModelError
from lti_app.domain.model import ModelRequest, ModelUsage, Purpose, TextPiece, Usage
from lti_app.domain.visit import Scope
from retrieval.passage import Finding, Passage


@dataclass
class ScriptedModel:
    """Says the texts in turn, one a call, word by word; an error in a text's place is raised."""

    says: list[str | ModelError | tuple[str, ModelError]]
    is_generative: bool = True
    model: str = "scripted"
    label: str = "Scripted"
    requests: list[ModelRequest] = field(default_factory=list)
    closed: int = 0
    on_piece: Callable[[], None] = lambda: None

    def stream(self, request: ModelRequest) -> Iterator[TextPiece | ModelUsage]:
        self.requests.append(request)
        said = self.says.pop(0)
        text, error = said if isinstance(said, tuple) else (said, None)
        if isinstance(text, ModelError):
            raise text
        try:
            for word in text.split(" "):
                self.on_piece()
                yield TextPiece(word + " ")
            if error is not None:
                raise error
            yield ModelUsage(self.model, 100, len(text.split()), 10)
        finally:
            self.closed += 1


class Showcase:
    """Remembers what was shown, ends early when told to."""

    def __init__(self) -> None:
        self.stages: list[Stage] = []
        self.texts: list[str] = []
        self.sources: tuple[Source, ...] = ()
        self.usages: list[Usage] = []
        self.early: Ending | None = None

    def show(
        self,
        *,
        stage: Stage | None = None,
        draft: Draft | None = None,
        sources: tuple[Source, ...] | None = None,
    ) -> None:
        if stage and stage not in self.stages:
            self.stages.append(stage)
        if draft:
            self.texts.append(draft.shown)
        self.sources = sources or self.sources

    def used(self, usage: Usage | None) -> None:
        if usage is not None:
            self.usages.append(usage)

    def wants_end(self) -> Ending | None:
        return self.early

    def purposes(self) -> list[Purpose]:
        return [usage.purpose for usage in self.usages]


@dataclass
class FixedSearch:
    """Finds the same passages for every question; remembers what it was asked."""

    finding: Finding
    asked: list[tuple[str, str, frozenset[str]]] = field(default_factory=list)

    def find_passages(self, course_id, question, *, limit, document_ids):
        self.asked.append((course_id, question, frozenset(document_ids)))
        return Finding(
            self.finding.passages[:limit], self.finding.confidence, self.finding.is_sufficient
        )


def make_passage(number: int, text: str = "", document_id: str = "doc-1") -> Passage:
    return Passage(
        chunk_id=f"chunk-{number}",
        document_id=document_id,
        title="Polycopié",
        page_number=number + 10,
        last_page_number=number + 10,
        heading_path=("Filtres", "Passe-bas"),
        text=text or f"Le passage {number} dit une chose. Il en dit une autre.",
        language="fr",
        start_char=0,
        end_char=10,
        score=1 / number,
        cosine=0.9,
        keyword_score=1.0,
    )


def make_finding(count: int = 3, *, is_sufficient: bool = True) -> Finding:
    return Finding(tuple(make_passage(n) for n in range(1, count + 1)), 0.8, is_sufficient)


def make_sources(count: int = 3) -> tuple[Source, ...]:
    return tuple(
        Source(n, "doc-1", "Polycopié", n + 10, f"Le passage {n}.", "", ("Filtres",), "fr")
        for n in range(1, count + 1)
    )


def make_state(**changes: object) -> State:
    facts: dict[str, object] = {
        "scope": Scope("i" * 32, "c" * 32),
        "person_id": "p" * 32,
        "conversation_id": "t" * 32,
        "question_id": "q" * 32,
        "answer_id": "a" * 32,
        "question": "Qu'est-ce qu'un filtre passe-bas ?",
        "query": "Qu'est-ce qu'un filtre passe-bas ?",
        "locale": "fr",
        "language": "fr",
        "document_ids": frozenset({"doc-1"}),
    }
    return State(**{**facts, **changes})  # type: ignore[arg-type]


def tell_by_words(text: str, *, otherwise: str) -> str:
    """Tell French from English by a few common words."""
    words = text.lower().split()
    french = sum(word in {"le", "la", "un", "une", "est", "et", "de", "les"} for word in words)
    english = sum(word in {"the", "a", "is", "and", "of", "filter"} for word in words)
    if max(french, english) < 2 or french == english:
        return otherwise
    return "fr" if french > english else "en"
