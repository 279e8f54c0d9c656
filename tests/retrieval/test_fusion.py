"""Fusion weighs meaning and words by the languages of question and passage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.fusion import Candidate, FusionWeights, fuse

WEIGHTS = FusionWeights(same_language=0.5, other_language=0.9)


def test_nothing_found_gives_nothing() -> None:
    assert fuse({}, WEIGHTS) == {}


def test_best_in_both_has_score_one() -> None:
    scores = fuse(
        {"a": Candidate(0.9, 8.0, 0.0, True), "b": Candidate(0.7, 0.0, 0.0, True)}, WEIGHTS
    )

    assert scores == {"a": pytest.approx(1), "b": pytest.approx(0)}


def test_both_signals_count_within_a_language() -> None:
    scores = fuse(
        {
            "meaning": Candidate(0.9, 0.0, 0.0, True),
            "words": Candidate(0.7, 8.0, 1.0, True),
            "both": Candidate(0.85, 6.0, 0.9, True),
        },
        WEIGHTS,
    )

    assert max(scores, key=scores.__getitem__) == "both"
    assert scores["both"] > max(scores["meaning"], scores["words"])


def test_words_count_little_across_languages() -> None:
    signals = {"meaning": (0.9, 0.0), "between": (0.85, 4.0), "words": (0.8, 9.0)}

    scores = fuse({name: Candidate(*pair, 0.0, False) for name, pair in signals.items()}, WEIGHTS)

    assert sorted(scores, key=scores.__getitem__) == ["words", "between", "meaning"]


def test_shared_words_lift_a_passage_of_the_same_language() -> None:
    signals = {"near": (0.86, 0.0), "worded": (0.85, 9.0), "far": (0.7, 0.0)}

    scores = fuse({name: Candidate(*pair, 0.0, True) for name, pair in signals.items()}, WEIGHTS)

    assert max(scores, key=scores.__getitem__) == "worded"


def test_passage_with_all_words_beats_one_that_repeats_one() -> None:
    scores = fuse(
        {
            "all": Candidate(0.8, 5.0, 1.0, True),
            "one": Candidate(0.8, 6.0, 0.2, True),
            "none": Candidate(0.8, 0.0, 0.0, True),
        },
        WEIGHTS,
    )

    assert max(scores, key=scores.__getitem__) == "all"


def test_equal_candidates_are_equally_good() -> None:
    scores = fuse(
        {"a": Candidate(0.8, 0.0, 0.0, True), "b": Candidate(0.8, 0.0, 0.0, True)}, WEIGHTS
    )

    assert scores == {"a": 1, "b": 1}


def test_width_of_the_cosines_does_not_matter() -> None:
    narrow = {"a": Candidate(0.83, 1.0, 0.0, True), "b": Candidate(0.81, 5.0, 0.0, True)}
    wide = {"a": Candidate(0.6, 1.0, 0.0, True), "b": Candidate(0.2, 5.0, 0.0, True)}

    assert fuse(narrow, WEIGHTS) == pytest.approx(fuse(wide, WEIGHTS))


@given(
    st.dictionaries(
        st.text(max_size=3),
        st.builds(Candidate, st.floats(-1, 1), st.floats(0, 100), st.floats(0, 1), st.booleans()),
        max_size=8,
    )
)
def test_scores_stay_between_zero_and_one(candidates: dict[str, Candidate]) -> None:
    assert all(-1e-9 <= score <= 1 + 1e-9 for score in fuse(candidates, WEIGHTS).values())


def test_passage_in_another_language_that_holds_all_words_wins() -> None:
    close = {str(n): Candidate(0.83 + n / 1000, 0.0, 0.0, is_same_language=True) for n in range(50)}
    term = Candidate(0.82, 5.0, 1.0, is_same_language=False)

    fused = fuse({**close, "term": term}, FusionWeights())

    assert max(fused, key=lambda name: fused[name]) == "term"
