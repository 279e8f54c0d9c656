"""Who may show a page of a launch in a frame, before there is a visit that says so."""

from flask import g

from lti_app.domain.platform import origin_of
from lti_app.launch.opening import ORIGIN


def allow_framing_by(url: str | None) -> None:
    """Let the origin of a URL frame this response.

    Called with the issuer of a login: where it is unknown, the page that says so must be seen
    in the frame that asked. Such a page holds nothing that a click could give away.
    """
    origin = origin_of(url) if url else ""
    if ORIGIN.fullmatch(origin):
        g.framed_by_origins = (*g.get("framed_by_origins", ()), origin)


def allow_posting_to(url: str) -> None:
    """Let a form of this page be posted to the origin of a URL."""
    origin = origin_of(url)
    if ORIGIN.fullmatch(origin):
        g.form_action_origins = (*g.get("form_action_origins", ()), origin)
