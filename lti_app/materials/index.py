"""The door from documents to the search index."""

from collections.abc import Callable, Sequence
from typing import Protocol

from lti_app.domain.document import Document, DocumentFailure, DocumentPage
from lti_app.domain.errors import DocumentUnreadableError, SearchUnavailableError
from lti_app.domain.visit import Scope
from retrieval.errors import ModelMismatchError, RetrievalError
from retrieval.passage import DocumentText, IndexReport, PageText

Progress = Callable[[int, int], None]


class Library(Protocol):
    """What is asked of `retrieval`."""

    def index(
        self, course_id: str, document: DocumentText, on_progress: Progress | None = None
    ) -> IndexReport:
        """Write what is new of a document, remove what is gone."""

    def remove(self, course_id: str, document_id: str) -> int:
        """Remove a document."""


class CourseIndex:
    """Writes the documents of one course at a time."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def write(
        self,
        scope: Scope,
        document: Document,
        pages: Sequence[DocumentPage],
        on_progress: Progress,
    ) -> IndexReport:
        """Make a document searchable; may be ended anywhere and run again.

        Raises SearchUnavailableError, which passes; DocumentUnreadableError when the course was
        indexed with another model, which does not.
        """
        texts = tuple(PageText(page.number, page.text) for page in pages)
        text = DocumentText(document.id, document.title, texts)
        try:
            return self._library.index(scope.course_id, text, on_progress)
        except ModelMismatchError as err:
            raise DocumentUnreadableError(DocumentFailure.INDEX_UNAVAILABLE) from err
        except RetrievalError as err:
            raise SearchUnavailableError(err.code) from err

    def remove(self, scope: Scope, document_id: str) -> None:
        """Remove a document; raises SearchUnavailableError."""
        try:
            self._library.remove(scope.course_id, document_id)
        except RetrievalError as err:
            raise SearchUnavailableError(err.code) from err
