"""A source at its page."""

import pytest

from lti_app.domain.answer import Stage


@pytest.fixture
def source_url(api):
    facts = api("POST", "/questions", {"text": "What is a filter?"}).json
    api("GET", facts["events"]).get_data()
    return f"/answers/{facts['answer_id']}/sources"


def test_the_cited_passage_is_marked_on_its_page(api, source_url):
    html = api("GET", f"{source_url}/1").text
    assert "Page 4 of 6" in html
    assert "<mark>La fréquence de coupure" in html
    assert 'lang="fr"' in html
    assert html.count("<rect ") == 2
    assert 'data-picture="/documents/doc-filters/pages/4/picture"' in html


def test_what_a_document_says_is_never_markup(api, source_url):
    html = api("GET", f"{source_url}/1").text
    assert "<b>" not in html
    assert "&lt;b&gt;Attention" in html


def test_another_page_is_shown_without_marks_but_with_the_way_back(api, source_url):
    html = api("GET", f"{source_url}/1?page=5").text
    assert "<mark>" not in html
    assert "Back to the cited page" in html


def test_a_document_without_pictures_shows_its_text(api, source_url):
    html = api("GET", f"{source_url}/2").text
    assert "<img" not in html
    assert "<mark>Above the cutoff frequency" in html


@pytest.mark.parametrize("tail", ["/9", "/1?page=99"])
def test_what_is_not_there_is_not_found(api, source_url, tail):
    response = api("GET", source_url + tail)
    assert response.status_code == 404
    assert response.json["error"]["sentence"]


def test_a_source_can_be_opened_while_the_answer_grows(api, services):
    facts = api("POST", "/questions", {"text": "hold on"}).json
    script = services.answering.by_answer[facts["answer_id"]]
    with script.changed:
        assert script.changed.wait_for(lambda: script.stage is Stage.WRITING, 5)
    status = api("GET", f"/answers/{facts['answer_id']}/sources/1").status_code
    services.answering.go_on.set()
    assert status == 200


def test_a_page_has_a_picture(api):
    response = api("GET", "/documents/doc-filters/pages/4/picture?width=300")
    assert response.mimetype == "image/png"
    assert response.data.startswith(b"\x89PNG")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("width", ["1", "99999"])
def test_a_picture_of_an_odd_width_is_refused(api, width):
    url = f"/documents/doc-filters/pages/4/picture?width={width}"
    assert api("GET", url).status_code == 422
