"""Careful reading of a message's claims."""

import re
from collections.abc import Mapping
from typing import Any

from lti_app.domain.errors import InvalidLaunchError
from lti_app.launch.own_url import is_web_url

# A platform leaves a variable that it does not know as it stands (LTI Core 1.3, 6.1).
UNRESOLVED = re.compile(r"\$[A-Za-z][\w.]*")
MAX_ID_CHARS = 255

Claims = Mapping[str, Any]


def text(claims: Claims, name: str) -> str | None:
    """Return a claim that says something; None for absent, empty or unresolved ones."""
    value = claims.get(name)
    if not isinstance(value, str) or not value.strip() or UNRESOLVED.fullmatch(value):
        return None
    return value


def needed_text(claims: Claims, name: str, reason: str) -> str:
    """Return an identifier that must be there; raises InvalidLaunchError with the reason."""
    value = text(claims, name)
    if value is None or len(value) > MAX_ID_CHARS:
        raise InvalidLaunchError(reason)
    return value


def part(claims: Claims, name: str) -> Claims:
    """Return a claim that holds claims; an empty mapping where there is none."""
    value = claims.get(name)
    return value if isinstance(value, Mapping) else {}


def web_url(claims: Claims, name: str) -> str | None:
    """Return a claim that is an http or https address, else None."""
    value = text(claims, name)
    return value if value and is_web_url(value) else None


def texts(value: Any) -> tuple[str, ...]:
    """Return the texts of a list."""
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
