"""The job table: claims, leases, attempts."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest

from lti_app.domain.visit import Scope
from lti_app.store.database import Database
from lti_app.store.jobs import FAILED, RUNNING, WAITING, Jobs
from lti_app.store.tables import JobRow

START = datetime(2026, 9, 1, 8, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        return self.moment

    def pass_s(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def jobs(database: Database, clock: Clock) -> Jobs:
    return Jobs(database, clock=clock)


def states(database: Database) -> list[str]:
    with database.reading() as session:
        return [row.state for row in session.query(JobRow).order_by(JobRow.created_at)]


def enqueue(jobs: Jobs, scope: Scope, **facts: str) -> str:
    return jobs.enqueue(scope.institution_id, "read", facts)


def test_a_job_comes_with_its_facts(jobs, scope):
    job_id = enqueue(jobs, scope, document_id="d1")
    job = jobs.claim_across_institutions("w1", 15)
    assert (job.id, job.kind, job.facts, job.attempts) == (job_id, "read", {"document_id": "d1"}, 1)
    assert job.institution_id == scope.institution_id


def test_a_held_job_is_not_given_twice(jobs, scope):
    enqueue(jobs, scope)
    assert jobs.claim_across_institutions("w1", 15) is not None
    assert jobs.claim_across_institutions("w2", 15) is None


def test_jobs_come_in_the_order_of_their_time(jobs, scope, clock):
    first = enqueue(jobs, scope)
    clock.pass_s(1)
    second = enqueue(jobs, scope)
    claimed = [jobs.claim_across_institutions("w", 15).id for _ in range(2)]
    assert claimed == [first, second]


def test_a_job_of_a_dead_worker_runs_again_after_its_lease(jobs, scope, clock):
    enqueue(jobs, scope)
    jobs.claim_across_institutions("dead", 15)
    clock.pass_s(14)
    assert jobs.claim_across_institutions("w2", 15) is None
    clock.pass_s(2)
    assert jobs.claim_across_institutions("w2", 15).attempts == 2


def test_a_heartbeat_keeps_the_job(jobs, scope, clock):
    enqueue(jobs, scope)
    job = jobs.claim_across_institutions("w1", 15)
    clock.pass_s(14)
    assert jobs.extend(job, 15)
    clock.pass_s(14)
    assert jobs.claim_across_institutions("w2", 15) is None


def test_a_worker_that_lost_its_job_changes_nothing(jobs, scope, clock, database):
    enqueue(jobs, scope)
    lost = jobs.claim_across_institutions("w1", 15)
    clock.pass_s(16)
    jobs.claim_across_institutions("w1", 15)
    assert not jobs.extend(lost, 15)
    jobs.finish(lost)
    jobs.fail(lost, "late")
    assert states(database) == [RUNNING]


def test_a_finished_job_is_forgotten(jobs, scope, database):
    enqueue(jobs, scope)
    jobs.finish(jobs.claim_across_institutions("w1", 15))
    assert states(database) == []


def test_a_postponed_job_waits(jobs, scope, clock):
    enqueue(jobs, scope)
    jobs.postpone(jobs.claim_across_institutions("w1", 15), 30, "search_unavailable")
    clock.pass_s(29)
    assert jobs.claim_across_institutions("w1", 15) is None
    clock.pass_s(2)
    assert jobs.claim_across_institutions("w1", 15).attempts == 2


def test_a_released_job_does_not_count_the_attempt(jobs, scope, database):
    enqueue(jobs, scope)
    jobs.release(jobs.claim_across_institutions("w1", 15))
    assert states(database) == [WAITING]
    assert jobs.claim_across_institutions("w2", 15).attempts == 1


def test_a_failed_job_stays_with_its_reason(jobs, scope, clock, database):
    enqueue(jobs, scope)
    jobs.fail(jobs.claim_across_institutions("w1", 15), "unreadable")
    clock.pass_s(3600)
    assert jobs.claim_across_institutions("w1", 15) is None
    assert states(database) == [FAILED]


def test_a_job_is_stored_with_what_it_belongs_to_or_not_at_all(jobs, scope, database):
    def store_and_break() -> None:
        with database.transaction() as session:
            jobs.enqueue(scope.institution_id, "read", {}, session)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        store_and_break()
    assert states(database) == []


def test_workers_that_claim_at_once_get_different_jobs(jobs, scope):
    wanted = {enqueue(jobs, scope) for _ in range(8)}
    claimed: list[str] = []
    barrier = Barrier(4)

    def work(name: str) -> None:
        barrier.wait()
        for _ in range(2):
            # SKIP LOCKED may find nothing while another holds the row: ask again.
            while (job := jobs.claim_across_institutions(name, 15)) is None:
                continue
            claimed.append(job.id)

    threads = [Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(claimed) == 8
    assert set(claimed) == wanted
