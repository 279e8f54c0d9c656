"""A worker: takes one job after another from the queue."""

import os
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

import structlog

from lti_app.domain.errors import AppError, ModelError, SearchUnavailableError
from lti_app.domain.job import Job
from lti_app.jobs.handler import Handler, JobInterruptedError
from lti_app.jobs.queue import Queue

log: Any = structlog.get_logger()

LEASE_S = 15.0
POLL_S = 0.5
MAX_ATTEMPTS = 5
LONGEST_DELAY_S = 300.0
PAUSE_AFTER_FAULT_S = 5.0

# These pass by themselves; every other error of ours says the same when it is asked again.
PASSING = (SearchUnavailableError, ModelError)


class Worker:
    """Runs jobs one at a time, in a thread of its own or in the caller's."""

    def __init__(
        self,
        queue: Queue,
        handlers: Mapping[str, Handler],
        *,
        lease_s: float = LEASE_S,
        poll_s: float = POLL_S,
        max_attempts: int = MAX_ATTEMPTS,
    ) -> None:
        self._queue = queue
        self._handlers = handlers
        self._lease_s, self._poll_s, self._max_attempts = lease_s, poll_s, max_attempts
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self.name = f"{os.getpid()}-{uuid4().hex[:8]}"

    def start(self) -> None:
        """Run in a thread that ends with the process; a second call changes nothing."""
        if self._thread is None:
            self._thread = threading.Thread(target=self.run, name="jobs", daemon=True)
            self._thread.start()

    def stop(self, timeout_s: float = 5.0) -> None:
        """Let the job under way end at its next checkpoint; wait for it at most timeout_s."""
        self._stopping.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout_s)

    def run(self) -> None:
        """Run jobs until stop() is called."""
        while not self._stopping.is_set():
            has_run, fault = _outcome(self.run_next)
            if fault is not None:
                log.error("worker.fault", error=_name(fault), where=_where(fault))
                self._stopping.wait(PAUSE_AFTER_FAULT_S)
            elif not has_run:
                self._stopping.wait(self._poll_s)

    def run_next(self) -> bool:
        """Run the next job that is due; return whether there was one."""
        job = self._queue.claim_across_institutions(self.name, self._lease_s)
        if job is None:
            return False
        handler = self._handlers.get(job.kind)
        if handler is None:
            log.error("job.unknown_kind", job=job.id, kind=job.kind)
            self._queue.fail(job, "unknown_kind")
        elif job.attempts > self._max_attempts:
            self._give_up(job, handler, None)
        else:
            self._run_held(job, handler)
        return True

    def _run_held(self, job: Job, handler: Handler) -> None:
        started, is_lost = time.monotonic(), threading.Event()

        def checkpoint() -> None:
            if self._stopping.is_set() or is_lost.is_set():
                raise JobInterruptedError(job.id)

        error = self._run_under_lease(job, lambda: handler.run(job, checkpoint), is_lost)
        if is_lost.is_set():
            log.warning("job.lost", job=job.id, kind=job.kind)
        elif error is None:
            self._queue.finish(job)
            log.info("job.done", job=job.id, kind=job.kind, ms=_ms_since(started))
        else:
            self._settle(job, handler, error)

    def _run_under_lease(
        self, job: Job, work: Callable[[], None], is_lost: threading.Event
    ) -> Exception | None:
        """Run the work in a thread while this one extends the lease; return its error."""
        errors: list[Exception | None] = []
        thread = threading.Thread(
            target=lambda: errors.append(_outcome(work)[1]), name=f"job-{job.kind}", daemon=True
        )
        thread.start()
        while thread.is_alive():
            thread.join(self._lease_s / 3)
            if thread.is_alive() and not self._queue.extend(job, self._lease_s):
                is_lost.set()
        return errors[0]

    def _settle(self, job: Job, handler: Handler, error: Exception) -> None:
        if isinstance(error, JobInterruptedError):
            self._queue.release(job)
        elif _is_final(error) or job.attempts >= self._max_attempts:
            self._give_up(job, handler, error)
        else:
            delay_s = min(2.0**job.attempts, LONGEST_DELAY_S)
            log.warning("job.postponed", **_facts(job, error), delay_s=delay_s)
            self._queue.postpone(job, delay_s, _name(error))

    def _give_up(self, job: Job, handler: Handler, error: Exception | None) -> None:
        handler.give_up(job, error)
        self._queue.fail(job, _name(error))
        log.warning("job.failed", **_facts(job, error))


def _outcome(work: Callable[[], Any]) -> tuple[Any, Exception | None]:
    try:
        return work(), None
    except Exception as error:  # noqa: BLE001 - a worker outlives every job and records its error
        return None, error


def _is_final(error: Exception) -> bool:
    return isinstance(error, AppError) and not isinstance(error, PASSING)


def _facts(job: Job, error: Exception | None) -> dict[str, Any]:
    return {
        "job": job.id,
        "kind": job.kind,
        "attempts": job.attempts,
        "error": _name(error),
        "where": _where(error),
    }


def _name(error: Exception | None) -> str:
    if error is None:
        return "worker_died"
    return error.code if isinstance(error, AppError) else type(error).__name__


def _where(error: Exception | None) -> str:
    """Return file and line of an error; its message stays out, it may quote a document."""
    trace = error.__traceback__ if error else None
    if trace is None:
        return ""
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}"


def _ms_since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
