"""Turns a file in SQuAD's format (XQuAD, PIAF, …) into a corpus folder.

    python -m retrieval.evaluation.squad xquad.en.json var/corpora/xquad-en --language en

With --withhold 0.2, a fifth of each article's paragraphs is left out of the
passages, and their questions become unanswerable ones about the same subject.
With --questions xquad.de.json, the questions come from a parallel file.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.evaluation.corpus import Corpus, CorpusPassage, CorpusQuestion, write_corpus


@dataclass(frozen=True, slots=True)
class _Paragraph:
    id: str
    title: str
    text: str
    questions: tuple[tuple[str, str], ...]


def to_corpus(
    articles: Sequence[dict[str, Any]],
    *,
    name: str,
    language: str,
    parallel: Sequence[dict[str, Any]] | None = None,
    question_language: str | None = None,
    withhold: float = 0.0,
) -> Corpus:
    """Return a corpus whose passages are the paragraphs.

    Whole articles fall into the split "dev" or "held_back", so that nothing tuned on one half
    has seen the other. What is withheld follows from the paragraphs' text alone.
    """
    paragraphs = list(_paragraphs(articles))
    asked = list(_paragraphs(parallel)) if parallel is not None else paragraphs
    kept = {p.id for p in paragraphs if _fraction(p.text) >= withhold}
    passages = tuple(
        CorpusPassage(p.id, p.title, p.text, language) for p in paragraphs if p.id in kept
    )
    questions = tuple(
        CorpusQuestion(
            id=question_id,
            text=text,
            language=question_language or language,
            gold_ids=(there.id,) if there.id in kept else (),
            is_answerable=there.id in kept,
            split="dev" if _fraction(there.title) < 0.5 else "held_back",
        )
        for there, here in zip(paragraphs, asked, strict=True)
        for question_id, text in here.questions
    )
    return Corpus(name, passages, questions)


def _paragraphs(articles: Sequence[dict[str, Any]]) -> Iterator[_Paragraph]:
    for number, article in enumerate(articles):
        for place, paragraph in enumerate(article["paragraphs"]):
            yield _Paragraph(
                id=f"{number}-{place}",
                title=article.get("title", "").replace("_", " "),
                text=paragraph["context"],
                questions=tuple((q["id"], q["question"].strip()) for q in paragraph["qas"]),
            )


def _fraction(text: str) -> float:
    """Return a number of 0 to 1 that follows from the text."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) / 2**32


def main(arguments: Sequence[str] | None = None) -> None:
    """Convert as the command line says."""
    parser = argparse.ArgumentParser(description="Turn a file in SQuAD's format into a corpus.")
    parser.add_argument("file", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", required=True, help="of the paragraphs, such as fr")
    parser.add_argument("--questions", type=Path, help="a parallel file to ask from")
    parser.add_argument("--question-language", help="of the parallel file")
    parser.add_argument("--withhold", type=float, default=0.0, help="share of paragraphs left out")
    options = parser.parse_args(arguments)
    parallel = _read_articles(options.questions) if options.questions else None
    corpus = to_corpus(
        _read_articles(options.file),
        name=options.folder.name,
        language=options.language,
        parallel=parallel,
        question_language=options.question_language,
        withhold=options.withhold,
    )
    write_corpus(corpus, options.folder)
    print(f"{len(corpus.passages)} passages, {len(corpus.questions)} questions")


def _read_articles(path: Path) -> list[dict[str, Any]]:
    articles: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["data"]
    return articles


if __name__ == "__main__":
    main()
