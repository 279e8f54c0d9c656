"""The embedded embedding model: multilingual-e5-small on the processor."""

import json
import os
from array import array
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.e5_tokenizer import E5Tokenizer
from retrieval.e5_weights import decode_blocks
from retrieval.embedded_setup import (
    ENCODER,
    MANIFEST,
    MODEL_NAME,
    POSITIONS,
    VOCABULARY,
    WORDS,
)
from retrieval.embeddings import Vector, Vectors, normalised
from retrieval.errors import EmbeddingsError, ModelFilesError
from retrieval.memory import return_freed_memory

MAX_TOKENS = 512


class EmbeddedE5:
    """multilingual-e5-small in int8, 384 dimensions, no network, safe between threads.

    Each text is run alone, so that its vector never depends on its neighbours;
    passages are run on as many threads as there are processors.
    """

    model = MODEL_NAME
    dimensions = 384

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        """Open the folder that prepare_embedded_model returned.

        threads: for passages, as many as the processors that we may use if None.
        Raises ModelFilesError when the folder is not whole.
        """
        import onnxruntime as ort

        self._threads = threads or len(os.sched_getaffinity(0))
        try:
            _check_model(folder)
            self._words: NDArray[np.uint8] = np.load(folder / WORDS, mmap_mode="r")
            self._positions: NDArray[np.float32] = np.load(folder / POSITIONS)
            self.tokenizer = _read_tokenizer(folder / VOCABULARY)
            self._session = ort.InferenceSession(
                folder / ENCODER, _session_options(), providers=["CPUExecutionProvider"]
            )
        except (OSError, ValueError, KeyError) as err:
            raise ModelFilesError(f"no whole model in {folder}; prepare it again") from err
        except _graph_errors() as err:
            raise ModelFilesError(f"the graph in {folder} cannot be read") from err
        return_freed_memory()

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return float32 of shape (texts, 384), L2-normalised; 512 tokens of each count."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        # The longest first, so that no thread is left with a long text at the end.
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        with ThreadPoolExecutor(self._threads) as pool:
            found = pool.map(self._embed, (f"passage: {texts[i]}" for i in order))
            for i, vector in zip(order, found, strict=True):
                vectors[i] = vector
        return_freed_memory()
        return vectors

    def embed_question(self, text: str) -> Vector:
        """Return float32 of shape (384,), L2-normalised."""
        return self._embed(f"query: {text}")

    def _embed(self, text: str) -> Vector:
        ids = self.tokenizer.encode(text, max_tokens=MAX_TOKENS)
        rows = decode_blocks(self._words[ids]).reshape(1, len(ids), self.dimensions)
        rows += self._positions[: len(ids)]
        try:
            (pooled,) = self._session.run(["pooled"], {"embeddings": rows})
        except _graph_errors() as err:
            raise EmbeddingsError("the embedded model did not run") from err
        return normalised(pooled[0])


def _graph_errors() -> tuple[type[Exception], ...]:
    """Return onnxruntime's errors, which have no common class of their own."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    return (
        state.Fail,
        state.InvalidArgument,
        state.InvalidGraph,
        state.InvalidProtobuf,
        state.NoSuchFile,
        state.NotImplemented,
        state.RuntimeException,
    )


def _session_options() -> Any:
    """Return options for one thread a run: two runs at once beat one run on two threads."""
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Without an arena, what a run used is free again: the web process has 400 MB in all.
    options.enable_cpu_mem_arena = False
    return options


def _check_model(folder: Path) -> None:
    found = json.loads((folder / MANIFEST).read_text("utf-8"))["model"]
    if found != MODEL_NAME:
        raise ModelFilesError(f"{folder} holds {found}, not {MODEL_NAME}; prepare it again")


def _read_tokenizer(path: Path) -> E5Tokenizer:
    table = json.loads(path.read_text("utf-8"))
    return E5Tokenizer(table["pieces"], array("d", table["scores"]), dict(table["normalisation"]))
