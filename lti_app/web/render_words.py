"""The few words that stand inside rendered blocks."""

from dataclasses import dataclass

from flask_babel import gettext as _


@dataclass(frozen=True, slots=True)
class RenderWords:
    """Names of what a block holds, for its buttons and for screen readers."""

    source: str = "Source"
    code: str = "Code"
    copy_code: str = "Copy"
    formula: str = "Formula"
    copy_latex: str = "Copy LaTeX"
    table: str = "Table"


def render_words() -> RenderWords:
    """Return the words in the language of the current request."""
    return RenderWords(
        source=_("Source"),
        code=_("Code"),
        copy_code=_("Copy"),
        formula=_("Formula"),
        copy_latex=_("Copy LaTeX"),
        table=_("Table"),
    )
