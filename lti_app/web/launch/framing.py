"""Who may show a page of a launch in a frame, before there is a visit that says so.

The pages before a visit hold nothing that a click could give away: they go on, or open a tab.
"""

from flask import g, request

from lti_app.domain.platform import origin_of
from lti_app.launch.launches import PendingLogin
from lti_app.launch.opening import ORIGIN


def allow_framing_by(url: str | None) -> None:
    """Let the origin of a URL frame this response.

    Called with the issuer of a login also where it is unknown: the page that says so must be
    seen in the frame that asked.
    """
    origin = origin_of(url) if url else ""
    if ORIGIN.fullmatch(origin):
        g.framed_by_origins = (*g.get("framed_by_origins", ()), origin)


def allow_posting_to(url: str) -> None:
    """Let a form of this page be posted to the origin of a URL."""
    origin = origin_of(url)
    if ORIGIN.fullmatch(origin):
        g.form_action_origins = (*g.get("form_action_origins", ()), origin)


def allow_framing_of(pending: PendingLogin) -> None:
    """Let the platform of a login frame this response, and the page that the login came from.

    Canvas's issuer is the same for all schools, while its pages come from the school's host;
    before the message nobody but the browser says which.
    """
    allow_framing_by(pending.platform.issuer)
    allow_framing_by(pending.login.request.asked_from)


def asking_origin() -> str:
    """Return the origin of the page that sent the browser here, or an empty string."""
    url = request.headers.get("Origin") or request.headers.get("Referer") or ""
    origin = origin_of(url)
    return origin if ORIGIN.fullmatch(origin) else ""
