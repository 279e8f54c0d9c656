"""Merges closeness in meaning and shared words into one score."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk that one of the two searches found.

    cosine: to the question. keyword_score: BM25, 0 when no word is shared.
    is_same_language: whether question and chunk are in one language.
    """

    cosine: float
    keyword_score: float
    is_same_language: bool


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """How much closeness in meaning counts, 0 to 1; shared words count the rest.

    Across languages few words are shared (names, formulas), and a passage that
    shares them by chance must not win; docs/retrieval.md has the figures.
    """

    same_language: float = 0.5
    other_language: float = 0.8


def fuse(candidates: Mapping[str, Candidate], weights: FusionWeights) -> dict[str, float]:
    """Return a score of 0 to 1 for each candidate: a weighted sum after min-max scaling."""
    if not candidates:
        return {}
    cosines = [candidate.cosine for candidate in candidates.values()]
    lowest, span = min(cosines), max(cosines) - min(cosines)
    most_words = max(candidate.keyword_score for candidate in candidates.values())

    def score(candidate: Candidate) -> float:
        weight = weights.same_language if candidate.is_same_language else weights.other_language
        meaning = (candidate.cosine - lowest) / span if span else 1.0
        words = candidate.keyword_score / most_words if most_words else 0.0
        return weight * meaning + (1 - weight) * words

    return {chunk_id: score(candidate) for chunk_id, candidate in candidates.items()}
