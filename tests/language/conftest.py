"""What the tests of the language room share."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from lti_app.domain.model import Message, ModelRequest, Purpose
from lti_app.language.embedded import ExtractiveModel
from lti_app.language.mistral import MistralModel
from lti_app.language.retry import RetryPolicy
from tests.fakes.mistral_script import Script
from tests.fakes.mistral_server import FakeMistral, running_mistral
from tests.language.engine import BOOK, WordEmbeddings


class Waits:
    """A sleep that only notes, with the clock that it moves."""

    def __init__(self) -> None:
        self.slept_s: list[float] = []
        self.now_s = 0.0

    def clock(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.slept_s.append(seconds)
        self.now_s += seconds


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def request_() -> ModelRequest:
    messages = (Message("system", "Réponds avec les sources."), Message("user", "La loi d'Ohm ?"))
    return ModelRequest(Purpose.ANSWER, messages, "La loi d'Ohm ?", "fr")


Started = tuple[MistralModel, FakeMistral]


@pytest.fixture
def start(waits: Waits) -> Iterator[Callable[..., Started]]:
    """Give what starts a server with a script, with a model that asks it."""
    with ExitStack() as stack:

        def started(script: Script | None = None, **options: object) -> Started:
            server = stack.enter_context(running_mistral(script))
            given: dict[str, object] = {
                "api_key": "key-of-a-test",
                "server_url": server.url,
                "model": "mistral-small-latest",
                "timeout_s": 10.0,
                "retries": RetryPolicy(jitter=lambda: 1.0),
                "sleep": waits.sleep,
            }
            model = MistralModel(**(given | options))  # type: ignore[arg-type]
            stack.callback(model.close)
            return model, server

        yield started


@pytest.fixture
def embeddings() -> WordEmbeddings:
    return WordEmbeddings()


@pytest.fixture
def model(embeddings: WordEmbeddings) -> ExtractiveModel:
    return ExtractiveModel(embeddings=embeddings, phrases=BOOK)
