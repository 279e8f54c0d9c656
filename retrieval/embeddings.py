"""The interface of an embedding model."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Vectors = NDArray[np.float32]


class Embeddings(Protocol):
    """A model that turns texts into vectors of length one, safe to share between threads.

    model: a name that changes whenever the vectors change. dimensions: of every vector.
    """

    @property
    def model(self) -> str:
        """The name that an index records."""

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text, float32 of shape (texts, dimensions), L2-normalised.

        Raises EmbeddingsError when the model gives no usable vectors.
        """

    def embed_question(self, text: str) -> Vector:
        """Return the question's vector, float32 of shape (dimensions,), L2-normalised.

        Raises EmbeddingsError when the model gives no usable vector.
        """


def normalised(vectors: Vectors) -> Vectors:
    """Return float32 rows of length one; a row of zeros stays as it is."""
    rows = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    unit: Vectors = rows / np.maximum(lengths, np.float32(1e-12))
    return unit
