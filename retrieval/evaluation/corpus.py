"""A corpus to measure retrieval on: passages, questions, and which belongs to which."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

PASSAGES, QUESTIONS = "passages.jsonl", "questions.jsonl"


@dataclass(frozen=True, slots=True)
class CorpusPassage:
    """A passage with its title and language."""

    id: str
    title: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class CorpusQuestion:
    """A question; gold_ids are the passages that answer it, none when is_answerable is false.

    split: "dev" for tuning, "held_back" for reporting.
    """

    id: str
    text: str
    language: str
    gold_ids: tuple[str, ...]
    is_answerable: bool
    split: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """All passages and questions of a folder."""

    name: str
    passages: tuple[CorpusPassage, ...]
    questions: tuple[CorpusQuestion, ...]

    def of_split(self, split: str) -> "Corpus":
        """Return the corpus with one half of the questions, or with "all" of them."""
        kept = tuple(q for q in self.questions if split in ("all", q.split))
        return Corpus(self.name, self.passages, kept)


class CorpusError(ValueError):
    """A corpus folder does not hold what it should."""


def read_corpus(folder: Path) -> Corpus:
    """Return the corpus in passages.jsonl and questions.jsonl of a folder.

    A passage has id, text, language and perhaps title; a question has id, text (or question),
    gold_ids, is_answerable, and perhaps language and split. Raises CorpusError.
    """
    try:
        passages = tuple(map(_to_passage, _read_lines(folder / PASSAGES)))
        questions = tuple(map(_to_question, _read_lines(folder / QUESTIONS)))
    except (OSError, ValueError, KeyError) as err:
        raise CorpusError(f"{folder} is no corpus: {err!r}") from err
    known = {passage.id for passage in passages}
    for question in questions:
        if question.is_answerable != bool(question.gold_ids) or set(question.gold_ids) - known:
            raise CorpusError(f"question {question.id} does not fit the passages")
    return Corpus(folder.name, passages, questions)


def write_corpus(corpus: Corpus, folder: Path) -> None:
    """Write the two files of a corpus, one object a line."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in ((PASSAGES, corpus.passages), (QUESTIONS, corpus.questions)):
        lines = (json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)
        (folder / name).write_text("".join(lines), "utf-8")


def _read_lines(path: Path) -> list[dict[str, Any]]:
    # Not splitlines(): a text may hold U+2028, which ends no line of JSON.
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def _to_passage(row: dict[str, Any]) -> CorpusPassage:
    return CorpusPassage(str(row["id"]), row.get("title", ""), row["text"], row["language"])


def _to_question(row: dict[str, Any]) -> CorpusQuestion:
    gold = tuple(map(str, row.get("gold_ids", ())))
    return CorpusQuestion(
        id=str(row["id"]),
        text=row["text"] if "text" in row else row["question"],
        language=row.get("language", ""),
        gold_ids=gold,
        is_answerable=bool(row.get("is_answerable", gold)),
        split=row.get("split", "held_back"),
    )
