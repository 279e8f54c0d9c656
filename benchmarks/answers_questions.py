"""The questions about the sample course with what a good answer holds."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.platform.settings import COURSE_FOLDER


@dataclass(frozen=True)
class Question:
    """One question. group: by which figures are kept apart; "held back" is not for tuning.

    after: earlier questions of its talk. phrases: one of them is in a good answer, none where the
    course does not answer. title, page: of the document that answers; any page where None.
    """

    group: str
    language: str
    text: str
    phrases: tuple[str, ...]
    title: str
    page: int | None
    after: tuple[str, ...] = ()


def read_questions() -> list[Question]:
    """Return the questions of the course with the further ones, then those without an answer."""
    course = _read(COURSE_FOLDER / "course.json")
    more = _read(COURSE_FOLDER / "more-questions.json")
    titles = {entry["file"]: entry["title"] for entry in course["files"]}
    groups = {
        "course": course["questions"],
        "further": more["questions"],
        "held back": more["held_back"],
        "unanswered": course["unanswered"],
    }
    return [_question(group, e, titles) for group, entries in groups.items() for e in entries]


def _question(group: str, entry: dict[str, Any], titles: dict[str, str]) -> Question:
    has_answer = "file" in entry
    return Question(
        group=group,
        language=entry["language"],
        text=entry["question"],
        phrases=tuple(entry.get("phrases") or (entry["phrase"],)) if has_answer else (),
        title=titles[entry["file"]] if has_answer else "",
        page=entry.get("page"),
        after=tuple(entry.get("after", ())),
    )


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
