"""The unfinished end of a text that grows."""

import re

# Longer than this it is no formula on its way but a lone mark.
HIDDEN_CHARS = 160
FORMULA = re.compile(r"\$\$.+?\$\$|\$(?=\S).+?\$|\\\(.+?\\\)|\\\[.+?\\\]|`[^`]*`")
OPEN_FORMULA = re.compile(r"(?:\$|\\\(|\\\[)[^`]*\Z")
OPEN_CITATION = re.compile(r"\[[\d\s,;]*\Z")
CODE = re.compile(r"`[^`]*`")
HALF_FENCE = re.compile(r"\n[ \t]*(?:`{1,2}|~{1,2}|\$|\\)\Z")


def without_half_fence(piece: str) -> str:
    """Return the source of code or of a formula without half of the mark that may close it."""
    return HALF_FENCE.sub("\n", piece)


def settle(piece: str) -> str:
    """Return a block's source, fit to be shown: half a formula hidden, open emphasis closed."""
    head, newline, line = piece.rpartition("\n")
    line = OPEN_CITATION.sub("", _without_open_formula(line))
    prose = CODE.sub("", line)
    if prose.count("`") % 2:
        line += "`"
    elif prose.count("**") % 2:
        line = line.rstrip("* ") + "**" if not line.endswith("**") else line[:-2]
    return head + newline + line


def _without_open_formula(line: str) -> str:
    rest = FORMULA.sub(lambda found: " " * len(found[0]), line)
    opened = OPEN_FORMULA.search(rest)
    if not opened or len(line) - opened.start() > HIDDEN_CHARS:
        return line
    return line[: opened.start()].rstrip(" ")
