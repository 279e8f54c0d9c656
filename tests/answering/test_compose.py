"""The model writes from numbered sources; whatever it does, the answer has a defined end."""

import pytest

from lti_app.answering.compose import Compose
from lti_app.answering.prompts import Prompts
from lti_app.answering.state import Ended
from lti_app.domain.answer import Ending, Stage
from lti_app.domain.errors import (
    ModelBrokeOffError,
    ModelBusyError,
    ModelRefusedKeyError,
    ModelSaidNothingError,
    ModelUnavailableError,
)
from lti_app.domain.model import Exchange, Purpose
from lti_app.settings import ROOT
from tests.answering.fakes import (
    ScriptedModel,
    Showcase,
    make_sources,
    make_state,
    tell_by_words,
)

FRENCH = "Un filtre passe-bas laisse passer les basses fréquences et coupe les hautes [1]. " * 4
ENGLISH = "A low-pass filter is a filter that keeps the low part of the signal [1]. " * 6


@pytest.fixture(scope="module")
def prompts():
    return Prompts(ROOT / "prompts")


@pytest.fixture
def showing():
    return Showcase()


def compose(model, prompts):
    return Compose(model, prompts, tell_by_words, answer_tokens=500)


def run(model, prompts, showing, **changes):
    state = make_state(sources=make_sources(), **changes)
    return compose(model, prompts).run(state, showing)


def test_text_grows_as_it_is_written(prompts, showing):
    outcome = run(ScriptedModel(["Oui [1]. Non [2]."]), prompts, showing)
    assert showing.texts == ["Oui ", "Oui [1]. ", "Oui [1]. Non ", "Oui [1]. Non [2]. "]
    assert outcome.text == "Oui [1]. Non [2]."
    assert showing.stages == [Stage.WRITING]


def test_invented_citation_never_reaches_a_reader(prompts, showing):
    run(ScriptedModel(["Oui [9]. Non [1, 7]."]), prompts, showing)
    assert not any("9" in text or "7" in text for text in showing.texts)


def test_prompt_numbers_the_passages_and_says_the_language_last(prompts, showing):
    model = ScriptedModel(["Oui [1]."])
    run(model, prompts, showing)
    last = model.requests[0].messages[-1].text
    assert "passage [1] (Filtres)" in last
    assert "Le passage 3." in last
    assert last.endswith("Answer in French.")
    assert "Polycopié" not in last


def test_fence_differs_from_answer_to_answer(prompts, showing):
    model = ScriptedModel(["Oui [1].", "Oui [1]."])
    run(model, prompts, showing)
    run(model, prompts, showing)
    assert model.requests[0].messages[0] != model.requests[1].messages[0]


def test_history_goes_to_the_model(prompts, showing):
    model = ScriptedModel(["Oui [1]."])
    run(model, prompts, showing, history=(Exchange("Avant ?", "Avant."),))
    assert [message.role for message in model.requests[0].messages] == [
        "system",
        "user",
        "assistant",
        "user",
    ]


def test_model_may_say_that_the_material_does_not_answer(prompts, showing):
    outcome = run(ScriptedModel(["NOT_IN_MATERIAL"]), prompts, showing)
    assert isinstance(outcome, Ended)
    assert (outcome.ending, outcome.state.text) == (Ending.NOT_IN_MATERIAL, "")
    assert set(showing.texts) <= {""}


def test_an_answer_that_only_begins_like_it_is_shown(prompts, showing):
    outcome = run(ScriptedModel(["NOT all filters are low-pass [1]."]), prompts, showing)
    assert outcome.text == "NOT all filters are low-pass [1]."


def test_wrong_language_begins_again_once(prompts, showing):
    model = ScriptedModel([ENGLISH, FRENCH])
    outcome = run(model, prompts, showing)
    assert outcome.text == FRENCH.strip()
    assert "every sentence of your answer must be in French" in model.requests[1].messages[-1].text
    assert model.closed == 2
    assert showing.purposes() == [Purpose.ANSWER, Purpose.ANSWER]


def test_wrong_language_twice_is_kept_rather_than_lost(prompts, showing):
    outcome = run(ScriptedModel([ENGLISH, ENGLISH]), prompts, showing)
    assert outcome.text == ENGLISH.strip()


def test_quotes_may_be_in_any_language(prompts, showing):
    outcome = run(ScriptedModel([ENGLISH], is_generative=False), prompts, showing)
    assert outcome.text == ENGLISH.strip()


def test_stop_keeps_the_text_and_hangs_up(prompts, showing):
    model = ScriptedModel(["un [1] deux trois quatre"])
    model.on_piece = lambda: setattr(
        showing, "early", Ending.STOPPED if len(showing.texts) == 2 else None
    )
    outcome = run(model, prompts, showing)
    assert outcome.ending is Ending.STOPPED
    assert outcome.state.text == "un [1] deux"
    assert model.closed == 1
    assert showing.usages[0].ending == "interrupted"


@pytest.mark.parametrize(
    ("error", "ending"),
    [
        (ModelRefusedKeyError(), Ending.MODEL_REFUSED_KEY),
        (ModelBusyError(retry_after_s=30), Ending.MODEL_BUSY),
        (ModelUnavailableError(), Ending.MODEL_UNAVAILABLE),
        (ModelSaidNothingError(), Ending.MODEL_SAID_NOTHING),
    ],
)
def test_failure_before_any_text_has_its_own_ending(prompts, showing, error, ending):
    outcome = run(ScriptedModel([error]), prompts, showing)
    assert (outcome.ending, outcome.state.text) == (ending, "")
    assert showing.usages[0].ending == error.code
    assert showing.usages[0].first_text_ms is None


def test_a_stream_that_breaks_keeps_what_was_said(prompts, showing):
    outcome = run(ScriptedModel([("Oui [1]. Non", ModelBrokeOffError())]), prompts, showing)
    assert (outcome.ending, outcome.state.text) == (Ending.MODEL_BROKE_OFF, "Oui [1]. Non")


def test_usage_of_the_call_is_measured(prompts, showing):
    run(ScriptedModel(["Oui [1]."]), prompts, showing)
    usage = showing.usages[0]
    assert (usage.input_tokens, usage.output_tokens, usage.cached_tokens) == (100, 2, 10)
    assert usage.prompt_version == "answer-v1"
    assert usage.total_ms >= usage.first_text_ms >= 0
