"""What does the work of one kind of job."""

from collections.abc import Callable
from typing import Protocol

from lti_app.domain.job import Job

Checkpoint = Callable[[], None]


class JobInterruptedError(Exception):
    """The worker stops or has lost the job, so the work ends here and begins again elsewhere."""


class Handler(Protocol):
    """Work that may be ended anywhere and run again."""

    def run(self, job: Job, checkpoint: Checkpoint) -> None:
        """Do the work; call checkpoint often, let the JobInterruptedError that it raises pass."""

    def give_up(self, job: Job, error: Exception | None) -> None:
        """Record that the work failed for good; error is None when its workers died."""
