"""The cookies of a launch.

Chromium sends a frame's cookie while it blocks third-party cookies only when the cookie is
Partitioned (CHIPS); SameSite=None with Secure is what a frame needs in any case. A browser counts
loopback as secure, so that the same cookies work in the demo over http.
"""

from flask import request
from werkzeug.wrappers import Response

from lti_app.domain.visit import Visit
from lti_app.launch.browser_proof import key_of
from lti_app.launch.login import LOGIN_LIFETIME, BegunLogin
from lti_app.launch.visits import LONGEST
from lti_app.web.access import cookie_name, short_id

LOGIN_PATH = "/lti"
OURS = "passerelle_"
OPEN_VISITS = 20


def keep_secret(response: Response, begun: BegunLogin) -> None:
    """Let the browser keep a login's secret; two frames at once have a cookie each."""
    response.set_cookie(
        begun.key,
        begun.secret,
        max_age=LOGIN_LIFETIME,
        path=LOGIN_PATH,
        secure=True,
        httponly=True,
        samesite="None",
        partitioned=True,
    )


def kept_secret(state: str) -> str | None:
    """Return the secret that the browser kept for a login, or None."""
    return request.cookies.get(key_of(state))


def forget_secret(response: Response, state: str) -> None:
    """Let the browser drop the secret of a login that is over."""
    _drop(response, key_of(state), LOGIN_PATH)


def _drop(response: Response, name: str, path: str) -> None:
    response.delete_cookie(
        name,
        path=path,
        secure=True,
        httponly=True,
        samesite="None",
        partitioned=True,
    )


def keep_visit(response: Response, visit: Visit, token: str) -> None:
    """Let the browser keep the visit for pages that are read; it ends on the server's side.

    Older visits than the last OPEN_VISITS are dropped: a browser of a computer room would send
    more cookies than a server reads (8 kB of headers, gunicorn's limit_request_field_size).
    """
    # Browsers send the cookies of one path in the order of their making (RFC 6265, 5.4).
    kept = [name for name in request.cookies if name.startswith(cookie_name(""))]
    for name in kept[: -OPEN_VISITS + 1]:
        _drop(response, name, "/")
    response.set_cookie(
        cookie_name(short_id(visit)),
        token,
        max_age=LONGEST,
        path="/",
        secure=True,
        httponly=True,
        samesite="None",
        partitioned=True,
    )


def has_any_of_ours() -> bool:
    """Return whether the browser has shown that it keeps cookies here."""
    return any(name.startswith(OURS) for name in request.cookies)
