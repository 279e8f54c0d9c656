"""Markdown, whose sections become pages."""

import re
from collections.abc import Iterator
from pathlib import Path

from lti_app.domain.document import DocumentPage
from lti_app.materials.extract.reader import Progress, heading, number, paginate
from lti_app.materials.extract.text import decode

FRONT_MATTER = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")


def read(path: Path, on_progress: Progress) -> Iterator[DocumentPage]:
    """Yield sections, put together to pages of about 500 words."""
    text = FRONT_MATTER.sub("", decode(path.read_bytes()), count=1)
    yield from number(paginate(blocks(COMMENT.sub("", text))))


def blocks(text: str) -> Iterator[str]:
    """Yield headings, paragraphs and whole fenced blocks (CommonMark 0.31, 4.2 to 4.5)."""
    block: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = FENCE.match(line)
        if fence:
            block.append(line)
            fence = "" if mark and mark[1].startswith(fence) and line.strip() == mark[1] else fence
            continue
        title = HEADING.match(line) or _underlined(line, block)
        if title is None and line.strip():
            block.append(line)
            fence = mark[1] if mark else ""
            continue
        if isinstance(title, str):
            block = []
        if block:
            yield "\n".join(block)
            block = []
        if title is not None:
            yield title if isinstance(title, str) else heading(len(title[1]), title[2])
    if block:
        yield "\n".join(block)


def _underlined(line: str, block: list[str]) -> str | None:
    mark = UNDERLINE.match(line)
    if mark is None or len(block) != 1 or block[0].lstrip().startswith(("|", ">", "-", "*")):
        return None
    return heading(1 if mark[1].startswith("=") else 2, block[0])
