"""A loopback server that speaks Mistral's API, well or badly, for tests or benchmarks.

In a test: `with running_mistral(Script(...)) as server: ... server.url ... server.requests`.
For a benchmark: `python -m tests.fakes.mistral_server --port N --tokens-per-s 40 --tokens 320`.
"""

import argparse
import asyncio
import hashlib
import json
import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.mistral_script import STATUS, Fault, Script, completion, of_tokens, stream_chunks

DIMENSIONS = 1024
REASONS = {200: "OK", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 429: "Too Many"}


@dataclass(frozen=True, slots=True)
class ReceivedRequest:
    """One request that the server has read."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass(slots=True)
class FakeMistral:
    """The running server. hang_ups: streams that the client closed before their end."""

    script: Script
    port: int = 0
    requests: list[ReceivedRequest] = field(default_factory=list)
    open_streams: int = 0
    hang_ups: int = 0
    _chats: int = 0

    @property
    def url(self) -> str:
        """The address to give as `server_url`."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def chats(self) -> list[dict[str, Any]]:
        """The bodies of the chat requests so far."""
        return [r.body for r in self.requests if r.path.startswith("/v1/chat/")]

    async def serve_connection(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answer the requests of one connection until either side closes it."""
        try:
            while (received := await _read_request(reader)) is not None:
                self.requests.append(received)
                if not await self._answer(received, reader, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(
        self,
        received: ReceivedRequest,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> bool:
        """Answer one request; return whether the connection may be used again."""
        if received.path.startswith("/v1/chat/completions"):
            fault = self.script.fault_of(self._chats)
            self._chats += 1
            return await self._answer_chat(received.body, fault, reader, writer)
        if received.path.startswith("/v1/embeddings"):
            return _send_json(writer, 200, _embeddings(received.body))
        if received.path.startswith("/v1/models"):
            return _send_json(writer, 200, {"object": "list", "data": [_MODEL]})
        return _send_json(writer, 404, {"message": "no such path"})

    async def _answer_chat(
        self,
        body: dict[str, Any],
        fault: Fault,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> bool:
        if fault in STATUS:
            retry_after = self.script.retry_after if fault is Fault.BUSY else None
            headers = {"retry-after": retry_after} if retry_after else {}
            return _send_json(writer, STATUS[fault], {"message": fault.value}, headers)
        if fault is Fault.HANG:
            await reader.read(1)
            return False
        await asyncio.sleep(self.script.first_token_s)
        if not body.get("stream"):
            return _send_json(writer, 200, completion(self.script, body))
        self.open_streams += 1
        try:
            return await self._stream(body, fault, reader, writer)
        except ConnectionError:
            self.hang_ups += 1
            raise
        finally:
            self.open_streams -= 1

    async def _stream(
        self,
        body: dict[str, Any],
        fault: Fault,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> bool:
        headers = {"transfer-encoding": "chunked", "content-type": "text/event-stream"}
        if self.script.is_deprecated:
            headers["x-model-deprecation-timestamp"] = "2027-01-01T00:00:00Z"
        _send_head(writer, 200, headers)
        await self._send_paced(stream_chunks(self.script, body, fault), writer)
        if fault in (Fault.STALL, Fault.STALL_WITH_COMMENTS):
            await self._stall(reader, writer, has_comments=fault is Fault.STALL_WITH_COMMENTS)
            return False
        if fault in (Fault.BROKEN_CONNECTION, Fault.BROKEN_BEFORE_TEXT):
            return False
        _send_chunk(writer, _last_line(fault))
        writer.write(b"0\r\n\r\n")
        await writer.drain()
        return True

    async def _send_paced(self, chunks: Iterator[bytes], writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        gap_s = 1 / self.script.tokens_per_s if self.script.tokens_per_s else 0.0
        due = loop.time()
        for data in chunks:
            if gap_s and (wait_s := due - loop.time()) > 0:
                await asyncio.sleep(wait_s)
            due += gap_s
            if writer.transport.is_closing():
                raise ConnectionResetError
            _send_chunk(writer, data)
            if not gap_s:
                await writer.drain()
        await writer.drain()

    async def _stall(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, has_comments: bool
    ) -> None:
        end = asyncio.ensure_future(reader.read(1))
        while not end.done():
            if has_comments:
                _send_chunk(writer, b": still here\n\n")
            await asyncio.wait({end}, timeout=0.05)
        self.hang_ups += 1


_MODEL = {"id": "mistral-small-latest", "object": "model", "created": 1764000000}


def _last_line(fault: Fault) -> bytes:
    error = b'data: {"object":"error","message":"overloaded","code":"3505"}\n\n'
    return {
        Fault.NO_END: b"",
        Fault.NO_DONE: b"",
        Fault.ERROR_EVENT: error,
        Fault.ERROR_EVENT_FIRST: error,
        Fault.FINISHED_WITH_ERROR: b'data: {"choices":[{"delta":{},"finish_reason":"error"}]}\n\n',
        Fault.BAD_JSON: b'data: {"choices":[{"delta":\n\ndata: [DONE]\n\n',
    }.get(fault, b"data: [DONE]\n\n")


def _send_head(writer: asyncio.StreamWriter, status: int, headers: dict[str, str]) -> None:
    lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Error')}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    writer.write("\r\n".join([*lines, "", ""]).encode())


def _send_chunk(writer: asyncio.StreamWriter, data: bytes) -> None:
    if data:
        writer.write(b"%x\r\n%s\r\n" % (len(data), data))


def _send_json(
    writer: asyncio.StreamWriter,
    status: int,
    body: dict[str, Any],
    headers: dict[str, str] | None = None,
) -> bool:
    data = json.dumps(body).encode()
    head = {"content-type": "application/json", "content-length": str(len(data))}
    _send_head(writer, status, head | (headers or {}))
    writer.write(data)
    return True


async def _read_request(reader: asyncio.StreamReader) -> ReceivedRequest | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.strip().split("\r\n")
    headers = {
        name.lower(): value.strip() for name, _, value in (li.partition(":") for li in lines)
    }
    data = await reader.readexactly(int(headers.get("content-length", 0)))
    return ReceivedRequest(first.split(" ")[1], headers, json.loads(data) if data else {})


def _embeddings(body: dict[str, Any]) -> dict[str, Any]:
    given = body.get("input", [])
    texts = [given] if isinstance(given, str) else given
    data = [
        {"object": "embedding", "index": index, "embedding": _vector(text)}
        for index, text in enumerate(texts)
    ]
    count = sum(len(text.split()) for text in texts)
    usage = {"prompt_tokens": count, "completion_tokens": 0, "total_tokens": count}
    return {"id": "emb-1", "object": "list", "model": "mistral-embed", "data": data, "usage": usage}


def _vector(text: str) -> list[float]:
    """Return a vector of length one in which texts that share words lie close."""
    vector = [0.0] * DIMENSIONS
    for word in text.lower().split():
        vector[int(hashlib.sha256(word.encode()).hexdigest(), 16) % DIMENSIONS] += 1.0
    length = math.sqrt(sum(x * x for x in vector)) or 1.0
    return [x / length for x in vector]


async def serve(fake: FakeMistral, stop: asyncio.Event, ready: threading.Event) -> None:
    """Serve until stop is set; ready is set once the port is known."""
    tasks: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        await fake.serve_connection(reader, writer)

    server = await asyncio.start_server(connected, "127.0.0.1", fake.port, backlog=1024)
    fake.port = server.sockets[0].getsockname()[1]
    ready.set()
    await stop.wait()
    server.close()
    for task in list(tasks):
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@contextmanager
def running_mistral(script: Script | None = None) -> Iterator[FakeMistral]:
    """Give a server that runs in a thread of its own until the block ends."""
    fake, ready, loop, stop = FakeMistral(script or Script()), threading.Event(), None, None

    async def run() -> None:
        nonlocal loop, stop
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        await serve(fake, stop, ready)

    thread = threading.Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield fake
    finally:
        if loop is not None and stop is not None:
            loop.call_soon_threadsafe(stop.set)
        thread.join(10)


def main() -> None:
    """Serve from the command line until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--tokens-per-s", type=float, default=40.0)
    parser.add_argument("--tokens", type=int, default=320)
    parser.add_argument("--first-token-s", type=float, default=0.0)
    given = parser.parse_args()
    script = Script(
        answer=of_tokens(given.tokens),
        tokens_per_s=given.tokens_per_s,
        first_token_s=given.first_token_s,
    )
    fake = FakeMistral(script, port=given.port)
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(fake, asyncio.Event(), threading.Event()))


if __name__ == "__main__":
    main()
