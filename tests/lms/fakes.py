"""A platform that answers by script, and what asks it."""

from __future__ import annotations

import json
from typing import Any

import jwt
import requests

from lti_app.domain.platform import Platform

PLATFORM = Platform(
    id="p1",
    institution_id="i1",
    name="Moodle",
    issuer="https://lms.example.org",
    client_id="abc",
    authorization_url="https://lms.example.org/auth",
    token_url="https://lms.example.org/token",
    jwks_url="https://lms.example.org/jwks",
)


def answer(body: Any, *, status: int = 200, **headers: str) -> requests.Response:
    """Return a response with JSON, or with text as it is."""
    response = requests.Response()
    response.status_code = status
    response._content = (body if isinstance(body, str) else json.dumps(body)).encode()
    response.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return response


class FakeSession:
    """Gives its answers in order; an exception among them is raised."""

    def __init__(self) -> None:
        self.answers: list[Any] = []
        self.asked: list[tuple[str, str, dict[str, Any]]] = []

    def post(self, url: str, **options: Any) -> requests.Response:
        return self._next("POST", url, options)

    def get(self, url: str, **options: Any) -> requests.Response:
        return self._next("GET", url, options)

    def _next(self, method: str, url: str, options: dict[str, Any]) -> requests.Response:
        self.asked.append((method, url, options))
        found = self.answers.pop(0)
        if isinstance(found, Exception):
            raise found
        found.url = url
        return found


class FakeSigner:
    """Signs with a word."""

    def sign(self, claims: dict[str, Any]) -> str:
        return jwt.encode(claims, "a secret of at least thirty-two bytes", algorithm="HS256")


class FakeTokens:
    """Numbers its tokens."""

    def __init__(self) -> None:
        self.number, self.forgotten = 1, 0

    def token(self, platform: Platform, scope: str) -> str:
        return f"t{self.number}"

    def forget(self, platform: Platform, scope: str) -> None:
        self.number += 1
        self.forgotten += 1


class FakePlatforms:
    """Knows one platform."""

    def of_visit(self, visit: object) -> Platform:
        return PLATFORM
