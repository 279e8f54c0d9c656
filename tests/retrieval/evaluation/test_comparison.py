"""The variants are compared, and the product beats words alone and vectors alone."""

from pathlib import Path

import pytest

from retrieval.embedded_e5 import EmbeddedE5
from retrieval.evaluation import __main__ as command
from retrieval.evaluation.calibrate import fit, gather
from retrieval.evaluation.comparison import PRODUCT, Result, compare
from retrieval.evaluation.corpus import (
    Corpus,
    CorpusPassage,
    CorpusQuestion,
    read_corpus,
    write_corpus,
)
from retrieval.evaluation.variants import VARIANTS
from retrieval.sufficiency import Evidence
from tests.retrieval.conftest import WordEmbeddings


@pytest.fixture
def small() -> Corpus:
    texts = {"p1": "The voltage of a battery.", "p2": "The colour of a leaf.", "p3": "A bridge."}
    return Corpus(
        "small",
        tuple(CorpusPassage(name, "", text, "en") for name, text in texts.items()),
        (
            CorpusQuestion("q1", "Which voltage has a battery?", "en", ("p1",), True, "dev"),
            CorpusQuestion("q2", "Which colour has a leaf?", "en", ("p2",), True, "held_back"),
            CorpusQuestion("q3", "Who won the election?", "en", (), False, "held_back"),
        ),
    )


def test_each_variant_is_scored_and_the_product_last(small: Corpus) -> None:
    results = list(compare(small, WordEmbeddings()))

    assert [result.variant for result in results] == [*(v.name for v in VARIANTS), PRODUCT]
    assert all(result.ranking.recall_at_1 == 1 for result in results)
    assert all(result.separation.auc == 1 for result in results)


def test_evidence_of_every_question_is_gathered(small: Corpus) -> None:
    rows = gather(small, WordEmbeddings())

    assert [answerable for _, answerable in rows] == [True, True, False]
    assert rows[0][0].coverage > rows[2][0].coverage


def test_fitted_judgement_separates_what_can_be_separated() -> None:
    near = [Evidence(0.9 + number / 1000, 0.8, True) for number in range(20)]
    far = [Evidence(0.7 + number / 1000, 0.3, True) for number in range(20)]

    judgement = fit(near + far, [True] * 20 + [False] * 20)

    assert all(judgement.confidence(row) < judgement.threshold for row in far)
    kept = sum(judgement.confidence(row) >= judgement.threshold for row in near)
    assert kept == 19


def test_command_prints_a_table(
    small: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_corpus(small, tmp_path / "small")

    command.main([str(tmp_path / "small"), "--models", str(tmp_path), "--split", "dev"])

    printed = capsys.readouterr().out
    assert "small: 3 passages, 1 questions with and 0 without an answer" in printed
    assert "| product | 100.0 | 100.0 |" in printed
    assert "| – | – |" in printed


@pytest.fixture(scope="module")
def french(e5: EmbeddedE5) -> dict[str, Result]:
    corpus = read_corpus(command.DATA / "debian-faq-fr")
    return {result.variant: result for result in compare(corpus, e5)}


@pytest.mark.parametrize("alone", ["keyword", "vector", "keyword+title", "vector+title", "rrf"])
def test_product_beats_each_search_alone(french: dict[str, Result], alone: str) -> None:
    assert french[PRODUCT].ranking.ndcg_at_10 > french[alone].ranking.ndcg_at_10
