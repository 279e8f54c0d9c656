"""Indexes the documents of a course, then finds passages for a question."""

from collections.abc import Callable, Collection

from retrieval.embeddings import Embeddings
from retrieval.passage import DocumentText, Finding, IndexReport

Progress = Callable[[int, int], None]


class Retriever:
    """Finds passages by meaning and by words, in one course at a time."""

    def __init__(self, embeddings: Embeddings) -> None:
        self._embeddings = embeddings

    def index(
        self, course_id: str, document: DocumentText, on_progress: Progress | None = None
    ) -> IndexReport:
        """Write what is new of a document, remove what is gone, leave the rest.

        May be ended anywhere and run again. on_progress gets chunks done, chunks in all.
        Raises ModelMismatchError, IndexUnavailableError, EmbeddingsError.
        """
        raise NotImplementedError

    def remove(self, course_id: str, document_id: str) -> int:
        """Remove a document from a course; return how many chunks went."""
        raise NotImplementedError

    def remove_course(self, course_id: str) -> None:
        """Remove all that is indexed of a course."""
        raise NotImplementedError

    def find_passages(
        self,
        course_id: str,
        question: str,
        *,
        limit: int = 6,
        document_ids: Collection[str] | None = None,
    ) -> Finding:
        """Return the passages of one course that answer the question best.

        limit: 1 to 50. document_ids: the documents that the visitor may see, None for all;
        the others are left out before the best are chosen.
        Raises ModelMismatchError, IndexUnavailableError, EmbeddingsError.
        """
        raise NotImplementedError
