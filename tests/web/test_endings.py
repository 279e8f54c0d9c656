"""Each stage and each ending has its words."""

import pytest

from lti_app.domain.answer import Ending, Progress, Source, Stage
from lti_app.web.endings import WORDS, ending_words, stage_words
from tests.web.student.fake_app import make_app
from tests.web.student.fakes import make_services

pytestmark = pytest.mark.usefixtures("request_context")


@pytest.fixture
def request_context(settings):
    with make_app(make_services(settings)).test_request_context("/"):
        yield


def test_every_ending_has_words():
    assert set(WORDS) == set(Ending)


@pytest.mark.parametrize("ending", [ending for ending in Ending if ending is not Ending.ANSWERED])
def test_every_ending_but_an_answer_says_what_happened_and_what_to_do(ending):
    words = ending_words(ending)
    assert words.title
    assert words.advice


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.ENDED])
def test_every_stage_has_a_sentence(stage):
    assert stage_words(6)(Progress("a", stage=stage)).endswith("…")


@pytest.mark.parametrize(("count", "sentence"), [(1, "1 passage…"), (6, "6 passages…")])
def test_the_passages_being_read_are_counted(count, sentence):
    sources = tuple(Source(n, "d", "t", 1, "x") for n in range(count))
    progress = Progress("a", stage=Stage.READING, sources=sources)
    assert stage_words(6)(progress) == f"Reading {sentence}"
