"""Fusion weighs meaning and words by the languages of question and passage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.fusion import Candidate, FusionWeights, fuse

WEIGHTS = FusionWeights(same_language=0.5, other_language=0.9)


def test_nothing_found_gives_nothing() -> None:
    assert fuse({}, WEIGHTS) == {}


def test_best_in_both_has_score_one() -> None:
    scores = fuse({"a": Candidate(0.9, 8.0, True), "b": Candidate(0.7, 0.0, True)}, WEIGHTS)

    assert scores == {"a": pytest.approx(1), "b": pytest.approx(0)}


def test_both_signals_count_within_a_language() -> None:
    scores = fuse(
        {
            "meaning": Candidate(0.9, 0.0, True),
            "words": Candidate(0.7, 8.0, True),
            "both": Candidate(0.85, 6.0, True),
        },
        WEIGHTS,
    )

    assert max(scores, key=scores.__getitem__) == "both"
    assert scores["meaning"] == pytest.approx(scores["words"])


def test_words_count_little_across_languages() -> None:
    scores = fuse({"a": Candidate(0.9, 0.0, False), "b": Candidate(0.8, 9.0, False)}, WEIGHTS)

    assert scores["a"] == pytest.approx(0.9)
    assert scores["b"] == pytest.approx(0.1)


def test_equal_cosines_and_no_words_are_no_error() -> None:
    scores = fuse({"a": Candidate(0.8, 0.0, True), "b": Candidate(0.8, 0.0, False)}, WEIGHTS)

    assert scores == {"a": pytest.approx(0.5), "b": pytest.approx(0.9)}


@given(
    st.dictionaries(
        st.text(max_size=3),
        st.builds(Candidate, st.floats(-1, 1), st.floats(0, 100), st.booleans()),
        max_size=8,
    )
)
def test_scores_stay_between_zero_and_one(candidates: dict[str, Candidate]) -> None:
    assert all(-1e-9 <= score <= 1 + 1e-9 for score in fuse(candidates, WEIGHTS).values())
