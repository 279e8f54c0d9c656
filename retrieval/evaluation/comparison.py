"""Runs the variants over a corpus and scores them side by side."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.embeddings import Embeddings, Vector
from retrieval.evaluation.corpus import Corpus, CorpusQuestion
from retrieval.evaluation.metrics import (
    RankingScores,
    SeparationScores,
    score_rankings,
    score_separation,
)
from retrieval.evaluation.searches import COURSE, CorpusSearches, Found
from retrieval.evaluation.variants import VARIANTS, Variant, best_first
from retrieval.index_file import IndexFile
from retrieval.keyword_index import KeywordIndex
from retrieval.passage import DocumentText, PageText
from retrieval.retriever import Retriever
from retrieval.vector_store import ChromaVectorStore, open_chroma_folder

PRODUCT = "product"
# Chunks asked of the product: some passages are cut in two, and ten passages are scored.
PRODUCT_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Result:
    """The scores of one variant."""

    variant: str
    ranking: RankingScores
    separation: SeparationScores


@dataclass(frozen=True, slots=True)
class _Answered:
    question: CorpusQuestion
    ranking: Sequence[str]
    signal: float


def compare(corpus: Corpus, embeddings: Embeddings) -> Iterator[Result]:
    """Yield the scores of each variant, the product itself last.

    The variants rank whole passages by exact search. The product cuts, indexes and searches
    as a course is searched; its signal is the confidence, that of the others their best score
    (of a fusion, whose scores are relative, the best cosine).
    """
    vectors = [embeddings.embed_question(question.text) for question in corpus.questions]
    for with_titles in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            searches = CorpusSearches(corpus, embeddings, Path(folder), with_titles=with_titles)
            found = _find_all(corpus, searches, vectors)
            for variant in VARIANTS:
                if variant.with_titles is with_titles:
                    rows = (_answer(variant, one, searches.languages) for one in found)
                    yield _score(variant.name, rows)
    with tempfile.TemporaryDirectory() as folder:
        retriever = index_corpus(corpus, embeddings, Path(folder))
        yield _score(PRODUCT, (_ask(retriever, question) for question in corpus.questions))


def _find_all(corpus: Corpus, searches: CorpusSearches, vectors: Iterable[Vector]) -> list[Found]:
    pairs = zip(corpus.questions, vectors, strict=True)
    return [searches.find(question, vector) for question, vector in pairs]


def _answer(variant: Variant, found: Found, languages: Mapping[str, str]) -> _Answered:
    scores = variant.rank(found, languages)
    signals = found.keyword_scores if variant.name.startswith("keyword") else found.cosines
    signal = max(signals.values(), default=0.0)
    return _Answered(found.question, best_first(scores), signal)


def index_corpus(corpus: Corpus, embeddings: Embeddings, folder: Path) -> Retriever:
    """Return a retriever whose one course holds each passage as a document."""
    store = ChromaVectorStore(
        open_chroma_folder(folder / "chroma"),
        model=embeddings.model,
        dimensions=embeddings.dimensions,
    )
    retriever = Retriever(embeddings, store, KeywordIndex(IndexFile(folder / "words.sqlite")))
    for passage in corpus.passages:
        page = PageText(1, passage.text)
        retriever.index(COURSE, DocumentText(passage.id, passage.title, (page,)))
    return retriever


def _ask(retriever: Retriever, question: CorpusQuestion) -> _Answered:
    finding = retriever.find_passages(COURSE, question.text, limit=PRODUCT_LIMIT)
    # A passage counts once, at its best chunk.
    ranking = list(dict.fromkeys(passage.document_id for passage in finding.passages))
    return _Answered(question, ranking[:10], finding.confidence)


def _score(name: str, rows: Iterable[_Answered]) -> Result:
    answered = list(rows)
    yes = [row for row in answered if row.question.is_answerable]
    no = [row for row in answered if not row.question.is_answerable]
    return Result(
        variant=name,
        ranking=score_rankings(
            [row.ranking for row in yes], [row.question.gold_ids for row in yes]
        ),
        separation=score_separation([row.signal for row in yes], [row.signal for row in no]),
    )
