"""Citations in Markdown: [1] and [1, 2] become buttons that open a source."""

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

# Before "(" it is a link's text.
CITATION = re.compile(r"\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\](?!\()")


def add_citations(markdown: MarkdownIt) -> None:
    """Teach the parser our citations; numbers that env["numbers"] lacks leave no trace.

    Where env["numbers"] is None, there are no citations.
    """
    markdown.inline.ruler.before("link", "citation", _parse)
    markdown.add_render_rule("citation", _render)


def _parse(state: StateInline, silent: bool) -> bool:
    match = CITATION.match(state.src, state.pos)
    if not match or state.env["numbers"] is None:
        return False
    if not silent:
        _push(state, [int(number) for number in re.findall(r"\d+", match[1])])
    state.pos = match.end()
    return True


def _push(state: StateInline, numbers: list[int]) -> None:
    known = [number for number in numbers if number in state.env["numbers"]]
    if not known:
        state.pending = state.pending.rstrip(" ")
    for number in known:
        state.push("citation", "", 0).meta["number"] = number


def _render(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    idx: int,
    options: OptionsDict,
    env: dict[str, Any],
) -> str:
    number = tokens[idx].meta["number"]
    label = escapeHtml(f"{env['words'].source} {number}")
    return (
        f'<button type="button" class="citation" data-source="{number}" '
        f'aria-label="{label}">{number}</button>'
    )
