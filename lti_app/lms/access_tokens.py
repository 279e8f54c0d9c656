"""Access tokens for the services of a platform.

PyLTI1p3's connector keeps a token for ever, shares a session that has no time limit, and waits
for one key a registration. What is left of it is one request, written here.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any, Protocol
from uuid import uuid4

import requests

from lti_app.domain.errors import RosterUnavailableError
from lti_app.domain.platform import Platform

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_LIFETIME_S = 60
# A token is asked for anew a little before it ends, and lives an hour where nothing is said.
MARGIN_S = 60.0
USUAL_LIFETIME_S = 3600.0


class Signer(Protocol):
    """Who signs for the tool."""

    def sign(self, claims: dict[str, Any]) -> str:
        """Return the claims as a signed JSON Web Token."""


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    ends_s: float


class AccessTokens:
    """Tokens by platform and scope, kept until shortly before they end; safe between threads."""

    def __init__(
        self, session: requests.Session, signer: Signer, clock_s: Callable[[], float] = time.time
    ) -> None:
        self._session, self._signer, self._clock_s = session, signer, clock_s
        self._kept: dict[tuple[str, str], _Token] = {}
        self._lock = Lock()

    def token(self, platform: Platform, scope: str) -> str:
        """Return a bearer token (LTI 1.3 Security Framework, 4.1).

        Raises RosterUnavailableError.
        """
        with self._lock:
            kept = self._kept.get((platform.id, scope))
        if kept is not None and kept.ends_s - MARGIN_S > self._clock_s():
            return kept.text
        fresh = self._ask(platform, scope)
        with self._lock:
            self._kept[(platform.id, scope)] = fresh
        return fresh.text

    def forget(self, platform: Platform, scope: str) -> None:
        """Drop a token that the platform no longer takes."""
        with self._lock:
            self._kept.pop((platform.id, scope), None)

    def _ask(self, platform: Platform, scope: str) -> _Token:
        asked_s = self._clock_s()
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self._signer.sign(self._assertion(platform, asked_s)),
            "scope": scope,
        }
        try:
            response = self._session.post(platform.token_url, data=form, allow_redirects=False)
            response.raise_for_status()
            found = response.json()
            return _Token(str(found["access_token"]), asked_s + _lifetime_s(found))
        except (requests.RequestException, ValueError, KeyError, TypeError) as err:
            raise RosterUnavailableError(f"no token: {type(err).__name__}") from err

    def _assertion(self, platform: Platform, now_s: float) -> dict[str, Any]:
        return {
            "iss": platform.client_id,
            "sub": platform.client_id,
            "aud": platform.audience or platform.token_url,
            "iat": int(now_s) - 5,
            "exp": int(now_s) + ASSERTION_LIFETIME_S,
            "jti": uuid4().hex,
        }


def _lifetime_s(found: dict[str, Any]) -> float:
    value = found.get("expires_in", USUAL_LIFETIME_S)
    return float(value) if isinstance(value, int | float | str) else USUAL_LIFETIME_S
