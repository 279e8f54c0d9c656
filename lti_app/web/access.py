"""Who may reach a route, declared at the route."""

import re
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import Flask, current_app, g, request

from lti_app.domain.errors import RoleNotAllowedError, VisitMissingError
from lti_app.domain.visit import Role, Visit
from lti_app.web.services import services

P = ParamSpec("P")
R = TypeVar("R")

FORM_FIELD = "visit_token"
FORM_TYPE = "application/x-www-form-urlencoded"
READING = ("GET", "HEAD")
VISIT_ARGUMENT = "visit"
SHORT_ID = re.compile(r"[0-9a-f]{8}")
# Where a form that carries a token may come from (Fetch Metadata, Sec-Fetch-Site).
OWN_SITES = (None, "same-origin", "none")


def install(app: Flask) -> None:
    """Let every page address that is built during a visit name it."""
    app.url_defaults(_name_visit)


def short_id(visit: Visit) -> str:
    """Return what page addresses call a visit by; no secret, it only chooses the cookie."""
    return visit.id[:8]


def cookie_name(visit_short_id: str) -> str:
    """Return the cookie of one visit: a browser may have several courses open at once."""
    return f"passerelle_visit_{visit_short_id}"


def page(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a route that browsers open as a page, so that its address names the visit."""
    view.is_page = True  # type: ignore[attr-defined]
    return view


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a route that anybody may reach."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def requires(*roles: Role) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a route for visitors with one of the roles; the visit is then current_visit()."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            visit = g.visit = _open_visit()
            if visit.role not in roles:
                raise RoleNotAllowedError(f"{visit.role} is none of {', '.join(roles)}")
            return view(*args, **kwargs)

        guarded.access = tuple(roles)  # type: ignore[attr-defined]
        return guarded

    return decorate


EVERYONE = (Role.STUDENT, Role.TEACHER, Role.ADMIN)
STAFF = (Role.TEACHER, Role.ADMIN)


def current_visit() -> Visit:
    """Return the visit of this request; only within a route that `requires` a role."""
    return cast(Visit, g.visit)


def visit_token() -> str:
    """Return the token that this request came with, or an empty string.

    A header on every request that changes something; the cookie of the visit that the address
    names only for pages that are read, so that another site's form cannot use it; a form field
    of our own pages where the browser keeps no cookie.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Bearer" and token:
        return token
    if request.method in READING:
        named = request.args.get(VISIT_ARGUMENT, "")
        return request.cookies.get(cookie_name(named), "") if SHORT_ID.fullmatch(named) else ""
    if request.headers.get("Sec-Fetch-Site") not in OWN_SITES or request.mimetype != FORM_TYPE:
        return ""
    return request.form.get(FORM_FIELD, "")


def _open_visit() -> Visit:
    token = visit_token()
    if not token:
        raise VisitMissingError("no visit token")
    return services().visits.resume(token)


def _name_visit(endpoint: str, values: dict[str, object]) -> None:
    visit = g.get("visit")
    if visit is not None and getattr(current_app.view_functions.get(endpoint), "is_page", False):
        values.setdefault(VISIT_ARGUMENT, short_id(visit))
