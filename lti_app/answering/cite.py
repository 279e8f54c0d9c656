"""Keeps the citations that the server numbered, drops all others."""

import re
from collections.abc import Callable, Collection

# Code and formulas may hold brackets that cite nothing: x[1], \sqrt[3]{2}.
VERBATIM = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|\$\$.*?(?:\$\$|\Z)|\$[^$\n]+\$", re.DOTALL)
CITATION = re.compile(r"(?P<space>[ \t]?)\[(?P<numbers>\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\](?!\()")
UNFINISHED = re.compile(r"[ \t]?\[[\d\s,;]*\Z")


def keep_known(text: str, numbers: Collection[int]) -> str:
    """Return the text with citations of known sources only, each number in its own brackets."""

    def kept(match: re.Match[str]) -> str:
        known = [number for number in _numbers(match) if number in numbers]
        return match["space"] + "".join(f"[{number}]" for number in known) if known else ""

    return _outside_verbatim(text, lambda piece: CITATION.sub(kept, piece))


def cited_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers that a text cites, in the order of their first mention."""
    prose = VERBATIM.sub(" ", text)
    found = [number for match in CITATION.finditer(prose) for number in _numbers(match)]
    return tuple(dict.fromkeys(found))


def without_unfinished(text: str) -> str:
    """Return a growing text without a citation that may still be coming at its end."""
    return UNFINISHED.sub("", text)


def _numbers(match: re.Match[str]) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", match["numbers"])]


def _outside_verbatim(text: str, change: Callable[[str], str]) -> str:
    pieces: list[str] = []
    end = 0
    for verbatim in VERBATIM.finditer(text):
        pieces += [change(text[end : verbatim.start()]), verbatim.group()]
        end = verbatim.end()
    return "".join([*pieces, change(text[end:])])
