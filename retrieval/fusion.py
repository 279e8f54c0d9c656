"""Merges closeness in meaning and shared words into one score."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk that one of the two searches found.

    cosine: to the question. keyword_score: BM25, 0 when no word is shared. coverage: 0 to 1,
    the share of the question's words that it holds, rare ones counting more.
    is_same_language: whether question and chunk are in one language.
    """

    cosine: float
    keyword_score: float
    coverage: float
    is_same_language: bool


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """How much closeness in meaning counts, 0 to 1; shared words count the rest.

    Across languages few words are shared (names, formulas), and a passage that
    shares them by chance must not win; one that holds them all (a technical
    term that is the same in both) is weighed as within a language. Chosen on
    the development halves of XQuAD and PIAF; docs/retrieval.md has the figures.
    """

    same_language: float = 0.5
    other_language: float = 0.8


def fuse(candidates: Mapping[str, Candidate], weights: FusionWeights) -> dict[str, float]:
    """Return a score of 0 to 1 for each candidate, the best having 1.

    A weighted sum of closeness and of shared words, half BM25 and half coverage: BM25 lets a
    passage win that repeats one word, coverage one that holds them all. Each signal counts as
    its distance from the candidates' mean in standard deviations, which ranked better than
    min-max scaling and suits any model, however narrow its cosines are.
    """
    meanings = _standardise([candidate.cosine for candidate in candidates.values()])
    scores = _standardise([candidate.keyword_score for candidate in candidates.values()])
    coverages = _standardise([candidate.coverage for candidate in candidates.values()])
    sums = []
    for place, candidate in enumerate(candidates.values()):
        weight = _weight(candidate, weights)
        words = (scores[place] + coverages[place]) / 2
        sums.append(weight * meanings[place] + (1 - weight) * words)
    return dict(zip(candidates, _to_unit(sums), strict=True))


def _weight(candidate: Candidate, weights: FusionWeights) -> float:
    """Return the weight of closeness: across languages, the less the more words are shared."""
    if candidate.is_same_language:
        return weights.same_language
    gap = weights.other_language - weights.same_language
    return weights.other_language - gap * candidate.coverage


def _standardise(values: Sequence[float]) -> list[float]:
    """Return distances from the mean in standard deviations; all 0 when the values are equal."""
    if not values:
        return []
    middle = fmean(values)
    spread = math.sqrt(fmean((value - middle) ** 2 for value in values))
    return [(value - middle) / spread if spread > TINY else 0.0 for value in values]


def _to_unit(values: Sequence[float]) -> list[float]:
    """Return values stretched to 0 to 1; all 1 when they are equal."""
    lowest, span = min(values, default=0.0), max(values, default=0.0) - min(values, default=0.0)
    return [(value - lowest) / span if span > TINY else 1.0 for value in values]
