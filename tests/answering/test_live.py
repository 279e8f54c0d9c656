"""A growing answer is written once and can be followed by any number of readers."""

import threading
import time

import pytest

from lti_app.answering.draft import Draft
from lti_app.answering.live import Live, LiveAnswer
from lti_app.domain.answer import Ending, Progress, Stage
from lti_app.domain.errors import TooManyAnswersError

WAIT_S = 5


class Keeper:
    def __init__(self):
        self.kept = []
        self.wanted = frozenset()

    def keep_across_institutions(self, running):
        self.kept.append(dict(running))
        return self.wanted & running.keys()


@pytest.fixture
def keeper():
    return Keeper()


@pytest.fixture
def live(keeper):
    live = Live(keeper, max_streams=2, abandoned_after_s=60)
    yield live
    live.close()


def drafted(text):
    draft = Draft({1})
    draft.add(text)
    return draft


def ended(answer, text="Oui."):
    return Progress("a", answer.now().revision + 1, Stage.ENDED, text, (), Ending.ANSWERED)


def test_a_reader_sees_the_present_state_first_then_the_end():
    answer = LiveAnswer("a", abandoned_after_s=60)
    answer.show(stage=Stage.WRITING, draft=drafted("Oui [1]"))
    reader = answer.follow(heartbeat_s=WAIT_S)
    assert next(reader).text == "Oui [1]"
    answer.end(ended(answer))
    assert next(reader).ending is Ending.ANSWERED
    assert list(reader) == []


def test_a_late_reader_gets_the_ended_answer():
    answer = LiveAnswer("a", abandoned_after_s=60)
    answer.end(ended(answer))
    assert [progress.text for progress in answer.follow(WAIT_S)] == ["Oui."]


def test_silence_becomes_heartbeats():
    answer = LiveAnswer("a", abandoned_after_s=60)
    reader = answer.follow(heartbeat_s=0.01)
    next(reader)
    assert next(reader) is None


def test_an_answer_without_reader_is_abandoned_after_a_while():
    answer = LiveAnswer("a", abandoned_after_s=0.05)
    reader = answer.follow(WAIT_S)
    next(reader)
    time.sleep(0.1)
    assert not answer.is_abandoned()
    reader.close()
    time.sleep(0.1)
    assert answer.is_abandoned()


def test_first_reason_to_end_stands():
    answer = LiveAnswer("a", abandoned_after_s=60)
    answer.end_early(Ending.STOPPED)
    answer.end_early(Ending.INTERRUPTED)
    assert answer.wants_end() is Ending.STOPPED


def test_one_answer_too_many_is_refused(live):
    go = threading.Event()
    for name in ("a", "b"):
        live.check_room()
        live.start(name, lambda answer: go.wait(WAIT_S))
    with pytest.raises(TooManyAnswersError) as refused:
        live.check_room()
    assert refused.value.retry_after_s > 0
    go.set()


def test_what_grows_is_kept_once_a_change(live, keeper):
    go, shown = threading.Event(), threading.Event()

    def write(answer):
        answer.show(stage=Stage.WRITING, draft=drafted("Oui"))
        shown.set()
        go.wait(WAIT_S)

    live.start("a", write)
    assert shown.wait(WAIT_S)
    live.tick()
    live.tick()
    go.set()
    assert keeper.kept[0]["a"].text == "Oui"
    assert keeper.kept[1] == {"a": None}


def test_a_wish_from_another_process_ends_the_answer(live, keeper):
    seen = []

    def write(answer):
        while answer.wants_end() is None:
            time.sleep(0.01)
        seen.append(answer.wants_end())

    live.start("a", write)
    keeper.wanted = frozenset({"a"})
    live.tick()
    live.close()
    assert seen == [Ending.STOPPED]


def test_an_ended_answer_makes_room(live):
    live.start("a", lambda answer: None)
    live.close()
    assert live.running_count == 0
    assert live.get("a") is None
