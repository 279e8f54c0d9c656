"""The practice LMS as a Flask application."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response

from tests.platform import course_page, launch_pages, oidc, services
from tests.platform.settings import PlatformSettings
from tests.platform.state import EXTENSION, build_platform
from tests.platform.tool_keys import FetchKeys

KIND_NAMES = {"student": "Student", "teacher": "Teacher", "admin": "Administrator"}


def create_platform(
    settings: PlatformSettings, *, fetch_tool_keys: FetchKeys | None = None
) -> Flask:
    """Return the application; its `Platform` is at `app.extensions["practice_lms"]`.

    fetch_tool_keys: returns the tool's key set; by default it is read over HTTP at need.
    """
    app = Flask(__name__)
    app.extensions[EXTENSION] = build_platform(settings, fetch_tool_keys)
    app.template_filter("kind_name")(KIND_NAMES.__getitem__)
    for room in (course_page, launch_pages, oidc, services):
        app.register_blueprint(room.bp)
    app.after_request(_security_headers(settings))
    return app


def _security_headers(settings: PlatformSettings) -> Callable[[Response], Response]:
    tool = settings.tool_origin
    policy = "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            f"frame-src 'self' {tool}",
            # A form's redirects are held to this list too, so the way back stands in it.
            f"form-action 'self' {tool}",
            "base-uri 'none'",
            "frame-ancestors 'self'",
        )
    )

    def add(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "origin"
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return add
