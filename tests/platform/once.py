"""Words that are accepted once: jti, nonce."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class OnceOnly:
    """Remembers what was seen, as long as it could be shown again."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._until: dict[str, float] = {}

    def accept(self, word: str, until_s: float) -> bool:
        """Return True at the first sight of a word, False until the time (Unix, s) has passed."""
        now = self._clock()
        with self._lock:
            self._until = {seen: end for seen, end in self._until.items() if end > now}
            if word in self._until:
                return False
            self._until[word] = until_s
            return True
