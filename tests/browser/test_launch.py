"""A launch in Chromium: inside the course page, whatever the browser says about cookies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from tests.chromium import FLAGS, chromium_path
from tests.running_tool import running_tool

pytestmark = [
    pytest.mark.browser,
    # A tab that closes in the middle of a script leaves its file to the server's collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

WAIT_MS = 15_000
BLOCK = 2


@pytest.fixture(scope="module")
def tool(tmp_path_factory):
    with running_tool(tmp_path_factory.mktemp("launch")) as running:
        yield running


@pytest.fixture(scope="module")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture
def open_browser(playwright, tmp_path):
    """Return what opens a Chromium that blocks foreign cookies and whatever else it is told.

    blocked: pairs of sites, "cookie's,page's", whose cookies are refused altogether.
    """
    contexts = []

    def opened(*blocked: str):
        profile = tmp_path / "profile"
        _write_preferences(profile, blocked)
        context = playwright.chromium.launch_persistent_context(
            str(profile), executable_path=chromium_path(), args=list(FLAGS), locale="fr-FR"
        )
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        context.close()


def _write_preferences(profile: Path, blocked: tuple[str, ...]) -> None:
    folder = profile / "Default"
    folder.mkdir(parents=True)
    exceptions = {pair: {"setting": BLOCK} for pair in blocked}
    preferences = {
        "profile": {
            "cookie_controls_mode": 1,
            "block_third_party_cookies": True,
            "content_settings": {"exceptions": {"cookies": exceptions}},
        }
    }
    (folder / "Preferences").write_text(json.dumps(preferences))


def in_frames(tool):
    """Return the pair that refuses the tool's cookies inside the course page, of any kind."""
    return f"{tool.url},{tool.lms.url}"


def everywhere(tool):
    """Return the pair that refuses the tool's cookies at the top of a tab too."""
    return f"{tool.url},*"


def open_course(context, tool, query):
    """Return the course page with the tool in its frame."""
    page = context.new_page()
    page.goto(f"{tool.lms.url}/?{query}")
    return page


def frame_of(page):
    return page.frame_locator("iframe.tool")


def expect_chat(place):
    expect(place.get_by_role("textbox")).to_be_visible()


def tool_cookies(context):
    return [one for one in context.cookies() if one["name"].startswith("passerelle_")]


def problems(frame_page):
    return Axe().run(frame_page).response["violations"]


def test_partitioned_cookie_works_while_foreign_cookies_are_blocked(tool, open_browser):
    context = open_browser()
    page = open_course(context, tool, "as=camille")
    expect_chat(frame_of(page))
    (visit,) = tool_cookies(context)
    assert visit["partitionKey"] == "http://localhost"
    assert page.frame(name="contentframe").url.startswith(f"{tool.url}/chat")


def test_reload_of_the_frame_stays_in_the_visit(tool, open_browser):
    page = open_course(open_browser(), tool, "as=camille")
    expect_chat(frame_of(page))
    page.frame(name="contentframe").evaluate("location.reload()")
    expect_chat(frame_of(page))


def test_two_courses_pages_at_once_both_open(tool, open_browser):
    context = open_browser()
    pages = [open_course(context, tool, f"as={who}") for who in ("camille", "claire")]
    for page in pages:
        expect_chat(frame_of(page))


@pytest.mark.parametrize("storage", ["parent", "frame"])
@pytest.mark.parametrize("who", ["camille", "claire"])
def test_platform_storage_works_where_no_cookie_is_kept(storage, who, tool, open_browser):
    context = open_browser(everywhere(tool))
    page = open_course(context, tool, f"as={who}&storage={storage}")
    expect_chat(frame_of(page))
    assert tool_cookies(context) == []
    assert page.frame(name="contentframe").url.startswith(f"{tool.url}/chat")


def test_platform_that_keeps_its_promise_to_nobody_leads_to_a_new_tab(tool, open_browser):
    context = open_browser(in_frames(tool))
    context.route("**/storage*", lambda route: route.abort())
    page = open_course(context, tool, "as=camille&storage=frame")
    expect(frame_of(page).get_by_role("link", name="nouvel onglet")).to_be_visible()


def test_storage_emptied_before_the_proof_leads_to_a_new_tab(tool, open_browser):
    """The frame that kept the secret is loaded anew while the platform is asked."""
    context = open_browser(in_frames(tool))
    page = context.new_page()

    def reload_storage(route):
        frame = page.frame(name="practice_lti_storage")
        frame.evaluate("location.reload()")
        route.continue_()

    context.route("**/auth?*", reload_storage)
    page.goto(f"{tool.lms.url}/?as=camille&storage=frame")
    expect(frame_of(page).get_by_role("link", name="nouvel onglet")).to_be_visible()


def test_new_tab_works_where_frames_keep_nothing(tool, open_browser):
    context = open_browser(in_frames(tool))
    page = open_course(context, tool, "as=camille")
    link = frame_of(page).get_by_role("link", name="Ouvrir dans un nouvel onglet")
    expect(link).to_be_visible()
    assert tool_cookies(context) == []
    with context.expect_page() as opened:
        link.click()
    expect_chat(opened.value)
    assert opened.value.url.startswith(f"{tool.url}/chat?visit=")
    assert opened.value.evaluate("window.opener") is None


def test_browser_that_keeps_nothing_anywhere_is_told_so(tool, open_browser):
    context = open_browser(everywhere(tool))
    page = open_course(context, tool, "as=camille")
    with context.expect_page() as opened:
        frame_of(page).get_by_role("link", name="Ouvrir dans un nouvel onglet").click()
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
    assert opened.value.locator("code").inner_text() != ""
    assert opened.value.url.startswith(f"{tool.url}/lti/")
    assert problems(opened.value) == []


def test_new_tab_page_has_no_barrier(tool, open_browser):
    page = open_course(open_browser(in_frames(tool)), tool, "as=camille")
    expect(frame_of(page).get_by_role("link", name="Ouvrir dans un nouvel onglet")).to_be_visible()
    assert problems(page) == []


@pytest.mark.parametrize("is_cookieless", [False, True])
def test_teacher_adds_an_activity_that_opens(is_cookieless, tool, open_browser):
    context = open_browser(everywhere(tool)) if is_cookieless else open_browser()
    query = "as=claire&activity=add" + ("&storage=parent" if is_cookieless else "")
    page = open_course(context, tool, query)
    title = f"Assistant du chapitre {3 if is_cookieless else 2}"
    box = frame_of(page).get_by_role("textbox")
    expect(box).to_be_visible()
    assert problems(page) == []
    box.fill(title)
    box.press("Enter")
    page.get_by_role("heading", name=title).wait_for()
    expect_chat(frame_of(page))


def test_no_page_of_a_launch_breaks_its_policy(tool, open_browser):
    context = open_browser(everywhere(tool))
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{tool.lms.url}/?as=camille&storage=frame")
    expect_chat(frame_of(page))
    assert [text for text in said if "Content Security Policy" in text] == []
