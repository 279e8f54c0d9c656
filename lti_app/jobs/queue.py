"""What the worker needs of a queue, whatever keeps it."""

from typing import Protocol

from lti_app.domain.job import Job


class Queue(Protocol):
    """Jobs in order of their time; each is held by one worker until its lease ends."""

    def claim_across_institutions(self, worker: str, lease_s: float) -> Job | None:
        """Return the next job that is due, now held by this worker; None when none is due.

        A job whose lease has ended is due again: its worker died.
        """

    def extend(self, job: Job, lease_s: float) -> bool:
        """Hold the job longer; False when another worker has taken it."""

    def finish(self, job: Job) -> None:
        """Forget a job that is done."""

    def postpone(self, job: Job, delay_s: float, error_code: str) -> None:
        """Let the job run again later."""

    def release(self, job: Job) -> None:
        """Let the job run again at once, as if this attempt had not been."""

    def fail(self, job: Job, error_code: str) -> None:
        """Keep a job that will not run again, with the reason."""
