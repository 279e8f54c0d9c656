"""Headings, paragraphs, lists out of the lines of PDF pages."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lti_app.materials.extract.pdf_lines import Line
from lti_app.materials.extract.reader import heading, plain

HEADING_RATIO = 1.12
MAX_HEADING_CHARS, MAX_BOLD_CHARS = 160, 90
LEAST_LETTERS = 3
LEVELS = 6
SIZE_STEP = 0.4
# Fewer lines than this do not tell what is usual.
LEAST_STEPS = 5
BULLET = re.compile(r"^[•◦▪▫‣●○■□➢➤∙·*–—-] *(?=\S)")
NUMBERED = re.compile(r"^\d{1,2}[.)] ")
# PDFium writes U+0002 for a hyphen that ends a line, often without the line end
# (fpdf_text.h, FPDFText_IsHyphen).
CUT = "\x02"
LINE_HYPHEN = re.compile(r"[\x02\ufffe\u00ad\u2010-]$")
CUT_WORD = re.compile(r"([\w-]*)[\x02\ufffe]([\w-]*)")
LEADERS = re.compile(r"(?:\s?[.…]){4,}")
REPEATED_SHARE = 0.3
REPEATED_PAGES = 4


@dataclass(slots=True)
class Block:
    """Lines that belong together."""

    lines: list[Line] = field(default_factory=list)


class Layout:
    """What the pages of one document have in common: body size, headings, repeated lines."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        chars: Counter[float] = Counter()
        self._heading_sizes: set[float] = set()
        words: set[str] = set()
        for line in (line for page in pages for line in page):
            chars[line.size] += len(line.text)
            if _letters(line.text) >= LEAST_LETTERS:
                self._heading_sizes.add(line.size)
            words.update(re.findall(r"[\w-]+", line.text.lower()))
        self._body_size = chars.most_common(1)[0][0] if chars else 0.0
        self._sizes = _distinct(size for size in self._heading_sizes if self._is_large(size))
        self._repeated = _repeated(pages)
        self._words = words

    def text(self, page: Sequence[Line]) -> str:
        """Return the page's text, its headings marked."""
        kept = [line for line in page if not self._is_running(line, page)]
        text, last_kind = "", ""
        for block in self._blocks(kept):
            kind = _kind(block)
            gap = "\n" if kind and kind == last_kind else "\n\n"
            text += (gap if text else "") + self._render(block)
            last_kind = kind
        return text

    def _is_large(self, size: float) -> bool:
        return size > self._body_size * HEADING_RATIO

    def _is_running(self, line: Line, page: Sequence[Line]) -> bool:
        return line in _edges(page) and _key(line) in self._repeated and not self._is_title(line)

    def _is_title(self, line: Line) -> bool:
        return line.size > self._body_size * 1.3 and any(char.isalpha() for char in line.text)

    def _blocks(self, page: Sequence[Line]) -> Iterator[Block]:
        block = Block()
        pitch = _usual_pitch(page)
        for line in page:
            if block.lines and self._begins(line, block, pitch):
                yield block
                block = Block()
            block.lines.append(line)
        if block.lines:
            yield block

    def _begins(self, line: Line, block: Block, pitch: float) -> bool:
        """Return whether a line begins a new block."""
        before = block.lines[-1]
        if line.is_code != before.is_code or line.has_columns or before.has_columns:
            return True
        if self._large_size(line) != self._large_size(before):
            return True
        step = before.y - line.y
        if line.is_code:
            return step < 0
        return (
            # A fraction or an index stands a little higher; what stands much higher is elsewhere.
            step < -max(pitch, line.size) * 1.1
            or step > max(pitch, line.size) * 1.35
            or (line.is_bold != before.is_bold and step > pitch * 1.15)
            or any(mark.match(line.text) for mark in (BULLET, NUMBERED))
            or LEADERS.search(before.text) is not None
            or (step > line.size / 2 and _is_beside(line, block))
        )

    def _large_size(self, line: Line) -> float:
        return line.size if self._is_large(line.size) else 0.0

    def _render(self, block: Block) -> str:
        if block.lines[0].is_code:
            return _code(block)
        text = LEADERS.sub(" … ", self._joined(block.lines))
        if self._is_heading(block, text):
            return heading(self._level(block.lines[0]), text)
        return f"- {BULLET.sub('', text)}" if _is_item(block) else plain(text)

    def _is_heading(self, block: Block, text: str) -> bool:
        letters = _letters(text)
        if letters < LEAST_LETTERS or letters * 2 < len(text) or block.lines[0].has_columns:
            return False
        if self._is_large(block.lines[0].size):
            return len(text) <= MAX_HEADING_CHARS
        return (
            all(line.is_bold and line.size >= self._body_size * 0.98 for line in block.lines)
            and len(text) <= MAX_BOLD_CHARS
            and (text[0].isupper() or text[0].isdigit())
            and text[-1] not in ".,;:"
        )

    def _level(self, line: Line) -> int:
        larger = sum(size > line.size + SIZE_STEP for size in self._sizes)
        return min(larger + 1, LEVELS)

    def _joined(self, lines: Iterable[Line]) -> str:
        text = ""
        for line in lines:
            follows = line.text[:1].islower() and LINE_HYPHEN.search(text)
            text = f"{text[:-1]}{CUT}{line.text}" if follows else f"{text} {line.text}"
        return CUT_WORD.sub(self._mended, text.strip())

    def _mended(self, cut: re.Match[str]) -> str:
        """Return a word that a line end had cut, whole."""
        first, last = cut[1], cut[2]
        # A hyphen that the word has elsewhere in the document is part of it.
        whole, compound = f"{first}{last}".lower(), f"{first}-{last}".lower()
        is_compound = compound in self._words and whole not in self._words
        return f"{first}-{last}" if is_compound or not last[:1].islower() else f"{first}{last}"


