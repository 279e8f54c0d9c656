"""The answers that this process is writing right now."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Protocol

import structlog

from lti_app.answering.draft import Draft
from lti_app.domain.answer import Ending, Progress, Source, Stage
from lti_app.domain.errors import TooManyAnswersError
from lti_app.domain.model import Usage
from lti_app.logs import trace_of

log = structlog.get_logger()

PACE_S = 0.05
PACE_S_AN_ANSWER = 0.002
TICK_S = 1.0
# A write to the database holds up all others, so a tick stores a few answers only.
KEPT_A_TICK = 20
RETRY_AFTER_S = 5


class LiveAnswer:
    """One growing answer: written by one thread, followed by any number of readers."""

    def __init__(
        self,
        answer_id: str,
        *,
        abandoned_after_s: float,
        pace_s: Callable[[], float] = lambda: PACE_S,
    ) -> None:
        self._pace_s = pace_s
        self._changed = threading.Condition()
        self._progress = Progress(answer_id)
        self._draft: Draft | None = None
        self._abandoned_after_s = abandoned_after_s
        self._readers = 0
        self._left_at_s = time.monotonic()
        self._early: Ending | None = None
        self.usages: list[Usage] = []

    def show(
        self,
        *,
        stage: Stage | None = None,
        draft: Draft | None = None,
        sources: tuple[Source, ...] | None = None,
    ) -> None:
        """Show what is new to every reader."""
        with self._changed:
            self._draft = draft or self._draft
            self._progress = replace(
                self._progress,
                revision=self._progress.revision + 1,
                stage=stage or self._progress.stage,
                sources=self._progress.sources if sources is None else sources,
            )
            self._changed.notify_all()

    def used(self, usage: Usage | None) -> None:
        """Note what one call of a model used."""
        if usage is not None:
            self.usages.append(usage)

    def wants_end(self) -> Ending | None:
        """Return why the writer should end early, if it should."""
        return self._early

    def end_early(self, ending: Ending) -> None:
        """Ask the writer to end; the first reason stands."""
        self._early = self._early or ending

    def end(self, progress: Progress) -> None:
        """Show the ended answer, as it was stored."""
        with self._changed:
            self._draft = None
            self._progress = progress
            self._changed.notify_all()

    def now(self) -> Progress:
        """Return what a reader may see at this moment."""
        progress, draft = self._progress, self._draft
        return progress if draft is None else replace(progress, text=draft.shown)

    def is_abandoned(self) -> bool:
        """Return whether nobody has been reading for too long."""
        away_s = time.monotonic() - self._left_at_s
        return self._readers == 0 and away_s > self._abandoned_after_s

    def follow(self, heartbeat_s: float) -> Iterator[Progress | None]:
        """Yield the present state, then each change at most every pace_s, until it has ended.

        None stands for heartbeat_s seconds without a change.
        """
        self._readers += 1
        try:
            seen = -1
            while True:
                if not self._wait_for_more_than(seen, heartbeat_s):
                    yield None
                    continue
                progress = self.now()
                seen = progress.revision
                yield progress
                if progress.ending is not None:
                    return
                time.sleep(self._pace_s())
        finally:
            self._readers -= 1
            self._left_at_s = time.monotonic()

    def _wait_for_more_than(self, revision: int, timeout_s: float) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self._progress.revision > revision, timeout_s)


class Keeper(Protocol):
    """Where growing answers are kept."""

    def keep_across_institutions(self, running: dict[str, Progress | None]) -> frozenset[str]:
        """Store what grew; return the ids of the answers that someone wants stopped."""


class Live:
    """Writes answers on threads of its own, up to a number at once."""

    def __init__(self, keeper: Keeper, *, max_streams: int, abandoned_after_s: float) -> None:
        self._keeper = keeper
        self._max_streams = max_streams
        self._abandoned_after_s = abandoned_after_s
        self._running: dict[str, LiveAnswer] = {}
        self._kept: dict[str, tuple[float, int]] = {}
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(max_streams, thread_name_prefix="answer")
        self._ticker: threading.Thread | None = None

    @property
    def running_count(self) -> int:
        """How many answers are being written."""
        return len(self._running)

    def _pace_s(self) -> float:
        """Return the pause between two changes that a reader sees: the more answers, the longer.

        At 200 answers a change every 400 ms still reads as a stream; each costs a rendering.
        """
        return max(PACE_S, self.running_count * PACE_S_AN_ANSWER)

    def check_room(self) -> None:
        """Raise TooManyAnswersError when one more answer would be too many."""
        if self.running_count >= self._max_streams:
            raise TooManyAnswersError(retry_after_s=RETRY_AFTER_S)

    def start(self, answer_id: str, write: Callable[[LiveAnswer], None]) -> None:
        """Begin to write an answer; returns at once."""
        answer = LiveAnswer(
            answer_id, abandoned_after_s=self._abandoned_after_s, pace_s=self._pace_s
        )
        with self._lock:
            self._running[answer_id] = answer
            if self._ticker is None:
                self._ticker = threading.Thread(target=self._tick_on, daemon=True, name="answers")
                self._ticker.start()
        future = self._pool.submit(self._write, answer_id, answer, write)
        future.add_done_callback(lambda done: _log_fault(answer_id, done))

    def get(self, answer_id: str) -> LiveAnswer | None:
        """Return the answer if this process is writing it."""
        return self._running.get(answer_id)

    def close(self) -> None:
        """Let the running answers end, then give the threads back."""
        self._pool.shutdown(wait=True)

    def _write(
        self, answer_id: str, answer: LiveAnswer, write: Callable[[LiveAnswer], None]
    ) -> None:
        try:
            write(answer)
        finally:
            with self._lock:
                self._running.pop(answer_id, None)
                self._kept.pop(answer_id, None)

    def _tick_on(self) -> None:
        while True:
            time.sleep(TICK_S)
            self.tick()

    def tick(self) -> None:
        """Store what grew, pass on wishes to stop, end what nobody reads."""
        running = dict(self._running)
        for answer in running.values():
            if answer.is_abandoned():
                answer.end_early(Ending.INTERRUPTED)
        grown = self._grown(running)
        for answer_id in self._keeper.keep_across_institutions(grown):
            running[answer_id].end_early(Ending.STOPPED)

    def _grown(self, running: dict[str, LiveAnswer]) -> dict[str, Progress | None]:
        """Return every answer, with its progress where it is one of those to be stored now.

        At most KEPT_A_TICK are: those that were stored longest ago.
        """
        grown: dict[str, Progress | None] = dict.fromkeys(running)
        waiting = sorted(running, key=lambda answer_id: self._kept.get(answer_id, (0.0, -1)))
        for answer_id in waiting[:KEPT_A_TICK]:
            progress = running[answer_id].now()
            if self._kept.get(answer_id, (0.0, -1))[1] != progress.revision:
                grown[answer_id] = progress
            self._kept[answer_id] = (time.monotonic(), progress.revision)
        return grown


def _log_fault(answer_id: str, done: Future[None]) -> None:
    fault = done.exception()
    if fault is not None:
        log.error("answer.fault", answer=answer_id, **trace_of(fault))
