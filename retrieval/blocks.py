"""Cuts a page into blocks: headings, paragraphs, formulas, code, tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is, and so where it may be cut."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    FORMULA = "formula"
    CODE = "code"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines; start and end are its span in the page's text."""

    kind: BlockKind
    text: str
    start: int
    end: int


_HEADING = re.compile(r"#{1,6}\s+\S")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_ENVIRONMENT = re.compile(r"\\begin\{(\w+\*?)\}")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int

    @property
    def bare(self) -> str:
        return self.text.strip()


def to_blocks(page: str, before: Block | None = None) -> Iterator[Block]:
    """Yield the blocks of a page in order; blank lines belong to none.

    A fence or formula that is not closed runs to the page's end. before: the last block of the
    page before; what closes it on this page is a block of the same kind.
    """
    lines = _to_lines(page)
    closing = closing_of(before) if before else None
    at = 0
    if before and closing and closing in page:
        at = _line_after(lines, 0, closing)
        yield _to_block(before.kind, lines[:at])
    while at < len(lines):
        kind, end = _block_at(lines, at)
        if kind is not None:
            yield _to_block(kind, lines[at:end])
        at = end


def closing_of(block: Block) -> str | None:
    """Return what would close a fence or formula that its page leaves open, or None."""
    first, _, rest = block.text.partition("\n")
    fence = _FENCE.match(first.strip()) if block.kind is BlockKind.CODE else None
    closing = fence.group(1) if fence else _formula_end(first.strip())
    return closing if closing and closing not in rest else None


def _to_lines(page: str) -> list[_Line]:
    lines, start = [], 0
    for text in page.splitlines(keepends=True):
        lines.append(_Line(text, start))
        start += len(text)
    return lines


def _to_block(kind: BlockKind, lines: list[_Line]) -> Block:
    text = "".join(line.text for line in lines)
    start = lines[0].start
    return Block(kind, text.rstrip(), start, start + len(text.rstrip()))


def _block_at(lines: list[_Line], at: int) -> tuple[BlockKind | None, int]:
    """Return the kind of the block that begins at a line, and the line after it."""
    bare = lines[at].bare
    if not bare:
        return None, at + 1
    if _HEADING.match(bare):
        return BlockKind.HEADING, at + 1
    if fence := _FENCE.match(bare):
        return BlockKind.CODE, _line_after(lines, at + 1, fence.group(1))
    if closing := _formula_end(bare):
        return BlockKind.FORMULA, _line_after(lines, at + 1, closing)
    if _is_closed_formula(bare):
        return BlockKind.FORMULA, at + 1
    if bare.startswith("|"):
        return BlockKind.TABLE, _run_end(lines, at, BlockKind.TABLE)
    return BlockKind.PARAGRAPH, _run_end(lines, at, BlockKind.PARAGRAPH)


def _run_end(lines: list[_Line], at: int, kind: BlockKind) -> int:
    """Return the first line after `at` that begins another kind of block."""
    end = at + 1
    while end < len(lines) and _kind_of_line(lines[end].bare) is kind:
        end += 1
    return end


def _kind_of_line(bare: str) -> BlockKind | None:
    if not bare:
        return None
    if _HEADING.match(bare):
        return BlockKind.HEADING
    if _FENCE.match(bare):
        return BlockKind.CODE
    if _formula_end(bare) or _is_closed_formula(bare):
        return BlockKind.FORMULA
    return BlockKind.TABLE if bare.startswith("|") else BlockKind.PARAGRAPH


def _formula_end(bare: str) -> str | None:
    r"""Return what closes a formula that this line leaves open: $$, \] or \end{...}."""
    if bare.startswith("$$") and bare.count("$$") % 2:
        return "$$"
    if bare.startswith(r"\[") and r"\]" not in bare:
        return r"\]"
    environment = _ENVIRONMENT.match(bare)
    if environment and f"\\end{{{environment.group(1)}}}" not in bare:
        return f"\\end{{{environment.group(1)}}}"
    return None


def _is_closed_formula(bare: str) -> bool:
    return (bare.startswith("$$") and bare.endswith("$$") and len(bare) > 4) or (
        bare.startswith(r"\[") and bare.endswith(r"\]")
    )


def _line_after(lines: list[_Line], at: int, closing: str) -> int:
    """Return the line after the one that holds `closing`, or the page's end."""
    for number in range(at, len(lines)):
        if closing in lines[number].text:
            return number + 1
    return len(lines)
