"""The language switch."""

import pytest


def test_the_visit_remembers_the_language(api, services):
    assert api("POST", "/language", {"locale": "fr"}).status_code == 204
    assert services.visits.visit.locale == "fr"


@pytest.mark.parametrize("body", [{"locale": "xx"}, {"locale": None}, {}])
def test_a_language_that_the_page_does_not_speak_is_refused(api, body):
    assert api("POST", "/language", body).status_code == 422
