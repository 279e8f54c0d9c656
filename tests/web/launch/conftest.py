"""A tool and a practice LMS, both in this process."""

from __future__ import annotations

import pytest

from lti_app.web.services import EXTENSION
from tests.launch.tool import CountedKeySets, build_tool, register
from tests.platform.browsing import FlaskBrowser, Form
from tests.platform.launcher import Launcher
from tests.platform.lms import create_platform
from tests.platform.server import RunningPlatform
from tests.platform.settings import PlatformSettings
from tests.platform.state import EXTENSION as PLATFORM

ISSUER = "http://localhost:28081"
TOOL = "http://127.0.0.1:28080"


@pytest.fixture
def platform_settings(tmp_path):
    return PlatformSettings(issuer=ISSUER, tool_url=TOOL, files_folder=tmp_path)


@pytest.fixture
def running(platform_settings, sqlite):
    """The platform; it reads the tool's keys from the tool's own store."""
    from lti_app.launch.tool_keys import ToolKeys
    from lti_app.store.tool_keys import ToolKeys as Rows

    app = create_platform(platform_settings, fetch_tool_keys=ToolKeys(Rows(sqlite)).published)
    return RunningPlatform(ISSUER, app, app.extensions[PLATFORM])


@pytest.fixture
def key_sets(running):
    return CountedKeySets({running.platform.settings.jwks_url: running.platform.key.jwks()})


@pytest.fixture
def tool(sqlite, key_sets):
    return build_tool(sqlite, TOOL, key_sets)


@pytest.fixture
def services(tool):
    return tool.extensions[EXTENSION]


@pytest.fixture
def registered(services, platform_settings):
    return register(services.platforms, platform_settings)


@pytest.fixture
def browser(tool):
    return FlaskBrowser(tool)


@pytest.fixture
def launcher(running, browser, registered):
    return Launcher(running, browser)


@pytest.fixture
def arrive(browser, tool):
    """Return what the chat says about the visitor whom a launch let in."""

    def follow(launched):
        assert launched.reply.status == 303, launched.reply.text
        answer = browser.send(Form(launched.reply.location, "get", {}))
        assert answer.status == 200, answer.text
        return tool.json.loads(answer.text)

    return follow