def _is_beside(line: Line, block: Block) -> bool:
    """Return whether a line stands too far left or right to go on with a block."""
    first, before = block.lines[0], block.lines[-1]
    if _is_item(block):
        # The lines of an item hang to the right of its bullet.
        return line.x - first.x < line.size * 0.3
    indent = (line.x - before.x) / line.size
    # The first line of a paragraph may be set in, a formula stands far from the margin.
    return (before is not first and 0.8 < indent < 4) or first.x - line.x > line.size * 4


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)


def _distinct(sizes: Iterable[float]) -> list[float]:
    """Return sizes from the largest, without those that only rounding tells apart."""
    kept: list[float] = []
    for size in sorted(sizes, reverse=True):
        if not kept or kept[-1] - size > SIZE_STEP:
            kept.append(size)
    return kept


def _is_item(block: Block) -> bool:
    return BULLET.match(block.lines[0].text) is not None and not block.lines[0].is_code


def _kind(block: Block) -> str:
    """Return what a block is one of many of: items of a list, rows of a table."""
    if block.lines[0].has_columns:
        return "row"
    return "item" if _is_item(block) else ""


def _code(block: Block) -> str:
    left = min(line.x for line in block.lines)
    char_width = block.lines[0].size * 0.6
    rows = [" " * round((line.x - left) / char_width) + line.text for line in block.lines]
    return "\n".join(["```", *rows, "```"])


def _usual_pitch(page: Sequence[Line]) -> float:
    """Return the distance of two lines of a paragraph, in points."""
    pairs = ((a, b) for a, b in pairwise(page) if not a.has_columns and not b.has_columns)
    steps = sorted(a.y - b.y for a, b in pairs if b.size <= a.y - b.y <= b.size * 2.2)
    if len(steps) >= LEAST_STEPS:
        return steps[len(steps) // 2]
    return max((line.size for line in page), default=0.0) * 1.3


def _edges(page: Sequence[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: line.y)
    return [*by_height[:2], *by_height[-2:]]


def _key(line: Line) -> tuple[str, int]:
    # The right half of a running head is the chapter's title.
    text = line.text.split(" | ")[0].lower()
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", text), round(line.y / 4)


def _repeated(pages: Sequence[Sequence[Line]]) -> frozenset[tuple[str, int]]:
    counts = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    least = max(REPEATED_PAGES, len(pages) * REPEATED_SHARE)
    return frozenset(
        key for key, count in counts.items() if count >= (3 if "#" in key[0] else least)
    )
