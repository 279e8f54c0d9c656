"""When a failed call of a model is tried again."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from lti_app.domain.errors import ModelError


class AttemptFailedError(Exception):
    """One attempt gave no text; error is what to say when it was the last."""

    def __init__(
        self, error: ModelError, *, may_retry: bool, retry_after_s: float | None = None
    ) -> None:
        super().__init__(str(error))
        self.error, self.may_retry, self.retry_after_s = error, may_retry, retry_after_s


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Exponential backoff with jitter, within bounds that a waiting student bears.

    tries: attempts in all. within_s: no attempt begins later than this after the first.
    longest_wait_s: a server that asks for a longer wait is not tried again.
    jitter: gives 0 to 1, so that many callers who failed together do not return together.
    """

    tries: int = 4
    first_wait_s: float = 0.5
    longest_wait_s: float = 8.0
    within_s: float = 15.0
    jitter: Callable[[], float] = random.random

    def wait_s(
        self, failed: AttemptFailedError, *, attempts: int, elapsed_s: float
    ) -> float | None:
        """Return the seconds to wait before the next attempt, None to give up.

        attempts: made so far, at least 1. elapsed_s: since the first one began.
        """
        if not failed.may_retry or attempts >= self.tries:
            return None
        wait_s = self._asked_or_backoff_s(failed.retry_after_s, attempts)
        if wait_s is None or elapsed_s + wait_s > self.within_s:
            return None
        return wait_s

    def _asked_or_backoff_s(self, asked_s: float | None, attempts: int) -> float | None:
        if asked_s is not None:
            return None if asked_s > self.longest_wait_s else asked_s + 0.25 * self.jitter()
        backoff_s = min(self.first_wait_s * 2.0 ** (attempts - 1), self.longest_wait_s)
        return backoff_s * (0.5 + 0.5 * self.jitter())
