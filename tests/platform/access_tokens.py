"""Access tokens for the platform's services (IMS Security Framework 1.0, 4.1)."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import jwt

from tests.platform.once import OnceOnly
from tests.platform.settings import PlatformSettings
from tests.platform.tool_keys import ToolKeyError, ToolKeys, verify_signature

MEMBERSHIP_SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
GRANTED_SCOPES = frozenset({MEMBERSHIP_SCOPE})
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LIFETIME_S = 3600
LONGEST_ASSERTION_S = 3600


class TokenRefusedError(Exception):
    """The token endpoint says no, with a code of RFC 6749, 5.2."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.error, self.description = error, description
        self.status = 401 if error == "invalid_client" else 400


class AccessTokens:
    """Gives out tokens for a signed assertion; knows what each one opens."""

    def __init__(
        self,
        settings: PlatformSettings,
        keys: ToolKeys,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._settings, self._keys, self._clock = settings, keys, clock
        self._seen = OnceOnly(clock)
        self._lock = threading.Lock()
        self._ends_s: dict[str, float] = {}

    def grant(self, form: Mapping[str, str]) -> dict[str, Any]:
        """Return the token response; raises TokenRefusedError."""
        if form.get("grant_type") != "client_credentials":
            raise TokenRefusedError("unsupported_grant_type", "only client_credentials")
        if form.get("client_assertion_type") != ASSERTION_TYPE:
            raise TokenRefusedError("invalid_request", "client_assertion_type must be jwt-bearer")
        self._check_assertion(form.get("client_assertion", ""))
        scopes = sorted(GRANTED_SCOPES & set(form.get("scope", "").split()))
        if not scopes:
            raise TokenRefusedError("invalid_scope", "none of these scopes is granted")
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._ends_s[token] = self._clock() + LIFETIME_S
        return {
            "access_token": token,
            "token_type": "bearer",
            "expires_in": LIFETIME_S,
            "scope": " ".join(scopes),
        }

    def opens(self, token: str) -> bool:
        """Return whether the token was given out here and has not expired."""
        with self._lock:
            return self._ends_s.get(token, 0) > self._clock()

    def _check_assertion(self, assertion: str) -> None:
        client_id = self._settings.client_id
        audience = [self._settings.token_url, self._settings.issuer]
        try:
            claims = verify_signature(assertion, self._keys, issuer=client_id, audience=audience)
        except (jwt.PyJWTError, ToolKeyError) as err:
            raise TokenRefusedError("invalid_client", str(err)) from err
        if claims.get("sub") != client_id:
            raise TokenRefusedError("invalid_client", "sub must be the client id")
        if claims["exp"] > self._clock() + LONGEST_ASSERTION_S:
            raise TokenRefusedError("invalid_client", "the assertion lives too long")
        jti = claims.get("jti")
        if not jti or not self._seen.accept(str(jti), claims["exp"] + 60):
            raise TokenRefusedError("invalid_client", "jti is missing or was used before")
