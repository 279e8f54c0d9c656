"""What the steps need of a language model, with each call timed."""

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from lti_app.domain.errors import ModelError
from lti_app.domain.model import ModelRequest, ModelUsage, TextPiece, Usage


class LanguageModel(Protocol):
    """A model that writes, or one that quotes.

    label: what the page says of it. is_generative: whether its words are its own.
    """

    model: str
    label: str
    is_generative: bool

    def stream(self, request: ModelRequest) -> Iterator[TextPiece | ModelUsage]:
        """Yield the text in pieces, the usage last; raises ModelError."""


@dataclass(slots=True)
class TimedStream:
    """One call of a model that measures itself while it is read.

    usage: None until the stream has ended in any way.
    """

    model: LanguageModel
    request: ModelRequest
    answer_id: str
    prompt_version: str
    clock_s: Callable[[], float] = time.monotonic
    usage: Usage | None = None
    _first_text_s: float | None = field(default=None, init=False)

    def pieces(self) -> Generator[str, None, None]:
        """Yield the text in pieces; closing it closes the model's stream. Raises ModelError."""
        began_s = self.clock_s()
        counted: ModelUsage | None = None
        ending = "interrupted"
        stream = self.model.stream(self.request)
        try:
            for event in stream:
                if isinstance(event, ModelUsage):
                    counted = event
                    continue
                if self._first_text_s is None:
                    self._first_text_s = self.clock_s()
                yield event.text
            ending = "answered"
        except ModelError as err:
            ending = err.code
            raise
        finally:
            close = getattr(stream, "close", None)
            if close is not None:
                close()
            self.usage = self._measured(began_s, counted, ending)

    def _measured(self, began_s: float, counted: ModelUsage | None, ending: str) -> Usage:
        first_ms = None if self._first_text_s is None else _ms(self._first_text_s - began_s)
        return Usage(
            answer_id=self.answer_id,
            purpose=self.request.purpose,
            model=counted.model if counted else self.model.model,
            prompt_version=self.prompt_version,
            input_tokens=counted.input_tokens if counted else 0,
            output_tokens=counted.output_tokens if counted else 0,
            cached_tokens=counted.cached_tokens if counted else 0,
            first_text_ms=first_ms,
            total_ms=_ms(self.clock_s() - began_s),
            ending=ending,
        )


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
