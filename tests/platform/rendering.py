"""Pages of the practice LMS, in the visitor's language."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from tests.platform.login import STORAGE_FRAME
from tests.platform.state import this_platform
from tests.platform.texts import translator
from tests.platform.view import LANGUAGES, View, read_view


def current_view() -> View:
    """Return the view that the request asks for."""
    browser_lang = request.accept_languages.best_match(LANGUAGES) or "en"
    return read_view(request.args, this_platform().settings, browser_lang)


def page(template: str, view: View, **values: Any) -> str:
    """Return a rendered page; `t` translates, `view` builds links."""
    return render_template(
        template, view=view, t=translator(view.lang), storage_frame=STORAGE_FRAME, **values
    )


def problem(view: View, sentence: str, *, fact: str = "", status: int) -> tuple[str, int]:
    """Return a page that says in one sentence what went wrong, with its status."""
    return page("problem.html", view, sentence=sentence, fact=fact), status
