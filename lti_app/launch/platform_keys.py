"""The public keys of platforms, kept for a while.

PyLTI1p3 keeps what it fetched for ever, error pages included, and fetches without a time limit;
a platform that changed its key could launch no more. So the cache is our own.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

import jwt

from lti_app.launch.protocols import KeySets

LIFETIME_S = 3600.0
REFETCH_EVERY_S = 30.0
MIN_KEY_BITS = 2048


@dataclass(frozen=True, slots=True)
class _KeptSet:
    keys: dict[str, jwt.PyJWK]
    fetched_s: float


class PlatformKeys:
    """Keys by address of the key set; safe between threads.

    A key set lives for an hour. A kid that is not in it has it fetched again, but not more
    than twice a minute, so that forged messages cannot make us storm a platform.
    """

    def __init__(self, key_sets: KeySets, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._key_sets, self._clock_s = key_sets, clock_s
        self._kept: dict[str, _KeptSet] = {}
        self._locks: dict[str, Lock] = {}
        self._lock = Lock()

    def find(self, url: str, kid: str) -> jwt.PyJWK | None:
        """Return the key of a kid, or None; raises PlatformUnreachableError."""
        kept = self._kept.get(url)
        if kept is not None and not self._is_due(kept, kid):
            return kept.keys.get(kid)
        with self._lock_of(url):
            kept = self._kept.get(url)
            if kept is None or self._is_due(kept, kid):
                kept = self._fetch(url)
            return kept.keys.get(kid)

    def _is_due(self, kept: _KeptSet, kid: str) -> bool:
        age_s = self._clock_s() - kept.fetched_s
        return age_s >= LIFETIME_S or (kid not in kept.keys and age_s >= REFETCH_EVERY_S)

    def _fetch(self, url: str) -> _KeptSet:
        found = self._key_sets.fetch(url)
        kept = _KeptSet(dict(_usable(found["keys"])), self._clock_s())
        self._kept[url] = kept
        return kept

    def _lock_of(self, url: str) -> Lock:
        with self._lock:
            return self._locks.setdefault(url, Lock())


def _usable(rows: list[Any]) -> list[tuple[str, jwt.PyJWK]]:
    """Return the RSA keys that may check an RS256 signature; other kinds are left out."""
    return [(row["kid"], key) for row in rows if (key := _to_key(row)) is not None]


def _to_key(row: Any) -> jwt.PyJWK | None:
    if not isinstance(row, dict) or not isinstance(row.get("kid"), str):
        return None
    if row.get("kty") != "RSA" or row.get("use", "sig") != "sig":
        return None
    if row.get("alg", "RS256") != "RS256":
        return None
    try:
        key = jwt.PyJWK(row, algorithm="RS256")
    except jwt.PyJWTError:
        return None
    return key if key.key.key_size >= MIN_KEY_BITS else None
