"""Tells how much of a question's words a passage holds."""

import math
from collections.abc import Collection, Mapping, Sequence


def cover(
    question_terms: Sequence[str],
    passage_terms: Collection[str],
    chunks_with_term: Mapping[str, int],
    chunks: int,
) -> float:
    """Return the share of the question's terms that a passage holds, weighted by rarity.

    chunks_with_term: in how many of the course's chunks a term is. A term in none is the
    rarest of all: a question about it is hardly answered here.
    """
    weights = {
        term: math.log(1 + (chunks + 1) / (chunks_with_term.get(term, 0) + 0.5))
        for term in question_terms
    }
    total = sum(weights.values())
    held = sum(weight for term, weight in weights.items() if term in passage_terms)
    return held / total if total else 0.0
