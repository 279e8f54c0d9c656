"""Where a passage stands in a text, whatever happened to spaces, hyphens, line ends between."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

Span = tuple[int, int]

SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+")
# Shorter pieces stand in too many places to say which one is meant.
LEAST_CHARS = 16


class Skeleton:
    """The letters and digits of a text, without case or accents, each with its place."""

    def __init__(self, chars: Iterable[str]) -> None:
        letters: list[str] = []
        self.places: list[int] = []
        for place, char in enumerate(chars):
            for letter in unicodedata.normalize("NFKD", char).casefold():
                if letter.isalnum():
                    letters.append(letter)
                    self.places.append(place)
        self.letters = "".join(letters)

    def span(self, start: int, length: int) -> Span:
        """Return first and last place, the last excluded, of a stretch of letters."""
        return self.places[start], self.places[start + length - 1] + 1


def find_marks(chars: Sequence[str], passage: str) -> tuple[Span, ...]:
    """Return the stretches of a text that belong to a passage, in order; none when none does.

    chars: the text, one character each. A passage that begins on the page before, or ends on the
    page after, is marked as far as it is here.
    """
    page = Skeleton(chars)
    whole = Skeleton(passage).letters
    if not whole or not page.letters:
        return ()
    found = page.letters.find(whole)
    if found >= 0:
        return (page.span(found, len(whole)),)
    stretches = [*_overlaps(page.letters, whole), *_sentences(page.letters, passage)]
    return tuple(page.span(start, end - start) for start, end in _merged(stretches))


def _overlaps(page: str, whole: str) -> Iterable[Span]:
    """Yield where the page ends as the passage begins, or begins as the passage ends."""
    for length in range(min(len(page), len(whole)), LEAST_CHARS - 1, -1):
        if page.endswith(whole[:length]):
            yield len(page) - length, len(page)
            break
    for length in range(min(len(page), len(whole)), LEAST_CHARS - 1, -1):
        if page.startswith(whole[-length:]):
            yield 0, length
            break


def _sentences(page: str, passage: str) -> Iterable[Span]:
    after = 0
    for sentence in SENTENCE.split(passage):
        letters = Skeleton(sentence).letters
        if len(letters) < LEAST_CHARS:
            continue
        at = page.find(letters, after)
        if at < 0:
            at = page.find(letters)
        if at >= 0:
            yield at, at + len(letters)
            after = at + len(letters)


def _merged(stretches: Iterable[Span]) -> list[Span]:
    """Return stretches in order; those that touch, or leave a word out, become one."""
    merged: list[Span] = []
    for start, end in sorted(stretches):
        if merged and start - merged[-1][1] < LEAST_CHARS:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
