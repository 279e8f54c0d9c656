"""The vector store keeps courses apart and turns Chroma's errors into ours."""

import numpy as np
import pytest

from retrieval.embeddings import Vectors, normalised
from retrieval.errors import IndexUnavailableError
from retrieval.vector_store import ChromaVectorStore, open_chroma_server
from tests.retrieval.conftest import WordEmbeddings

ODD_NAMES = ["é", "a b/c?d=e", "x" * 600, "-"]


@pytest.fixture
def vectors() -> Vectors:
    """Twenty vectors, each a little further from the first."""
    rows = np.zeros((20, 64), dtype=np.float32)
    rows[:, 0] = 1
    rows[:, 1] = np.arange(20) / 20
    return normalised(rows)


@pytest.fixture
def store(vector_store: ChromaVectorStore, vectors: Vectors) -> ChromaVectorStore:
    ids = [str(number) for number in range(20)]
    documents = [f"d{number // 5}" for number in range(20)]
    vector_store.write("c", ids, vectors, documents)
    return vector_store


def test_closest_comes_first_with_its_cosine(store: ChromaVectorStore, vectors: Vectors) -> None:
    hits = store.nearest("c", vectors[0], limit=3)

    assert [hit.chunk_id for hit in hits] == ["0", "1", "2"]
    assert [hit.cosine for hit in hits] == pytest.approx(
        [float(vectors[0] @ row) for row in vectors[:3]], abs=1e-5
    )


@pytest.mark.parametrize("limit", [1, 3, 5])
def test_hidden_documents_are_left_out_before_the_limit(
    store: ChromaVectorStore, vectors: Vectors, limit: int
) -> None:
    # The last document is the furthest: the wider query misses it, the filter finds it.
    hits = store.nearest("c", vectors[0], limit=limit, document_ids={"d3"})

    assert [hit.chunk_id for hit in hits] == ["15", "16", "17", "18", "19"][:limit]


def test_near_documents_are_filtered_too(store: ChromaVectorStore, vectors: Vectors) -> None:
    hits = store.nearest("c", vectors[0], limit=2, document_ids={"d0", "d1"})

    assert [hit.chunk_id for hit in hits] == ["0", "1"]


def test_no_document_means_no_hit(store: ChromaVectorStore, vectors: Vectors) -> None:
    assert store.nearest("c", vectors[0], limit=3, document_ids=()) == []


def test_cosines_leave_unknown_ids_out(store: ChromaVectorStore, vectors: Vectors) -> None:
    assert store.cosines("c", vectors[0], ["0", "unknown"]) == {"0": pytest.approx(1, abs=1e-5)}
    assert store.cosines("c", vectors[0], ["unknown"]) == {}
    assert store.cosines("c", vectors[0], []) == {}


def test_writing_again_overwrites(store: ChromaVectorStore, vectors: Vectors) -> None:
    store.write("c", ["0"], vectors[19:], ["d0"])

    assert store.cosines("c", vectors[19], ["0"])["0"] == pytest.approx(1, abs=1e-5)
    assert store.chunk_ids("c", "d0") == {"0", "1", "2", "3", "4"}


def test_removed_vectors_are_gone(store: ChromaVectorStore, vectors: Vectors) -> None:
    store.remove("c", ["0", "1", "unknown"])

    assert store.nearest("c", vectors[0], limit=1)[0].chunk_id == "2"
    assert store.chunk_ids("c", "d0") == {"2", "3", "4"}


def test_unknown_course_is_empty(vector_store: ChromaVectorStore, vectors: Vectors) -> None:
    vector_store.remove("c", ["0"])
    vector_store.remove_course("c")

    assert vector_store.nearest("c", vectors[0], limit=3) == []
    assert vector_store.chunk_ids("c", "d") == set()
    assert vector_store.cosines("c", vectors[0], ["0"]) == {}


@pytest.mark.parametrize("course_id", ODD_NAMES, ids=ascii)
def test_any_course_id_has_its_collection(
    vector_store: ChromaVectorStore, vectors: Vectors, course_id: str
) -> None:
    vector_store.write(course_id, ["0"], vectors[:1], ["d"])

    assert vector_store.chunk_ids(course_id, "d") == {"0"}
    assert vector_store.chunk_ids(course_id + "x", "d") == set()


def test_many_vectors_are_written_in_batches(vector_store: ChromaVectorStore) -> None:
    rows = normalised(np.random.default_rng(0).normal(size=(2_300, 64)).astype(np.float32))
    ids = [f"{number}" for number in range(2_300)]

    vector_store.write("c", ids, rows, ["d"] * 2_300)
    assert vector_store.chunk_ids("c", "d") == set(ids)

    vector_store.remove("c", ids)
    assert vector_store.chunk_ids("c", "d") == set()


def test_silent_server_is_our_error() -> None:
    with pytest.raises(IndexUnavailableError):
        open_chroma_server("127.0.0.1", 9)


def test_wrong_vectors_are_our_error(store: ChromaVectorStore, vectors: Vectors) -> None:
    with pytest.raises(IndexUnavailableError):
        store.write("c", ["0"], vectors[:1, :8], ["d"])


def test_search_outlives_a_course_made_anew_by_another_store(
    chroma: object, vector_store: ChromaVectorStore, embeddings: WordEmbeddings
) -> None:
    vector = embeddings.embed_question("pont")
    vector_store.write("c", ["old"], np.array([vector]), ["d"])
    assert [hit.chunk_id for hit in vector_store.nearest("c", vector, limit=1)] == ["old"]
    other = ChromaVectorStore(chroma, model=embeddings.model, dimensions=embeddings.dimensions)

    other.remove_course("c")
    assert vector_store.cosines("c", vector, ["old"]) == {}
    other.write("c", ["new"], np.array([vector]), ["d"])

    assert [hit.chunk_id for hit in vector_store.nearest("c", vector, limit=1)] == ["new"]
