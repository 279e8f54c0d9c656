"""Asking, asking otherwise, asking again."""

import pytest

from lti_app.domain.errors import TooManyAnswersError
from lti_app.web.access import cookie_name
from tests.web.student.fakes import SHORT_ID, TOKEN


def test_a_question_begins_an_answer(api):
    response = api("POST", "/questions", {"text": "What is a filter?"})
    assert response.status_code == 201
    assert response.json["events"] == f"/answers/{response.json['answer_id']}/events"


def test_a_question_goes_on_in_its_talk(api):
    first = api("POST", "/questions", {"text": "short"}).json
    api("GET", first["events"]).get_data()
    talk = first["conversation_id"]
    second = api("POST", "/questions", {"text": "And why?", "conversation_id": talk})
    assert second.json["conversation_id"] == talk


def test_a_question_while_an_answer_is_written_is_refused_in_words(api, services):
    first = api("POST", "/questions", {"text": "hold on"}).json
    talk = first["conversation_id"]
    second = api("POST", "/questions", {"text": "More?", "conversation_id": talk})
    services.answering.go_on.set()
    assert second.status_code == 409
    assert second.json["error"]["sentence"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ([], 422),
        ({"text": 3}, 422),
        ({"text": "  "}, 422),
        ({"text": "x" * 5000}, 422),
        ({"text": "x", "conversation_id": 3}, 422),
        ({"text": "x", "conversation_id": "other"}, 404),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(api, body, status):
    response = api("POST", "/questions", body)
    assert response.status_code == status
    assert response.json["error"]["sentence"]


def test_a_full_house_says_when_to_come_back(api, services):
    services.answering.fails_with = TooManyAnswersError(retry_after_s=7)
    response = api("POST", "/questions", {"text": "x"})
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "7"


def test_the_last_question_can_be_put_otherwise(api, services):
    first = api("POST", "/questions", {"text": "short"}).json
    edited = api("POST", f"/questions/{first['question_id']}/edit", {"text": "Other words"})
    assert edited.status_code == 201
    [question] = services.talks.questions[first["conversation_id"]]
    assert question.text == "Other words"


def test_an_answer_can_be_tried_again(api):
    first = api("POST", "/questions", {"text": "down"}).json
    again = api("POST", f"/answers/{first['answer_id']}/retry")
    assert again.status_code == 201
    assert again.json["answer_id"] != first["answer_id"]
    assert again.json["question_id"] == first["question_id"]


@pytest.mark.parametrize("url", ["/questions", "/questions/q/edit", "/answers/a/retry"])
def test_a_cookie_alone_changes_nothing(client, url):
    client.set_cookie(cookie_name(SHORT_ID), TOKEN)
    assert client.post(url, json={"text": "x"}).status_code == 401
