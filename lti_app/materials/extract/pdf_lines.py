"""The lines of a PDF page with what tells a heading from a paragraph."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

BOLD_WEIGHT = 600
BOLD_NAME = re.compile(r"bold|black|heavy|semib|cmbx|sfbx", re.IGNORECASE)
CODE_NAME = re.compile(r"courier|mono|consol|cmtt|sftt|typewriter|menlo", re.IGNORECASE)
# In font sizes: how far an index stands from its line, and how far columns stand apart.
INDEX_SHIFT, COLUMN_GAP = 0.6, 2.0

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One line. size: of the font, in points. x, y: of its start, from the page's bottom left.

    has_columns: its words stand in cells, which text separates by ` | `.
    """

    text: str
    size: float
    is_bold: bool
    is_code: bool
    has_columns: bool
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Word:
    """Characters between two spaces; at is the index of the first."""

    text: str
    at: int
    start: Place
    end: Place


def lines(text_page: Any) -> Iterator[Line]:
    """Yield the lines of a page in the order in which they were written.

    PDFium ends a line where a text object ends, so that indices and fractions tear lines apart:
    where words stand says more.
    """
    raw = text_page.raw
    text = "".join(chr(pdfium.FPDFText_GetUnicode(raw, i)) for i in range(text_page.count_chars()))
    line: list[Word] = []
    size = 0.0
    for found in re.finditer(r"\S+", text):
        word = _word(raw, found)
        if line and not _is_same_line(line[-1], word, size):
            yield _line(raw, line, size)
            line = []
        if not line:
            size = _size(raw, word.at)
        line.append(word)
    if line:
        yield _line(raw, line, size)


def _word(raw: Any, found: re.Match[str]) -> Word:
    return Word(found[0], found.start(), _origin(raw, found.start()), _origin(raw, found.end() - 1))


def _is_same_line(before: Word, word: Word, size: float) -> bool:
    is_level = abs(before.end[1] - word.start[1]) <= size * INDEX_SHIFT
    return is_level and word.start[0] >= before.end[0] - 1


def _line(raw: Any, words: Sequence[Word], first_size: float) -> Line:
    # Three characters tell a line: the first may be a bullet, the last an index.
    places = (words[0].at, words[len(words) // 2].at, words[-1].at + len(words[-1].text) - 1)
    probes = sorted(set(places))
    sizes = sorted(_size(raw, at) for at in probes)
    size = sizes[len(sizes) // 2]
    fonts = [_font(raw, at) for at in probes]
    text = _joined(words, max(size, first_size))
    return Line(
        text=text,
        size=size or 1.0,
        is_bold=all(weight >= BOLD_WEIGHT or BOLD_NAME.search(name) for name, weight in fonts),
        is_code=all(CODE_NAME.search(name) for name, _ in fonts),
        has_columns=" | " in text,
        x=words[0].start[0],
        y=words[0].start[1],
    )


def _joined(words: Sequence[Word], size: float) -> str:
    text = words[0].text
    for before, word in pairwise(words):
        # end is the left edge of the last character, half a size wide on average.
        gap = word.start[0] - before.end[0] - size / 2
        text += f" | {word.text}" if gap > size * COLUMN_GAP else f" {word.text}"
    return text


def _size(raw: Any, at: int) -> float:
    """Return the size as it is drawn: many writers say 1 and scale by the matrix."""
    matrix = pdfium.FS_MATRIX()
    size = float(pdfium.FPDFText_GetFontSize(raw, at))
    if not pdfium.FPDFText_GetMatrix(raw, at, ctypes.byref(matrix)):
        return round(size, 1)
    return round(size * float((matrix.c**2 + matrix.d**2) ** 0.5), 1)


def _origin(raw: Any, at: int) -> Place:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(raw, at, ctypes.byref(x), ctypes.byref(y))
    return x.value, y.value


def _font(raw: Any, at: int) -> tuple[str, int]:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, at, name, len(name), ctypes.byref(flags))
    return name.value.decode("latin-1"), int(pdfium.FPDFText_GetFontWeight(raw, at))
