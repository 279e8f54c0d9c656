"""The text of a page as blocks to show: rendered where it holds Markdown, else as it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import escape

from lti_app.domain.document import PageView
from lti_app.web.render import render_passage
from lti_app.web.render_markdown import blocks_of
from lti_app.web.render_safe import sanitise
from lti_app.web.render_words import RenderWords
from lti_app.web.student.page_text import Stretch, paragraphs

# Their authors wrote no Markdown: an asterisk or a dollar is itself.
UNFORMATTED, PRINTED = "text/plain", "application/pdf"
HEADING = re.compile(r"#{1,6}[ \t]+")
TITLE = '<p class="page-view__title">'
SAME_LENGTH = str.maketrans({"\r": " ", "\0": " "})

Marks = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class PageBlock:
    """One block: either html, sanitised and marked as a whole, or stretches of plain text."""

    stretches: Sequence[Stretch] = ()
    html: str = ""
    is_title: bool = False
    is_marked: bool = False


def page_blocks(view: PageView, words: RenderWords | None = None) -> list[PageBlock]:
    """Return the blocks of a page in order; none where no text was read."""
    # One character for one character, so that the marks stay where they are.
    text = view.page.text.encode("utf-8", "replace").decode().translate(SAME_LENGTH)
    if view.document.media_type == UNFORMATTED:
        return list(_as_it_stands(text, view.marks))
    is_printed = view.document.media_type == PRINTED
    return [
        block
        for start, end, kind in _pieces(text)
        for block in _blocks(
            text[start:end].rstrip(),
            [(first - start, last - start) for first, last in view.marks],
            kind,
            is_printed=is_printed,
            words=words or RenderWords(),
        )
    ]


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    starts = list(blocks_of(text))
    ends = [start for start, _ in starts] + [len(text)]
    for (start, end), (_, kind) in zip(pairwise(ends), starts, strict=True):
        yield start, end, kind


def _blocks(
    piece: str, marks: Marks, kind: str, *, is_printed: bool, words: RenderWords
) -> Iterator[PageBlock]:
    opening = HEADING.match(piece) if kind == "heading_open" else None
    # A line that only looks like a heading was set in by a blank when it was read.
    is_verbatim = kind == "heading_open" or (is_printed and kind != "fence")
    if is_verbatim and not opening:
        yield from _as_it_stands(piece, marks)
        return
    skipped = opening.end() if opening else 0
    html = render_passage(piece, words)
    is_simple = kind in ("heading_open", "paragraph_open") and _is_plain(piece[skipped:], html)
    if is_simple or (opening and is_printed):
        shifted = [(start - skipped, end - skipped) for start, end in marks]
        yield from _as_it_stands(piece[skipped:], shifted, is_title=opening is not None)
    else:
        is_marked = any(max(start, 0) < min(end, len(piece)) for start, end in marks)
        yield PageBlock(html=html, is_marked=is_marked)


def _as_it_stands(text: str, marks: Marks, *, is_title: bool = False) -> Iterator[PageBlock]:
    for stretches in paragraphs(text, marks):
        yield PageBlock(stretches=stretches, is_title=is_title)


def _is_plain(text: str, html: str) -> bool:
    """Return whether rendering has changed nothing but blanks at the ends of lines."""
    lines = "\n".join(line.strip(" \t") for line in text.split("\n"))
    inner = html.strip().removeprefix(TITLE).removeprefix("<p>").removesuffix("</p>")
    return inner == sanitise(str(escape(lines)))
