"""The worker: one job after another, none lost, none for ever."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from lti_app.domain.document import DocumentFailure
from lti_app.domain.errors import DocumentUnreadableError, SearchUnavailableError
from lti_app.domain.job import Job
from lti_app.jobs.worker import Worker
from lti_app.store.database import Database
from lti_app.store.jobs import FAILED, WAITING, Jobs
from lti_app.store.tables import JobRow
from tests.factories import make_course

ROOT = Path(__file__).parents[2]


class Handler:
    """Does what its script says, one entry an attempt; None is success."""

    def __init__(self, *script: Exception | None) -> None:
        self.script = list(script)
        self.runs: list[Job] = []
        self.given_up: list[Exception | None] = []

    def run(self, job, checkpoint) -> None:
        self.runs.append(job)
        error = self.script.pop(0) if self.script else None
        if error is not None:
            raise error

    def give_up(self, job, error) -> None:
        self.given_up.append(error)


class Patient:
    """Works until it is interrupted."""

    def __init__(self) -> None:
        self.is_running = threading.Event()

    def run(self, job, checkpoint) -> None:
        self.is_running.set()
        while True:
            checkpoint()
            threading.Event().wait(0.01)

    def give_up(self, job, error) -> None:
        raise AssertionError("an interrupted job has not failed")


@pytest.fixture
def jobs(sqlite: Database) -> Jobs:
    return Jobs(sqlite)


@pytest.fixture
def enqueue(jobs, sqlite):
    institution_id = make_course(sqlite).institution_id
    return lambda kind="read": jobs.enqueue(institution_id, kind, {})


@pytest.fixture
def stored(sqlite):
    def rows() -> list[JobRow]:
        with sqlite.reading() as session:
            return list(session.query(JobRow))

    return rows


def make_due(database: Database) -> None:
    """Let the waiting time of every job pass."""
    with database.transaction() as session:
        for row in session.query(JobRow):
            row.run_at = row.created_at


def test_a_job_that_is_done_is_forgotten(jobs, enqueue, stored):
    enqueue()
    handler = Handler()
    assert Worker(jobs, {"read": handler}).run_next()
    assert len(handler.runs) == 1
    assert stored() == []


def test_without_jobs_there_is_nothing_to_run(jobs):
    assert not Worker(jobs, {}).run_next()


def test_a_passing_error_is_tried_again_later(jobs, enqueue, stored, sqlite):
    enqueue()
    handler = Handler(SearchUnavailableError("down"), None)
    worker = Worker(jobs, {"read": handler})
    worker.run_next()
    assert (stored()[0].state, stored()[0].error_code) == (WAITING, "search_unavailable")
    assert not worker.run_next()
    make_due(sqlite)
    worker.run_next()
    assert [job.attempts for job in handler.runs] == [1, 2]
    assert handler.given_up == []


def test_a_final_error_is_not_tried_again(jobs, enqueue, stored):
    enqueue()
    error = DocumentUnreadableError(DocumentFailure.NO_TEXT)
    handler = Handler(error)
    Worker(jobs, {"read": handler}).run_next()
    assert handler.given_up == [error]
    assert (stored()[0].state, stored()[0].error_code) == (FAILED, "document_unreadable")


def test_a_fault_is_tried_a_bounded_number_of_times(jobs, enqueue, stored, sqlite):
    enqueue()
    handler = Handler(*(KeyError(n) for n in range(9)))
    worker = Worker(jobs, {"read": handler}, max_attempts=3)
    for _ in range(5):
        make_due(sqlite)
        worker.run_next()
    assert len(handler.runs) == 3
    assert [type(error) for error in handler.given_up] == [KeyError]
    assert (stored()[0].state, stored()[0].error_code) == (FAILED, "KeyError")


def test_a_job_that_kills_its_workers_is_given_up(jobs, enqueue, stored):
    enqueue()
    for _ in range(2):
        assert jobs.claim_across_institutions("dead", -1)
    handler = Handler()
    Worker(jobs, {"read": handler}, max_attempts=2).run_next()
    assert handler.runs == []
    assert handler.given_up == [None]
    assert stored()[0].error_code == "worker_died"


def test_a_job_of_an_unknown_kind_fails(jobs, enqueue, stored):
    enqueue("unheard of")
    Worker(jobs, {}).run_next()
    assert (stored()[0].state, stored()[0].error_code) == (FAILED, "unknown_kind")


def test_stopping_gives_the_job_back_at_once(jobs, enqueue, stored):
    enqueue()
    handler = Patient()
    worker = Worker(jobs, {"read": handler}, poll_s=0.01)
    worker.start()
    assert handler.is_running.wait(10)
    worker.stop(10)
    assert (stored()[0].state, stored()[0].attempts) == (WAITING, 0)


def test_a_long_job_keeps_its_lease_while_it_runs(jobs, enqueue):
    enqueue()
    handler = Patient()
    worker = Worker(jobs, {"read": handler}, lease_s=0.3, poll_s=0.01)
    worker.start()
    assert handler.is_running.wait(10)
    threading.Event().wait(0.9)
    assert jobs.claim_across_institutions("other", 15) is None
    worker.stop(10)


def test_a_worker_that_lost_its_job_ends_it(jobs, enqueue, sqlite, stored):
    enqueue()
    handler = Patient()
    worker = Worker(jobs, {"read": handler}, lease_s=0.3)
    thread = threading.Thread(target=worker.run_next, daemon=True)
    thread.start()
    assert handler.is_running.wait(10)
    with sqlite.transaction() as session:
        session.query(JobRow).one().worker = "other"
    thread.join(10)
    assert not thread.is_alive()
    assert stored()[0].worker == "other"


class Unavailable:
    """A queue that cannot be reached once."""

    def __init__(self, queue: Jobs) -> None:
        self.queue, self.faults = queue, 1

    def __getattr__(self, name: str):
        return getattr(self.queue, name)

    def claim_across_institutions(self, worker: str, lease_s: float) -> Job | None:
        if self.faults:
            self.faults -= 1
            raise OSError("no connection")
        return self.queue.claim_across_institutions(worker, lease_s)


def test_a_worker_survives_an_unreachable_queue(jobs, enqueue, monkeypatch):
    monkeypatch.setattr("lti_app.jobs.worker.PAUSE_AFTER_FAULT_S", 0.01)
    enqueue()
    handler = Patient()
    worker = Worker(Unavailable(jobs), {"read": handler}, poll_s=0.01)
    worker.start()
    assert handler.is_running.wait(10)
    worker.stop(10)


MORTAL = """
import sys, time
from lti_app.jobs.worker import Worker
from lti_app.store.database import Database
from lti_app.store.jobs import Jobs

class Slow:
    def run(self, job, checkpoint):
        print("running", flush=True)
        time.sleep(60)

    def give_up(self, job, error):
        pass

Worker(Jobs(Database(sys.argv[1])), {"read": Slow()}, lease_s=1.5).run()
"""


def test_a_job_whose_process_was_killed_runs_again(jobs, enqueue, sqlite, stored):
    enqueue()
    command = [sys.executable, "-c", MORTAL, str(sqlite.url)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "running\n"
        process.send_signal(signal.SIGKILL)
    handler = Handler()
    worker = Worker(jobs, {"read": handler})
    assert not worker.run_next()
    threading.Event().wait(1.7)
    assert worker.run_next()
    assert [job.attempts for job in handler.runs] == [2]
    assert stored() == []
