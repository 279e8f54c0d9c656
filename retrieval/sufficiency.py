"""Judges whether the passages found are enough to answer the question."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer in the material.

    cosine: of the closest passage. coverage: 0 to 1, the share of the question's words, rare
    ones counting more, that the best passage holds. is_same_language: of question and passage.
    """

    cosine: float
    coverage: float
    is_same_language: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """A logistic model of one pair of languages; threshold keeps 95 % of the answerable."""

    intercept: float
    by_cosine: float
    by_coverage: float
    threshold: float

    def confidence(self, evidence: Evidence) -> float:
        """Return 0 to 1, how likely the material holds an answer."""
        logit = (
            self.intercept + self.by_cosine * evidence.cosine + self.by_coverage * evidence.coverage
        )
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, logit))))


@dataclass(frozen=True, slots=True)
class Calibration:
    """The judgements of one embedding model, whose cosines mean nothing for another."""

    same_language: Judgement
    other_language: Judgement

    def judge(self, evidence: Evidence) -> tuple[float, bool]:
        """Return the confidence, and whether it reaches the threshold."""
        pair = self.same_language if evidence.is_same_language else self.other_language
        confidence = pair.confidence(evidence)
        return confidence, confidence >= pair.threshold


# Fitted by `python -m retrieval.evaluation.calibrate` on development halves: within a language
# XQuAD en and PIAF fr, across languages XQuAD es-en and de-en, a fifth of the passages withheld.
# How it does on the other halves stands in docs/retrieval.md.
E5_CALIBRATION = Calibration(
    same_language=Judgement(-23.04, 23.93, 4.81, 0.236),
    other_language=Judgement(-37.68, 47.10, 0.27, 0.233),
)
# For a model that nobody has measured: a passage that shares no word may still answer, so
# nothing is turned away and the answer itself must say "not in the material".
UNMEASURED_CALIBRATION = Calibration(
    same_language=Judgement(0.0, 1.0, 1.0, 0.0),
    other_language=Judgement(0.0, 1.0, 0.0, 0.0),
)


def calibration_of(model: str) -> Calibration:
    """Return what was measured for a model, or a calibration that turns nothing away."""
    is_measured = model.startswith("multilingual-e5-small")
    return E5_CALIBRATION if is_measured else UNMEASURED_CALIBRATION
