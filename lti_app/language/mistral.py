"""The model behind Mistral's API, or behind any server that speaks it."""

import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from lti_app.domain.errors import (
    ModelBrokeOffError,
    ModelSaidNothingError,
    ModelUnavailableError,
)
from lti_app.domain.model import ModelRequest, ModelUsage, TextPiece
from lti_app.language.chat_lines import (
    ChatChunk,
    ChatStreamError,
    TokenCounts,
    parse_line,
    split_lines,
)
from lti_app.language.retry import AttemptFailedError, RetryPolicy

CHARS_PER_TOKEN = 4


class MistralModel:
    """Writes answers; safe to share between threads.

    model: the name that the server knows. label: what a page may show, without secrets.
    """

    is_generative = True

    def __init__(
        self,
        *,
        api_key: str,
        server_url: str | None,
        model: str,
        timeout_s: float = 30.0,
        temperature: float = 0.2,
        retries: RetryPolicy | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        from lti_app.language.mistral_connection import BrokenStreamError, MistralConnection

        self.model = model
        self.label = _label(model, server_url)
        self._connection = MistralConnection(
            api_key=api_key, server_url=server_url, timeout_s=timeout_s
        )
        self._broken_stream = BrokenStreamError
        self._timeout_s, self._temperature = timeout_s, temperature
        self._retries = retries or RetryPolicy()
        self._clock, self._sleep = clock, sleep

    def close(self) -> None:
        """Close the pooled connections; nothing can be asked afterwards."""
        self._connection.close()

    def complete(self, request: ModelRequest) -> tuple[str, ModelUsage]:
        """Return the whole text with its usage; raises what `stream` raises."""
        usage = ModelUsage(self.model, 0, 0)
        texts = []
        for piece in self.stream(request):
            if isinstance(piece, ModelUsage):
                usage = piece
            else:
                texts.append(piece.text)
        return "".join(texts), usage

    def stream(self, request: ModelRequest) -> Iterator[TextPiece | ModelUsage]:
        """Yield the answer's text as it comes, then its usage; closing it hangs up at once.

        Tries again only while no text has come. Raises ModelRefusedKeyError, ModelBusyError,
        ModelUnavailableError, ModelSaidNothingError; after some text ModelBrokeOffError.
        """
        began, attempts = self._clock(), 0
        while True:
            try:
                yield from self._attempt(request)
            except AttemptFailedError as failed:
                attempts += 1
                wait_s = self._retries.wait_s(
                    failed, attempts=attempts, elapsed_s=self._clock() - began
                )
                if wait_s is None:
                    raise failed.error from failed
                self._sleep(wait_s)
            else:
                return

    def _attempt(self, request: ModelRequest) -> Iterator[TextPiece | ModelUsage]:
        stream = self._connection.open_stream(
            model=self.model,
            messages=request.messages,
            max_tokens=request.max_output_tokens,
            temperature=self._temperature,
        )
        reading = _Reading()
        with stream:
            try:
                for text in self._texts(stream.pieces(), reading):
                    yield TextPiece(text)
            except (self._broken_stream, ChatStreamError) as err:
                if not reading.has_finished:
                    raise _cut_off(str(err), had_text=reading.has_text) from err
        reading.check_end()
        yield reading.usage(self.model, request)

    def _texts(self, pieces: Iterator[bytes], reading: "_Reading") -> Iterator[str]:
        heard_at = self._clock()
        for line in split_lines(pieces):
            if not line:
                continue
            chunk = parse_line(line)
            if chunk is None:
                # Comments keep a connection alive, also that of a model that has stalled.
                if self._clock() - heard_at > self._timeout_s:
                    raise self._broken_stream("stalled")
                continue
            if chunk.is_done:
                return
            reading.note(chunk)
            if chunk.text:
                yield chunk.text
            # After the yield: a reader that paused has not made the model stall.
            heard_at = self._clock()


class _Reading:
    """How far one answer has been read."""

    def __init__(self) -> None:
        self.has_text = False
        self.has_finished = False
        self._chars = 0
        self._counts: TokenCounts | None = None

    def note(self, chunk: ChatChunk) -> None:
        """Take in one chunk."""
        self._chars += len(chunk.text)
        self.has_text = self.has_text or not (chunk.text == "" or chunk.text.isspace())
        self.has_finished = self.has_finished or chunk.finish_reason is not None
        self._counts = chunk.counts or self._counts

    def check_end(self) -> None:
        """Raise unless the answer has text and the model said that it was whole."""
        if not self.has_finished:
            raise _cut_off("no finish_reason", had_text=self.has_text)
        if not self.has_text:
            raise ModelSaidNothingError("no text")

    def usage(self, model: str, request: ModelRequest) -> ModelUsage:
        """Return the server's counts; four characters a token where it gives none (vLLM)."""
        counts = self._counts or TokenCounts(
            input_tokens=sum(len(m.text) for m in request.messages) // CHARS_PER_TOKEN,
            output_tokens=self._chars // CHARS_PER_TOKEN,
        )
        return ModelUsage(model, counts.input_tokens, counts.output_tokens, counts.cached_tokens)


def _cut_off(reason: str, *, had_text: bool) -> Exception:
    if had_text:
        return ModelBrokeOffError(reason)
    is_stall = reason in ("ReadTimeout", "stalled")
    return AttemptFailedError(ModelUnavailableError(reason), may_retry=not is_stall)


def _label(model: str, server_url: str | None) -> str:
    host = urlsplit(server_url).hostname if server_url else None
    return f"{model} on {host}" if host else f"Mistral ({model})"
