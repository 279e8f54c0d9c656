"""The routes that take a platform's message."""

import re
from typing import NoReturn

import structlog
from flask import make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lti_app.domain.errors import (
    InvalidLaunchError,
    LaunchError,
    LaunchStateLostError,
    PlatformRefusedError,
)
from lti_app.domain.visit import Visit
from lti_app.launch.launches import PendingLogin
from lti_app.web.access import public, short_id
from lti_app.web.launch.blueprint import bp
from lti_app.web.launch.cookies import forget_secret, keep_visit, kept_secret
from lti_app.web.launch.framing import allow_framing_by, allow_framing_of
from lti_app.web.launch.new_tab import new_tab_page, restart_url
from lti_app.web.locales import select_locale
from lti_app.web.page import render_bare_page
from lti_app.web.services import services

NOT_A_CODE = re.compile(r"[^a-z_]")
MAX_CODE_CHARS = 60
OUR_OWN = "same-origin"

log = structlog.get_logger()


@bp.post("/lti/launch")
@public
def launch() -> ResponseReturnValue:
    """Open a visit for a message whose login this browser began."""
    if "error" in request.form:
        _refuse()
    state, id_token = _needed("state"), _needed("id_token")
    launches = services().launches
    pending = launches.pending(state)
    allow_framing_of(pending)
    secret = kept_secret(state)
    if pending.is_begun_by(secret):
        return _enter(
            state, *launches.open(state, secret, id_token, browser_locale=select_locale())
        )
    if pending.login.request.storage_target and not pending.login.request.is_restart:
        return _ask_for_proof(pending, id_token)
    return new_tab_page(launches.take(state).login.request)


@bp.post("/lti/launch/proof")
@public
def prove() -> ResponseReturnValue:
    """Open a visit for a browser that kept the secret in the platform's storage."""
    state, id_token = _needed("state"), _needed("id_token")
    launches = services().launches
    allow_framing_of(launches.pending(state))
    if request.headers.get("Sec-Fetch-Site", OUR_OWN) != OUR_OWN:
        # Whoever began a login knows its secret; they must not send it with somebody else's hand.
        raise LaunchStateLostError("the proof comes from another site")
    visit, token = launches.open(
        state,
        request.form.get("secret"),
        id_token,
        browser_locale=select_locale(),
        is_cookieless=True,
    )
    return _enter(state, visit, token)


def _enter(state: str, visit: Visit, token: str) -> ResponseReturnValue:
    """Lead to the visit's first page; without a cookie the token travels in a form."""
    log.info("launch.opened", visit=visit.id, platform=visit.platform_id, role=visit.role.value)
    allow_framing_by(visit.platform_origin)
    endpoint = "launch.deep_link" if visit.deep_link else "student.chat"
    if visit.is_cookieless:
        return render_bare_page("launch/enter.html", next_url=url_for(endpoint), token=token)
    next_url = url_for(endpoint, visit=short_id(visit))
    response = make_response(redirect(next_url, code=303))
    forget_secret(response, state)
    keep_visit(response, visit, token)
    return response


def _ask_for_proof(pending: PendingLogin, id_token: str) -> str:
    return render_bare_page(
        "launch/prove_secret.html",
        pending=pending,
        id_token=id_token,
        restart_url=restart_url(pending.login.request),
    )


def _needed(field: str) -> str:
    value = request.form.get(field, "")
    if not value:
        raise InvalidLaunchError(f"no_{field}")
    return value


def _refuse() -> NoReturn:
    """Say that the platform refused (OpenID Connect Core, 3.1.2.6); its login is over."""
    code = NOT_A_CODE.sub("", request.form["error"])[:MAX_CODE_CHARS]
    refusal = PlatformRefusedError(code)
    try:
        pending = services().launches.take(request.form.get("state", ""))
    except LaunchError:
        # A refusal may come without a state; what matters to the visitor is the refusal.
        raise refusal from None
    allow_framing_of(pending)
    raise refusal
