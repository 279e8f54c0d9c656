r"""Formulas in Markdown: $…$, $$…$$, \(…\) and \[…\]."""

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from lti_app.web.render_mathml import to_mathml

BODY = r"(?P<latex>(?:[^$\\]|\\.)+?)"
INLINE = {
    "$": (
        (re.compile(r"\$\$" + BODY + r"\$\$", re.DOTALL), True),
        # "$5 and $6" is money: no blank inside the marks, no digit after them.
        (re.compile(r"\$(?=\S)" + BODY + r"(?<=\S)\$(?!\d)", re.DOTALL), False),
    ),
    "\\": (
        (re.compile(r"\\\((?P<latex>.+?)\\\)", re.DOTALL), False),
        (re.compile(r"\\\[(?P<latex>.+?)\\\]", re.DOTALL), True),
    ),
}
CLOSING = {"$$": "$$", "\\[": "\\]"}


def add_formulas(markdown: MarkdownIt) -> None:
    """Teach the parser formulas, in a line and as blocks."""
    markdown.inline.ruler.before("escape", "formula", _parse_inline)
    markdown.block.ruler.before(
        "fence",
        "formula_block",
        _parse_block,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
    markdown.add_render_rule("formula", _render)
    markdown.add_render_rule("formula_block", _render)


def _parse_inline(state: StateInline, silent: bool) -> bool:
    for pattern, is_display in INLINE.get(state.src[state.pos], ()):
        match = pattern.match(state.src, state.pos)
        if match and match["latex"].strip():
            if not silent:
                _fill(state.push("formula", "", 0), match["latex"], is_display=is_display)
            state.pos = match.end()
            return True
    return False


def _parse_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Take a formula that opens a line; its first line decides, so growing text cannot undo it."""
    if state.is_code_block(start_line):
        return False
    first = _line(state, start_line)
    opening = first[:2]
    if opening not in CLOSING or first[2:3] == "$":
        return False
    _, mark, rest = first[2:].partition(CLOSING[opening])
    if mark and rest.strip():
        return False
    if not silent:
        _push_block(state, start_line, end_line, CLOSING[opening])
    return True


def _push_block(state: StateBlock, start_line: int, end_line: int, closing: str) -> None:
    """Push the formula up to its mark, a blank line or the end, with what stands after it."""
    lines, line, mark, rest = [_line(state, start_line)[2:]], start_line, "", ""
    while True:
        lines[-1], mark, rest = lines[-1].partition(closing)
        line += 1
        if mark or line >= end_line or _ends_before(state, line):
            break
        lines.append(_line(state, line))
    token = state.push("formula_block", "", 0)
    token.block, token.map = True, [start_line, line]
    _fill(token, "\n".join(lines), is_display=True, is_open=not mark)
    if rest.strip():
        _push_paragraph(state, rest.strip(), [start_line, line])
    state.line = line


def _push_paragraph(state: StateBlock, text: str, line_range: list[int]) -> None:
    state.push("paragraph_open", "p", 1).map = line_range
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = text, line_range, []
    state.push("paragraph_close", "p", -1)


def _ends_before(state: StateBlock, line: int) -> bool:
    return state.isEmpty(line) or state.sCount[line] < state.blkIndent


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _fill(token: Token, latex: str, *, is_display: bool, is_open: bool = False) -> None:
    token.content = latex.strip()
    token.meta.update(is_display=is_display, is_open=is_open)


def _render(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    idx: int,
    options: OptionsDict,
    env: dict[str, Any],
) -> str:
    token = tokens[idx]
    latex, is_display = token.content, token.meta["is_display"]
    if token.meta["is_open"] and env["is_growing"]:
        return ""
    mathml = "" if token.meta["is_open"] else to_mathml(latex, is_display=is_display)
    if not mathml:
        return f'<code class="formula__source">{escapeHtml(latex)}</code>'
    if not is_display:
        return f'<span class="formula" data-latex="{escapeHtml(latex)}">{mathml}</span>'
    label, copy = escapeHtml(env["words"].formula), escapeHtml(env["words"].copy_latex)
    return (
        f'<span class="formula formula--display" data-latex="{escapeHtml(latex)}">'
        f'<span class="formula__scroll" tabindex="0" role="group" aria-label="{label}">{mathml}'
        f'</span><button type="button" class="formula__copy">{copy}</button></span>'
    )
