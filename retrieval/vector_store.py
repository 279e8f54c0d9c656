"""Finds chunks by the closeness of their vectors, in Chroma."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from retrieval.embeddings import Vector, Vectors
from retrieval.errors import IndexUnavailableError, ModelMismatchError

T = TypeVar("T")

BATCH_ROWS = 1_000
# A filter inside Chroma takes 35 ms in a course of 20,000 chunks and this way 3 ms: ask for
# more neighbours and pass over the hidden ones; filter inside only when too few are left.
WIDER_FOR_HIDDEN = 4


@dataclass(frozen=True, slots=True)
class VectorHit:
    """A chunk close to the question; cosine is -1 to 1."""

    chunk_id: str
    cosine: float


class ChromaVectorStore:
    """One Chroma collection a course; each records its model and refuses another.

    We bring the vectors; Chroma's own embedding function, which downloads, is never used.
    """

    def __init__(self, client: Any, *, model: str, dimensions: int) -> None:
        """client: a chromadb client, see open_chroma_folder and open_chroma_server."""
        self._client = client
        self._model, self._dimensions = model, dimensions
        # To ask Chroma for a course's collection takes 0.8 ms, so searches remember it.
        self._opened: dict[str, Any] = {}

    def write(
        self,
        course_id: str,
        chunk_ids: Sequence[str],
        vectors: Vectors,
        document_ids: Sequence[str],
    ) -> None:
        """Store one vector a chunk; a known chunk is overwritten.

        Raises ModelMismatchError, IndexUnavailableError.
        """
        with _our_errors():
            collection = self._open_or_make(course_id)
            for start in range(0, len(chunk_ids), BATCH_ROWS):
                batch = slice(start, start + BATCH_ROWS)
                collection.upsert(
                    ids=list(chunk_ids[batch]),
                    embeddings=np.asarray(vectors[batch], dtype=np.float32),
                    metadatas=[{"document_id": of} for of in document_ids[batch]],
                )

    def remove(self, course_id: str, chunk_ids: Collection[str]) -> None:
        """Forget chunks; unknown ids are passed over."""
        with _our_errors():
            collection = self._open(course_id)
            if collection is None:
                return
            ids = list(chunk_ids)
            for start in range(0, len(ids), BATCH_ROWS):
                collection.delete(ids=ids[start : start + BATCH_ROWS])

    def remove_course(self, course_id: str) -> None:
        """Forget all of a course, whatever model it was indexed with."""
        from chromadb.errors import NotFoundError

        with _our_errors():
            self._opened.pop(course_id, None)
            try:
                self._client.delete_collection(_collection_name(course_id))
            except NotFoundError:
                return

    def chunk_ids(self, course_id: str, document_id: str) -> set[str]:
        """Return the ids of a document's chunks in one course.

        Raises ModelMismatchError, IndexUnavailableError.
        """
        with _our_errors():
            collection = self._open(course_id)
            if collection is None:
                return set()
            return set(collection.get(where={"document_id": document_id}, include=[])["ids"])

    def nearest(
        self,
        course_id: str,
        vector: Vector,
        *,
        limit: int,
        document_ids: Collection[str] | None = None,
    ) -> list[VectorHit]:
        """Return the chunks of one course that lie closest to the vector, best first.

        vector: L2-normalised. document_ids: look in these only, None for all.
        Raises ModelMismatchError, IndexUnavailableError.
        """
        if document_ids is not None and not document_ids:
            return []

        def search(collection: Any) -> list[VectorHit]:
            if document_ids is None:
                return [hit for hit, _ in _query(collection, vector, limit)]
            return _nearest_visible(collection, vector, limit, document_ids)

        return self._use(course_id, search, otherwise=[])

    def cosines(
        self, course_id: str, vector: Vector, chunk_ids: Collection[str]
    ) -> dict[str, float]:
        """Return the cosine of each of the chunks to the vector; unknown ids are left out.

        Raises ModelMismatchError, IndexUnavailableError.
        """
        if not chunk_ids:
            return {}

        def look_up(collection: Any) -> dict[str, float]:
            found = collection.get(ids=list(chunk_ids), include=["embeddings"])
            if not found["ids"]:
                return {}
            closeness = np.asarray(found["embeddings"], dtype=np.float32) @ vector
            return dict(zip(found["ids"], map(float, closeness), strict=True))

        return self._use(course_id, look_up, otherwise={})

    def _use(self, course_id: str, act: Callable[[Any], T], *, otherwise: T) -> T:
        """Return what `act` reads of the course's collection, or `otherwise` without one.

        A remembered collection may have been removed since, by another process too.
        """
        from chromadb.errors import NotFoundError

        with _our_errors():
            try:
                if course_id in self._opened:
                    return act(self._opened[course_id])
            except NotFoundError:
                self._opened.pop(course_id, None)
            collection = self._open(course_id)
            if collection is None:
                return otherwise
            self._opened[course_id] = collection
            return act(collection)

    def _open(self, course_id: str) -> Any | None:
        """Return the course's collection after a look at its model; None when there is none."""
        from chromadb.errors import NotFoundError

        try:
            collection = self._client.get_collection(
                _collection_name(course_id), embedding_function=None
            )
        except NotFoundError:
            return None
        self._check_model(course_id, collection.metadata or {})
        return collection

    def _open_or_make(self, course_id: str) -> Any:
        collection = self._client.get_or_create_collection(
            _collection_name(course_id),
            embedding_function=None,
            metadata={
                "course_id": course_id,
                "model": self._model,
                "dimensions": self._dimensions,
            },
            configuration={"hnsw": {"space": "cosine"}},
        )
        self._check_model(course_id, collection.metadata or {})
        return collection

    def _check_model(self, course_id: str, recorded: dict[str, Any]) -> None:
        model, dimensions = str(recorded.get("model")), int(recorded.get("dimensions", 0))
        if (model, dimensions) != (self._model, self._dimensions):
            raise ModelMismatchError(
                course_id=course_id,
                expected_model=self._model,
                expected_dimensions=self._dimensions,
                found_model=model,
                found_dimensions=dimensions,
            )


