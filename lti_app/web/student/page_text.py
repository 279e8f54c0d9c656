"""The text of a page, cut where marks begin and end."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

BREAK = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text that is wholly marked or not at all."""

    text: str
    is_marked: bool


def paragraphs(text: str, marks: Iterable[tuple[int, int]]) -> list[list[Stretch]]:
    """Return the paragraphs of a text, each as stretches; marks are character offsets."""
    joined = _joined(marks)
    return [
        list(_stretches(text, start, end, joined))
        for start, end in _spans(text)
        if text[start:end].strip()
    ]


def _joined(marks: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the marks in order, those that touch made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif end > start:
            joined.append((start, end))
    return joined


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in BREAK.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _stretches(text: str, start: int, end: int, marks: list[tuple[int, int]]) -> Iterator[Stretch]:
    position = start
    for mark_start, mark_end in marks:
        first, last = max(mark_start, position), min(mark_end, end)
        if first >= last:
            continue
        if position < first:
            yield Stretch(text[position:first], is_marked=False)
        yield Stretch(text[first:last], is_marked=True)
        position = last
    if position < end:
        yield Stretch(text[position:end], is_marked=False)
