"""The chat page as the server makes it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lti_app.domain.answer import Ending
from lti_app.domain.visit import Role
from lti_app.web.access import cookie_name
from tests.web.student.conftest import AUTHORIZED
from tests.web.student.fakes import SHORT_ID, TOKEN


@pytest.fixture
def page(client):
    return lambda url="/chat": client.get(url, headers=AUTHORIZED).text


@pytest.fixture
def ask(api, services):
    """Ask a question; return what the server said once the answer has ended."""

    def asked(question: str) -> dict[str, str]:
        facts = api("POST", "/questions", {"text": question}).json
        api("GET", facts["events"]).get_data()
        return facts

    return asked


def test_a_page_is_read_with_the_cookie(client):
    client.set_cookie(cookie_name(SHORT_ID), TOKEN)
    assert client.get(f"/chat?visit={SHORT_ID}").status_code == 200


def test_a_page_is_read_with_the_token_in_a_form(client):
    assert client.post("/chat", data={"visit_token": TOKEN}).status_code == 200


def test_without_a_visit_the_page_says_to_open_it_from_the_course(client):
    response = client.get("/chat", headers={"Accept": "text/html"})
    assert response.status_code == 401
    assert "course" in response.text


def test_the_notice_stands_before_the_first_question(page):
    html = page()
    assert "You are writing to an AI, not to a person." in html
    assert "Only you see it here; teachers cannot read it." in html
    assert "Answers are written by: Mistral Small." in html


def test_an_engine_that_only_quotes_says_so(page, services):
    services.answering.is_generative = False
    assert "No language model is connected: answers quote the course." in page()


def test_the_assistants_own_words_come_first(page, services):
    services.courses.the_assistant = replace(
        services.courses.the_assistant,
        name="Ampère",
        greeting="Bonjour à tous",
        scope_note="Chapters 1 to 9.",
        starter_questions=("What is a filter?",),
    )
    html = page()
    for words in ("Ampère", "Bonjour à tous", "Chapters 1 to 9.", "What is a filter?"):
        assert words in html
    assert "What is “" not in html


def test_documents_suggest_questions_where_the_teacher_set_none(page):
    assert "What is “Filtres passifs” about?" in page()


def test_staff_are_sent_to_the_material_when_there_is_none(page, services):
    services.materials.all = ()
    services.visits.visit = replace(services.visits.visit, role=Role.TEACHER)
    assert "Add course material" in page()


def test_students_learn_that_there_is_no_material(page, services):
    services.materials.all = ()
    html = page()
    assert "Your teacher has not added any course material yet." in html
    assert "/teacher/material" not in html


def test_only_staff_see_the_tabs(page, services):
    assert "tabs__tab" not in page()
    services.visits.visit = replace(services.visits.visit, role=Role.TEACHER)
    assert "tabs__tab" in page()


def test_a_stored_answer_is_shown_with_its_sources_and_language(page, ask):
    facts = ask("What is a filter?")
    html = page(f"/chat?conversation={facts['conversation_id']}")
    assert 'data-state="ended"' in html
    assert 'data-ai-generated="true"' in html
    assert 'lang="en"' in html
    assert "<msub><mi>f</mi><mi>c</mi></msub>" in html
    assert "Reading Bode diagrams" in html


def test_an_ending_is_told_with_a_way_on(page, ask):
    facts = ask("down please")
    html = page(f"/chat?conversation={facts['conversation_id']}")
    assert "The language model cannot be reached" in html
    assert 'data-can-retry="true"' in html


def test_an_unfinished_answer_waits_to_be_followed(page, api, services):
    facts = api("POST", "/questions", {"text": "hold on"}).json
    html = page(f"/chat?conversation={facts['conversation_id']}")
    services.answering.go_on.set()
    assert html.count('data-state="running"') == 2  # the turn, the template


def test_what_a_student_typed_is_never_markup(page, ask):
    facts = ask("<script>alert(1)</script>")
    html = page(f"/chat?conversation={facts['conversation_id']}")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_a_draft_is_kept_under_a_name_of_its_own(page, services):
    first = re.search('data-draft-key="([^"]+)"', page())[1]
    services.visits.visit = replace(services.visits.visit, person_id="another")
    second = re.search('data-draft-key="([^"]+)"', page())[1]
    assert first != second
    assert "another" not in second


def test_a_talk_just_left_goes_on_by_itself(page, ask):
    ask("What is a filter?")
    assert 'data-conversation-id=""' not in page()


def test_a_talk_left_long_ago_waits_among_the_earlier_ones(page, services):
    visit = services.visits.visit
    services.talks.begin(visit, "Old", datetime.now(UTC) - timedelta(hours=1))
    assert 'data-conversation-id=""' in page()


def test_a_new_conversation_is_empty(page, ask):
    ask("What is a filter?")
    assert 'data-conversation-id=""' in page("/chat?conversation=new")


def test_another_ones_conversation_is_not_found(client):
    response = client.get("/chat?conversation=other", headers=AUTHORIZED)
    assert response.status_code == 404


def test_nothing_stands_inline(page, ask):
    ask("What is a filter?")
    html = page()
    assert " style=" not in html
    assert "<script>" not in html
    assert " onclick" not in html
    assert "javascript:" not in html


def test_the_locale_of_the_visit_is_the_pages(page, services):
    services.visits.visit = replace(services.visits.visit, locale="fr")
    assert '<html lang="fr"' in page()


def test_a_stopped_answer_keeps_its_text_without_alarm(page, ask, services):
    facts = ask("short")
    script = services.answering.by_answer[facts["answer_id"]]
    script.answer = replace(script.answer, ending=Ending.STOPPED)
    html = page(f"/chat?conversation={facts['conversation_id']}")
    assert "You stopped this answer" in html
    assert "20 dB per decade" in html
