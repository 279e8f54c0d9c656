"""Finds what a page leaves unfinished at the beginning of the next."""

import re

from retrieval.blocks import Block, BlockKind, closing_of

_SENTENCE_END = re.compile(r"[.!?…:;] ?[»”\"')\]]*(?=\s|$)")
_ENDED = re.compile(r"[.!?…:;] ?[»”\"')\]]*$")


def unfinished_chars(last: Block, following: Block) -> int:
    """Return how many characters of the following page's first block finish the last block.

    The rest of a sentence, of a row of a table, of a formula or of code; 0 when nothing runs on.
    """
    if last.kind is following.kind and closing_of(last):
        return len(following.text)
    if last.kind is BlockKind.TABLE:
        row_end = following.text.partition("\n")[0]
        return len(row_end) if "|" in row_end and not last.text.endswith("|") else 0
    if {last.kind, following.kind} != {BlockKind.PARAGRAPH} or not _runs_on(last, following):
        return 0
    end = _SENTENCE_END.search(following.text)
    return end.end() if end else len(following.text)


def _runs_on(last: Block, following: Block) -> bool:
    """Tell whether a sentence does: it has no end yet, and goes on with a small letter."""
    return not _ENDED.search(last.text) and following.text[:1].islower()
