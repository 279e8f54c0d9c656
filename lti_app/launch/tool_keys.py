"""The tool's own keys: one signs, one waits, those just retired are still published.

PyLTI1p3 knows one key a registration, so that a change of keys would break what was signed just
before. Here the next key is published long before it signs; a platform that keeps our key set
for days has it already.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from lti_app.domain.tool_key import ToolKey
from lti_app.launch.clock import Clock, utc_now
from lti_app.launch.protocols import ToolKeyStore

KEY_BITS = 2048
OVERLAP = timedelta(days=7)
WAITING = datetime(9999, 1, 1, tzinfo=UTC)

MakePem = Callable[[], str]


class ToolKeys:
    """Signs for the tool; publishes what others check the signatures with."""

    def __init__(
        self, store: ToolKeyStore, clock: Clock = utc_now, make_pem: MakePem | None = None
    ) -> None:
        self._store, self._clock = store, clock
        self._make_pem = make_pem or new_pem

    def signing_key(self) -> ToolKey:
        """Return the key that signs now."""
        live = self._live()
        now = self._clock()
        signing = [key for key in live if key.is_signing(now)]
        return max(signing, key=lambda key: (key.active_at, key.kid))

    def sign(self, claims: dict[str, Any]) -> str:
        """Return the claims as a JSON Web Token, RS256, with the kid of the signing key."""
        key = self.signing_key()
        return jwt.encode(claims, key.private_pem, algorithm="RS256", headers={"kid": key.kid})

    def published(self) -> dict[str, Any]:
        """Return the key set (RFC 7517): the signing key, the next, and those just retired."""
        return {"keys": [_to_jwk(key) for key in self._live()]}

    def rotate(self) -> ToolKey:
        """Return the key that signs from now on; the one before stays published for 7 days."""
        live, now = self._live(), self._clock()
        following = next(key for key in live if key.active_at > now)
        self._store.change_over(
            retire=tuple(key.kid for key in live if key.is_signing(now)),
            activate=following.kid,
            add=self._new_key(now, WAITING),
            at=now,
        )
        self._store.forget_retired(now - OVERLAP)
        return self.signing_key()

    def all(self) -> tuple[ToolKey, ...]:
        """Return every live key, the oldest first."""
        return self._live()

    def _live(self) -> tuple[ToolKey, ...]:
        oldest = self._clock() - OVERLAP
        keys = self._kept()
        return tuple(key for key in keys if key.retired_at is None or key.retired_at >= oldest)

    def _kept(self) -> tuple[ToolKey, ...]:
        """Return the keys of the store; the first call of all makes two."""
        keys = self._store.all_across_institutions()
        if keys:
            return keys
        now = self._clock()
        self._store.add(self._new_key(now, now), self._new_key(now, WAITING))
        return self._store.all_across_institutions()

    def _new_key(self, now: datetime, active_at: datetime) -> ToolKey:
        pem = self._make_pem()
        return ToolKey(_kid(pem), pem, now, active_at)


def new_pem() -> str:
    """Return a fresh RSA key of 2048 bits as PEM."""
    return (
        rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
        .private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        .decode()
    )


def _public(pem: str) -> rsa.RSAPublicKey:
    private = serialization.load_pem_private_key(pem.encode(), password=None)
    if not isinstance(private, rsa.RSAPrivateKey):
        raise TypeError("a tool key is an RSA key")
    return private.public_key()


def _kid(pem: str) -> str:
    der = _public(pem).public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return hashlib.sha256(der).hexdigest()[:32]


def _to_jwk(key: ToolKey) -> dict[str, Any]:
    row: dict[str, Any] = jwt.algorithms.RSAAlgorithm.to_jwk(_public(key.private_pem), as_dict=True)
    return {
        "kty": "RSA",
        "use": "sig",
        "alg": "RS256",
        "kid": key.kid,
        "n": row["n"],
        "e": row["e"],
    }
