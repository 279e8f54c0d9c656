"""The search library, loaded at its first use."""

import threading
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.embeddings import Embeddings, Vector, Vectors
    from retrieval.passage import DocumentText, Finding, IndexReport
    from retrieval.retriever import Retriever

Progress = Callable[[int, int], None]


class LateLibrary:
    """Stands for retriever and embeddings, whose models take a second to load."""

    def __init__(self, build: "Callable[[], tuple[Embeddings, Retriever]]") -> None:
        self._build = build
        self._built: tuple[Embeddings, Retriever] | None = None
        self._lock = threading.Lock()

    def load(self) -> "tuple[Embeddings, Retriever]":
        """Return both, built once."""
        with self._lock:
            if self._built is None:
                self._built = self._build()
            return self._built

    def index(
        self, course_id: str, document: "DocumentText", on_progress: Progress | None = None
    ) -> "IndexReport":
        """Write a document; see Retriever.index."""
        return self.load()[1].index(course_id, document, on_progress)

    def remove(self, course_id: str, document_id: str) -> int:
        """Remove a document; see Retriever.remove."""
        return self.load()[1].remove(course_id, document_id)

    def find_passages(
        self,
        course_id: str,
        question: str,
        *,
        limit: int = 6,
        document_ids: Collection[str] | None = None,
    ) -> "Finding":
        """Find passages; see Retriever.find_passages."""
        return self.load()[1].find_passages(
            course_id, question, limit=limit, document_ids=document_ids
        )

    def embed_passages(self, texts: Sequence[str]) -> "Vectors":
        """Return one vector a text; see Embeddings.embed_passages."""
        return self.load()[0].embed_passages(texts)

    def embed_question(self, text: str) -> "Vector":
        """Return a question's vector; see Embeddings.embed_question."""
        return self.load()[0].embed_question(text)
