"""Fields of a JSON request."""

from enum import StrEnum
from typing import TypeVar

from flask import request

from lti_app.domain.errors import MalformedInputError

E = TypeVar("E", bound=StrEnum)


def text_field(name: str) -> str:
    """Return a string; raises MalformedInputError."""
    value = _field(name)
    if not isinstance(value, str):
        raise MalformedInputError(name)
    return value


def optional_text_field(name: str) -> str | None:
    """Return a string, or None where the field is missing, null or empty."""
    return text_field(name) or None if _field(name) is not None else None


def choice(kind: type[E], value: object) -> E:
    """Return a member of an enumeration; raises MalformedInputError."""
    try:
        return kind(str(value))
    except ValueError as err:
        raise MalformedInputError(kind.__name__) from err


def choices_field(name: str, kind: type[E]) -> tuple[E, ...]:
    """Return members of an enumeration; raises MalformedInputError."""
    values = _field(name) or []
    if not isinstance(values, list):
        raise MalformedInputError(name)
    return tuple(dict.fromkeys(choice(kind, value) for value in values))


def _field(name: str) -> object:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise MalformedInputError("body")
    return body.get(name)
