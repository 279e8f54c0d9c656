"""Prints the scores of all variants on corpora of JSON lines.

python -m retrieval.evaluation                    # the corpora that we keep
python -m retrieval.evaluation FOLDER … --split held_back
"""

import argparse
import math
from collections.abc import Iterable, Sequence
from pathlib import Path

from retrieval.embedded_e5 import EmbeddedE5
from retrieval.embedded_setup import prepare_embedded_model
from retrieval.evaluation.comparison import Result, compare
from retrieval.evaluation.corpus import read_corpus

DATA = Path(__file__).parent / "data"
HEAD = (
    "| variant | R@1 | R@5 | R@10 | MRR | nDCG@10 | AUC | rejected |\n"
    "|---|---|---|---|---|---|---|---|"
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Evaluate as the command line says; prints Markdown tables, all figures in percent."""
    parser = argparse.ArgumentParser(description="Measure how well passages are found.")
    parser.add_argument("corpora", type=Path, nargs="*", help="folders; ours when none is given")
    parser.add_argument("--split", choices=["dev", "held_back", "all"], default="all")
    parser.add_argument("--models", type=Path, default=Path("var/models"), help="model folder")
    options = parser.parse_args(arguments)
    embeddings = EmbeddedE5(prepare_embedded_model(options.models))
    for folder in options.corpora or sorted(DATA.glob("*/")):
        corpus = read_corpus(folder).of_split(options.split)
        answerable = sum(question.is_answerable for question in corpus.questions)
        print(
            f"\n{corpus.name}: {len(corpus.passages)} passages, {answerable} questions with "
            f"and {len(corpus.questions) - answerable} without an answer\n"
        )
        _print_table(compare(corpus, embeddings))


def _print_table(results: Iterable[Result]) -> None:
    print(HEAD)
    for result in results:
        ranking, separation = result.ranking, result.separation
        figures = (
            ranking.recall_at_1,
            ranking.recall_at_5,
            ranking.recall_at_10,
            ranking.mrr,
            ranking.ndcg_at_10,
            separation.auc,
            separation.rejected,
        )
        print(f"| {result.variant} | " + " | ".join(map(_percent, figures)) + " |", flush=True)


def _percent(share: float) -> str:
    return "–" if math.isnan(share) else f"{100 * share:.1f}"


if __name__ == "__main__":
    main()
