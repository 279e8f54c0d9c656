"""The time of a launch: login and message, p50 and p95 in ms.

python -m benchmarks.launch_speed [--launches 300] [--database URL]
"""

from __future__ import annotations

import argparse
import logging
import statistics
import tempfile
import time
from pathlib import Path

import structlog

from lti_app.store.database import Database
from lti_app.store.tables import Base
from tests.launch.tool import CountedKeySets, build_tool, register
from tests.platform.browsing import FlaskBrowser
from tests.platform.launcher import Launcher
from tests.platform.lms import create_platform
from tests.platform.server import RunningPlatform
from tests.platform.settings import PlatformSettings
from tests.platform.state import EXTENSION as PLATFORM

TOOL, ISSUER = "http://127.0.0.1:28080", "http://localhost:28081"
WARM_UP = 20


class TimedBrowser:
    """Notes how long the tool takes for each request."""

    def __init__(self, browser: FlaskBrowser) -> None:
        self._browser = browser
        self.ms: dict[str, list[float]] = {}

    def send(self, form):
        begun = time.perf_counter()
        reply = self._browser.send(form)
        path = form.action.removeprefix(TOOL).partition("?")[0]
        self.ms.setdefault(path, []).append((time.perf_counter() - begun) * 1000)
        assert reply.status in (302, 303), reply.text
        return reply


def build_launcher(database: Database) -> tuple[Launcher, TimedBrowser]:
    """Return a launcher of a tool whose own time is noted; the platform's is not."""
    settings = PlatformSettings(issuer=ISSUER, tool_url=TOOL, files_folder=Path(tempfile.mkdtemp()))
    lms = create_platform(settings, fetch_tool_keys=dict)
    running = RunningPlatform(ISSUER, lms, lms.extensions[PLATFORM])
    tool = build_tool(
        database, TOOL, CountedKeySets({settings.jwks_url: running.platform.key.jwks()})
    )
    register(tool.extensions["passerelle"].platforms, settings)
    browser = TimedBrowser(FlaskBrowser(tool))
    return Launcher(running, browser), browser


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--launches", type=int, default=300)
    parser.add_argument("--database", help="SQLAlchemy URL; SQLite in a fresh folder without it")
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    folder = tempfile.mkdtemp()
    database = Database(options.database or f"sqlite:///{folder}/speed.db")
    Base.metadata.create_all(database.engine)
    launcher, browser = build_launcher(database)
    people = ("camille", "yanis", "ines", "claire")
    for number in range(options.launches + WARM_UP):
        launcher.launch(people[number % len(people)])
    login, launch = (browser.ms[path][WARM_UP:] for path in ("/lti/login", "/lti/launch"))
    both = [one + other for one, other in zip(login, launch, strict=True)]
    print(f"{options.launches} launches on {database.url.get_backend_name()}")
    for name, values in (("login", login), ("message", launch), ("both", both)):
        p95 = statistics.quantiles(values, n=20)[-1]
        print(f"{name:<8} p50 {statistics.median(values):6.1f} ms   p95 {p95:6.1f} ms")


if __name__ == "__main__":
    main()
