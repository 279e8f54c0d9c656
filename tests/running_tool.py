"""The whole tool in this process, with the practice LMS beside it, for walks from end to end."""

import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lti_app.app import create_app
from lti_app.domain.visit import Visit
from lti_app.settings import ROOT, read_settings
from lti_app.wiring import Services, build_services
from tests.platform.demo_course import register_practice_lms
from tests.platform.server import HOST, RunningPlatform, running_platform, serving

# Prepared once, then kept between runs: it takes some seconds and never changes.
MODELS = ROOT / "var" / "models-of-tests"
INDEXING_S = 120


@dataclass(frozen=True)
class RunningTool:
    """Both servers. teacher: a visit for handing in material without a browser."""

    url: str
    lms: RunningPlatform
    services: Services
    teacher: Visit

    def hand_in(self, *paths: Path) -> None:
        """Hand in course material, wait until all of it can be found."""
        for path in paths:
            with path.open("rb") as stream:
                self.services.materials.receive(self.teacher, path.name, stream)
        until_s = time.monotonic() + INDEXING_S
        while any(status != "ready" for status in self.statuses()):
            assert time.monotonic() < until_s, self.statuses()
            time.sleep(0.1)

    def statuses(self) -> Sequence[str]:
        """Return where each document stands."""
        return [one.status.value for one in self.services.materials.documents(self.teacher)]


@contextmanager
def running_tool(folder: Path, **settings: str) -> Iterator[RunningTool]:
    """Run tool and practice LMS on free ports until the block ends."""
    MODELS.mkdir(parents=True, exist_ok=True)
    (folder / "models").symlink_to(MODELS)
    with socket.create_server((HOST, 0)) as listener:
        url = f"http://{HOST}:{listener.getsockname()[1]}"
        given = {"PUBLIC_URL": url, "SECRET_KEY": "x" * 32, "DATA_DIR": str(folder)}
        services = build_services(read_settings({**given, "LOG_LEVEL": "ERROR", **settings}))
        services.migrate()
        services.prepare_model(lambda done, total: None)
        with running_platform(url) as lms, serving(create_app(services=services), listener):
            teacher = register_practice_lms(services, lms.platform.settings)
            services.start()
            yield RunningTool(url, lms, services, teacher)
            services.stop()
