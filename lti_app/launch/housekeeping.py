"""The sweeping away of rows that have expired."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock

EVERY = timedelta(minutes=5)


class Sweeper:
    """Runs a task now and then, beside the requests; safe between threads."""

    def __init__(self, task: Callable[[datetime], None], every: timedelta = EVERY) -> None:
        self._task, self._every = task, every
        self._due_at = datetime.min.replace(tzinfo=UTC)
        self._lock = Lock()

    def sweep(self, at: datetime) -> None:
        """Run the task if it is due."""
        with self._lock:
            if at < self._due_at:
                return
            self._due_at = at + self._every
        self._task(at)
