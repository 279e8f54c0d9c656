"""One tool for all walks of this room, with two documents of the sample course."""

from collections.abc import Iterator

import pytest

from tests.flows.student import Student
from tests.platform.browsing import HttpBrowser
from tests.platform.launcher import Launcher
from tests.platform.settings import COURSE_FOLDER
from tests.running_tool import RunningTool, running_tool

MATERIAL = ("diapositives-filtres.pptx", "signal-processing-lab.md")


@pytest.fixture(scope="module")
def tool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningTool]:
    with running_tool(tmp_path_factory.mktemp("flow")) as running:
        running.hand_in(*(COURSE_FOLDER / name for name in MATERIAL))
        yield running


@pytest.fixture
def enter(tool: RunningTool):
    """Give what launches a person into the tool."""

    def enter(who: str = "camille", locale: str = "fr") -> Student:
        browser = HttpBrowser()
        launched = Launcher(tool.lms, browser).launch(who, locale=locale)
        return Student.arrive(tool.url, browser, launched.reply)

    return enter
