"""Who may reach a route, declared at the route."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import g, request

from lti_app.domain.errors import RoleNotAllowedError, VisitMissingError
from lti_app.domain.visit import Role, Visit
from lti_app.web.services import services

P = ParamSpec("P")
R = TypeVar("R")

COOKIE = "passerelle_visit"
FORM_FIELD = "visit_token"
READING = ("GET", "HEAD")


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

    A header on every request that changes something; a cookie only for pages that are read,
    so that another site's form cannot use it; a form field where the browser keeps no cookie.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Bearer" and token:
        return token
    if request.method == "POST" and request.mimetype == "application/x-www-form-urlencoded":
        return request.form.get(FORM_FIELD, "")
    return request.cookies.get(COOKIE, "") if request.method in READING else ""


def _open_visit() -> Visit:
    token = visit_token()
    if not token:
        raise VisitMissingError("no visit token")
    return services().visits.resume(token)
