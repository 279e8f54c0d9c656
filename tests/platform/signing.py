"""Ways to sign a message, the honest one first."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

import jwt

from tests.platform.keys import PlatformKey, base64url

Claims = dict[str, Any]
Signer = Callable[[Claims, PlatformKey], str]


def honestly(claims: Claims, key: PlatformKey) -> str:
    """Return the claims signed by RS256, named by the key's own kid."""
    return jwt.encode(claims, key.private, algorithm="RS256", headers={"kid": key.kid})


def without_kid(claims: Claims, key: PlatformKey) -> str:
    """Return a good signature whose header names no key."""
    return jwt.encode(claims, key.private, algorithm="RS256")


def with_wrong_kid(claims: Claims, key: PlatformKey) -> str:
    """Return a good signature whose header names a key that is not published."""
    return jwt.encode(claims, key.private, algorithm="RS256", headers={"kid": "no-such-key"})


def with_foreign_key(claims: Claims, key: PlatformKey) -> str:
    """Return the signature of a stranger's key under the platform's kid."""
    stranger = PlatformKey.new()
    return jwt.encode(claims, stranger.private, algorithm="RS256", headers={"kid": key.kid})


def with_algorithm_none(claims: Claims, key: PlatformKey) -> str:
    """Return an unsigned token (`alg: none`) under the platform's kid."""
    return f"{_signing_input('none', key.kid, claims)}."


def with_broken_signature(claims: Claims, key: PlatformKey) -> str:
    """Return an honest token whose claims were changed after signing."""
    header, _, signature = honestly(claims, key).split(".")
    changed = base64url(json.dumps({**claims, "sub": "1"}).encode())
    return f"{header}.{changed}.{signature}"


def hs256_with_public_key(claims: Claims, key: PlatformKey) -> str:
    """Return HS256 whose secret is the platform's public key, as PEM.

    A checker that lets the header choose the algorithm accepts it (RFC 8725, 2.1).
    """
    return hs256_with(key.public_pem())(claims, key)


def hs256_with(secret: bytes) -> Signer:
    """Return a signer by HS256 with any secret, for example the tool's public key as PEM."""

    def sign(claims: Claims, key: PlatformKey) -> str:
        text = _signing_input("HS256", key.kid, claims)
        # PyJWT refuses a PEM as a secret, so the signature is made by hand.
        digest = hmac.new(secret, text.encode(), hashlib.sha256).digest()
        return f"{text}.{base64url(digest)}"

    return sign


def _signing_input(algorithm: str, kid: str, claims: Claims) -> str:
    header = {"typ": "JWT", "alg": algorithm, "kid": kid}
    return f"{base64url(json.dumps(header).encode())}.{base64url(json.dumps(claims).encode())}"
