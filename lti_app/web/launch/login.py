"""The routes that begin a login."""

from collections.abc import Mapping

from flask import make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from lti_app.domain.login import LoginRequest
from lti_app.launch.login import BegunLogin
from lti_app.web.access import public
from lti_app.web.launch.blueprint import bp
from lti_app.web.launch.cookies import has_any_of_ours, keep_secret, kept_secret
from lti_app.web.launch.framing import allow_framing_by, allow_framing_of, asking_origin
from lti_app.web.launch.new_tab import RESTART, new_tab_page
from lti_app.web.page import render_bare_page
from lti_app.web.services import services

MAX_TARGET_CHARS = 255


@bp.route("/lti/login", methods=["GET", "POST"])
@public
def login() -> ResponseReturnValue:
    """Take a third-party initiated login on to the platform's authorization URL."""
    fields = request.form if request.method == "POST" else request.args
    allow_framing_by(fields.get("iss"))
    allow_framing_by(asking_origin())
    begun = services().launches.begin(parse_login(fields, asking_origin()))
    response = _next_step(begun)
    keep_secret(response, begun)
    return response


@bp.get("/lti/login/continue")
@public
def continue_login() -> ResponseReturnValue:
    """Go on to the platform where the browser kept the cookie, else offer a tab of one's own.

    This must be known before the platform is asked: Moodle answers each login once, so that
    a login begun anew after its message would be refused.
    """
    state = request.args.get("state", "")
    launches = services().launches
    pending = launches.pending(state)
    allow_framing_of(pending)
    if pending.is_begun_by(kept_secret(state)):
        return redirect(pending.authorization_url)
    return new_tab_page(launches.take(state).login.request)


def parse_login(fields: Mapping[str, str], asked_from: str = "") -> LoginRequest:
    """Return the login that the fields ask for; empty fields count as absent.

    Moodle sends `lti_deployment_id`, Canvas `deployment_id`.
    """
    target = fields.get("lti_storage_target") or None
    return LoginRequest(
        issuer=fields.get("iss", ""),
        login_hint=fields.get("login_hint", ""),
        target_link_uri=fields.get("target_link_uri", ""),
        client_id=fields.get("client_id") or None,
        message_hint=fields.get("lti_message_hint") or None,
        deployment_id=fields.get("lti_deployment_id") or fields.get("deployment_id") or None,
        storage_target=target[:MAX_TARGET_CHARS] if target else None,
        is_restart=fields.get(RESTART) == "1",
        asked_from=asked_from,
    )


def _next_step(begun: BegunLogin) -> Response:
    continue_url = url_for("launch.continue_login", state=begun.state)
    if begun.request.storage_target and not begun.request.is_restart:
        page = render_bare_page("launch/keep_secret.html", begun=begun, continue_url=continue_url)
        return make_response(page)
    if request.headers.get("Sec-Fetch-Dest") == "iframe" and not has_any_of_ours():
        return redirect(continue_url)
    return redirect(begun.authorization_url)
