"""axe finds nothing, in any state, in either theme."""

import pytest
from playwright.sync_api import expect

from tests.web.student.fakes import SHORT_ID

pytestmark = pytest.mark.browser

THEMES = ["light", "dark"]


@pytest.fixture(params=THEMES)
def themed(request, page, address):
    page.add_init_script(f"localStorage.setItem('passerelle.theme', '{request.param}')")
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{address}/chat?visit={SHORT_ID}")
    expect(page.locator("html")).to_have_attribute("data-theme", request.param)
    return page


def send(page, question):
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")


def answered(page):
    send(page, "What is the cutoff frequency?")
    page.locator('.turn .answer[data-state="ended"]').wait_for()


def test_the_empty_page(themed, accessibility_faults):
    assert accessibility_faults(themed) == []


def test_a_streaming_answer(themed, accessibility_faults):
    send(themed, "hold on")
    expect(themed.locator(".answer__block").first).to_be_visible()
    assert accessibility_faults(themed) == []


def test_an_answer_with_reasons_and_formulas_open(themed, accessibility_faults):
    answered(themed)
    themed.get_by_role("button", name="Not helpful").click()
    themed.get_by_role("button", name="Formulas", exact=True).click()
    assert accessibility_faults(themed) == []


def test_an_error_of_the_answer(themed, accessibility_faults):
    send(themed, "down today")
    themed.locator('.turn .answer[data-state="ended"]').wait_for()
    assert accessibility_faults(themed) == []


def test_an_error_of_the_composer(themed, accessibility_faults, services):
    services.visits.has_expired = True
    send(themed, "Too late?")
    expect(themed.locator("#visit-banner")).to_be_visible()
    assert accessibility_faults(themed) == []


@pytest.mark.parametrize("width", [1200, 400])
def test_an_open_source(themed, accessibility_faults, width):
    themed.set_viewport_size({"width": width, "height": 800})
    answered(themed)
    themed.locator(".citation").first.click()
    expect(themed.locator("#source-panel mark")).to_be_visible()
    assert accessibility_faults(themed) == []


def test_an_open_tooltip(themed, accessibility_faults):
    answered(themed)
    themed.locator(".citation").first.hover()
    expect(themed.locator("#citation-tip")).to_be_visible()
    assert accessibility_faults(themed) == []


def test_the_earlier_conversations(themed, accessibility_faults):
    answered(themed)
    themed.get_by_role("button", name="Earlier conversations").click()
    expect(themed.locator(".talks__item")).to_have_count(1)
    themed.locator('[data-action="rename"]').click()
    assert accessibility_faults(themed) == []
    themed.get_by_role("button", name="Cancel").click()
    themed.locator('[data-action="delete"]').click()
    assert accessibility_faults(themed) == []


def test_the_question_being_edited(themed, accessibility_faults):
    answered(themed)
    themed.get_by_role("button", name="Edit").click()
    assert accessibility_faults(themed) == []


def test_the_notice_and_the_menu(themed, accessibility_faults):
    themed.get_by_role("button", name="Appearance").click()
    assert accessibility_faults(themed) == []
    themed.get_by_role("button", name="Who can read this?").click()
    assert accessibility_faults(themed) == []


def test_the_page_of_an_error(themed, accessibility_faults, address):
    themed.goto(f"{address}/chat?visit={SHORT_ID}&conversation=other")
    expect(themed.locator("h1")).to_be_visible()
    assert accessibility_faults(themed) == []
