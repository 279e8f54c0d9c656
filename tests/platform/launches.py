"""Launches that were begun, until the tool comes back for them."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tests.platform.settings import PlatformSettings

LIFETIME_S = 600.0
Message = Literal["resource_link", "deep_linking"]
Target = Literal["iframe", "window"]


@dataclass(frozen=True, slots=True)
class Launch:
    """What a person asked to open, in which manners.

    data travels through a deep linking request.
    """

    user_id: str
    message: Message
    activity_id: str
    locale: str
    target: Target
    settings: PlatformSettings
    data: str
    begun_s: float


class PendingLaunches:
    """Remembers each launch by an opaque hint; a hint lives for ten minutes."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._by_hint: dict[str, Launch] = {}
        self._by_data: dict[str, Launch] = {}

    def begin(
        self,
        user_id: str,
        message: Message,
        settings: PlatformSettings,
        *,
        activity_id: str = "",
        locale: str = "fr",
        target: Target = "iframe",
    ) -> str:
        """Return the hint of a new launch; its settings may differ from the platform's."""
        hint, data = secrets.token_urlsafe(18), secrets.token_urlsafe(18)
        now_s = self._clock()
        launch = Launch(user_id, message, activity_id, locale, target, settings, data, now_s)
        with self._lock:
            self._forget_old()
            self._by_hint[hint] = launch
            if message == "deep_linking":
                self._by_data[data] = launch
        return hint

    def find(self, hint: str) -> Launch | None:
        """Return the launch of a hint; None when it is unknown or too old."""
        with self._lock:
            self._forget_old()
            return self._by_hint.get(hint)

    def has_data(self, data: str) -> bool:
        """Return whether a deep linking request with this data waits for its answer."""
        with self._lock:
            self._forget_old()
            return data in self._by_data

    def take_data(self, data: str) -> Launch | None:
        """Return the deep linking request with this data, once."""
        with self._lock:
            self._forget_old()
            return self._by_data.pop(data, None)

    def _forget_old(self) -> None:
        oldest = self._clock() - LIFETIME_S
        for shelf in (self._by_hint, self._by_data):
            for key in [key for key, launch in shelf.items() if launch.begun_s < oldest]:
                del shelf[key]
