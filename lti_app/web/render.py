"""From an answer's Markdown to finished, sanitised HTML, block by block."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from lti_app.domain.answer import Source
from lti_app.web.render_growing import settle, without_half_fence
from lti_app.web.render_markdown import MARKDOWN, blocks_of, normalise
from lti_app.web.render_safe import sanitise
from lti_app.web.render_words import RenderWords

VERBATIM = ("fence", "formula_block", "code_block")


def render_blocks(
    markdown: str, sources: Sequence[Source], words: RenderWords | None = None
) -> list[str]:
    """Return the HTML of each top-level block; citations of unknown numbers vanish."""
    return BlockRenderer(sources, words).render(markdown)


def render_passage(markdown: str, words: RenderWords | None = None) -> str:
    """Return the HTML of a document's text: headings as paragraphs, `[1]` as it stands."""
    env = {"numbers": None, "words": words or RenderWords(), "is_growing": False}
    return sanitise(MARKDOWN.render(normalise(markdown), env))


class BlockRenderer:
    """Renders a text that grows, again only from the block that can still change.

    An earlier block is closed for good: a line of Markdown may open or continue a block, never
    reach back over one (CommonMark 0.31, appendix "A parsing strategy"; link references, the
    exception, are switched off).
    """

    def __init__(self, sources: Sequence[Source], words: RenderWords | None = None) -> None:
        self._numbers: Collection[int] = frozenset(source.number for source in sources)
        self._words = words or RenderWords()
        self._closed_text = ""
        self._closed: list[str] = []
        self._shown: dict[str, str] = {}

    def render(self, markdown: str, *, is_growing: bool = False) -> list[str]:
        """Return the HTML of each block of the whole text.

        is_growing: the end may be unfinished, so an open emphasis is closed, half a formula hidden.
        """
        text = normalise(markdown)
        if not text.startswith(self._closed_text):
            self._closed_text, self._closed = "", []
        tail = text[len(self._closed_text) :]
        tail = self._close_blocks(tail)
        return [*self._closed, *self._render_tail(tail, is_growing)]

    def _close_blocks(self, tail: str) -> str:
        """Render the blocks that more text cannot change; return what comes after them."""
        # Only whole lines decide: half of "1.5" looks like a list.
        whole_lines = tail[: tail.rfind("\n") + 1]
        starts = [start for start, _ in blocks_of(whole_lines)]
        if len(starts) < 2:
            return tail
        for start, end in pairwise(starts):
            piece = tail[start:end]
            self._closed.append(self._shown.get(piece) or self._to_html(piece))
        self._closed_text += tail[: starts[-1]]
        return tail[starts[-1] :]

    def _render_tail(self, tail: str, is_growing: bool) -> list[str]:
        blocks = list(blocks_of(tail))
        bounds = [start for start, _ in blocks] + [len(tail)]
        pieces = [tail[start:end] for start, end in pairwise(bounds)]
        if not pieces:
            return []
        *whole, last = pieces
        self._shown = {piece: self._shown.get(piece) or self._to_html(piece) for piece in whole}
        if is_growing:
            last = without_half_fence(last) if blocks[-1][1] in VERBATIM else settle(last)
        shown = [self._shown[piece] for piece in whole]
        return [*shown, self._to_html(last, is_growing=is_growing)]

    def _to_html(self, piece: str, *, is_growing: bool = False) -> str:
        env = {"numbers": self._numbers, "words": self._words, "is_growing": is_growing}
        return sanitise(MARKDOWN.render(piece, env))
