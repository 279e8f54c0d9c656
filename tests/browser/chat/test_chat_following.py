"""Following an answer: reloads, lost connections, scrolling, what a screen reader hears."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.web.student.fakes import SHORT_ID, TOKEN

pytestmark = pytest.mark.browser

HEARD = """() => {
  window.heard = [];
  const region = document.getElementById('announcer');
  new MutationObserver(() => region.textContent && window.heard.push(region.textContent))
    .observe(region, {childList: true, characterData: true, subtree: true});
}"""
END_GAP = """() => {
  const log = document.getElementById('log').getBoundingClientRect();
  const answer = document.querySelector('.turn:last-of-type .answer').getBoundingClientRect();
  return Math.round(answer.bottom - log.bottom);
}"""
TOP_GAP = """() => {
  const log = document.getElementById('log').getBoundingClientRect();
  const turn = document.querySelector('.turn:last-of-type').getBoundingClientRect();
  return Math.round(turn.top - log.top);
}"""

OPEN_BY_FORM = """(token) => {
  const form = Object.assign(document.createElement('form'), {method: 'post', action: '/chat'});
  form.append(Object.assign(document.createElement('input'), {name: 'visit_token', value: token}));
  document.body.append(form);
  form.submit();
}"""


def send(page, question):
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")


def running_text(page):
    return page.locator('.turn .answer[data-state="running"] .answer__block').first


def test_a_reload_in_the_middle_shows_the_answer_and_goes_on(chat, services):
    send(chat, "hold on")
    expect(running_text(chat)).to_contain_text("first-order")
    chat.reload()
    expect(running_text(chat)).to_contain_text("first-order")
    expect(chat.get_by_role("button", name="Stop the answer")).to_be_visible()
    services.answering.go_on.set()
    expect(chat.locator(".sources__item")).to_have_count(2)
    expect(chat.get_by_role("button", name="Send")).to_be_visible()


def test_a_new_launch_in_the_middle_finds_the_answer(chat, services, address):
    send(chat, "hold on")
    expect(running_text(chat)).to_contain_text("first-order")
    chat.goto(f"{address}/chat?visit={SHORT_ID}")
    expect(running_text(chat)).to_contain_text("first-order")
    services.answering.go_on.set()
    expect(chat.locator(".sources__item")).to_have_count(2)


def test_a_lost_connection_is_made_again(chat, services):
    cuts = []

    def cut(route):
        cuts.append(route.request.url)
        route.abort() if len(cuts) < 3 else route.continue_()

    chat.route("**/events?*", cut)
    send(chat, "short please")
    expect(chat.locator('.turn .answer[data-state="ended"]')).to_be_visible(timeout=10_000)
    expect(chat.locator(".sources__item")).to_have_count(1)
    assert len(cuts) == 3


def test_a_stream_that_ends_too_early_is_read_again(chat):
    cuts = []

    def cut(route):
        cuts.append(route.request.url)
        if len(cuts) > 1:
            route.continue_()
            return
        body = (
            "event: snapshot\n"
            'data: {"stage":"writing","sentence":"…","blocks":["<p>half</p>"],'
            '"sources":[],"ending":null}\n\n'
        )
        route.fulfill(status=200, content_type="text/event-stream", body=body)

    chat.route("**/events?*", cut)
    send(chat, "short please")
    expect(chat.locator(".answer__block").first).to_contain_text("20 dB")
    expect(chat.get_by_text("half", exact=True)).to_have_count(0)


def test_the_question_stands_at_the_top_and_the_answer_grows_below(chat, ask, services):
    ask("short one")
    send(chat, "hold on")
    expect(running_text(chat)).to_be_visible()
    chat.wait_for_timeout(500)  # The smooth scroll.
    assert abs(chat.evaluate(TOP_GAP)) <= 2


@pytest.mark.parametrize("width", [320, 1200])
@pytest.mark.parametrize("question", ["long please", "What is the cutoff frequency?"])
def test_a_long_answer_is_followed(chat, ask, question, width):
    chat.set_viewport_size({"width": width, "height": 560})
    ask(question)
    chat.wait_for_timeout(200)
    assert chat.evaluate(END_GAP) <= 2
    expect(chat.locator("#jump")).to_be_hidden()


def test_scrolling_up_stops_the_following_until_the_jump(chat, services):
    services.answering.step_s = 0.02
    send(chat, "long please")
    chat.wait_for_function("() => document.getElementById('log').scrollTop > 200")
    chat.locator("#log").hover()
    chat.mouse.wheel(0, -400)
    chat.wait_for_timeout(200)
    place = chat.evaluate("document.getElementById('log').scrollTop")
    chat.wait_for_timeout(400)
    assert chat.evaluate("document.getElementById('log').scrollTop") == place
    chat.get_by_role("button", name="Jump to latest").click()
    expect(chat.locator("#jump")).to_be_hidden()
    chat.locator('.turn .answer[data-state="ended"]').wait_for()
    chat.wait_for_timeout(300)
    assert chat.evaluate(END_GAP) <= 2


def test_a_screen_reader_hears_the_begin_and_the_end_only(chat, ask):
    chat.evaluate(HEARD)
    ask("What is the cutoff frequency?")
    chat.wait_for_function("() => window.heard.length >= 2")
    assert chat.evaluate("window.heard") == ["The answer has begun.", "The answer is complete."]
    expect(chat.locator("#log")).to_have_attribute("aria-live", "off")
    expect(chat.locator("#log")).to_have_attribute("aria-busy", "false")


def test_a_screen_reader_hears_how_an_answer_failed(chat, ask):
    chat.evaluate(HEARD)
    ask("down today")
    chat.wait_for_function("() => window.heard.length >= 1")
    assert chat.evaluate("window.heard") == [
        "The answer has ended: The language model cannot be reached."
    ]


def test_without_cookies_a_reload_still_finds_the_answer(chromium, address, services):
    services.visits.visit = replace(services.visits.visit, is_cookieless=True)
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}/chat?visit={SHORT_ID}")  # Refused: there is no cookie.
    page.evaluate(OPEN_BY_FORM, TOKEN)
    page.wait_for_selector("#question")
    send(page, "hold on")
    expect(running_text(page)).to_contain_text("first-order")
    page.get_by_role("button", name="Français").click()
    page.wait_for_selector('html[lang="fr"]')
    expect(running_text(page)).to_contain_text("first-order")
    assert TOKEN not in page.url
    services.answering.go_on.set()
    expect(page.locator(".sources__item")).to_have_count(2)
    context.close()
