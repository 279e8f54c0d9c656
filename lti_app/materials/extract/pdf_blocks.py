"""Headings, paragraphs, lists out of the lines of PDF pages."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lti_app.materials.extract.pdf_lines import Line
from lti_app.materials.extract.reader import heading, plain

HEADING_RATIO = 1.12
MAX_HEADING_CHARS = 160
LEVELS = 4
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
        words: set[str] = set()
        for line in (line for page in pages for line in page):
            chars[line.size] += len(line.text)
            words.update(re.findall(r"[\w-]+", line.text.lower()))
        self._body_size = chars.most_common(1)[0][0] if chars else 0.0
        self._sizes = sorted((size for size in chars if self._is_large(size)), reverse=True)
        self._repeated = _repeated(pages)
        self._words = words

    def text(self, page: Sequence[Line]) -> str:
        """Return the page's text, its headings marked."""
        kept = [line for line in page if not self._is_running(line, page)]
        texts = [(self._render(block), _is_item(block)) for block in self._blocks(kept)]
        parts: list[str] = []
        for position, (text, is_item) in enumerate(texts):
            follows = position and is_item and texts[position - 1][1]
            parts += ["" if not position else "\n" if follows else "\n\n", text]
        return "".join(parts)

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
        before, step = block.lines[-1], block.lines[-1].y - line.y
        if line.is_code != before.is_code or self._style(line) != self._style(before):
            return True
        if line.is_code:
            return step < 0
        is_indented = line.x - before.x > line.size * 0.8 and not _is_item(block)
        return (
            step < -1
            or step > max(pitch, line.size) * 1.35
            or any(mark.match(line.text) for mark in (BULLET, NUMBERED))
            or LEADERS.search(before.text) is not None
            or (is_indented and len(block.lines) > 1)
        )

    def _style(self, line: Line) -> tuple[float, bool]:
        return (line.size if self._is_large(line.size) else 0.0, line.is_bold)

    def _render(self, block: Block) -> str:
        if block.lines[0].is_code:
            return _code(block)
        text = LEADERS.sub(" … ", self._joined(block.lines))
        if self._is_heading(block, text):
            return heading(self._level(block.lines[0]), text)
        return f"- {BULLET.sub('', text)}" if _is_item(block) else plain(text)

    def _is_heading(self, block: Block, text: str) -> bool:
        letters = sum(char.isalpha() for char in text)
        if len(text) > MAX_HEADING_CHARS or letters < 3 or letters * 2 < len(text):
            return False
        first = block.lines[0]
        return self._is_large(first.size) or (first.is_bold and text[-1] not in ".,;:")

    def _level(self, line: Line) -> int:
        if line.size in self._sizes:
            return min(self._sizes.index(line.size) + 1, LEVELS)
        return min(len(self._sizes) + 1, LEVELS)

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


def _is_item(block: Block) -> bool:
    return BULLET.match(block.lines[0].text) is not None and not block.lines[0].is_code


def _code(block: Block) -> str:
    left = min(line.x for line in block.lines)
    char_width = block.lines[0].size * 0.6
    rows = [" " * round((line.x - left) / char_width) + line.text for line in block.lines]
    return "\n".join(["```", *rows, "```"])


def _usual_pitch(page: Sequence[Line]) -> float:
    steps = sorted(a.y - b.y for a, b in pairwise(page) if a.y > b.y)
    return steps[len(steps) // 2] if steps else 0.0


def _edges(page: Sequence[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: line.y)
    return [*by_height[:2], *by_height[-2:]]


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.lower()), round(line.y / 4)


def _repeated(pages: Sequence[Sequence[Line]]) -> frozenset[tuple[str, int]]:
    counts = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    least = max(REPEATED_PAGES, len(pages) * REPEATED_SHARE)
    return frozenset(
        key for key, count in counts.items() if count >= (3 if "#" in key[0] else least)
    )
