"""The reader of a chat completion's event stream.

The SDK builds a pydantic model for every chunk, which costs ten times the rest of a stream; this
file reads the same lines with one `json.loads` each (docs.mistral.ai, Chat, streaming).
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


class ChatStreamError(Exception):
    """The server sent an error event or a line that cannot be read; reason is a short name."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class TokenCounts:
    """The tokens of one call, as the server counts them."""

    input_tokens: int
    output_tokens: int
    cached_tokens: int = 0


@dataclass(frozen=True, slots=True)
class ChatChunk:
    """What one line says. finish_reason is None until the model has ended its answer."""

    text: str = ""
    finish_reason: str | None = None
    counts: TokenCounts | None = None
    is_done: bool = False


DONE = ChatChunk(is_done=True)


def split_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of a stream that is cut anywhere, without their ends.

    Only CR and LF end a line: `iter_lines` of the HTTP client also cuts at U+2028 and U+0085,
    which JSON may hold unescaped. The rest after the last line end is a line too.
    """
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            yield line.rstrip(b"\r")
    if rest:
        yield rest.rstrip(b"\r")


def parse_line(line: bytes) -> ChatChunk | None:
    """Return what a line says, or None for one that says nothing (blank, comment, other field).

    Raises ChatStreamError for an error event and for data that are no chunk.
    """
    if not line.startswith(b"data:"):
        if line.startswith(b"event:") and line[6:].strip() == b"error":
            raise ChatStreamError("error_event")
        return None
    data = line[5:].strip()
    if data == b"[DONE]":
        return DONE
    try:
        chunk = json.loads(data)
    except ValueError as err:
        raise ChatStreamError("bad_json") from err
    if not isinstance(chunk, dict):
        raise ChatStreamError("bad_chunk")
    return _read_chunk(chunk)


def _read_chunk(chunk: dict[str, Any]) -> ChatChunk:
    choices = chunk.get("choices")
    if choices is None and ("error" in chunk or chunk.get("object") == "error"):
        raise ChatStreamError("error_event")
    counts = chunk.get("usage")
    try:
        choice = choices[0] if choices else {}
        finish_reason = choice.get("finish_reason")
        content = (choice.get("delta") or {}).get("content")
        text = content if isinstance(content, str) else _join_content(content)
        read_counts = _read_counts(counts) if counts else None
    except (AttributeError, KeyError, TypeError, ValueError) as err:
        raise ChatStreamError("bad_chunk") from err
    if finish_reason == "error":
        raise ChatStreamError("finished_with_error")
    return ChatChunk(text=text, finish_reason=finish_reason, counts=read_counts)


def _join_content(content: list[dict[str, Any]] | None) -> str:
    """Return the text parts; what a reasoning model thinks is no part of its answer."""
    return "".join(part["text"] for part in content or () if part.get("type") == "text")


def _read_counts(usage: dict[str, Any]) -> TokenCounts:
    details = usage.get("prompt_tokens_details") or usage.get("prompt_token_details") or {}
    cached = details.get("cached_tokens") or usage.get("num_cached_tokens") or 0
    return TokenCounts(
        input_tokens=int(usage.get("prompt_tokens") or 0),
        output_tokens=int(usage.get("completion_tokens") or 0),
        cached_tokens=int(cached),
    )
