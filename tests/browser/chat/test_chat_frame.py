"""Around the conversation: earlier ones, language, theme, keyboard, width."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from lti_app.domain.visit import Role
from tests.web.student.fakes import SHORT_ID

pytestmark = pytest.mark.browser


@pytest.fixture
def earlier(services):
    long_ago = datetime.now(UTC) - timedelta(days=2)
    return [
        services.talks.begin(services.visits.visit, title, long_ago)
        for title in ("Filters", "Bode diagrams")
    ]


@pytest.fixture
def drawer(earlier, chat):
    chat.get_by_role("button", name="Earlier conversations").click()
    drawer = chat.locator("#conversations")
    expect(drawer.locator(".talks__item")).to_have_count(2)
    return drawer


def test_a_conversation_is_opened(drawer, chat, earlier):
    drawer.get_by_role("link", name="Filters").click()
    chat.wait_for_url(re.compile(rf"conversation={earlier[0]}\b"))


def test_a_conversation_is_renamed(drawer, services, earlier):
    drawer.get_by_role("button", name="Rename “Filters”").click()
    field = drawer.get_by_label("New title")
    expect(field).to_be_focused()
    field.fill("RC filters")
    field.press("Enter")
    expect(drawer.get_by_role("link", name="RC filters")).to_be_visible()
    assert services.talks.kept[earlier[0]].title == "RC filters"


def test_a_rename_is_cancelled_by_escape_without_closing(drawer):
    drawer.get_by_role("button", name="Rename “Filters”").click()
    drawer.get_by_label("New title").press("Escape")
    expect(drawer.get_by_role("button", name="Rename “Filters”")).to_be_focused()
    expect(drawer).to_be_visible()


def test_a_deleted_conversation_comes_back(drawer, services, earlier):
    drawer.get_by_role("button", name="Delete “Filters”").click()
    undo = drawer.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    assert earlier[0] not in services.talks.kept
    undo.click()
    expect(drawer.get_by_role("link", name="Filters")).to_be_focused()
    assert earlier[0] in services.talks.kept


def test_deleting_the_conversation_on_the_page_begins_a_new_one(chat, ask):
    ask("short please")
    chat.get_by_role("button", name="Earlier conversations").click()
    chat.get_by_role("button", name="Delete “short please”").click()
    expect(chat.get_by_role("button", name="Undo")).to_be_visible()
    chat.keyboard.press("Escape")
    chat.wait_for_url(re.compile("conversation=new"))


def test_the_notice_can_be_read_at_any_time(chat, ask):
    ask("short please")
    chat.get_by_role("button", name="Who can read this?").click()
    about = chat.locator("#about")
    expect(about).to_contain_text("teachers cannot read it")
    chat.keyboard.press("Escape")
    expect(chat.get_by_role("button", name="Who can read this?")).to_be_focused()


def test_the_language_is_switched_and_kept(chat, services):
    chat.get_by_role("button", name="Français").click()
    chat.wait_for_selector('html[lang="fr"]')
    expect(chat.get_by_role("button", name="Français")).to_have_attribute("aria-pressed", "true")
    assert services.visits.visit.locale == "fr"


def test_the_page_is_light_until_dark_is_chosen(chat):
    root = chat.locator("html")
    chat.emulate_media(color_scheme="dark")
    expect(root).to_have_attribute("data-theme", "light")
    chat.get_by_role("button", name="Appearance").click()
    chat.get_by_role("button", name="Dark").click()
    expect(root).to_have_attribute("data-theme", "dark")
    chat.reload()
    expect(root).to_have_attribute("data-theme", "dark")
    chat.get_by_role("button", name="Appearance").click()
    chat.get_by_role("button", name="As the system").click()
    chat.emulate_media(color_scheme="light")
    expect(root).to_have_attribute("data-theme", "light")


def test_blocked_storage_breaks_nothing(context, address):
    page = context.new_page()
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name,"
        " {get() { throw new DOMException('denied', 'SecurityError'); }});"
    )
    faults = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(f"{address}/chat?visit={SHORT_ID}")
    page.get_by_role("button", name="Appearance").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator("#question").fill("short please")
    page.locator("#question").press("Enter")
    expect(page.locator('.turn .answer[data-state="ended"]')).to_be_visible()
    assert faults == []


def test_the_whole_path_goes_by_keyboard(chat):
    chat.locator(".skip-link").focus()
    expect(chat.locator(".skip-link")).to_be_in_viewport()
    chat.keyboard.press("Enter")
    for _ in range(12):
        chat.keyboard.press("Tab")
        if chat.evaluate("document.activeElement.id") == "question":
            break
    chat.keyboard.type("What is the cutoff frequency?")
    chat.keyboard.press("Enter")
    chat.locator('.turn .answer[data-state="ended"]').wait_for()
    expect(chat.locator("#question")).to_be_focused()
    for _ in range(40):
        chat.keyboard.press("Shift+Tab")
        if chat.evaluate("document.activeElement.className") == "citation":
            break
    chat.keyboard.press("Enter")
    expect(chat.locator("#source-panel mark")).to_be_visible()
    chat.keyboard.press("Escape")
    assert chat.evaluate("document.activeElement.className") == "citation"


@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 256), (768, 900), (1600, 900)])
def test_nothing_scrolls_sideways_at_any_width(chat, ask, width, height):
    chat.set_viewport_size({"width": width, "height": height})
    ask("What is the cutoff frequency?")
    for element in ("document.documentElement", "document.getElementById('log')"):
        assert chat.evaluate(f"{element}.scrollWidth - {element}.clientWidth") <= 0
    expect(chat.locator("#question")).to_be_visible()
    wide = chat.evaluate(
        "[...document.querySelectorAll('.code__text, .formula__scroll')]"
        ".filter(box => box.scrollWidth > box.clientWidth && box.tabIndex !== 0).length"
    )
    assert wide == 0


def test_targets_are_large_enough(chat, ask):
    ask("What is the cutoff frequency?")
    small = chat.evaluate(
        "[...document.querySelectorAll('button, a, input, textarea')]"
        ".filter(target => target.checkVisibility() && !target.matches('.skip-link'))"
        ".map(target => [target.outerHTML.slice(0, 80), target.getBoundingClientRect()])"
        ".filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"
    )
    assert small == []


def test_a_teacher_goes_to_the_material_and_back(chat, services, address):
    services.visits.visit = replace(services.visits.visit, role=Role.TEACHER)
    chat.goto(f"{address}/chat?visit={SHORT_ID}")
    chat.get_by_role("link", name="Material").click()
    chat.wait_for_url(re.compile("/teacher/material"))
    chat.get_by_role("link", name="Assistant").click()
    chat.wait_for_url(re.compile("/chat"))
