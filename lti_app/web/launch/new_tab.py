"""The page for a frame that keeps nothing: begin again in a tab of one's own."""

from urllib.parse import urlencode

from flask import request, url_for

from lti_app.domain.errors import LaunchStateLostError
from lti_app.domain.login import LoginRequest
from lti_app.web.page import render_bare_page

RESTART = "restart"


def new_tab_page(login: LoginRequest) -> str:
    """Return a page with a link that begins the login anew at the top of a tab.

    Only the login's own parameters are used, nothing of a message.
    Raises LaunchStateLostError where the browser is at the top already: it keeps no cookie at all.
    """
    if login.is_restart or request.headers.get("Sec-Fetch-Dest") == "document":
        raise LaunchStateLostError("no cookie at the top of a tab")
    return render_bare_page("launch/new_tab.html", restart_url=restart_url(login))


def restart_url(login: LoginRequest) -> str:
    """Return the address that begins the same login at the top of a tab.

    A link and no form: Chromium applies `form-action` to the redirects after a form too, and
    where a platform sends a browser that is not signed in cannot be known here.
    """
    fields = {
        "iss": login.issuer,
        "login_hint": login.login_hint,
        "target_link_uri": login.target_link_uri,
        "client_id": login.client_id,
        "lti_message_hint": login.message_hint,
        "lti_deployment_id": login.deployment_id,
        RESTART: "1",
    }
    given = {name: value for name, value in fields.items() if value is not None}
    return f"{url_for('launch.login')}?{urlencode(given)}"
