"""The queue as a table: a job and what it belongs to are stored in one transaction."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from lti_app.domain.job import Job, NewJob
from lti_app.store.database import Database, new_id, now
from lti_app.store.tables import JobRow

WAITING, RUNNING, FAILED = "waiting", "running", "failed"


class Jobs:
    """The queue of every institution, on SQLite or PostgreSQL."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = now) -> None:
        self._database, self._clock = database, clock

    def enqueue(
        self,
        institution_id: str,
        kind: str,
        facts: Mapping[str, str],
        transaction: Session | None = None,
    ) -> str:
        """Store a job, within the given transaction where there is one; return its id."""
        if transaction is not None:
            return add_job(transaction, institution_id, NewJob(kind, facts), self._clock())
        with self._database.transaction() as session:
            return add_job(session, institution_id, NewJob(kind, facts), self._clock())

    def claim_across_institutions(self, worker: str, lease_s: float) -> Job | None:
        """Return the next job that is due, now held by this worker; None when none is due."""
        moment = self._clock()
        # Looking first costs no write lock, so an idle worker stops no writer of SQLite.
        next_due = select(JobRow).where(_is_due(moment)).order_by(JobRow.run_at, JobRow.id).limit(1)
        with self._database.reading() as session:
            if session.scalars(next_due).first() is None:
                return None
        with self._database.transaction() as session:
            # PostgreSQL skips what another worker claims; SQLite has one writer and omits this.
            row = session.scalars(next_due.with_for_update(skip_locked=True)).first()
            if row is None:
                return None
            row.state, row.worker = RUNNING, worker
            row.attempts += 1
            row.lease_until = moment + timedelta(seconds=lease_s)
            return _to_job(row, worker)

    def extend(self, job: Job, lease_s: float) -> bool:
        """Hold the job longer; False when another worker has taken it."""
        return self._change(job, lease_until=self._clock() + timedelta(seconds=lease_s))

    def finish(self, job: Job) -> None:
        """Forget a job that is done."""
        with self._database.transaction() as session:
            session.execute(delete(JobRow).where(_is_held(job)))

    def postpone(self, job: Job, delay_s: float, error_code: str) -> None:
        """Let the job run again later."""
        run_at = self._clock() + timedelta(seconds=delay_s)
        self._change(job, state=WAITING, run_at=run_at, error_code=error_code[:60])

    def release(self, job: Job) -> None:
        """Let the job run again at once, as if this attempt had not been."""
        self._change(job, state=WAITING, attempts=job.attempts - 1)

    def fail(self, job: Job, error_code: str) -> None:
        """Keep a job that will not run again, with the reason."""
        self._change(job, state=FAILED, error_code=error_code[:60])

    def _change(self, job: Job, **values: Any) -> bool:
        with self._database.transaction() as session:
            result = session.execute(update(JobRow).where(_is_held(job)).values(**values))
            return cast(CursorResult[Any], result).rowcount == 1


def add_job(session: Session, institution_id: str, job: NewJob, moment: datetime) -> str:
    """Store a job within a transaction; return its id."""
    row = JobRow(
        id=new_id(),
        institution_id=institution_id,
        kind=job.kind,
        facts=dict(job.facts),
        state=WAITING,
        attempts=0,
        run_at=moment,
        created_at=moment,
    )
    session.add(row)
    return row.id


def _is_due(moment: datetime) -> ColumnElement[bool]:
    return or_(
        and_(JobRow.state == WAITING, JobRow.run_at <= moment),
        and_(JobRow.state == RUNNING, JobRow.lease_until < moment),
    )


def _is_held(job: Job) -> ColumnElement[bool]:
    # attempts tells two runs by one worker apart: an attempt whose lease ended owns nothing.
    return and_(
        JobRow.id == job.id,
        JobRow.state == RUNNING,
        JobRow.worker == job.worker,
        JobRow.attempts == job.attempts,
    )


def _to_job(row: JobRow, worker: str) -> Job:
    return Job(
        id=row.id,
        institution_id=row.institution_id,
        kind=row.kind,
        facts=row.facts,
        attempts=row.attempts,
        worker=worker,
    )
