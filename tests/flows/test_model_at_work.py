"""What a student sees while a model writes, fails, or is left alone."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
import requests
from sqlalchemy import select

from lti_app.store.tables import UsageRow
from tests.fakes.mistral_script import Fault, Script
from tests.fakes.mistral_server import FakeMistral, running_mistral
from tests.flows.student import Student
from tests.platform.browsing import HttpBrowser
from tests.platform.launcher import Launcher
from tests.platform.settings import COURSE_FOLDER
from tests.running_tool import RunningTool, running_tool

QUESTION = "Qu'est-ce qu'un filtre passe-bas ?"
ANSWER = "Un filtre passe-bas laisse passer les basses fréquences [1]. Il coupe les hautes [9]. "
SLOW = Script(answer=ANSWER * 12, tokens_per_s=40)
WAIT_S = 15


@pytest.fixture(scope="module")
def mistral() -> Iterator[FakeMistral]:
    with running_mistral() as server:
        yield server


@pytest.fixture(scope="module")
def tool(mistral, tmp_path_factory) -> Iterator[RunningTool]:
    folder = tmp_path_factory.mktemp("model")
    settings = {"MISTRAL_TIMEOUT_S": "1", "ABANDONED_AFTER_S": "1"}
    with running_tool(folder, MISTRAL_SERVER_URL=mistral.url, **settings) as running:
        running.hand_in(COURSE_FOLDER / "diapositives-filtres.pptx")
        yield running


@pytest.fixture
def student(tool, mistral) -> Student:
    mistral.script = Script(answer=ANSWER)
    mistral.requests.clear()
    mistral._chats = 0
    browser = HttpBrowser()
    return Student.arrive(tool.url, browser, Launcher(tool.lms, browser).launch().reply)


def wait_for(condition):
    until_s = time.monotonic() + WAIT_S
    while not (found := condition()):
        assert time.monotonic() < until_s
        time.sleep(0.05)
    return found


def ending_of(events):
    assert events[-1][0] == "ending"
    return events[-1][1]


def test_an_invented_citation_is_gone_and_usage_is_kept(student, tool, mistral):
    asked = student.ask(QUESTION)
    ending = ending_of(student.listen(asked["answer_id"]))
    assert ending["code"] == "answered"
    assert [source["number"] for source in ending["sources"]] == [1]
    assert 'data-source="9"' not in "".join(ending["blocks"])
    with tool.services.database.reading() as session:
        usage = session.scalars(
            select(UsageRow).where(UsageRow.answer_id == asked["answer_id"])
        ).one()
    assert usage.input_tokens > 100
    assert usage.output_tokens > 10
    assert usage.ending == "answered"


def test_nothing_that_names_a_person_goes_to_the_model(student, mistral):
    student.listen(student.ask(QUESTION)["answer_id"])
    sent = str(mistral.chats)
    for word in ("Camille", "Moreau", "camille", "@", "pptx", "http"):
        assert word not in sent


@pytest.mark.parametrize(
    ("script", "code"),
    [
        (Script(fault=Fault.REFUSED_KEY), "model_refused_key"),
        (Script(fault=Fault.BUSY, retry_after="60"), "model_busy"),
        (Script(fault=Fault.HANG), "model_unavailable"),
        (Script(fault=Fault.EMPTY), "model_said_nothing"),
        (Script(answer=ANSWER * 3, fault=Fault.STALL), "model_broke_off"),
        (Script(answer=ANSWER * 3, fault=Fault.BROKEN_CONNECTION), "model_broke_off"),
        (Script(answer=ANSWER * 3, fault=Fault.NO_END), "model_broke_off"),
        (Script(answer=ANSWER * 3, fault=Fault.BAD_JSON), "model_broke_off"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.fault.value,
)
def test_each_failure_ends_in_words_and_can_be_retried(student, mistral, script, code):
    mistral.script = script
    asked = student.ask(QUESTION)
    ending = ending_of(student.listen(asked["answer_id"]))
    assert ending["code"] == code
    assert ending["can_retry"]
    assert ending["title"]
    if code == "model_broke_off":
        assert "passe-bas" in "".join(ending["blocks"])
    mistral.script = Script(answer=ANSWER)
    again = student.send("POST", f"/answers/{asked['answer_id']}/retry", {}).json()
    assert ending_of(student.listen(again["answer_id"]))["code"] == "answered"


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.BUSY])
def test_a_passing_failure_is_never_seen(student, mistral, fault):
    mistral.script = Script(answer=ANSWER, fault=fault, fault_times=1, retry_after="0")
    assert ending_of(student.listen(student.ask(QUESTION)["answer_id"]))["code"] == "answered"


def test_stop_keeps_the_text(student, mistral):
    mistral.script = SLOW
    asked = student.ask(QUESTION)
    events = student.events(asked["answer_id"])
    wait_for(lambda: next(events)[0] == "block")
    assert student.send("POST", f"/answers/{asked['answer_id']}/stop", {}).status_code == 204
    ending = ending_of(list(events))
    assert ending["code"] == "stopped"
    assert "passe-bas" in "".join(ending["blocks"])
    wait_for(lambda: mistral.open_streams == 0)


def test_a_page_reloaded_in_the_middle_goes_on(student, mistral):
    mistral.script = SLOW
    asked = student.ask(QUESTION)
    first = student.events(asked["answer_id"])
    wait_for(lambda: next(first)[0] == "block")
    first.close()
    page = student.again(asked["conversation_id"])
    assert "passe-bas" in page.page.get_text()
    events = page.listen(asked["answer_id"])
    assert events[0][0] == "snapshot"
    assert "passe-bas" in "".join(events[0][1]["blocks"])
    assert ending_of(events)["code"] == "answered"


def test_a_closed_tab_ends_the_answer_and_keeps_what_was_said(student, mistral):
    mistral.script = replace(SLOW, answer=ANSWER * 60)
    asked = student.ask(QUESTION)
    events = student.events(asked["answer_id"])
    wait_for(lambda: next(events)[0] == "block")
    events.close()
    wait_for(lambda: mistral.open_streams == 0)
    ending = ending_of(student.listen(asked["answer_id"]))
    assert ending["code"] == "interrupted"
    assert "passe-bas" in "".join(ending["blocks"])


def test_a_second_question_waits_for_the_first(student, mistral):
    mistral.script = SLOW
    asked = student.ask(QUESTION)
    reply = student.send(
        "POST", "/questions", {"text": "x", "conversation_id": asked["conversation_id"]}
    )
    assert reply.status_code == 409
    assert reply.json()["error"]["code"] == "answer_running"


def test_the_last_question_can_be_asked_otherwise(student, mistral):
    asked = student.ask(QUESTION)
    student.listen(asked["answer_id"])
    other = student.send(
        "POST", f"/questions/{asked['question_id']}/edit", {"text": "Et un passe-haut ?"}
    ).json()
    student.listen(other["answer_id"])
    turns = student.again(asked["conversation_id"]).page.select(".turn")
    text = " ".join(turn.get_text() for turn in turns)
    assert "Et un passe-haut ?" in text
    assert QUESTION not in text


def test_a_talk_is_known_to_the_model_and_the_question_stands_alone(student, mistral):
    first = student.ask(QUESTION)
    student.listen(first["answer_id"])
    mistral.requests.clear()
    second = student.ask("Et pourquoi ?", first["conversation_id"])
    student.listen(second["answer_id"])
    rephrase, answer = mistral.chats
    assert rephrase["messages"][-1]["content"] == "Et pourquoi ?"
    assert QUESTION in str(answer["messages"])
    assert answer["messages"][-1]["content"].endswith("Answer in French.")


def test_the_stream_opens_at_once_and_survives_proxies(student, mistral, tool):
    mistral.script = replace(SLOW, first_token_s=0.8)
    asked = student.ask(QUESTION)
    headers = {"Authorization": f"Bearer {student.token}"}
    url = f"{tool.url}/answers/{asked['answer_id']}/events"
    with requests.get(url, headers=headers, stream=True, timeout=WAIT_S) as reply:
        assert reply.headers["Content-Type"].startswith("text/event-stream")
        assert reply.headers["X-Accel-Buffering"] == "no"
        assert next(reply.iter_lines()) == b"event: snapshot"
