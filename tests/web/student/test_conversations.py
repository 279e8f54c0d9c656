"""Earlier conversations."""

import pytest


@pytest.fixture
def talk(services):
    return services.talks.begin(services.visits.visit, "Filters & <b>bold</b>")


def test_conversations_are_listed_escaped(api, talk):
    html = api("GET", "/conversations").text
    assert "Filters &amp; &lt;b&gt;bold" in html
    assert f"/chat?conversation={talk}" in html


def test_without_conversations_the_list_says_so(api):
    assert "There are no conversations yet." in api("GET", "/conversations").text


def test_a_conversation_is_renamed(api, talk, services):
    assert api("PATCH", f"/conversations/{talk}", {"title": "RC"}).status_code == 204
    assert services.talks.kept[talk].title == "RC"


@pytest.mark.parametrize("body", [{"title": " "}, {"title": 3}, {}])
def test_an_empty_title_is_refused_in_words(api, talk, body):
    response = api("PATCH", f"/conversations/{talk}", body)
    assert response.status_code == 422
    assert response.json["error"]["sentence"]


def test_a_deleted_conversation_can_be_restored(api, talk, services):
    assert api("DELETE", f"/conversations/{talk}").status_code == 204
    assert talk not in services.talks.kept
    assert api("POST", f"/conversations/{talk}/restore").status_code == 204
    assert talk in services.talks.kept


def test_another_ones_conversation_is_not_found(api):
    assert api("DELETE", "/conversations/other").status_code == 404
