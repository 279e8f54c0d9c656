"""The judgement follows what was measured: closeness, and words that are there."""

import pytest

from retrieval.sufficiency import (
    E5_CALIBRATION,
    UNMEASURED_CALIBRATION,
    Evidence,
    calibration_of,
)


def test_closer_passage_gives_more_confidence() -> None:
    near, _ = E5_CALIBRATION.judge(Evidence(0.92, 0.8, True))
    far, _ = E5_CALIBRATION.judge(Evidence(0.78, 0.8, True))

    assert 0 <= far < near <= 1


@pytest.mark.parametrize("is_same_language", [True, False])
def test_strangers_do_not_suffice(is_same_language: bool) -> None:
    assert E5_CALIBRATION.judge(Evidence(0.92, 1.0, is_same_language))[1]
    assert not E5_CALIBRATION.judge(Evidence(0.74, 0.0, is_same_language))[1]


def test_unmeasured_model_turns_nothing_away() -> None:
    assert calibration_of("mistral-embed") is UNMEASURED_CALIBRATION
    assert UNMEASURED_CALIBRATION.judge(Evidence(-1.0, 0.0, True))[1]


def test_embedded_model_has_its_calibration() -> None:
    assert calibration_of("multilingual-e5-small-int8-1") is E5_CALIBRATION
