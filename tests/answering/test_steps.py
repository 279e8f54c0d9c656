"""Each step hands on what the next one needs."""

from datetime import UTC, datetime

import pytest

from lti_app.answering.check_answer import CheckAnswer
from lti_app.answering.find_passages import FindPassages
from lti_app.answering.load_talk import LoadTalk, within_budget
from lti_app.answering.pipeline import Pipeline
from lti_app.answering.prompts import Prompts
from lti_app.answering.rephrase import Rephrase
from lti_app.answering.state import Ended
from lti_app.domain.answer import Answer, Ending, Stage
from lti_app.domain.conversation import Conversation, Question, Talk, Turn
from lti_app.domain.errors import ModelUnavailableError, NotFoundError, SearchUnavailableError
from lti_app.domain.model import Exchange, Purpose
from lti_app.settings import ROOT
from tests.answering.fakes import (
    FixedSearch,
    ScriptedModel,
    Showcase,
    make_finding,
    make_sources,
    make_state,
    tell_by_words,
)

MOMENT = datetime(2026, 11, 24, tzinfo=UTC)


class OneTalk:
    """Holds one talk of given questions and answers."""

    def __init__(self, *turns: tuple[str, str]) -> None:
        self.turns = turns

    def talk(self, scope, person_id, conversation_id):
        talk = Conversation("t", "i", "c", "a", "p", "Titre", MOMENT, MOMENT)
        turns = [
            Turn(
                Question(str(n), "t", question, MOMENT),
                Answer(str(n), str(n), MOMENT, "engine", text=answer),
            )
            for n, (question, answer) in enumerate(self.turns)
        ]
        asked = Turn(Question("q" * 32, "t", "Et pourquoi ?", MOMENT), None)
        return Talk(talk, (*turns, asked))


@pytest.fixture
def showing():
    return Showcase()


def load(state, *turns, budget_tokens=1000):
    step = LoadTalk(OneTalk(*turns), tell_by_words, budget_tokens=budget_tokens)
    return step.run(state, Showcase())


def test_history_leaves_out_the_question_itself_and_old_numbers():
    state = load(make_state(), ("Un filtre ?", "Oui [1]. Non [2, 3]."))
    assert state.history == (Exchange("Un filtre ?", "Oui. Non."),)


def test_unanswered_turns_are_no_history():
    assert load(make_state(), ("Un filtre ?", "")).history == ()


@pytest.mark.parametrize(
    ("question", "history", "language"),
    [
        ("Est-ce que la loi est un fait de la nature ?", (), "fr"),
        ("What is the use of a filter and of the circuit?", (), "en"),
        ("RC ?", (), "fr"),
        ("why?", (("What is the use of a filter and the circuit?", "It is."),), "en"),
    ],
)
def test_language_is_that_of_the_question_then_of_the_talk(question, history, language):
    assert load(make_state(question=question, locale="fr"), *history).language == language


def test_budget_keeps_the_latest_turns():
    history = tuple(Exchange(str(n), "x" * 100) for n in range(5))
    kept = within_budget(history, budget_tokens=60)
    assert [exchange.question for exchange in kept] == ["3", "4"]


def test_one_long_turn_is_cut_rather_than_lost():
    kept = within_budget((Exchange("q", "x" * 10_000),), budget_tokens=10)
    assert 0 < len(kept[0].answer) <= 36


@pytest.fixture(scope="module")
def prompts():
    return Prompts(ROOT / "prompts")


def test_first_question_is_not_rephrased(prompts, showing):
    model = ScriptedModel([])
    state = make_state()
    assert Rephrase(model, prompts).run(state, showing) == state


def test_follow_up_becomes_a_question_of_its_own(prompts, showing):
    model = ScriptedModel(["Pourquoi un filtre\n coupe-t-il ?"])
    state = make_state(question="Et pourquoi ?", history=(Exchange("Un filtre ?", "Oui."),))
    state = Rephrase(model, prompts).run(state, showing)
    assert state.query == "Pourquoi un filtre coupe-t-il ?"
    assert state.question == "Et pourquoi ?"
    assert showing.purposes() == [Purpose.REPHRASE]


def test_failed_rephrasing_searches_both_questions(prompts, showing):
    model = ScriptedModel([ModelUnavailableError()])
    state = make_state(question="Et pourquoi ?", history=(Exchange("Un filtre ?", "Oui."),))
    state = Rephrase(model, prompts).run(state, showing)
    assert state.query == "Un filtre ? Et pourquoi ?"
    assert showing.usages[0].ending == "model_unavailable"


def find(search, showing, **changes):
    step = FindPassages(search, lambda question, text: text.split(".")[0] + ".", limit=2)
    return step.run(make_state(**changes), showing)


def test_sources_are_numbered_by_the_server(showing):
    state = find(FixedSearch(make_finding(3)), showing)
    assert [source.number for source in state.sources] == [1, 2]
    assert state.sources[0].sentence == "Le passage 1 dit une chose."
    assert showing.sources == state.sources
    assert showing.stages == [Stage.READING]


def test_search_is_bound_to_course_and_visible_documents(showing):
    search = FixedSearch(make_finding())
    find(search, showing, query="la question")
    assert search.asked == [("c" * 32, "la question", frozenset({"doc-1"}))]


def test_without_documents_nothing_is_searched(showing):
    search = FixedSearch(make_finding())
    outcome = find(search, showing, document_ids=frozenset())
    assert (outcome.ending, search.asked) == (Ending.NO_MATERIAL, [])


@pytest.mark.parametrize("finding", [make_finding(is_sufficient=False), make_finding(0)])
def test_too_little_found_is_not_in_the_material(showing, finding):
    assert find(FixedSearch(finding), showing).ending is Ending.NOT_IN_MATERIAL


def test_only_cited_sources_are_kept(showing):
    state = make_state(text="Oui [2].", sources=make_sources())
    assert [s.number for s in CheckAnswer().run(state, showing).sources] == [2]


def test_an_answer_without_source_is_named_so(showing):
    outcome = CheckAnswer().run(make_state(text="Oui.", sources=make_sources()), showing)
    assert outcome.ending is Ending.ANSWERED_WITHOUT_SOURCE
    assert outcome.state.sources == ()


class Raising:
    def __init__(self, error):
        self.error = error

    def run(self, state, showing):
        raise self.error


class Noting:
    def __init__(self):
        self.seen = []

    def run(self, state, showing):
        self.seen.append(state)
        return state


def test_steps_run_in_order_until_one_ends(showing):
    first, last = Noting(), Noting()
    ended = Pipeline([first, CheckAnswer(), last]).run(make_state(text="Oui."), showing)
    assert ended.ending is Ending.ANSWERED_WITHOUT_SOURCE
    assert (len(first.seen), last.seen) == (1, [])


@pytest.mark.parametrize(
    ("error", "ending"),
    [
        (SearchUnavailableError(), Ending.SEARCH_UNAVAILABLE),
        (NotFoundError(), Ending.FAILED),
    ],
)
def test_an_error_of_a_step_becomes_an_ending(showing, error, ending):
    ended = Pipeline([Raising(error)]).run(make_state(), showing)
    assert ended == Ended(ending, make_state())


def test_a_wish_to_stop_ends_between_steps(showing):
    showing.early = Ending.INTERRUPTED
    never = Noting()
    ended = Pipeline([never]).run(make_state(), showing)
    assert (ended.ending, never.seen) == (Ending.INTERRUPTED, [])
