"""An HTML page with what every page of the product shows."""

from flask import render_template
from flask_babel import get_locale

from lti_app.web.access import current_visit, visit_token
from lti_app.web.services import services


def render_page(template: str, **values: object) -> str:
    """Return a page for the current visit, as HTML.

    The template finds `visit`, `visit_token`, `locale`, `course` and `assistant` beside the values
    given.
    """
    visit = current_visit()
    return render_template(
        template,
        visit=visit,
        visit_token=visit_token(),
        locale=page_locale(),
        course=services().courses.course(visit),
        assistant=services().courses.assistant(visit),
        **values,
    )


def render_bare_page(template: str, **values: object) -> str:
    """Return a page for a browser without a visit: an error, a step of a launch."""
    return render_template(template, locale=page_locale(), **values)


def page_locale() -> str:
    """Return the language of the page, as an ISO 639-1 code."""
    locale = get_locale()
    return locale.language if locale else "en"
