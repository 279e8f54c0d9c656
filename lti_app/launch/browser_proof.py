"""What ties a message to the browser that began its login.

The state travels through the platform, so that it proves nothing about the browser. Beside it
stands a secret that only the browser keeps: in a cookie, or in the platform's storage.
"""

import hashlib
import hmac
from secrets import token_urlsafe

PREFIX = "passerelle_login_"


def new_word() -> str:
    """Return 256 random bits as 43 characters."""
    return token_urlsafe(32)


def digest(word: str) -> str:
    """Return the SHA-256 of a word as 64 hexadecimal digits."""
    return hashlib.sha256(word.encode()).hexdigest()


def key_of(state: str) -> str:
    """Return the name under which a browser keeps the secret: one for each login."""
    return f"{PREFIX}{digest(state)[:16]}"


def is_proven(secret: str | None, secret_digest: str) -> bool:
    """Return whether the browser shows the secret of the login."""
    return bool(secret) and hmac.compare_digest(digest(secret or ""), secret_digest)
