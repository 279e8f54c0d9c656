"""The tool's public keys, as the platform reads them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import jwt
import requests

TIMEOUT_S = 5.0
FetchKeys = Callable[[], dict[str, Any]]


class ToolKeyError(Exception):
    """The tool's key cannot be had: its key set is out of reach or lacks the kid."""


def fetch_from(url: str) -> FetchKeys:
    """Return a callable that reads the key set at a URL.

    It raises ToolKeyError when the tool does not answer in 5 s with a key set.
    """

    def fetch() -> dict[str, Any]:
        try:
            answer = requests.get(url, timeout=TIMEOUT_S)
            answer.raise_for_status()
            found = answer.json()
        except requests.RequestException as err:
            raise ToolKeyError("the tool's key set cannot be read") from err
        if not isinstance(found, dict):
            raise ToolKeyError("the tool's key set is no JSON object")
        return found

    return fetch


class ToolKeys:
    """Keeps the tool's keys; reads them again when a kid is unknown."""

    def __init__(self, fetch: FetchKeys) -> None:
        self._fetch = fetch
        self._lock = threading.Lock()
        self._by_kid: dict[str, jwt.PyJWK] = {}

    def find(self, kid: str) -> jwt.PyJWK:
        """Return the key with this kid; raises ToolKeyError when there is none."""
        with self._lock:
            if kid not in self._by_kid:
                self._by_kid = self._read()
            if kid not in self._by_kid:
                raise ToolKeyError("the tool publishes no key with this kid")
            return self._by_kid[kid]

    def _read(self) -> dict[str, jwt.PyJWK]:
        try:
            return {row["kid"]: jwt.PyJWK(row) for row in self._fetch()["keys"]}
        except (KeyError, TypeError, jwt.PyJWTError) as err:
            raise ToolKeyError("the tool's key set is malformed") from err


def verify_signature(token: str, keys: ToolKeys, *, issuer: str, audience: list[str]) -> Any:
    """Return the claims of a token that the tool signed for one of the audiences.

    It must be RS256 with a known kid, not expired, with iss, aud, iat, exp.
    Raises ToolKeyError or jwt.PyJWTError.
    """
    header = jwt.get_unverified_header(token)
    return jwt.decode(
        token,
        keys.find(str(header.get("kid", ""))),
        algorithms=["RS256"],
        issuer=issuer,
        audience=audience,
        leeway=5,
        options={"require": ["iss", "aud", "iat", "exp"]},
    )
