"""The lines of a PDF page with what tells a heading from a paragraph."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

BOLD_WEIGHT = 600
BOLD_NAME = re.compile(r"bold|black|heavy|semib|cmbx|sfbx", re.IGNORECASE)
CODE_NAME = re.compile(r"courier|mono|consol|cmtt|sftt|typewriter|menlo", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line. size: of the font, in points. x, y: of its start, from the page's bottom left."""

    text: str
    size: float
    is_bold: bool
    is_code: bool
    x: float
    y: float


def lines(text_page: Any) -> Iterator[Line]:
    """Yield the lines of a page in the order in which they were written."""
    raw = text_page.raw
    start = 0
    text = "".join(chr(pdfium.FPDFText_GetUnicode(raw, i)) for i in range(text_page.count_chars()))
    for piece in re.split(r"(\r\n|\r|\n)", text):
        if piece.strip():
            yield _line(raw, piece, start)
        start += len(piece)


def _line(raw: Any, text: str, start: int) -> Line:
    inked = [start + at for at, char in enumerate(text) if not char.isspace()]
    # Three characters tell a line: the first may be a bullet, the last a superscript.
    probes = sorted({inked[0], inked[len(inked) // 2], inked[-1]})
    sizes = sorted(_size(raw, at) for at in probes)
    fonts = [_font(raw, at) for at in probes]
    x, y = _origin(raw, inked[0])
    return Line(
        text=text.strip(),
        size=sizes[len(sizes) // 2],
        is_bold=all(weight >= BOLD_WEIGHT or BOLD_NAME.search(name) for name, weight in fonts),
        is_code=all(CODE_NAME.search(name) for name, _ in fonts),
        x=x,
        y=y,
    )


def _size(raw: Any, at: int) -> float:
    """Return the size as it is drawn: many writers say 1 and scale by the matrix."""
    matrix = pdfium.FS_MATRIX()
    size = float(pdfium.FPDFText_GetFontSize(raw, at))
    if not pdfium.FPDFText_GetMatrix(raw, at, ctypes.byref(matrix)):
        return round(size, 1)
    return round(size * float((matrix.c**2 + matrix.d**2) ** 0.5), 1)


def _origin(raw: Any, at: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(raw, at, ctypes.byref(x), ctypes.byref(y))
    return x.value, y.value


def _font(raw: Any, at: int) -> tuple[str, int]:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, at, name, len(name), ctypes.byref(flags))
    return name.value.decode("latin-1"), int(pdfium.FPDFText_GetFontWeight(raw, at))
