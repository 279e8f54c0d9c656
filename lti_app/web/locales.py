"""The language of the page: the visit's, else the browser's."""

from flask import g, request

LOCALES = ("fr", "en")


def select_locale() -> str:
    """Return the locale of this request, one of LOCALES."""
    visit = g.get("visit")
    if visit is not None and visit.locale in LOCALES:
        return str(visit.locale)
    return request.accept_languages.best_match(LOCALES, "en") or "en"
