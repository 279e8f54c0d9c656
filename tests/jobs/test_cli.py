"""`flask jobs work`: runs jobs until the process is asked to stop."""

import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

from click.testing import CliRunner
from flask import Flask
from flask.cli import FlaskGroup

from lti_app.jobs.cli import jobs_cli
from lti_app.web.services import EXTENSION

ROOT = Path(__file__).parents[2]

PROCESS = """
from types import SimpleNamespace
from flask import Flask
from flask.cli import FlaskGroup
from lti_app.jobs.cli import jobs_cli
from lti_app.jobs.worker import Worker
from lti_app.web.services import EXTENSION

class Empty:
    def claim_across_institutions(self, worker, lease_s):
        return None

app = Flask("tool")
app.extensions[EXTENSION] = SimpleNamespace(worker=Worker(Empty(), {}, poll_s=0.05))
app.cli.add_command(jobs_cli)
FlaskGroup(create_app=lambda: app).main(["jobs", "work"], standalone_mode=False)
print("stopped in order", flush=True)
"""


def test_the_verb_runs_the_worker_of_the_application(monkeypatch):
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)
    is_run = threading.Event()
    app = Flask("tool")
    app.extensions[EXTENSION] = SimpleNamespace(worker=SimpleNamespace(run=is_run.set))
    app.cli.add_command(jobs_cli)
    result = CliRunner().invoke(FlaskGroup(create_app=lambda: app), ["jobs", "work"])
    assert (result.exit_code, result.output) == (0, "Waiting for jobs.\n")
    assert is_run.is_set()


def test_the_process_ends_in_order_when_it_is_asked():
    with subprocess.Popen(
        [sys.executable, "-c", PROCESS], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "Waiting for jobs.\n"
        process.send_signal(signal.SIGTERM)
        assert process.stdout.readline() == "stopped in order\n"
        assert process.wait(30) == 0
