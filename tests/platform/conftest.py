"""A platform with a pretend tool, both in this process."""

from __future__ import annotations

import pytest

from tests.platform.browsing import FlaskBrowser
from tests.platform.launcher import Launcher
from tests.platform.lms import create_platform
from tests.platform.pretend_tool import PretendTool, running_pretend_tool
from tests.platform.server import RunningPlatform, running_platform
from tests.platform.settings import PlatformSettings
from tests.platform.state import EXTENSION

ISSUER = "http://localhost:28081"
TOOL = "http://127.0.0.1:28080"


@pytest.fixture
def settings(tmp_path):
    return PlatformSettings(issuer=ISSUER, tool_url=TOOL, files_folder=tmp_path)


@pytest.fixture
def tool(settings):
    return PretendTool(settings)


@pytest.fixture
def running(settings, tool):
    app = create_platform(settings, fetch_tool_keys=tool.jwks)
    return RunningPlatform(ISSUER, app, app.extensions[EXTENSION])


@pytest.fixture
def launcher(running, tool):
    return Launcher(running, FlaskBrowser(tool.app))


@pytest.fixture
def client(running):
    """A client whose requests carry the platform's own name."""
    running.app.config["SERVER_NAME"] = ISSUER.removeprefix("http://")
    return running.app.test_client()


@pytest.fixture(scope="module")
def pair():
    """A platform with a pretend tool, each on its own port: for a browser, two sites."""
    with running_pretend_tool() as tool_at, running_platform(tool_at.url) as running:
        tool_at.meet(running.platform.settings)
        yield running, tool_at
