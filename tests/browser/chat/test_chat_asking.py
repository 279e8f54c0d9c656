"""Asking, in a browser: send, stream, stop, retry, edit, drafts, errors."""

import pytest
from playwright.sync_api import expect

from lti_app.domain.errors import TooManyAnswersError
from tests.web.student.scripts import ENDINGS

pytestmark = pytest.mark.browser


def send(page, question):
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")


def test_a_question_streams_a_whole_answer(chat, ask):
    ask("What is the cutoff frequency?")
    answer = chat.locator(".answer").last
    expect(answer.locator("math").first).to_be_visible()
    expect(answer.locator(".code .k").first).to_be_visible()
    expect(answer.locator("table")).to_be_visible()
    expect(answer.locator(".citation").first).to_be_visible()
    expect(answer.locator(".sources__item")).to_have_count(2)
    expect(chat.locator("#question")).to_have_value("")
    expect(chat.locator("#question")).to_be_focused()
    expect(answer).to_have_attribute("lang", "en")
    assert "conversation=talk" in chat.url


def test_text_is_shown_while_the_answer_grows(chat):
    send(chat, "hold on")
    answer = chat.locator('.answer[data-state="running"]')
    expect(answer.locator(".answer__block").first).to_contain_text("first-order")
    expect(answer.locator(".answer__stage")).to_contain_text("Writing…")
    expect(chat.locator("#log")).to_have_attribute("aria-busy", "true")
    expect(answer.locator(".sources")).to_be_hidden()


def test_stop_keeps_what_was_written(chat):
    send(chat, "hold on")
    expect(chat.locator(".answer__block").first).to_contain_text("first-order")
    chat.get_by_role("button", name="Stop the answer").click()
    answer = chat.locator('.turn .answer[data-state="ended"]')
    expect(answer.locator(".answer__ending-title")).to_have_text("You stopped this answer")
    expect(answer.locator(".answer__block").first).to_contain_text("first-order")
    expect(chat.get_by_role("button", name="Send")).to_be_visible()
    expect(chat.locator("#question")).to_be_focused()


def test_a_failed_answer_is_tried_again(chat, ask, monkeypatch):
    ask("down today")
    expect(chat.locator(".answer__ending-title").first).to_have_text(
        "The language model cannot be reached"
    )
    monkeypatch.delitem(ENDINGS, "down")
    chat.get_by_role("button", name="Try again").click()
    expect(chat.locator(".sources__item")).to_have_count(2)
    expect(chat.locator(".turn")).to_have_count(1)
    expect(chat.get_by_text("The language model cannot be reached")).to_be_hidden()


def test_the_last_question_is_edited_in_its_place(chat, ask):
    ask("short please")
    ask("What is it?")
    expect(chat.get_by_role("button", name="Edit")).to_have_count(1)
    chat.get_by_role("button", name="Edit").click()
    field = chat.get_by_label("Your question in other words")
    expect(field).to_be_focused()
    field.fill("short again")
    field.press("Enter")
    expect(chat.locator(".turn").last.locator(".turn__text")).to_have_text("short again")
    expect(chat.locator(".turn").last.locator('.answer[data-state="ended"]')).to_be_visible()
    expect(chat.locator(".turn")).to_have_count(2)
    expect(chat.locator("#question")).to_be_focused()


def test_editing_can_be_cancelled(chat, ask):
    ask("short please")
    chat.get_by_role("button", name="Edit").click()
    chat.get_by_label("Your question in other words").press("Escape")
    expect(chat.get_by_role("button", name="Edit")).to_be_focused()
    expect(chat.locator(".turn__text").first).to_have_text("short please")


def test_shift_and_enter_begin_a_new_line(chat):
    field = chat.locator("#question")
    field.press_sequentially("one")
    field.press("Shift+Enter")
    field.press_sequentially("two")
    expect(field).to_have_value("one\ntwo")
    expect(chat.locator(".turn")).to_have_count(0)


@pytest.mark.parametrize("facts", ["isComposing: true", "keyCode: 229"])
def test_enter_that_ends_a_composition_does_not_send(chat, facts):
    field = chat.locator("#question")
    field.fill("にほんご")
    field.evaluate(
        "(field) => field.dispatchEvent(new KeyboardEvent('keydown',"
        f" {{key: 'Enter', bubbles: true, cancelable: true, {facts}}}))"
    )
    expect(field).to_have_value("にほんご")
    expect(chat.locator(".turn")).to_have_count(0)


def test_a_draft_survives_a_reload(chat):
    chat.locator("#question").fill("half a thou")
    chat.reload()
    expect(chat.locator("#question")).to_have_value("half a thou")


def test_a_refused_question_stays_in_the_field(chat, services):
    services.answering.fails_with = TooManyAnswersError(retry_after_s=5)
    send(chat, "Will this be kept?")
    expect(chat.locator(".composer__error")).to_contain_text("Your question is kept.")
    expect(chat.locator("#question")).to_have_value("Will this be kept?")
    services.answering.fails_with = None
    chat.locator("#question").press("Enter")
    expect(chat.locator(".turn")).to_have_count(1)
    expect(chat.locator(".composer__error")).to_be_hidden()


def test_a_lost_network_keeps_the_question(chat, context):
    context.set_offline(True)
    send(chat, "Anybody there?")
    expect(chat.locator(".composer__error")).to_contain_text("cannot be reached")
    expect(chat.locator("#question")).to_have_value("Anybody there?")
    context.set_offline(False)


def test_an_ended_visit_says_how_to_go_on(chat, services):
    services.visits.has_expired = True
    send(chat, "Too late?")
    expect(chat.locator("#visit-banner")).to_contain_text("open the activity again")
    expect(chat.locator("#question")).to_have_value("Too late?")


def test_typing_goes_on_while_an_answer_grows(chat):
    send(chat, "hold on")
    expect(chat.locator('.answer[data-state="running"] .answer__block').first).to_be_visible()
    chat.locator("#question").press_sequentially("next one")
    chat.locator("#question").press("Enter")
    expect(chat.locator(".composer__error")).to_contain_text("Please wait")
    expect(chat.locator("#question")).to_have_value("next one")


def test_a_starter_asks_its_question(chat):
    chat.get_by_role("button", name="What is “Filtres passifs” about?").click()
    expect(chat.locator(".turn__text").first).to_have_text("What is “Filtres passifs” about?")
    expect(chat.locator("#empty-state")).to_be_hidden()


def test_a_long_question_is_counted_and_not_cut(chat):
    chat.locator("#question").fill("x" * 4010)
    expect(chat.locator(".composer__count")).to_have_text("4010 / 4000")
    chat.locator("#question").press("Enter")
    expect(chat.locator(".turn")).to_have_count(0)
    assert len(chat.locator("#question").input_value()) == 4010
