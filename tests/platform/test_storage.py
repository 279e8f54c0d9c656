"""LTI platform storage between two sites, in Chromium."""

from __future__ import annotations

import pytest

from tests.platform.login import STORAGE_FRAME

pytestmark = pytest.mark.browser

# Sends a message to a frame of the platform, returns the answer, or null after a silent second.
ASK = """
({ frame, message, origin }) => new Promise((resolve) => {
  const target = frame === "_parent" ? window.parent : window.parent.frames[frame];
  window.addEventListener("message", (event) => {
    const isAnswer = event.data.subject === `${message.subject}.response`;
    if (isAnswer && event.data.message_id === message.message_id) {
      resolve({ ...event.data, from: event.origin });
    }
  });
  setTimeout(() => resolve(null), 1000);
  target.postMessage(message, origin);
})
"""


@pytest.fixture
def open_tool(chromium, pair):
    """Return a callable that opens the course, then gives page, tool's frame, asking function."""
    running, tool_at = pair
    page = chromium.new_page()

    def open_with(storage):
        page.goto(f"{running.url}/?as=camille&storage={storage}")
        page.frame_locator("iframe.tool").get_by_text("Camille Moreau").wait_for()
        frame = page.frame(url=f"{tool_at.url}/lti/launch")

        def ask(subject, to="_parent", **fields):
            message = {"subject": subject, "message_id": f"{subject}-{len(fields)}", **fields}
            return frame.evaluate(ASK, {"frame": to, "message": message, "origin": running.url})

        return ask

    yield open_with
    page.close()


def test_page_says_what_it_keeps(open_tool, pair):
    answer = open_tool("on")("lti.capabilities")
    assert answer["subject"] == "lti.capabilities.response"
    assert answer["from"] == pair[0].url
    assert {"subject": "lti.put_data", "frame": "_parent"} in answer["supported_messages"]


def test_word_comes_back(open_tool):
    ask = open_tool("on")
    assert ask("lti.put_data", key="state", value="abc")["value"] == "abc"
    answer = ask("lti.get_data", key="state")
    assert (answer["subject"], answer["value"]) == ("lti.get_data.response", "abc")


def test_null_forgets_the_word(open_tool):
    ask = open_tool("on")
    ask("lti.put_data", key="state", value="abc")
    ask("lti.put_data", key="state", value=None)
    assert ask("lti.get_data", key="state")["value"] is None


def test_frame_keeps_words_where_the_page_points(open_tool):
    ask = open_tool("frame")
    told = ask("lti.capabilities")["supported_messages"]
    assert {"subject": "lti.put_data", "frame": STORAGE_FRAME} in told
    assert ask("lti.put_data", to=STORAGE_FRAME, key="nonce", value="n1")["value"] == "n1"
    assert ask("lti.get_data", to=STORAGE_FRAME, key="nonce")["value"] == "n1"
    assert ask("lti.put_data", key="nonce", value="n1")["error"]["code"] == "unsupported_subject"


@pytest.mark.parametrize(
    ("subject", "fields", "code"),
    [
        ("lti.put_data", {"value": "no key"}, "bad_request"),
        ("lti.put_data", {"key": "k", "value": 3}, "bad_request"),
        ("lti.get_data", {}, "bad_request"),
        ("lti.unheard_of", {}, "unsupported_subject"),
    ],
)
def test_message_without_sense_is_an_error(open_tool, subject, fields, code):
    assert open_tool("on")(subject, **fields)["error"]["code"] == code


def test_full_storage_takes_no_new_key(open_tool):
    ask = open_tool("on")
    for number in range(100):
        ask("lti.put_data", key=f"k{number}", value="v")
    assert ask("lti.put_data", key="one more", value="v")["error"]["code"] == "storage_exhaustion"


def test_nothing_answers_where_storage_is_off(open_tool):
    assert open_tool("off")("lti.capabilities") is None


def test_other_origin_gets_no_answer(chromium, pair):
    running, _ = pair
    page = chromium.new_page()
    page.goto(f"{running.url}/?as=camille&activity=outline&storage=on")
    message = {"subject": "lti.capabilities", "message_id": "1"}
    question = {"frame": "_parent", "message": message, "origin": running.url}
    # The page asks itself: its own origin is not the tool's.
    heard = page.evaluate(ASK, question)
    page.close()
    assert heard is None
