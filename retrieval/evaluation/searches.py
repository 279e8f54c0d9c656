"""The two searches over a corpus, whose results the variants merge."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.embeddings import Embeddings, Vector
from retrieval.evaluation.corpus import Corpus, CorpusQuestion
from retrieval.index_file import IndexFile
from retrieval.keyword_index import KeywordIndex
from retrieval.passage import Chunk

COURSE = "corpus"
DEPTH = 50


@dataclass(frozen=True, slots=True)
class Found:
    """What the two searches found for one question, by passage id, best first."""

    question: CorpusQuestion
    cosines: dict[str, float]
    keyword_scores: dict[str, float]
    all_cosines: dict[str, float]
    coverages: dict[str, float]


class CorpusSearches:
    """Exact vector search and keyword search over the passages of a corpus.

    with_titles: put each passage's title before it.
    """

    def __init__(
        self, corpus: Corpus, embeddings: Embeddings, folder: Path, *, with_titles: bool
    ) -> None:
        self._embeddings = embeddings
        self.languages = {passage.id: passage.language for passage in corpus.passages}
        self._ids = [passage.id for passage in corpus.passages]
        chunks = {
            passage.id: Chunk(
                document_id=passage.id,
                title=passage.title if with_titles else "",
                page_number=1,
                last_page_number=1,
                heading_path=(),
                text=passage.text,
                start_char=0,
                end_char=len(passage.text),
                language=passage.language,
            )
            for passage in corpus.passages
        }
        self._vectors = embeddings.embed_passages([c.text_to_embed for c in chunks.values()])
        self._keywords = KeywordIndex(IndexFile(folder / "words.sqlite"))
        self._keywords.write(COURSE, chunks)

    def find(self, question: CorpusQuestion, vector: Vector) -> Found:
        """Return the best 50 of each search; the cosines and coverages of all."""
        closeness = self._vectors @ vector
        order = np.argsort(-closeness, kind="stable")[:DEPTH]
        cosines = {self._ids[i]: float(closeness[i]) for i in order}
        asked = self._keywords.look_up(COURSE, question.text)
        hits = self._keywords.search(asked, limit=DEPTH)
        keyword_scores = {hit.chunk_id: hit.score for hit in hits}
        places = {self._ids[i]: i for i in range(len(self._ids))} if hits else {}
        missing = keyword_scores.keys() - cosines.keys()
        every = cosines | {i: float(closeness[places[i]]) for i in missing}
        covered = self._keywords.coverages(asked, every)
        shares = {passage_id: coverage.share for passage_id, coverage in covered.items()}
        return Found(question, cosines, keyword_scores, every, shares)
