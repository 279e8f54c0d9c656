"""The stems of a question are those of its telling words."""

import pytest

from retrieval.keyword_terms import to_question_terms


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("Qu'est-ce qu'un filtre ?", ["filtr"]),
        ("En quelle unité s’exprime la capacité ?", ["unit", "exprim", "capac"]),
        ("Que faire si je suis absent ?", ["absent"]),
        ("Que vaut C ?", ["vaut", "c"]),
        ("Et si ?", ["et", "si"]),
    ],
)
def test_only_telling_words_count(question: str, terms: list[str]) -> None:
    assert to_question_terms(question, "fr") == terms
