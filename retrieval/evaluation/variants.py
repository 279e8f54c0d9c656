"""Ways to rank passages that an evaluation compares side by side."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from retrieval.evaluation.searches import Found
from retrieval.fusion import Candidate, FusionWeights, fuse

RANK_CONSTANT = 60

Rank = Callable[[Found, Mapping[str, str]], dict[str, float]]


@dataclass(frozen=True, slots=True)
class Variant:
    """A way to score the passages that were found; with_titles: on passages with titles."""

    name: str
    rank: Rank
    with_titles: bool


def by_words(found: Found, languages: Mapping[str, str]) -> dict[str, float]:
    """Return the keyword scores."""
    return found.keyword_scores


def by_meaning(found: Found, languages: Mapping[str, str]) -> dict[str, float]:
    """Return the cosines."""
    return found.cosines


def by_ranks(found: Found, languages: Mapping[str, str]) -> dict[str, float]:
    """Return reciprocal rank fusion, k = 60 (Cormack, Clarke and Büttcher 2009)."""
    scores: dict[str, float] = {}
    for ranking in (found.cosines, found.keyword_scores):
        for rank, passage_id in enumerate(ranking, start=1):
            scores[passage_id] = scores.get(passage_id, 0.0) + 1 / (RANK_CONSTANT + rank)
    return scores


def by_weights(weights: FusionWeights) -> Rank:
    """Return a ranking by the product's fusion with the given weights."""

    def rank(found: Found, languages: Mapping[str, str]) -> dict[str, float]:
        return fuse(
            {
                passage_id: Candidate(
                    cosine,
                    found.keyword_scores.get(passage_id, 0.0),
                    found.coverages[passage_id],
                    is_same_language=languages[passage_id] == found.question.language,
                )
                for passage_id, cosine in found.all_cosines.items()
            },
            weights,
        )

    return rank


def best_first(scores: Mapping[str, float], limit: int = 10) -> list[str]:
    """Return the ids with the highest scores; equal scores in the order of their ids."""
    return sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))[:limit]


VARIANTS: Sequence[Variant] = (
    Variant("keyword", by_words, with_titles=False),
    Variant("vector", by_meaning, with_titles=False),
    Variant("rrf", by_ranks, with_titles=False),
    Variant("weighted", by_weights(FusionWeights()), with_titles=False),
    Variant("keyword+title", by_words, with_titles=True),
    Variant("vector+title", by_meaning, with_titles=True),
    Variant("weighted+title", by_weights(FusionWeights()), with_titles=True),
)
