"""The course page in Chromium: launches in the page, in a window, without barriers."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PAGES = ["/", "/?as=claire", "/?as=camille&activity=outline", "/?activity=nothing"]


@pytest.fixture
def page(chromium):
    page = chromium.new_page(locale="en-GB")
    yield page
    page.close()


def test_choosing_a_student_opens_the_assistant_in_the_page(page, pair):
    running, tool_at = pair
    page.goto(running.url)
    page.get_by_role("link", name="Yanis Benali").click()
    page.frame_locator("iframe.tool").get_by_text("Yanis Benali").wait_for()
    assert page.frame(name="contentframe").url == f"{tool_at.url}/lti/launch"
    assert page.url.startswith(f"{running.url}/?as=yanis")


def test_frame_fills_most_of_the_window(page, pair):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{pair[0].url}/?as=camille")
    box = page.locator("iframe.tool").bounding_box()
    assert box["height"] > 0.75 * 900
    assert box["y"] + box["height"] <= 900


def test_teacher_adds_an_activity_that_launches(page, pair):
    running, _ = pair
    page.goto(f"{running.url}/?as=claire")
    page.get_by_role("link", name="Add an activity").click()
    page.frame_locator("iframe.tool").get_by_role("button", name="Choose").click()
    page.get_by_role("heading", name="Assistant du chapitre 2").wait_for()
    page.frame_locator("iframe.tool").get_by_text("LtiResourceLinkRequest").wait_for()


def test_activity_opens_in_a_new_window(page, pair):
    page.goto(f"{pair[0].url}/?as=camille&storage=on")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Open in a new window").click()
    opened.value.get_by_text("Camille Moreau").wait_for()
    assert opened.value.evaluate("window.opener !== null")
    opened.value.close()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("manner", ["moodle", "canvas"])
def test_every_manner_launches(page, pair, manner, method):
    page.goto(f"{pair[0].url}/?as=ines&manner={manner}&login={method}")
    page.frame_locator("iframe.tool").get_by_text("Inès Lefèvre").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page, pair, path, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(pair[0].url + path)
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_small_phone(page, pair, path):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(pair[0].url + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
