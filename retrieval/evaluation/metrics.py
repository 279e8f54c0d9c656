"""The usual measures of retrieval, and of telling answerable from unanswerable."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class RankingScores:
    """Means over all answerable questions, 0 to 1."""

    recall_at_1: float
    recall_at_5: float
    recall_at_10: float
    mrr: float
    ndcg_at_10: float


@dataclass(frozen=True, slots=True)
class SeparationScores:
    """How well a signal tells answerable questions from others, 0 to 1.

    auc: the chance that an answerable question has the higher signal. rejected: the share of
    unanswerable questions below the threshold that keeps 95 % of the answerable ones.
    """

    auc: float
    rejected: float


def score_rankings(
    rankings: Sequence[Sequence[str]], gold: Sequence[Collection[str]]
) -> RankingScores:
    """Return the mean scores of rankings (ids, best first) against the gold ids."""
    rows = [_score(ranking, wanted) for ranking, wanted in zip(rankings, gold, strict=True)]
    means = np.mean(np.array(rows, dtype=np.float64), axis=0) if rows else np.zeros(5)
    return RankingScores(*map(float, means))


def _score(ranking: Sequence[str], gold: Collection[str]) -> tuple[float, ...]:
    hits = [rank for rank, found in enumerate(ranking, start=1) if found in gold]
    recalls = [sum(rank <= depth for rank in hits) / len(gold) for depth in (1, 5, 10)]
    gained = sum(1 / math.log2(rank + 1) for rank in hits if rank <= 10)
    possible = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(gold), 10) + 1))
    return (*recalls, 1 / hits[0] if hits else 0.0, gained / possible)


def score_separation(
    answerable: Sequence[float], unanswerable: Sequence[float], *, kept: float = 0.95
) -> SeparationScores:
    """Return how well a signal separates; its threshold keeps the share `kept`."""
    yes, no = np.sort(np.array(answerable)), np.sort(np.array(unanswerable))
    if not len(yes) or not len(no):
        return SeparationScores(math.nan, math.nan)
    threshold = threshold_that_keeps(yes, kept)
    return SeparationScores(_auc(yes, no), float((no < threshold).mean()))


def threshold_that_keeps(signals: NDArray[np.float64], kept: float) -> float:
    """Return the highest threshold that at least the share `kept` of the signals reaches."""
    ordered = np.sort(signals)
    return float(ordered[math.floor((1 - kept) * len(ordered) + 1e-9)])


def _auc(yes: NDArray[np.float64], no: NDArray[np.float64]) -> float:
    below = np.searchsorted(no, yes, side="left")
    not_above = np.searchsorted(no, yes, side="right")
    return float((below + not_above).mean() / 2 / len(no))
