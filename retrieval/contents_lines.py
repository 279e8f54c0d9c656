"""Finds the lines of a table of contents, which answer nothing."""

import re
from collections.abc import Sequence

_TITLES = re.compile(
    r"(?:\d+[.)]?\s+)?(?:table (?:des|of) (?:matières|contents)|contents|sommaire|"
    r"inhalt(?:sverzeichnis)?|índice|indice|inhoud(?:sopgave)?|sumário)\s*:?",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:[.·…]\s?){4,}\s*\|?\s*\d{1,4}\s*\|?\s*$")
_ENDS_WITH_PAGE = re.compile(r"\S.*[\s|]\d{1,4}\s*\|?\s*")
_MOST = 0.6


def without_contents_lines(text: str, headings: Sequence[str]) -> str:
    """Return the text of a block without its lines of a table of contents.

    A line with dotted leaders to a page number is one anywhere. Under a heading such as "Table
    of contents" a block goes whole when most of its lines end with a number.
    """
    lines = text.splitlines(keepends=True)
    if headings and _TITLES.fullmatch(headings[-1].strip()):
        entries = sum(_ENDS_WITH_PAGE.fullmatch(line.strip()) is not None for line in lines)
        return "" if entries >= _MOST * len(lines) else text
    return "".join(line for line in lines if not _LEADER.search(line))
