"""Tells how much of a question's words a passage holds."""

import math
from collections.abc import Collection, Mapping, Sequence


def weigh_terms(
    question_terms: Sequence[str], chunks_with_term: Mapping[str, int], chunks: int
) -> dict[str, float]:
    """Return how much each of the question's terms counts: the rarer, the more.

    chunks_with_term: in how many of the course's chunks a term is. A term in none is the
    rarest of all: a question about it is hardly answered here.
    """
    return {
        term: math.log(1 + (chunks + 1) / (chunks_with_term.get(term, 0) + 0.5))
        for term in question_terms
    }


def cover(weights: Mapping[str, float], passage_terms: Collection[str]) -> float:
    """Return the share of the weighted terms that a passage holds, 0 to 1."""
    total = sum(weights.values())
    held = sum(weight for term, weight in weights.items() if term in passage_terms)
    return held / total if total else 0.0
