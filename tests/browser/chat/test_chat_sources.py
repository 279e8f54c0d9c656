"""Citations: their tooltip, the panel with the page, copying, rating."""

import re

import pytest
from playwright.sync_api import expect

from lti_app.domain.answer import Rating, RatingReason

pytestmark = pytest.mark.browser


@pytest.fixture
def answered(chat, ask):
    ask("What is the cutoff frequency?")
    chat.locator("#log").evaluate("log => { log.scrollTop = 0 }")
    chat.wait_for_timeout(100)
    return chat


def tip(page):
    return page.locator("#citation-tip")


def test_hovering_a_citation_shows_title_page_and_sentence(answered):
    answered.locator(".citation").first.hover()
    expect(tip(answered)).to_contain_text("filtres passifs")
    expect(tip(answered)).to_contain_text("page 4")
    expect(tip(answered).locator("q")).to_have_attribute("lang", "fr")


def test_the_tooltip_can_be_hovered_itself(answered):
    answered.locator(".citation").first.hover()
    tip(answered).hover()
    answered.wait_for_timeout(500)
    expect(tip(answered)).to_be_visible()
    answered.locator("#question").hover()
    expect(tip(answered)).to_be_hidden()


def test_escape_dismisses_the_tooltip_of_a_focused_citation(answered):
    citation = answered.locator(".citation").first
    answered.locator("#log").focus()
    answered.keyboard.press("Tab")  # Edit
    answered.keyboard.press("Tab")
    expect(citation).to_be_focused()
    expect(tip(answered)).to_be_visible()
    expect(citation).to_have_attribute("aria-describedby", "citation-tip")
    answered.keyboard.press("Escape")
    expect(tip(answered)).to_be_hidden()
    expect(citation).to_be_focused()


def test_a_citation_opens_its_page_with_the_passage_marked(answered):
    answered.locator(".citation").first.click()
    panel = answered.locator("#source-panel")
    expect(panel).to_contain_text("Page 4 of 6")
    expect(panel.locator("mark")).to_contain_text("La fréquence de coupure")
    expect(panel.locator("svg rect")).to_have_count(2)
    expect(panel.locator("img")).to_have_attribute("src", re.compile("^blob:"))


def test_pages_are_turned_and_found_again(answered):
    answered.locator(".citation").first.click()
    panel = answered.locator("#source-panel")
    panel.get_by_role("button", name="Next page").click()
    expect(panel).to_contain_text("Page 5 of 6")
    expect(panel.locator("mark")).to_have_count(0)
    panel.get_by_role("button", name="Back to the cited page").click()
    expect(panel.locator("mark")).to_have_count(1)


def test_escape_closes_the_panel_and_gives_the_focus_back(answered):
    citation = answered.locator(".citation").first
    citation.click()
    panel = answered.locator("#source-panel")
    expect(panel.locator("h2")).to_be_focused()
    expect(citation).to_have_attribute("aria-current", "true")
    answered.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(citation).to_be_focused()
    expect(citation).not_to_have_attribute("aria-current", "true")


def test_the_panel_stands_beside_the_chat_where_there_is_room(answered):
    answered.locator(".citation").first.click()
    assert not answered.locator("#source-panel").evaluate("panel => panel.matches(':modal')")
    answered.set_viewport_size({"width": 500, "height": 800})
    answered.wait_for_timeout(200)
    assert answered.locator("#source-panel").evaluate("panel => panel.matches(':modal')")


def test_a_picture_that_cannot_be_shown_leaves_the_text(answered, services):
    services.materials.has_pictures = False
    answered.locator(".citation").first.click()
    panel = answered.locator("#source-panel")
    expect(panel.locator(".page-view__failed")).to_be_visible()
    expect(panel.locator("mark")).to_be_visible()


def test_a_source_that_is_gone_says_so(answered, services):
    services.materials.all = ()
    answered.locator(".citation").first.click()
    expect(answered.locator("#source-panel .note")).to_contain_text("It was deleted")


def test_a_listed_source_opens_the_panel(answered):
    answered.locator(".sources__open").last.click()
    expect(answered.locator("#source-panel mark")).to_contain_text("Above the cutoff frequency")


def test_an_answer_is_copied_with_its_citations_and_formulas(answered, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    answered.get_by_role("button", name="Copy the answer with its sources").click()
    words = answered.evaluate("navigator.clipboard.readText()")
    assert "weakens fast ones [1]." in words
    assert "$R$" in words
    assert r"\frac{1}{2\pi R C}" in words
    assert "[2] Reading Bode diagrams, page 2" in words
    assert "return 1 / (2 * pi" in words
    assert "Copy LaTeX" not in words


def test_code_and_formulas_are_copied_as_they_were_written(answered, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    answered.locator(".code__copy").click()
    assert answered.evaluate("navigator.clipboard.readText()").startswith("from math import pi\n")
    answered.locator(".formula--display").hover()
    answered.locator(".formula__copy").click()
    assert "\\frac" in answered.evaluate("navigator.clipboard.readText()")


def test_every_formula_is_listed_with_its_source(answered):
    answered.get_by_role("button", name="Formulas", exact=True).click()
    expect(answered.locator(".formulas__latex")).to_have_count(5)
    expect(answered.locator(".formulas__latex").first).to_have_text("R")


def test_a_thumb_with_reasons_is_given_changed_and_taken_back(answered, services):
    down = answered.get_by_role("button", name="Not helpful")
    down.click()
    expect(down).to_have_attribute("aria-pressed", "true")
    answered.get_by_label("Something is missing").check()
    answered.wait_for_function(
        "() => document.getElementById('announcer').textContent.includes('rating is kept')"
    )
    answered.get_by_role("button", name="Helpful", exact=True).click()
    expect(answered.locator(".reasons")).to_be_hidden()
    expect(down).to_have_attribute("aria-pressed", "false")
    answered.get_by_role("button", name="Helpful", exact=True).click()
    expect(answered.get_by_role("button", name="Helpful", exact=True)).to_have_attribute(
        "aria-pressed", "false"
    )
    assert [(rating, reasons) for _, rating, reasons in services.answering.rated] == [
        (Rating.DOWN, ()),
        (Rating.DOWN, (RatingReason.INCOMPLETE,)),
        (Rating.UP, ()),
        (None, ()),
    ]
