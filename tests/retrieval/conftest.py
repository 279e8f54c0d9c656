"""Subjects that the tests of retrieval share."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from retrieval.embedded_e5 import EmbeddedE5
from retrieval.embedded_setup import prepare_embedded_model
from retrieval.embeddings import Vector, Vectors, normalised
from retrieval.index_file import IndexFile
from retrieval.keyword_index import KeywordIndex
from retrieval.keyword_terms import to_terms
from retrieval.passage import DocumentText, PageText
from retrieval.retriever import Retriever
from retrieval.vector_store import ChromaVectorStore, open_chroma_folder


class WordEmbeddings:
    """Vectors from the words of a text: alike texts are close, and no model is needed."""

    def __init__(self, *, model: str = "words-1", dimensions: int = 64) -> None:
        self.model, self.dimensions = model, dimensions
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        return np.array([self._embed(text) for text in texts], dtype=np.float32)

    def embed_question(self, text: str) -> Vector:
        return self._embed(text)

    def _embed(self, text: str) -> Vector:
        vector = np.full(self.dimensions, 0.01, dtype=np.float32)
        for term in to_terms(text, "en"):
            vector[int(hashlib.sha256(term.encode()).hexdigest(), 16) % self.dimensions] += 1
        return normalised(vector)


def document(document_id: str, *pages: str, title: str = "") -> DocumentText:
    """Return a document with the given pages."""
    numbered = tuple(PageText(number, text) for number, text in enumerate(pages, start=1))
    return DocumentText(document_id, title, numbered)


@pytest.fixture(scope="session")
def e5(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedE5:
    return EmbeddedE5(prepare_embedded_model(tmp_path_factory.mktemp("models")))


@pytest.fixture
def embeddings() -> WordEmbeddings:
    return WordEmbeddings()


@pytest.fixture
def chroma(tmp_path: Path) -> object:
    return open_chroma_folder(tmp_path / "chroma")


@pytest.fixture
def vector_store(chroma: object, embeddings: WordEmbeddings) -> ChromaVectorStore:
    return ChromaVectorStore(chroma, model=embeddings.model, dimensions=embeddings.dimensions)


@pytest.fixture
def index_file(tmp_path: Path) -> Iterator[IndexFile]:
    file = IndexFile(tmp_path / "words.sqlite")
    yield file
    file.close()


@pytest.fixture
def keyword_index(index_file: IndexFile) -> KeywordIndex:
    return KeywordIndex(index_file)


@pytest.fixture
def retriever(
    embeddings: WordEmbeddings, vector_store: ChromaVectorStore, keyword_index: KeywordIndex
) -> Retriever:
    return Retriever(embeddings, vector_store, keyword_index)
