"""Finds the passages that may answer the question, numbered by the server."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Protocol

from lti_app.answering.state import Ended, Showing, State
from lti_app.domain.answer import Ending, Source, Stage
from retrieval.passage import Finding, Passage

NearestSentence = Callable[[str, str], str]


class Search(Protocol):
    """The index of a course."""

    def find_passages(
        self,
        course_id: str,
        question: str,
        *,
        limit: int,
        document_ids: Collection[str] | None,
    ) -> Finding:
        """Return passages of one course, best first; raises SearchUnavailableError."""


class FindPassages:
    """Searches the documents that the asker may see, always before any model writes."""

    def __init__(self, search: Search, nearest_sentence: NearestSentence, *, limit: int) -> None:
        self._search = search
        self._nearest_sentence = nearest_sentence
        self._limit = limit

    def run(self, state: State, showing: Showing) -> State | Ended:
        """Return the state with numbered sources, or the ending that there is no passage."""
        if not state.document_ids:
            return Ended(Ending.NO_MATERIAL, state)
        finding = self._search.find_passages(
            state.scope.course_id,
            state.query,
            limit=self._limit,
            document_ids=state.document_ids,
        )
        if not finding.is_sufficient or not finding.passages:
            return Ended(Ending.NOT_IN_MATERIAL, state)
        sources = tuple(
            self._to_source(number, passage, state.query)
            for number, passage in enumerate(finding.passages, start=1)
        )
        showing.show(stage=Stage.READING, sources=sources)
        return replace(state, sources=sources)

    def _to_source(self, number: int, passage: Passage, query: str) -> Source:
        return Source(
            number=number,
            document_id=passage.document_id,
            title=passage.title,
            page_number=passage.page_number,
            text=passage.text,
            sentence=self._nearest_sentence(query, passage.text),
            heading_path=tuple(passage.heading_path),
            language=passage.language,
        )
