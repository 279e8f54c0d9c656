"""Coverage is the share of the question that a passage holds, by rarity."""

import pytest

from retrieval.coverage import cover


def test_rare_words_cover_more() -> None:
    terms, frequencies = ["rare", "common"], {"rare": 1, "common": 90}

    assert cover(terms, {"rare"}, frequencies, 100) > cover(terms, {"common"}, frequencies, 100)


def test_all_words_cover_everything() -> None:
    assert cover(["a", "b"], {"a", "b", "c"}, {"a": 3}, 10) == pytest.approx(1)


def test_question_without_words_is_not_covered() -> None:
    assert cover([], {"a"}, {}, 10) == 0
