"""Coverage is the share of the question that a passage holds, by rarity."""

import pytest

from retrieval.coverage import cover, weigh_terms


def test_rare_words_cover_more() -> None:
    weights = weigh_terms(["rare", "common"], {"rare": 1, "common": 90}, 100)

    assert cover(weights, {"rare"}) > 0.5 > cover(weights, {"common"})


def test_unknown_word_is_the_rarest() -> None:
    weights = weigh_terms(["unknown", "once"], {"once": 1}, 100)

    assert weights["unknown"] > weights["once"]


def test_all_words_cover_everything() -> None:
    assert cover(weigh_terms(["a", "b"], {"a": 3}, 10), {"a", "b", "c"}) == pytest.approx(1)


def test_question_without_words_is_not_covered() -> None:
    assert cover(weigh_terms([], {}, 10), {"a"}) == 0
