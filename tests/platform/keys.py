"""The platform's RSA key."""

from __future__ import annotations

import base64
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

KEY_FILE = "platform-key.pem"
KEY_BITS = 2048


def base64url(raw: bytes) -> str:
    """Return bytes as base64url without padding (RFC 7515, 2)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _number(value: int) -> str:
    return base64url(value.to_bytes((value.bit_length() + 7) // 8, "big"))


@dataclass(frozen=True, slots=True)
class PlatformKey:
    """One RSA key pair with its key id."""

    private: rsa.RSAPrivateKey
    kid: str

    @classmethod
    def new(cls) -> PlatformKey:
        """Return a fresh key of 2048 bits; its kid is a digest of the public part."""
        return cls.of(rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS))

    @classmethod
    def of(cls, private: rsa.RSAPrivateKey) -> PlatformKey:
        """Return the key with its kid."""
        der = private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return cls(private, hashlib.sha256(der).hexdigest()[:20])

    def public_pem(self) -> bytes:
        """Return the public part as PEM."""
        return self.private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def public_jwk(self) -> dict[str, Any]:
        """Return the public part as a JSON Web Key (RFC 7517)."""
        numbers = self.private.public_key().public_numbers()
        return {
            "kty": "RSA",
            "alg": "RS256",
            "use": "sig",
            "kid": self.kid,
            "n": _number(numbers.n),
            "e": _number(numbers.e),
        }

    def jwks(self) -> dict[str, Any]:
        """Return the key set that the platform publishes."""
        return {"keys": [self.public_jwk()]}


def load_or_create_key(folder: Path | None) -> PlatformKey:
    """Return the key kept in the folder, made there at the first start (mode 0600)."""
    if folder is None:
        return PlatformKey.new()
    path = folder / KEY_FILE
    if path.exists():
        return _read(path)
    key = PlatformKey.new()
    _write(key, path)
    return key


def _read(path: Path) -> PlatformKey:
    private = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(private, rsa.RSAPrivateKey):
        raise ValueError(f"{path.name} holds no RSA key")
    return PlatformKey.of(private)


def _write(key: PlatformKey, path: Path) -> None:
    pem = key.private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
