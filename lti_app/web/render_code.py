"""Code in an answer: highlighted by classes, in a box of its own."""

import re
from functools import lru_cache

from markdown_it.common.utils import escapeHtml
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from lti_app.web.render_words import RenderWords

LANGUAGE = re.compile(r"[A-Za-z0-9+#.\-]{1,30}")
HIGHLIGHTED_CHARS = 20_000
FORMATTER = HtmlFormatter(nowrap=True)


def code_html(code: str, language: str, words: RenderWords) -> str:
    """Return a figure with the code; an unknown language is shown without colours."""
    name = language if LANGUAGE.fullmatch(language) else ""
    caption = escapeHtml(name or words.code)
    return (
        '<figure class="code"><figcaption class="code__bar">'
        f'<span class="code__language">{caption}</span>'
        f'<button type="button" class="code__copy">{escapeHtml(words.copy_code)}</button>'
        '</figcaption><pre class="code__text" tabindex="0" role="group" '
        f'aria-label="{caption}"><code>{_highlighted(code, name)}</code></pre></figure>'
    )


def _highlighted(code: str, name: str) -> str:
    lexer = _lexer(name.lower()) if name and len(code) <= HIGHLIGHTED_CHARS else None
    return str(highlight(code, lexer, FORMATTER)) if lexer else escapeHtml(code)


@lru_cache(maxsize=64)
def _lexer(name: str) -> Lexer | None:
    try:
        return get_lexer_by_name(name, stripnl=False)
    except ClassNotFound:
        return None
