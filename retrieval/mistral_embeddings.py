"""Embeddings by Mistral's API, or by any server that speaks it."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from retrieval.embeddings import Vector, Vectors, normalised
from retrieval.errors import EmbeddingsError

# docs.mistral.ai allows 256 inputs and 16,384 tokens a request; the SDK does not batch.
MAX_INPUTS = 128
MAX_BATCH_TOKENS = 15_000
MAX_INPUT_TOKENS = 8_000
# Mistral's tokenizer is not at hand: three characters a token is on the safe side for
# French and English, and a token is a byte at worst.
CHARS_A_TOKEN = 3


class MistralEmbeddings:
    """mistral-embed's vectors through a client that is given."""

    def __init__(
        self, client: Any, *, model: str = "mistral-embed", dimensions: int = 1024
    ) -> None:
        """client: offers `embeddings.create(model=, inputs=)` and raises its own errors."""
        self._client = client
        self.model, self.dimensions = model, dimensions

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return float32 of shape (texts, dimensions), L2-normalised, in as few calls as allowed.

        Raises EmbeddingsError when the answer does not fit; the client's errors pass through.
        """
        rows = [self._embed(batch) for batch in to_batches(texts)]
        return np.concatenate(rows) if rows else np.zeros((0, self.dimensions), dtype=np.float32)

    def embed_question(self, text: str) -> Vector:
        """Return float32 of shape (dimensions,), L2-normalised."""
        vector: Vector = self.embed_passages([text])[0]
        return vector

    def _embed(self, batch: list[str]) -> Vectors:
        response = self._client.embeddings.create(model=self.model, inputs=batch)
        ordered = sorted(response.data, key=lambda item: item.index)
        vectors = np.array([item.embedding for item in ordered], dtype=np.float32)
        if vectors.shape != (len(batch), self.dimensions):
            raise EmbeddingsError(
                f"{self.model} gave vectors of shape {vectors.shape}, "
                f"not ({len(batch)}, {self.dimensions})"
            )
        return normalised(vectors)


def to_batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """Yield the texts in order, in batches within Mistral's limits."""
    batch: list[str] = []
    tokens = 0
    for text in map(_fitting, texts):
        size = _estimate_tokens(text)
        if batch and (len(batch) == MAX_INPUTS or tokens + size > MAX_BATCH_TOKENS):
            yield batch
            batch, tokens = [], 0
        batch.append(text)
        tokens += size
    if batch:
        yield batch


def _estimate_tokens(text: str) -> int:
    """Return a number of tokens that the text will hardly exceed: rare scripts count by byte."""
    encoded = len(text.encode("utf-8"))
    return max(1, encoded // CHARS_A_TOKEN if encoded < 1.2 * len(text) else encoded)


def _fitting(text: str) -> str:
    """Return what the API accepts of a text: no lone surrogates, not empty, not too long."""
    clean = text.encode("utf-8", "replace").decode("utf-8").replace("\x00", " ").strip()
    while _estimate_tokens(clean) > MAX_INPUT_TOKENS:
        clean = clean[: len(clean) * MAX_INPUT_TOKENS // _estimate_tokens(clean)]
    return clean or "."
