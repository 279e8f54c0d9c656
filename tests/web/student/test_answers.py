"""Following an answer, stopping it, rating it."""

import pytest

from lti_app.domain.answer import Rating, RatingReason


@pytest.fixture
def asked(api):
    return lambda text: api("POST", "/questions", {"text": text}).json


def test_an_answer_is_streamed_to_its_end(api, asked):
    response = api("GET", asked("What is a filter?")["events"])
    stream = response.get_data(as_text=True)
    assert response.mimetype == "text/event-stream"
    assert response.headers["X-Accel-Buffering"] == "no"
    assert response.headers["Cache-Control"] == "no-store"
    assert stream.startswith("event: snapshot\n")
    assert stream.count("event: ending\n") == 1


def test_a_stream_speaks_the_visits_language_to_its_end(api, asked):
    stream = api("GET", asked("down")["events"]).get_data(as_text=True)
    assert "The language model cannot be reached" in stream


def test_the_ending_tells_the_language_of_the_answer(api, asked):
    facts = asked("short")
    for query, language in (
        (f"?conversation={facts['conversation_id']}", "en"),
        ("?conversation=gone", ""),
        ("", ""),
    ):
        stream = api("GET", facts["events"] + query).get_data(as_text=True)
        assert f'"language":"{language}","blocks"' in stream


def test_an_unknown_answer_is_not_found_before_the_stream_begins(api):
    response = api("GET", "/answers/other/events")
    assert response.status_code == 404
    assert response.json["error"]["code"] == "not_found"


def test_stopping_ends_the_answer_and_keeps_its_text(api, asked):
    facts = asked("hold on")
    assert api("POST", f"/answers/{facts['answer_id']}/stop").status_code == 204
    stream = api("GET", facts["events"]).get_data(as_text=True)
    assert '"code":"stopped"' in stream


def test_a_thumb_is_kept_with_its_reasons(api, asked, services):
    answer_id = asked("short")["answer_id"]
    body = {"rating": "down", "reasons": ["wrong", "incomplete", "wrong"]}
    assert api("POST", f"/answers/{answer_id}/rating", body).status_code == 204
    reasons = (RatingReason.WRONG, RatingReason.INCOMPLETE)
    assert services.answering.rated[-1] == (answer_id, Rating.DOWN, reasons)


def test_a_thumb_can_be_taken_back(api, asked, services):
    answer_id = asked("short")["answer_id"]
    api("POST", f"/answers/{answer_id}/rating", {"rating": None, "reasons": []})
    assert services.answering.rated[-1] == (answer_id, None, ())


@pytest.mark.parametrize(
    "body",
    [{"rating": "sideways"}, {"rating": "down", "reasons": ["bored"]}, {"reasons": "wrong"}, 3],
)
def test_a_malformed_rating_is_refused(api, asked, body):
    answer_id = asked("short")["answer_id"]
    assert api("POST", f"/answers/{answer_id}/rating", body).status_code == 422
