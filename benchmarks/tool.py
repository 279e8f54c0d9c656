"""A whole tool for a benchmark: a folder of its own, a fake Mistral API, one indexed course."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import requests

from lti_app.domain.visit import Role, Visit
from lti_app.settings import ROOT, read_settings
from lti_app.store.database import now
from lti_app.store.people import People
from lti_app.wiring import Services, build_services
from tests.platform.demo_course import hand_in, register_practice_lms
from tests.platform.demo_servers import free_port
from tests.platform.settings import PlatformSettings

MODELS = ROOT / "var" / "models-of-tests"
GUNICORN = ("gunicorn", "-c", "deploy/gunicorn.conf.py")


@dataclass(frozen=True)
class RunningTool:
    """A tool that answers requests. pid: of the process that gunicorn's master is."""

    url: str
    pid: int
    services: Services
    teacher: Visit

    def tokens(self, count: int) -> list[str]:
        """Return the tokens of as many students' visits, opened without a launch."""
        people = People(self.services.database)
        tokens = []
        for _ in range(count):
            person_id = people.ensure(
                self.teacher.scope.institution_id,
                platform_id=self.teacher.platform_id,
                subject=uuid4().hex,
            )
            draft = replace(
                self.teacher,
                person_id=person_id,
                role=Role.STUDENT,
                expires_at=now() + timedelta(hours=1),
            )
            tokens.append(self.services.visits.open(draft)[1])
        return tokens


@contextmanager
def running_tool(
    *,
    command: Sequence[str] = GUNICORN,
    settings: dict[str, str] | None = None,
    model_server: Sequence[str] = ("--tokens-per-s", "40", "--tokens", "320"),
    prepare: Callable[[Services, Visit, dict[str, str]], None] | None = None,
    workers: int = 1,
) -> Iterator[RunningTool]:
    """Start everything, index the sample course, yield the tool; end everything.

    prepare: what to do with the services before the tool starts.
    workers: web processes; more than one share a Chroma server.
    """
    folder = Path(tempfile.mkdtemp(prefix="passerelle-benchmark-"))
    port, model_port = free_port(0), free_port(0)
    environment = {
        **os.environ,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "BIND": f"127.0.0.1:{port}",
        "SECRET_KEY": uuid4().hex,
        "DATA_DIR": str(folder),
        "MISTRAL_SERVER_URL": f"http://127.0.0.1:{model_port}",
        "LOG_LEVEL": "WARNING",
        **(settings or {}),
    }
    processes = []
    if workers > 1:
        chroma_port = free_port(0)
        environment["CHROMA_URL"] = f"http://127.0.0.1:{chroma_port}"
        environment["WEB_WORKERS"] = str(workers)
        processes.append(_chroma(folder, chroma_port))
    MODELS.mkdir(parents=True, exist_ok=True)
    (folder / "models").symlink_to(MODELS)
    services = build_services(read_settings(environment))
    services.migrate()
    services.prepare_model(lambda done, total: None)
    lms = PlatformSettings("http://localhost:1", environment["PUBLIC_URL"])
    teacher = register_practice_lms(services, lms)
    hand_in(services, teacher)
    if prepare:
        prepare(services, teacher, environment)
    fake = [sys.executable, "-m", "tests.fakes.mistral_server", "--port", str(model_port)]
    program = str(Path(sys.executable).parent / command[0])
    processes += [
        subprocess.Popen([*fake, *model_server], cwd=ROOT, env=environment),
        subprocess.Popen([program, *command[1:]], cwd=ROOT, env=environment),
    ]
    try:
        _wait_until_indexed(environment["PUBLIC_URL"], services, teacher)
        yield RunningTool(environment["PUBLIC_URL"], processes[-1].pid, services, teacher)
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait(timeout=90)
        shutil.rmtree(folder)


def _chroma(folder: Path, port: int) -> subprocess.Popen[bytes]:
    program = str(Path(sys.executable).parent / "chroma")
    command = [program, "run", "--path", str(folder / "chroma-server"), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(3)
    return process


def _wait_until_indexed(url: str, services: Services, teacher: Visit) -> None:
    while True:
        try:
            requests.get(f"{url}/health", timeout=2).raise_for_status()
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.1)
            continue
        documents = services.materials.documents(teacher)
        if all(document.status.value == "ready" for document in documents):
            return
        time.sleep(0.2)
