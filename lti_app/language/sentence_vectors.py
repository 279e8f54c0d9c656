"""The vectors of sentences that were quoted or weighed before."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class SentenceEmbeddings(Protocol):
    """What turns texts into vectors of length one."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text."""

    def embed_question(self, text: str) -> Vectors:
        """Return the question's vector."""


class RememberedVectors:
    """Embeds each sentence once, since a class asks again and again about the same pages.

    capacity: sentences kept, those asked for last; 384 dimensions take 1.5 kB each.
    """

    def __init__(self, embeddings: SentenceEmbeddings, *, capacity: int = 4096) -> None:
        self._embeddings, self._capacity = embeddings, capacity
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text; raises what the embeddings raise."""
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, self._embeddings.embed_passages(new), strict=True))
        self._keep(known)
        return np.stack([known[text] for text in texts])

    def embed_question(self, text: str) -> Vectors:
        """Return the question's vector, which is not kept."""
        return self._embeddings.embed_question(text)

    def _keep(self, vectors: dict[str, Vectors]) -> None:
        with self._lock:
            for text, vector in vectors.items():
                self._kept[text] = vector
                self._kept.move_to_end(text)
            while len(self._kept) > self._capacity:
                self._kept.popitem(last=False)
