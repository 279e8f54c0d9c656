"""The door from answers to the search index."""

from collections.abc import Collection
from typing import Protocol

from lti_app.domain.errors import SearchUnavailableError
from retrieval.errors import RetrievalError
from retrieval.passage import Finding


class Library(Protocol):
    """What is asked of `retrieval`."""

    def find_passages(
        self,
        course_id: str,
        question: str,
        *,
        limit: int = 6,
        document_ids: Collection[str] | None = None,
    ) -> Finding:
        """Return passages of one course, best first."""


class CourseSearch:
    """Finds passages of one course; the library's errors end here."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def find_passages(
        self,
        course_id: str,
        question: str,
        *,
        limit: int,
        document_ids: Collection[str] | None,
    ) -> Finding:
        """Return passages among the given documents; raises SearchUnavailableError."""
        try:
            return self._library.find_passages(
                course_id, question, limit=limit, document_ids=document_ids
            )
        except RetrievalError as err:
            raise SearchUnavailableError(err.code) from err
