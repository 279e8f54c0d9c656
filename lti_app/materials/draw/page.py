"""The picture of a PDF page with the places of words on it."""

import ctypes
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from lti_app.domain.document import Area
from lti_app.domain.errors import DocumentUnreadableError, NotFoundError
from lti_app.materials.extract.pdf import open_pdf
from lti_app.materials.marks import Span, find_marks

MAX_HEIGHT_PX = 4000
# FPDF_PageToDevice answers in whole pixels: a finer grid keeps a tenth of a point.
GRID = 10

Size = tuple[float, float]


def draw_page(path: Path, page_number: int, width_px: int) -> bytes:
    """Return a page as PNG of this width; raises NotFoundError."""
    with _open_page(path, page_number) as page:
        width, height = page.get_size()
        # pypdfium2 rounds up: half a pixel less gives exactly the width that was asked for.
        scale = min((width_px - 0.5) / width, (MAX_HEIGHT_PX - 0.5) / height)
        bitmap = page.render(scale=scale)
        picture = io.BytesIO()
        bitmap.to_pil().save(picture, "PNG", compress_level=3)
        return picture.getvalue()


def find_on_page(path: Path, page_number: int, passage: str) -> tuple[Size, tuple[Area, ...]]:
    """Return a page's size in points and where a passage stands; raises NotFoundError."""
    with _open_page(path, page_number) as page:
        return page.get_size(), tuple(_areas(page, passage))


@contextmanager
def _open_page(path: Path, page_number: int) -> Iterator[Any]:
    try:
        document = open_pdf(path)
    except DocumentUnreadableError as err:
        raise NotFoundError("page") from err
    try:
        if not 1 <= page_number <= len(document):
            raise NotFoundError("page")
        yield document[page_number - 1]
    except pdfium.PdfiumError as err:
        raise NotFoundError("page") from err
    finally:
        document.close()


def _areas(page: Any, passage: str) -> Iterator[Area]:
    text = page.get_textpage()
    chars = [chr(raw.FPDFText_GetUnicode(text.raw, at)) for at in range(text.count_chars())]
    for span in find_marks(chars, passage):
        yield from _lines(page, text, chars, span)


def _lines(page: Any, text: Any, chars: list[str], span: Span) -> Iterator[Area]:
    """Yield one area a line of a stretch of characters."""
    line: Area | None = None
    is_turned = page.get_rotation() % 180 != 0
    for at in range(*span):
        if chars[at].isspace():
            continue
        box = _box(page, text, at)
        if line is not None and _is_same_line(line, box, is_turned=is_turned):
            line = _around(line, box)
            continue
        if line is not None:
            yield line
        line = box
    if line is not None:
        yield line


def _box(page: Any, text: Any, at: int) -> Area:
    """Return a character's box from the page's top left, also where the page is turned."""
    edges = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(text.raw, at, *(ctypes.byref(edge) for edge in edges))
    left, right, bottom, top = (edge.value for edge in edges)
    x1, y1 = _to_picture(page, left, top)
    x2, y2 = _to_picture(page, right, bottom)
    return Area(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))


def _to_picture(page: Any, x: float, y: float) -> tuple[float, float]:
    width, height = page.get_size()
    across, down = ctypes.c_int(), ctypes.c_int()
    size = (round(width * GRID), round(height * GRID))
    raw.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return across.value / GRID, down.value / GRID


def _is_same_line(line: Area, box: Area, *, is_turned: bool) -> bool:
    if is_turned:
        return _overlap(line.x, line.width, box.x, box.width) > 0
    return _overlap(line.y, line.height, box.y, box.height) > 0 and box.x >= line.x - 1


def _overlap(start: float, size: float, other_start: float, other_size: float) -> float:
    return min(start + size, other_start + other_size) - max(start, other_start)


def _around(one: Area, other: Area) -> Area:
    x, y = min(one.x, other.x), min(one.y, other.y)
    right = max(one.x + one.width, other.x + other.width)
    bottom = max(one.y + one.height, other.y + other.height)
    return Area(x, y, right - x, bottom - y)
