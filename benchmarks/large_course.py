"""Fills a course with many chunks of made-up text, with vectors that cost nothing to make."""

import random
from collections.abc import Iterator, Sequence

import numpy as np

from lti_app.domain.visit import Scope
from lti_app.store.database import new_id
from lti_app.store.tables import DocumentRow
from lti_app.wiring import Services
from retrieval.embeddings import Vector, Vectors, normalised
from retrieval.index_file import IndexFile
from retrieval.keyword_index import KeywordIndex
from retrieval.passage import DocumentText, PageText
from retrieval.retriever import Retriever
from retrieval.vector_store import ChromaVectorStore, open_chroma_folder
from tests.platform.settings import COURSE_FOLDER

PAGES_A_DOCUMENT = 200
WORDS_A_PAGE = 120


class RandomVectors:
    """Stands for an embedding model, under its name, while passages are written."""

    def __init__(self, model: str, dimensions: int) -> None:
        self.model, self.dimensions = model, dimensions
        self._random = np.random.default_rng(7)
        # Real texts lie in a narrow cone: around one direction, not all over the sphere.
        self._centre = self._random.standard_normal(dimensions)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return a vector a text."""
        noise = self._random.standard_normal((len(texts), self.dimensions))
        return normalised((self._centre + noise).astype(np.float32))

    def embed_question(self, text: str) -> Vector:
        """Return one vector."""
        return self.embed_passages([text])[0]


def fill(services: Services, scope: Scope, chunks: int) -> None:
    """Add about as many chunks to a course, in documents that are ready."""
    embeddings, _ = services.library.load()
    stand_in = RandomVectors(embeddings.model, embeddings.dimensions)
    folder = services.settings.data_dir
    retriever = Retriever(
        stand_in,
        ChromaVectorStore(
            open_chroma_folder(folder / "chroma"),
            model=stand_in.model,
            dimensions=stand_in.dimensions,
        ),
        KeywordIndex(IndexFile(folder / "keywords.db")),
    )
    for document in _documents(chunks):
        retriever.index(scope.course_id, document)
        _add_row(services, scope, document)


def _documents(chunks: int) -> Iterator[DocumentText]:
    words = (COURSE_FOLDER / "travaux-pratiques.md").read_text(encoding="utf-8").split()
    shuffled = random.Random(3)
    for start in range(0, chunks, PAGES_A_DOCUMENT):
        pages = tuple(
            PageText(number, " ".join(shuffled.choices(words, k=WORDS_A_PAGE)))
            for number in range(1, PAGES_A_DOCUMENT + 1)
        )
        yield DocumentText(new_id(), f"Recueil {start}", pages)


def _add_row(services: Services, scope: Scope, document: DocumentText) -> None:
    with services.database.transaction() as session:
        session.add(
            DocumentRow(
                id=document.document_id,
                institution_id=scope.institution_id,
                course_id=scope.course_id,
                title=document.title,
                file_name="recueil.txt",
                media_type="text/plain",
                size_bytes=1,
                digest=new_id(),
                status="ready",
                page_count=len(document.pages),
            )
        )
