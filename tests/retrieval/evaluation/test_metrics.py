"""The measures have their textbook values."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation.metrics import (
    score_rankings,
    score_separation,
    threshold_that_keeps,
)


def test_first_place_scores_full() -> None:
    scores = score_rankings([["a", "b"]], [{"a"}])

    assert (scores.recall_at_1, scores.mrr, scores.ndcg_at_10) == (1, 1, 1)


def test_third_place_scores_less() -> None:
    scores = score_rankings([["x", "y", "a"]], [{"a"}])

    assert (scores.recall_at_1, scores.recall_at_5) == (0, 1)
    assert scores.mrr == pytest.approx(1 / 3)
    assert scores.ndcg_at_10 == pytest.approx(1 / math.log2(4))


def test_two_gold_passages_share_the_recall() -> None:
    scores = score_rankings([["a", "x", "b"]], [{"a", "b"}])

    assert (scores.recall_at_1, scores.recall_at_5) == (0.5, 1)
    assert scores.ndcg_at_10 == pytest.approx((1 + 1 / math.log2(4)) / (1 + 1 / math.log2(3)))


def test_nothing_found_scores_zero() -> None:
    scores = score_rankings([[], ["a"]], [{"a"}, {"a"}])

    assert (scores.recall_at_10, scores.mrr, scores.ndcg_at_10) == (0.5, 0.5, 0.5)


def test_apart_signals_are_separated() -> None:
    scores = score_separation([0.8, 0.9, 0.85], [0.1, 0.2])

    assert (scores.auc, scores.rejected) == (1, 1)


def test_equal_signals_are_a_coin_toss() -> None:
    scores = score_separation([0.5] * 20, [0.5] * 20)

    assert (scores.auc, scores.rejected) == (0.5, 0)


def test_one_in_twenty_may_be_lost() -> None:
    assert threshold_that_keeps(np.arange(100.0), 0.95) == 5
    assert score_separation(list(range(100)), [4.5, 6.0]).rejected == 0.5


def test_no_unanswerable_questions_give_no_figure() -> None:
    assert math.isnan(score_separation([0.5], []).auc)


@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=30),
    st.lists(st.floats(0, 1), min_size=1, max_size=30),
)
def test_auc_counts_the_won_pairs(yes: list[float], no: list[float]) -> None:
    won = sum((y > n) + 0.5 * (y == n) for y in yes for n in no) / len(yes) / len(no)

    assert score_separation(yes, no).auc == pytest.approx(won)
