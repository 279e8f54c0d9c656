"""The Markdown that answers are written in: CommonMark with tables, formulas, citations.

Links keep their words only, pictures their alternative text: an answer leads nowhere but to its
sources, so that nothing can be carried out of the course by an address.
"""

from collections.abc import Iterator, MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from lti_app.web.render_citations import add_citations
from lti_app.web.render_code import code_html
from lti_app.web.render_formulas import add_formulas

# The page's own headings are h1 and h2 (the question); models begin with any level.
HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
ALIGNMENTS = {"text-align:right": "cell--end", "text-align:center": "cell--center"}


def normalise(markdown: str) -> str:
    """Return the text with one kind of line end, so that offsets hold while it grows.

    Half of a surrogate pair, which a model's stream may hold, cannot be sent on: it becomes "?".
    """
    whole = markdown.encode("utf-8", "replace").decode()
    return whole.replace("\r", "").replace("\0", "")


def blocks_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each top-level block starts, in characters, with the type of its first token."""
    tokens: list[Token] = []
    MARKDOWN.block.parse(text, MARKDOWN, {}, tokens)
    offsets = _line_offsets(text)
    last_line = -1
    for token in tokens:
        if token.level or token.nesting < 0 or token.map is None or token.map[0] <= last_line:
            continue
        last_line = token.map[0]
        yield offsets[last_line], token.type


def _line_offsets(text: str) -> dict[int, int]:
    offsets, offset = {}, 0
    for line, content in enumerate(text.split("\n")):
        offsets[line] = offset
        offset += len(content) + 1
    return offsets


class Renderer(RendererHTML):
    """Writes the elements that our page knows."""

    def heading_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        """Put headings of an answer below the page's own; a document's are none of the page's."""
        if env["numbers"] is None:
            return '<p class="page-view__title">'
        return f"<{HEADINGS[tokens[idx].tag]}>"

    def heading_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        """Close what heading_open opened."""
        if env["numbers"] is None:
            return "</p>"
        return f"</{HEADINGS[tokens[idx].tag]}>"

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        """Leave only the words of a link."""
        return ""

    def link_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        """Close what link_open left out."""
        return ""

    def image(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        """Leave only the words of a picture."""
        return escapeHtml(self.renderInlineAsText(tokens[idx].children or [], options, env))

    def fence(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        """Write a code block that names its language."""
        token = tokens[idx]
        return code_html(token.content, token.info.strip().partition(" ")[0], env["words"])

    def code_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        """Write an indented code block."""
        return code_html(tokens[idx].content, "", env["words"])

    def table_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        """Put a table in a box of its own that scrolls."""
        label = escapeHtml(env["words"].table)
        return f'<div class="table" tabindex="0" role="group" aria-label="{label}"><table>'

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        """Close what table_open opened."""
        return "</table></div>"

    def th_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        """Write a head cell; alignment is a class, since styles are forbidden."""
        return f'<th scope="col"{_alignment(tokens[idx])}>'

    def td_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        """Write a cell; alignment is a class, since styles are forbidden."""
        return f"<td{_alignment(tokens[idx])}>"


def _alignment(token: Token) -> str:
    name = ALIGNMENTS.get(str(token.attrGet("style") or "").replace(" ", ""))
    return f' class="{name}"' if name else ""


def _make_markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}, renderer_cls=Renderer)
    markdown.enable(["table", "strikethrough"]).disable(["reference", "html_block", "html_inline"])
    # Every address counts as one: it is dropped, and the words stay.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    add_formulas(markdown)
    add_citations(markdown)
    return markdown


MARKDOWN = _make_markdown()
