"""Conversations belong to one person in one course."""

import pytest

from lti_app.domain.errors import NotFoundError
from lti_app.domain.visit import Scope, Visit
from lti_app.store.answers import Answers
from lti_app.store.conversations import Conversations
from lti_app.store.courses import Courses
from lti_app.store.database import Database, now
from tests.factories import make_course, make_visit


@pytest.fixture
def conversations(database: Database) -> Conversations:
    return Conversations(database)


@pytest.fixture
def talk_id(database: Database, conversations: Conversations, visit: Visit) -> str:
    assistant = Courses(database).assistants(visit.scope)[0]
    return conversations.begin(
        visit.scope, visit.person_id, assistant.id, "  Qu'est-ce\nqu'un  pont ?"
    )


def test_a_talk_is_titled_by_its_first_question(conversations, visit, talk_id):
    assert conversations.all(visit.scope, visit.person_id)[0].title == "Qu'est-ce qu'un pont ?"


def test_a_long_title_is_cut_with_a_mark(conversations, visit, talk_id):
    conversations.rename(visit.scope, visit.person_id, talk_id, "x" * 200)
    title = conversations.all(visit.scope, visit.person_id)[0].title
    assert len(title) == 80
    assert title.endswith("…")


def test_turns_come_in_the_order_asked(conversations, visit, talk_id):
    for text in ("un", "deux", "trois"):
        conversations.add_question(visit.scope, visit.person_id, talk_id, text)
    turns = conversations.talk(visit.scope, visit.person_id, talk_id).turns
    assert [turn.question.text for turn in turns] == ["un", "deux", "trois"]
    assert [turn.answer for turn in turns] == [None, None, None]


def test_an_edited_question_takes_the_place_of_the_last(conversations, visit, talk_id):
    conversations.add_question(visit.scope, visit.person_id, talk_id, "un")
    last = conversations.add_question(visit.scope, visit.person_id, talk_id, "deux")
    talk, new = conversations.replace_last_question(visit.scope, visit.person_id, last, "2")
    turns = conversations.talk(visit.scope, visit.person_id, talk_id).turns
    assert talk == talk_id
    assert [(turn.question.id == new, turn.question.text) for turn in turns] == [
        (False, "un"),
        (True, "2"),
    ]


def test_only_the_last_question_can_be_edited(conversations, visit, talk_id):
    first = conversations.add_question(visit.scope, visit.person_id, talk_id, "un")
    conversations.add_question(visit.scope, visit.person_id, talk_id, "deux")
    with pytest.raises(NotFoundError):
        conversations.replace_last_question(visit.scope, visit.person_id, first, "1")


def test_editing_the_only_question_renames_the_talk(database, conversations, visit):
    assistant = Courses(database).assistants(visit.scope)[0]
    talk = conversations.begin(visit.scope, visit.person_id, assistant.id, "un")
    question = conversations.add_question(visit.scope, visit.person_id, talk, "un")
    conversations.replace_last_question(visit.scope, visit.person_id, question, "une autre")
    assert conversations.all(visit.scope, visit.person_id)[0].title == "une autre"


def test_a_deleted_talk_is_gone_until_restored(conversations, visit, talk_id):
    conversations.mark_deleted(visit.scope, visit.person_id, talk_id, now())
    assert conversations.all(visit.scope, visit.person_id) == ()
    with pytest.raises(NotFoundError):
        conversations.talk(visit.scope, visit.person_id, talk_id)
    conversations.mark_deleted(visit.scope, visit.person_id, talk_id, None)
    assert conversations.talk(visit.scope, visit.person_id, talk_id).conversation.id == talk_id


def test_deleted_talks_are_purged_with_their_questions(conversations, visit, talk_id):
    conversations.add_question(visit.scope, visit.person_id, talk_id, "un")
    conversations.mark_deleted(visit.scope, visit.person_id, talk_id, now())
    assert conversations.purge_deleted_across_institutions(now()) == 1
    with pytest.raises(NotFoundError):
        conversations.mark_deleted(visit.scope, visit.person_id, talk_id, None)


@pytest.mark.parametrize("stranger", ["classmate", "other course", "other institution"])
def test_a_talk_is_out_of_reach_of_others(database, conversations, scope, visit, talk_id, stranger):
    question_id = conversations.add_question(visit.scope, visit.person_id, talk_id, "un")
    answers = Answers(database)
    answer_id = answers.begin(visit.scope, question_id, "engine")
    where = {
        "classmate": scope,
        "other course": make_course(database, scope.institution_id),
        "other institution": make_course(database),
    }[stranger]
    other = make_visit(database, where)
    person_id = other.person_id if stranger == "classmate" else visit.person_id
    attempts = [
        lambda: conversations.talk(where, person_id, talk_id),
        lambda: conversations.add_question(where, person_id, talk_id, "x"),
        lambda: conversations.rename(where, person_id, talk_id, "x"),
        lambda: conversations.mark_deleted(where, person_id, talk_id, now()),
        lambda: conversations.replace_last_question(where, person_id, question_id, "x"),
        lambda: answers.get(where, person_id, answer_id),
        lambda: answers.progress(where, person_id, answer_id),
        lambda: answers.question_of(where, person_id, answer_id),
        lambda: answers.want_stop(where, person_id, answer_id),
        lambda: answers.rate(where, person_id, answer_id, None, ()),
    ]
    for attempt in attempts:
        with pytest.raises(NotFoundError):
            attempt()
    assert conversations.all(where, person_id) == ()


def test_scope_is_a_course_of_an_institution(scope: Scope):
    assert len(scope.institution_id) == len(scope.course_id) == 32
