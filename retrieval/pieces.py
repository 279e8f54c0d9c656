"""Cuts a block that is too long for one chunk where it hurts least."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from retrieval.blocks import Block, BlockKind

CountTokens = Callable[[str], int]

_SENTENCE_ENDS = ["\n", ". ", "? ", "! ", " ; ", "; ", ": ", ", ", " ", ""]
_TABLE_HEAD_LINES = 2


def cut_block(block: Block, max_tokens: int, count_tokens: CountTokens) -> list[Block]:
    """Return pieces of at most max_tokens, in order; a formula is never cut.

    Text is cut after sentences, code after lines, tables after rows with the head repeated.
    A single line of code or row of a table that is longer stays whole.
    """
    if block.kind is BlockKind.FORMULA or count_tokens(block.text) <= max_tokens:
        return [block]
    if block.kind is BlockKind.PARAGRAPH:
        return _join_open_formulas(list(_cut_text(block, max_tokens, count_tokens)))
    if block.kind is BlockKind.TABLE:
        return _cut_table(block, max_tokens, count_tokens)
    return list(_cut_lines(block, max_tokens, count_tokens))


def _cut_text(block: Block, max_tokens: int, count_tokens: CountTokens) -> Iterator[Block]:
    # Imported late: it takes 0.2 s, and only indexing needs it.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        _SENTENCE_ENDS,
        keep_separator="end",
        chunk_size=max_tokens,
        chunk_overlap=0,
        length_function=count_tokens,
        strip_whitespace=False,
    )
    start = block.start
    for text in splitter.split_text(block.text):
        yield Block(block.kind, text, start, start + len(text))
        start += len(text)


def _join_open_formulas(pieces: list[Block]) -> list[Block]:
    """Join pieces from one that opens $…$ or $$…$$ to the one that closes it."""
    if sum(map(_dollars, pieces)) % 2:  # Prices, not formulas.
        return pieces
    joined: list[Block] = []
    for piece in pieces:
        if joined and _dollars(joined[-1]) % 2:
            before = joined[-1]
            joined[-1] = replace(before, text=before.text + piece.text, end=piece.end)
        else:
            joined.append(piece)
    return joined


def _dollars(piece: Block) -> int:
    return piece.text.replace(r"\$", "").count("$")


def _cut_lines(block: Block, max_tokens: int, count_tokens: CountTokens) -> Iterator[Block]:
    text, start = "", block.start
    for line in block.text.splitlines(keepends=True):
        if text and count_tokens(text + line) > max_tokens:
            yield Block(block.kind, text, start, start + len(text))
            start, text = start + len(text), ""
        text += line
    yield Block(block.kind, text, start, start + len(text))


def _cut_table(block: Block, max_tokens: int, count_tokens: CountTokens) -> list[Block]:
    """Cut after rows; each piece but the first gets the head of the table again."""
    lines = block.text.splitlines(keepends=True)
    head = "".join(lines[:_TABLE_HEAD_LINES])
    room = max(max_tokens - count_tokens(head), max_tokens // 2)
    first, *others = _cut_lines(block, room, count_tokens)
    return [first, *(replace(piece, text=head + piece.text) for piece in others)]
