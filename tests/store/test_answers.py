"""Answers are kept while they grow and once they have ended."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lti_app.domain.answer import Ending, Progress, Rating, RatingReason, Source, Stage
from lti_app.domain.model import Purpose, Usage
from lti_app.store.answers import Answers
from lti_app.store.conversations import Conversations
from lti_app.store.courses import Courses
from lti_app.store.database import now
from lti_app.store.tables import UsageRow

SOURCE = Source(2, "d" * 32, "Polycopié", 7, "Un passage.", "Un passage.", ("1", "1.2"), "fr")


@pytest.fixture
def answers(database):
    return Answers(database)


@pytest.fixture
def answer_id(database, answers, visit):
    talks = Conversations(database)
    assistant = Courses(database).assistants(visit.scope)[0]
    talk = talks.begin(visit.scope, visit.person_id, assistant.id, "Pourquoi ?")
    question = talks.add_question(visit.scope, visit.person_id, talk, "Pourquoi ?")
    return answers.begin(visit.scope, question, "engine")


def grown(answer_id, revision=3, ending=None):
    stage = Stage.ENDED if ending else Stage.WRITING
    return Progress(answer_id, revision, stage, "Parce que [2].", (SOURCE,), ending)


def finish(answers, visit, answer_id, usages=()):
    answers.finish(
        visit.scope,
        answer_id,
        grown(answer_id, 9, Ending.ANSWERED),
        language="fr",
        prompt_version="answer-v1",
        usages=usages,
    )


def test_what_grew_can_be_read_by_another_process(answers, visit, answer_id):
    answers.keep_across_institutions({answer_id: grown(answer_id)})
    progress, _ = answers.progress(visit.scope, visit.person_id, answer_id)
    assert progress == grown(answer_id)


def test_an_unchanged_answer_still_gives_a_sign_of_life(answers, visit, answer_id):
    _, before = answers.progress(visit.scope, visit.person_id, answer_id)
    answers.keep_across_institutions({answer_id: None})
    progress, after = answers.progress(visit.scope, visit.person_id, answer_id)
    assert after > before
    assert progress.text == ""


def test_a_wish_to_stop_reaches_the_writer(answers, visit, answer_id):
    assert answers.keep_across_institutions({answer_id: None}) == frozenset()
    answers.want_stop(visit.scope, visit.person_id, answer_id)
    assert answers.keep_across_institutions({answer_id: None}) == {answer_id}


def test_an_ended_answer_is_never_overwritten_by_late_growth(answers, visit, answer_id):
    finish(answers, visit, answer_id)
    late = Progress(answer_id, 4, Stage.WRITING, "late")
    answers.keep_across_institutions({answer_id: late})
    assert answers.get(visit.scope, visit.person_id, answer_id).text == "Parce que [2]."


def test_usage_is_stored_with_the_answer(database, answers, visit, answer_id):
    usage = Usage(answer_id, Purpose.ANSWER, "m", "answer-v1", 900, 80, 64, 412, 2000, "answered")
    finish(answers, visit, answer_id, [usage])
    with database.reading() as session:
        row = session.scalars(select(UsageRow)).one()
    assert (row.input_tokens, row.output_tokens, row.cached_tokens) == (900, 80, 64)
    assert (row.first_text_ms, row.total_ms, row.prompt_version) == (412, 2000, "answer-v1")
    assert row.course_id == visit.scope.course_id


def test_a_dead_writers_answer_is_interrupted_with_its_text(answers, visit, answer_id):
    answers.keep_across_institutions({answer_id: grown(answer_id)})
    answers.interrupt(visit.scope, answer_id, now() + timedelta(seconds=1))
    answer = answers.get(visit.scope, visit.person_id, answer_id)
    assert (answer.ending, answer.text) == (Ending.INTERRUPTED, "Parce que [2].")


def test_a_living_writers_answer_is_left_alone(answers, visit, answer_id):
    answers.interrupt(visit.scope, answer_id, now() - timedelta(seconds=15))
    assert answers.get(visit.scope, visit.person_id, answer_id).ending is None


def test_a_thumb_can_be_given_and_taken_back(answers, visit, answer_id):
    reasons = (RatingReason.WRONG, RatingReason.INCOMPLETE)
    answers.rate(visit.scope, visit.person_id, answer_id, Rating.DOWN, reasons)
    rated = answers.get(visit.scope, visit.person_id, answer_id)
    assert (rated.rating, rated.rating_reasons) == (Rating.DOWN, reasons)
    answers.rate(visit.scope, visit.person_id, answer_id, None, ())
    assert answers.get(visit.scope, visit.person_id, answer_id).rating is None
