"""The language of the page."""

from flask.typing import ResponseReturnValue

from lti_app.domain.errors import MalformedInputError
from lti_app.web.access import EVERYONE, current_visit, requires
from lti_app.web.locales import LOCALES
from lti_app.web.services import services
from lti_app.web.student import bp
from lti_app.web.student.fields import text_field


@bp.post("/language")
@requires(*EVERYONE)
def choose_language() -> ResponseReturnValue:
    """Show the pages of this visit in another language."""
    locale = text_field("locale")
    if locale not in LOCALES:
        raise MalformedInputError("locale")
    services().visits.set_locale(current_visit(), locale)
    return "", 204
