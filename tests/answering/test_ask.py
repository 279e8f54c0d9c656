"""The service behind the chat page, on a real database with a scripted model."""

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import update

from lti_app.answering.ask import Answering
from lti_app.answering.check_answer import CheckAnswer
from lti_app.answering.compose import Compose
from lti_app.answering.find_passages import FindPassages
from lti_app.answering.live import Live
from lti_app.answering.load_talk import LoadTalk
from lti_app.answering.pipeline import Pipeline
from lti_app.answering.prompts import Prompts
from lti_app.answering.talks import Talks
from lti_app.domain.answer import Ending, Rating, RatingReason, Stage
from lti_app.domain.errors import (
    AnswerRunningError,
    EmptyQuestionError,
    LongQuestionError,
    NotFoundError,
    TooManyAnswersError,
)
from lti_app.settings import ROOT
from lti_app.store.answers import Answers
from lti_app.store.conversations import Conversations
from lti_app.store.courses import Courses
from lti_app.store.database import now
from lti_app.store.tables import AnswerRow
from tests.answering.fakes import (
    FixedSearch,
    ScriptedModel,
    make_finding,
    tell_by_words,
)
from tests.factories import make_course, make_visit

WAIT_S = 5
GOOD = "Un filtre est un circuit [1]. Il coupe [9]."


class Desk:
    """A service with everything that it was built from."""

    def __init__(self, database, *, max_streams=5):
        self.database = database
        self.model = ScriptedModel([])
        self.visible = {"doc-1"}
        self.endings = []
        self.talks = Conversations(database)
        self.answers = Answers(database)
        self.live = Live(self.answers, max_streams=max_streams, abandoned_after_s=60)
        scope = make_course(database)
        self.visit = make_visit(database, scope)
        assistant_id = Courses(database).assistants(scope)[0].id
        prompts = Prompts(ROOT / "prompts")
        steps = (
            LoadTalk(self.talks, tell_by_words, budget_tokens=500),
            FindPassages(FixedSearch(make_finding()), lambda q, text: text[:20], limit=3),
            Compose(self.model, prompts, tell_by_words, answer_tokens=100),
            CheckAnswer(),
        )
        self.service = Answering(
            pipeline=Pipeline(steps),
            live=self.live,
            answers=self.answers,
            talks=self.talks,
            model=self.model,
            visible_document_ids=lambda visit: frozenset(self.visible),
            assistant_id_of=lambda visit: assistant_id,
            on_ending=self.endings.append,
            max_question_chars=100,
        )

    def ask(self, *says, text="Qu'est-ce qu'un filtre ?", conversation_id=None):
        self.model.says.extend(says)
        return self.service.ask(self.visit, text, conversation_id)

    def last(self, asked):
        return list(self.service.follow(self.visit, asked.answer_id, WAIT_S))[-1]

    def age(self, asked, seconds):
        """Make an answer's writer look dead for so long."""
        with self.database.transaction() as session:
            session.execute(
                update(AnswerRow)
                .where(AnswerRow.id == asked.answer_id)
                .values(touched_at=now() - timedelta(seconds=seconds))
            )


@pytest.fixture
def desk(sqlite):
    desk = Desk(sqlite)
    yield desk
    desk.live.close()


@pytest.fixture
def gate(desk):
    """A model that waits before each piece until it is let go."""
    gate = threading.Event()
    desk.model.on_piece = lambda: gate.wait(WAIT_S)
    yield gate
    gate.set()


def test_an_answer_is_followed_to_its_end_and_stored(desk):
    asked = desk.ask(GOOD)
    last = desk.last(asked)
    assert (last.ending, last.stage) == (Ending.ANSWERED, Stage.ENDED)
    assert last.text == "Un filtre est un circuit [1]. Il coupe."
    stored = desk.answers.get(desk.visit.scope, desk.visit.person_id, asked.answer_id)
    assert (stored.text, stored.sources) == (last.text, last.sources)
    assert (stored.language, stored.prompt_version) == ("fr", "answer-v1")
    assert desk.endings == [Ending.ANSWERED]


@pytest.mark.parametrize(
    ("text", "error"),
    [("", EmptyQuestionError), (" \n\x00", EmptyQuestionError), ("x" * 101, LongQuestionError)],
)
def test_a_question_that_cannot_be_taken_leaves_nothing_behind(desk, text, error):
    with pytest.raises(error):
        desk.ask(text=text)
    assert desk.talks.all(desk.visit.scope, desk.visit.person_id) == ()


def test_a_talk_answers_one_question_at_a_time(desk, gate):
    asked = desk.ask(GOOD)
    with pytest.raises(AnswerRunningError):
        desk.ask(conversation_id=asked.conversation_id)


