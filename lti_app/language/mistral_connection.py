"""The door to a server that speaks Mistral's API.

Imported late: the SDK costs a quarter of a second.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2
from mistralai.client import Mistral, errors, models

from lti_app.domain.errors import (
    ModelBusyError,
    ModelError,
    ModelRefusedKeyError,
    ModelUnavailableError,
)
from lti_app.domain.model import Message
from lti_app.language.retry import AttemptFailedError

MAX_CONNECTIONS = 1000
CONNECT_TIMEOUT_S = 5.0

_Sent = models.SystemMessage | models.UserMessage | models.AssistantMessage
_MESSAGES: dict[str, type[_Sent]] = {
    "system": models.SystemMessage,
    "user": models.UserMessage,
    "assistant": models.AssistantMessage,
}


class BrokenStreamError(Exception):
    """The connection ended or stalled while the stream was read."""


class _Silence:
    """The SDK's debug logger would write students' words when MISTRAL_DEBUG is set."""

    def debug(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Write nothing."""


class MistralConnection:
    """Opens chat streams; safe to share between threads."""

    def __init__(self, *, api_key: str, server_url: str | None, timeout_s: float) -> None:
        self._timeout = httpx2.Timeout(timeout_s, connect=min(CONNECT_TIMEOUT_S, timeout_s))
        self._http = httpx2.Client(
            limits=httpx2.Limits(max_connections=MAX_CONNECTIONS, max_keepalive_connections=100),
            headers={"accept-encoding": "identity"},
            event_hooks={"request": [self._set_timeout], "response": [_drop_deprecation]},
        )
        self._sdk = Mistral(
            # Without a key the SDK would send MISTRAL_API_KEY to whatever server is set.
            api_key=api_key or (lambda: None),
            server_url=_root(server_url) if server_url else None,
            client=self._http,
            debug_logger=_Silence(),
        )

        self._chat = self._sdk.chat  # The SDK imports what this needs at the first touch (50 ms).

    def close(self) -> None:
        """Close the pooled connections."""
        self._http.close()

    def _set_timeout(self, request: httpx2.Request) -> None:
        # The SDK sets one timeout of 300 s for connecting, reading and all.
        request.extensions["timeout"] = self._timeout.as_dict()

    def open_stream(
        self, *, model: str, messages: tuple[Message, ...], max_tokens: int, temperature: float
    ) -> "ChatStream":
        """Return the open event stream of one chat completion, to be used in a `with`.

        Raises AttemptFailedError with the error to show.
        """
        # As models: for dictionaries the SDK makes a pydantic class anew with each call (1 ms).
        sent = [_MESSAGES[message.role](content=message.text) for message in messages]
        try:
            stream = self._chat.stream(
                model=model,
                messages=sent,
                max_tokens=max_tokens,
                temperature=temperature,
            )
        except errors.MistralError as err:
            raise _failed_status(err) from err
        except (httpx2.HTTPError, errors.NoResponseError) as err:
            # A server that took the request and hangs may be writing an answer that is paid for.
            is_hang = isinstance(err, httpx2.ReadTimeout)
            error = ModelUnavailableError(type(err).__name__)
            raise AttemptFailedError(error, may_retry=not is_hang) from err
        return ChatStream(stream.response)


class ChatStream:
    """The bytes of one answer; leaving the `with` closes the connection at once."""

    def __init__(self, response: httpx2.Response) -> None:
        self._response = response

    def __enter__(self) -> "ChatStream":
        return self

    def __exit__(self, *_: object) -> None:
        self._response.close()

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes as they come; raises BrokenStreamError."""
        try:
            yield from self._response.iter_bytes()
        except (httpx2.HTTPError, httpx2.StreamError) as err:
            raise BrokenStreamError(type(err).__name__) from err


def _root(server_url: str) -> str:
    # The SDK adds /v1 itself; most servers of this API are known by an address that ends so.
    return server_url.rstrip("/").removesuffix("/v1")


def _drop_deprecation(response: httpx2.Response) -> None:
    # The SDK's deprecation hook reads this header, then the body of a stream, which raises.
    response.headers.pop("x-model-deprecation-timestamp", None)


def _failed_status(err: errors.MistralError) -> AttemptFailedError:
    status = err.status_code
    error: ModelError = ModelUnavailableError(f"status {status}")
    if status in (401, 403):
        error = ModelRefusedKeyError(f"status {status}")
    if status == 429:
        asked_s = _retry_after_s(err.headers.get("retry-after"))
        error = ModelBusyError(retry_after_s=asked_s)
        return AttemptFailedError(error, may_retry=True, retry_after_s=asked_s)
    return AttemptFailedError(error, may_retry=status >= 500)


def _retry_after_s(header: str | None) -> float | None:
    """Return the seconds that a Retry-After header asks for (RFC 9110, 10.2.3)."""
    if not header:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        at = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
