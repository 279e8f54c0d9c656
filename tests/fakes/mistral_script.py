"""What the fake Mistral server answers: one script for all of its requests."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import cycle, islice
from typing import Any

DEFAULT_ANSWER = (
    "La loi d'Ohm relie la tension et l'intensité : $U = R I$ [1]. "
    "La résistance $R$ s'exprime en ohms [1]."
)


class Fault(StrEnum):
    """The ways in which a server can misbehave."""

    NONE = "none"
    REFUSED_KEY = "refused_key"  # 401
    FORBIDDEN = "forbidden"  # 403
    BUSY = "busy"  # 429, with Retry-After if the script has one
    SERVER_ERROR = "server_error"  # 500
    UNKNOWN_MODEL = "unknown_model"  # 404
    HANG = "hang"  # nothing is ever sent
    STALL = "stall"  # nothing more is sent after half of the answer
    STALL_WITH_COMMENTS = "stall_with_comments"  # the same, but comments go on
    BROKEN_CONNECTION = "broken_connection"  # closed after half of the answer
    BROKEN_BEFORE_TEXT = "broken_before_text"  # closed after the headers
    NO_END = "no_end"  # half of the answer, then a clean end without finish_reason and [DONE]
    NO_DONE = "no_done"  # the whole answer with finish_reason, without [DONE]
    NO_FINISH_REASON = "no_finish_reason"  # the whole answer and [DONE], without finish_reason
    EMPTY = "empty"  # a good end without any text
    ERROR_EVENT = "error_event"  # an error object after half of the answer
    ERROR_EVENT_FIRST = "error_event_first"  # an error object instead of an answer
    FINISHED_WITH_ERROR = "finished_with_error"  # finish_reason "error" after half of the answer
    BAD_JSON = "bad_json"  # a line that is no JSON after half of the answer


STATUS = {
    Fault.REFUSED_KEY: 401,
    Fault.FORBIDDEN: 403,
    Fault.UNKNOWN_MODEL: 404,
    Fault.BUSY: 429,
    Fault.SERVER_ERROR: 500,
}
HALVING = frozenset(
    {
        Fault.STALL,
        Fault.STALL_WITH_COMMENTS,
        Fault.BROKEN_CONNECTION,
        Fault.NO_END,
        Fault.ERROR_EVENT,
        Fault.FINISHED_WITH_ERROR,
        Fault.BAD_JSON,
    }
)

Answerer = Callable[[dict[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Script:
    """How the server answers.

    answer: the text, or what makes it of the request's body. tokens_per_s: 0 is without delay.
    first_token_s: the wait before the first token. fault_times: how many chat requests meet the
    fault before all goes well; None is for ever. retry_after: the header of a 429.
    has_usage: False as vLLM without stream_options. is_deprecated: sends the header of a model
    that will be removed.
    """

    answer: str | Answerer = DEFAULT_ANSWER
    tokens_per_s: float = 0.0
    first_token_s: float = 0.0
    fault: Fault = Fault.NONE
    fault_times: int | None = None
    retry_after: str | None = None
    cached_tokens: int = 0
    thinking: str = ""
    has_usage: bool = True
    is_deprecated: bool = False

    def text_for(self, body: dict[str, Any]) -> str:
        """Return the answer to a request."""
        return self.answer if isinstance(self.answer, str) else self.answer(body)

    def fault_of(self, request_index: int) -> Fault:
        """Return what the chat request of this index (from 0) meets."""
        if self.fault_times is not None and request_index >= self.fault_times:
            return Fault.NONE
        return self.fault


WELL = Script()
INVENTED_CITATION = Script(answer="La loi d'Ohm s'écrit $U = R I$ [9].")
WRONG_LANGUAGE = Script(
    answer="Das Gesetz sagt, dass die Spannung gleich dem Widerstand mal dem Strom ist [1]."
)
CACHED_TOKENS = Script(cached_tokens=640)
THINKING = Script(thinking="Voyons d'abord ce que dit la source.")


def of_tokens(count: int) -> str:
    """Return a text of exactly so many tokens that cites [1] in every sentence, for benchmarks."""
    sentence = " La tension est proportionnelle au courant selon la loi d'Ohm [1]."
    return "".join(islice(cycle(tokens_of(sentence)), count))


def tokens_of(text: str) -> list[str]:
    """Return the text in pieces of about one token."""
    return re.findall(r"\s*\S{1,6}|\s+", text)


def chunk(
    model: str,
    content: str | list[dict[str, Any]],
    *,
    finish_reason: str | None = None,
    usage: dict[str, Any] | None = None,
) -> bytes:
    """Return one chunk of a stream, as Mistral sends it."""
    body: dict[str, Any] = {
        "id": "cmpl-1",
        "object": "chat.completion.chunk",
        "created": 1764000000,
        "model": model,
        "choices": [{"index": 0, "delta": {"content": content}, "finish_reason": finish_reason}],
    }
    if usage:
        body["usage"] = usage
    return b"data: " + json.dumps(body, ensure_ascii=False).encode() + b"\n\n"


def usage_of(script: Script, body: dict[str, Any], output_tokens: int) -> dict[str, Any]:
    """Return the counts that stand in the last chunk."""
    prompt = sum(len(str(m.get("content", "")).split()) for m in body.get("messages", ()))
    usage: dict[str, Any] = {
        "prompt_tokens": prompt,
        "completion_tokens": output_tokens,
        "total_tokens": prompt + output_tokens,
    }
    if script.cached_tokens:
        usage["prompt_tokens_details"] = {"cached_tokens": script.cached_tokens}
    return usage


def completion(script: Script, body: dict[str, Any]) -> dict[str, Any]:
    """Return a whole answer, as the server gives it when no stream is asked for."""
    text = script.text_for(body)
    message = {"role": "assistant", "content": text}
    return {
        "id": "cmpl-1",
        "object": "chat.completion",
        "created": 1764000000,
        "model": body.get("model", ""),
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": usage_of(script, body, len(text.split())),
    }


def stream_chunks(script: Script, body: dict[str, Any], fault: Fault) -> Iterator[bytes]:
    """Yield the chunks of an answer up to where its fault begins."""
    model = str(body.get("model", ""))
    yield chunk(model, "")
    if fault in (Fault.BROKEN_BEFORE_TEXT, Fault.ERROR_EVENT_FIRST):
        return
    if script.thinking:
        thought = {"type": "thinking", "thinking": [{"type": "text", "text": script.thinking}]}
        yield chunk(model, [thought])
    tokens = [] if fault is Fault.EMPTY else tokens_of(script.text_for(body))
    shown = tokens[: len(tokens) // 2] if fault in HALVING else tokens
    for token in shown:
        yield chunk(model, [{"type": "text", "text": token}] if script.thinking else token)
    if fault not in HALVING and fault is not Fault.NO_FINISH_REASON:
        usage = usage_of(script, body, len(tokens)) if script.has_usage else None
        yield chunk(model, "", finish_reason="stop", usage=usage)
