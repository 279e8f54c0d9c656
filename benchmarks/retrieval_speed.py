"""Prints how fast passages are embedded and found, and what memory that takes.

    python benchmarks/retrieval_speed.py [--chunks 20000] [--models var/models]

Passages and questions to embed are real ones. The course of many chunks has made-up text and
vectors; it is searched as any course, but embedding the question is measured apart.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent.parent))

from retrieval.embedded_e5 import EmbeddedE5
from retrieval.embedded_setup import prepare_embedded_model
from retrieval.embeddings import Vector, Vectors, normalised
from retrieval.evaluation.__main__ import DATA
from retrieval.evaluation.corpus import read_corpus
from retrieval.index_file import IndexFile
from retrieval.keyword_index import KeywordIndex
from retrieval.passage import Chunk
from retrieval.retriever import Retriever
from retrieval.vector_store import ChromaVectorStore, open_chroma_folder

COURSE = "course"
WORDS_A_PASSAGE = 100
CHUNKS_A_DOCUMENT = 200
WRITE_ROWS = 1_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description="Measure the speed of retrieval.")
    parser.add_argument("--chunks", type=int, default=20_000)
    parser.add_argument("--passages", type=int, default=96)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--models", type=Path, default=Path("var/models"))
    options = parser.parse_args(arguments)
    print(f"memory before: {_rss_mb():.0f} MB")
    _measure_embedding(options.models, options.passages, options.questions)
    with tempfile.TemporaryDirectory() as folder:
        _measure_search(Path(folder), options.chunks, options.questions)
    print(f"memory after: {_rss_mb():.0f} MB")


def _measure_embedding(models: Path, passages: int, questions: int) -> None:
    folder = prepare_embedded_model(models)
    start = time.perf_counter()
    embeddings = EmbeddedE5(folder)
    print(f"model loaded in {time.perf_counter() - start:.2f} s, memory {_rss_mb():.0f} MB")
    # Real text: made-up words would fall apart into three times as many tokens.
    corpora = [read_corpus(DATA / name) for name in ("debian-faq-en", "debian-faq-fr")]
    words = " ".join(p.text for corpus in corpora for p in corpus.passages).split()
    texts = [
        " ".join(words[place * WORDS_A_PASSAGE : (place + 1) * WORDS_A_PASSAGE])
        for place in range(passages)
    ]
    embeddings.embed_passages(texts[:8])
    start, start_cpu = time.perf_counter(), time.process_time()
    embeddings.embed_passages(texts)
    elapsed, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    print(
        f"passages of {WORDS_A_PASSAGE} words: {passages / elapsed:.1f} a second "
        f"({1000 * cpu / passages:.1f} ms of processor each), memory {_rss_mb():.0f} MB"
    )
    asked = [question.text for corpus in corpora for question in corpus.questions][:questions]
    _print_times("embedding a question", _time_each(embeddings.embed_question, asked))


def _measure_search(folder: Path, chunks: int, questions: int) -> None:
    embeddings = _MadeUpEmbeddings()
    store = ChromaVectorStore(
        open_chroma_folder(folder / "chroma"),
        model=embeddings.model,
        dimensions=embeddings.dimensions,
    )
    keywords = KeywordIndex(IndexFile(folder / "words.sqlite"))
    start = time.perf_counter()
    _fill(store, keywords, embeddings, chunks)
    print(f"{chunks} chunks written in {time.perf_counter() - start:.0f} s")
    retriever = Retriever(embeddings, store, keywords)
    made_up = _MadeUpText(seed=2)
    asked = [made_up.question() for _ in range(questions)]
    retriever.find_passages(COURSE, asked[0])
    _print_times("finding passages", _time_each(partial(retriever.find_passages, COURSE), asked))
    documents = {f"d{number}" for number in range(chunks // CHUNKS_A_DOCUMENT) if number % 10}
    visible = partial(retriever.find_passages, COURSE, document_ids=documents)
    _print_times("the same, a tenth of the documents hidden", _time_each(visible, asked))


def _fill(
    store: ChromaVectorStore, keywords: KeywordIndex, embeddings: "_MadeUpEmbeddings", chunks: int
) -> None:
    made_up = _MadeUpText(seed=3)
    for start in range(0, chunks, WRITE_ROWS):
        numbers = range(start, min(start + WRITE_ROWS, chunks))
        batch = {f"{number:032x}": made_up.chunk(number) for number in numbers}
        vectors = embeddings.embed_passages([chunk.text for chunk in batch.values()])
        store.write(COURSE, list(batch), vectors, [c.document_id for c in batch.values()])
        keywords.write(COURSE, batch)


class _MadeUpText:
    """Words drawn as in real text: few are frequent, most are rare (Zipf's law)."""

    def __init__(self, seed: int, vocabulary: int = 30_000) -> None:
        self._random = random.Random(seed)
        letters = random.Random(0)
        self._words = [
            "".join(letters.choices("etaoinsrhldcumfpgwybvk", k=letters.randint(4, 10)))
            for _ in range(vocabulary)
        ]
        self._weights = [1 / (rank + 2.7) for rank in range(vocabulary)]

    def passage(self, words: int = WORDS_A_PASSAGE) -> str:
        return " ".join(self._random.choices(self._words, self._weights, k=words))

    def question(self) -> str:
        return f"What is the {self.passage(6)}?"

    def chunk(self, number: int) -> Chunk:
        text = self.passage()
        document_id = f"d{number // CHUNKS_A_DOCUMENT}"
        return Chunk(document_id, "Made up", number, number, (), text, 0, len(text), "en")


class _MadeUpEmbeddings:
    """Vectors around 200 themes, as real ones lie."""

    model, dimensions = "made-up", 384

    def __init__(self) -> None:
        self._random = np.random.default_rng(0)
        self._themes = self._random.normal(size=(200, self.dimensions))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        themes = self._themes[self._random.integers(0, len(self._themes), len(texts))]
        noise = self._random.normal(size=(len(texts), self.dimensions))
        return normalised((themes + 0.7 * noise).astype(np.float32))

    def embed_question(self, text: str) -> Vector:
        vector: Vector = self.embed_passages([text])[0]
        return vector


def _time_each(act: Callable[[str], object], texts: Sequence[str]) -> NDArray[np.float64]:
    """Return seconds on the clock and seconds of the processor, one row a text."""
    rows = []
    for text in texts:
        start, start_cpu = time.perf_counter(), time.process_time()
        act(text)
        rows.append((time.perf_counter() - start, time.process_time() - start_cpu))
    return np.array(rows)


def _print_times(what: str, seconds: NDArray[np.float64]) -> None:
    p50, p95 = np.quantile(seconds[:, 0], [0.5, 0.95]) * 1000
    cpu = np.median(seconds[:, 1]) * 1000
    print(f"{what}: p50 {p50:.1f} ms, p95 {p95:.1f} ms ({cpu:.1f} ms of processor)")


def _rss_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 2**20


if __name__ == "__main__":
    main()
