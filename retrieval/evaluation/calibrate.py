"""Fits when passages suffice, on corpora that hold unanswerable questions too.

    python -m retrieval.evaluation.calibrate FOLDER … --split dev

Prints a Judgement for retrieval/sufficiency.py for each pair of languages: a logistic model of
closeness and covered words, whose threshold keeps 95 % of the answerable questions.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.embedded_e5 import EmbeddedE5
from retrieval.embedded_setup import prepare_embedded_model
from retrieval.embeddings import Embeddings
from retrieval.evaluation.comparison import index_corpus
from retrieval.evaluation.corpus import Corpus, read_corpus
from retrieval.evaluation.metrics import threshold_that_keeps
from retrieval.evaluation.searches import COURSE
from retrieval.sufficiency import Evidence, Judgement

KEPT = 0.95
NEWTON_STEPS = 50
RIDGE = 1e-3


def fit(evidence: Sequence[Evidence], is_answerable: Sequence[bool]) -> Judgement:
    """Return the logistic model that fits best, both kinds of questions weighing the same."""
    features = np.array([(1.0, row.cosine, row.coverage) for row in evidence])
    wanted = np.array(is_answerable, dtype=np.float64)
    center = np.array([0.0, features[:, 1].mean(), features[:, 2].mean()])
    weights = np.where(wanted == 1, 0.5 / wanted.mean(), 0.5 / (1 - wanted.mean()))
    slopes = _newton(features - center, wanted, weights)
    intercept = float(slopes[0] - slopes @ center)
    model = Judgement(intercept, float(slopes[1]), float(slopes[2]), 0.0)
    signals = np.array([model.confidence(row) for row in evidence])
    threshold = threshold_that_keeps(signals[wanted == 1], KEPT)
    return Judgement(model.intercept, model.by_cosine, model.by_coverage, threshold)


def _newton(
    features: NDArray[np.float64], wanted: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the coefficients of a weighted logistic regression (Newton's method)."""
    slopes = np.zeros(features.shape[1])
    for _ in range(NEWTON_STEPS):
        chance = 1 / (1 + np.exp(-features @ slopes))
        gradient = features.T @ (weights * (wanted - chance)) - RIDGE * slopes
        spread = weights * chance * (1 - chance)
        curvature = (features * spread[:, None]).T @ features + RIDGE * np.eye(len(slopes))
        slopes = slopes + np.linalg.solve(curvature, gradient)
    return slopes


def gather(corpus: Corpus, embeddings: Embeddings) -> list[tuple[Evidence, bool]]:
    """Return what the product finds for each question, and whether there is an answer."""
    with tempfile.TemporaryDirectory() as folder:
        retriever = index_corpus(corpus, embeddings, Path(folder))
        found = [(retriever.find_evidence(COURSE, q.text), q) for q in corpus.questions]
    return [(evidence, q.is_answerable) for evidence, q in found if evidence is not None]


def main(arguments: Sequence[str] | None = None) -> None:
    """Calibrate as the command line says."""
    parser = argparse.ArgumentParser(description="Fit when passages suffice.")
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--split", choices=["dev", "held_back", "all"], default="dev")
    parser.add_argument("--models", type=Path, default=Path("var/models"))
    options = parser.parse_args(arguments)
    embeddings = EmbeddedE5(prepare_embedded_model(options.models))
    rows: dict[bool, list[tuple[Evidence, bool]]] = {True: [], False: []}
    for folder in options.corpora:
        corpus = read_corpus(folder).of_split(options.split)
        for evidence, answerable in gather(corpus, embeddings):
            rows[evidence.is_same_language].append((evidence, answerable))
    for is_same, pairs in rows.items():
        if len({answerable for _, answerable in pairs}) == 2:
            judgement = fit([e for e, _ in pairs], [a for _, a in pairs])
            print(f"same language: {is_same}, {len(pairs)} questions\n{judgement}")


if __name__ == "__main__":
    main()
