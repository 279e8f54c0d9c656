"""The security headers of every response."""

from flask import Flask, Response, g, request

FIXED = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob:",
    "connect-src": "'self'",
    "font-src": "'self'",
    "base-uri": "'none'",
}


def install(app: Flask) -> None:
    """Add the headers to every response of the application."""
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _policy()
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _policy() -> str:
    """Return the policy; forms and frames reach the visit's own platform, no other."""
    visit = g.get("visit")
    around = {visit.platform_origin} if visit is not None else set()
    framed_by = around | set(g.get("framed_by_origins", ()))
    posts_to = around | set(g.get("form_action_origins", ()))
    rules = {
        **FIXED,
        "form-action": " ".join(["'self'", *sorted(posts_to)]),
        "frame-ancestors": " ".join(["'self'", *sorted(framed_by)]) if framed_by else "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