def test_an_answer_too_many_is_refused_before_anything_is_stored(sqlite):
    desk = Desk(sqlite, max_streams=1)
    gate = threading.Event()
    desk.model.on_piece = lambda: gate.wait(WAIT_S)
    desk.ask(GOOD)
    with pytest.raises(TooManyAnswersError):
        desk.ask(GOOD)
    assert len(desk.talks.all(desk.visit.scope, desk.visit.person_id)) == 1
    gate.set()
    desk.live.close()


def test_another_reader_sees_the_same_answer(desk, gate):
    asked = desk.ask(GOOD)
    readers = [desk.service.follow(desk.visit, asked.answer_id, WAIT_S) for _ in range(2)]
    for reader in readers:
        next(reader)
    gate.set()
    assert len({list(reader)[-1].text for reader in readers}) == 1


def test_a_classmate_cannot_follow(desk):
    asked = desk.ask(GOOD)
    other = make_visit(desk.database, desk.visit.scope)
    with pytest.raises(NotFoundError):
        desk.service.follow(other, asked.answer_id, WAIT_S)
    desk.last(asked)


def test_an_answer_of_a_dead_process_is_shown_as_interrupted(desk):
    conversation = desk.talks.begin(
        desk.visit.scope, desk.visit.person_id, desk.service._assistant_id_of(desk.visit), "x"
    )
    question = desk.talks.add_question(desk.visit.scope, desk.visit.person_id, conversation, "x")
    answer_id = desk.answers.begin(desk.visit.scope, question, "engine")

    class Left:
        conversation_id = conversation

    Left.answer_id = answer_id
    with pytest.raises(AnswerRunningError):
        desk.ask(conversation_id=conversation)
    desk.age(Left, 60)
    assert desk.last(Left).ending is Ending.INTERRUPTED
    assert desk.last(desk.ask(GOOD, conversation_id=conversation)).ending is Ending.ANSWERED


def test_a_fault_of_ours_still_ends_the_answer_with_what_was_seen(desk):
    def fault():
        if len(pieces) == 3:
            raise RuntimeError("a bug")
        pieces.append(1)

    pieces = []
    desk.model.on_piece = fault
    asked = desk.ask(GOOD)
    last = desk.last(asked)
    assert last.ending is Ending.FAILED
    assert last.text.startswith("Un filtre")
    stored = desk.answers.get(desk.visit.scope, desk.visit.person_id, asked.answer_id)
    assert (stored.ending, stored.text) == (Ending.FAILED, last.text)


def test_a_reader_is_told_the_end_though_it_could_not_be_stored(desk, gate, monkeypatch):
    asked = desk.ask(GOOD)
    reader = desk.service.follow(desk.visit, asked.answer_id, WAIT_S)
    next(reader)

    def broken(*args, **kwargs):
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(desk.answers, "finish", broken)
    gate.set()
    assert list(reader)[-1].ending is Ending.ANSWERED


def test_a_source_is_shown_only_while_its_document_may_be_seen(desk):
    asked = desk.ask(GOOD)
    desk.last(asked)
    assert desk.service.source(desk.visit, asked.answer_id, 1).page_number == 11
    with pytest.raises(NotFoundError):
        desk.service.source(desk.visit, asked.answer_id, 2)
    desk.visible.clear()
    with pytest.raises(NotFoundError):
        desk.service.source(desk.visit, asked.answer_id, 1)


def test_sources_can_be_opened_while_the_answer_grows(desk, gate):
    asked = desk.ask(GOOD)
    reader = desk.service.follow(desk.visit, asked.answer_id, WAIT_S)
    while not next(reader).sources:
        time.sleep(0.01)
    assert desk.service.source(desk.visit, asked.answer_id, 2).number == 2


def test_reasons_are_kept_for_a_thumb_down_only(desk):
    asked = desk.ask(GOOD)
    desk.last(asked)
    reasons = (RatingReason.WRONG,)
    for rating, kept in ((Rating.DOWN, reasons), (Rating.UP, ())):
        desk.service.rate(desk.visit, asked.answer_id, rating, reasons)
        stored = desk.answers.get(desk.visit.scope, desk.visit.person_id, asked.answer_id)
        assert (stored.rating, stored.rating_reasons) == (rating, kept)


def test_a_deleted_talk_is_purged_after_a_day(desk):
    asked = desk.ask(GOOD)
    desk.last(asked)
    moments = [now()]
    talks = Talks(desk.talks, lambda: moments[0])
    talks.delete(desk.visit, asked.conversation_id)
    moments[0] += timedelta(hours=23)
    talks.list(desk.visit)
    talks.restore(desk.visit, asked.conversation_id)
    talks.delete(desk.visit, asked.conversation_id)
    moments[0] += timedelta(hours=25)
    talks.list(desk.visit)
    with pytest.raises(NotFoundError):
        talks.restore(desk.visit, asked.conversation_id)