def open_chroma_folder(folder: Path) -> Any:
    """Return a client of a store on disk, which exactly one process may own."""
    import chromadb

    folder.mkdir(parents=True, exist_ok=True)
    with _our_errors():
        return chromadb.PersistentClient(str(folder), settings=_quiet_settings())


def open_chroma_server(host: str, port: int, *, ssl: bool = False) -> Any:
    """Return a client of a Chroma server, which several processes may share.

    Connects at once; raises IndexUnavailableError when nothing answers.
    """
    import chromadb

    with _our_errors():
        try:
            return chromadb.HttpClient(host=host, port=port, ssl=ssl, settings=_quiet_settings())
        except ValueError as err:  # What Chroma makes of a refused connection.
            raise IndexUnavailableError(f"no Chroma server answers at {host}:{port}") from err


def _quiet_settings() -> Any:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


@contextmanager
def _our_errors() -> Iterator[None]:
    """Turn Chroma's errors into ours, here at its door."""
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, httpx.HTTPError, OSError) as err:
        raise IndexUnavailableError(f"the vector store cannot be used: {err}") from err


def _collection_name(course_id: str) -> str:
    """Return a name that Chroma allows (3 to 512 of a-z, 0-9, "-") for any course id."""
    return "course-" + hashlib.sha256(course_id.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _nearest_visible(
    collection: Any, vector: Vector, limit: int, document_ids: Collection[str]
) -> list[VectorHit]:
    wanted = frozenset(document_ids)
    wide = _query(collection, vector, limit * WIDER_FOR_HIDDEN)
    visible = [hit for hit, document_id in wide if document_id in wanted]
    if len(visible) >= limit or len(wide) < limit * WIDER_FOR_HIDDEN:
        return visible[:limit]
    where = {"document_id": {"$in": sorted(wanted)}}
    return [hit for hit, _ in _query(collection, vector, limit, where=where)]


def _query(
    collection: Any, vector: Vector, limit: int, *, where: dict[str, Any] | None = None
) -> list[tuple[VectorHit, str]]:
    """Return hits with their documents; Chroma's cosine distance is 1 - cosine."""
    found = collection.query(
        query_embeddings=[vector],
        n_results=limit,
        where=where,
        include=["distances", "metadatas"],
    )
    rows = zip(found["ids"][0], found["distances"][0], found["metadatas"][0], strict=True)
    return [
        (VectorHit(chunk_id, 1.0 - float(distance)), str(metadata["document_id"]))
        for chunk_id, distance, metadata in rows
    ]
