"""A student of a benchmark: asks, then reads the stream, on one event loop with many others."""

import asyncio
import json
import time
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Heard:
    """What one student heard. first_text_s: from asking to the first text; None without any."""

    first_text_s: float | None
    whole_s: float
    ending: str


async def ask_and_listen(url: str, token: str, question: str) -> Heard:
    """Ask one question and read its answer to the end."""
    began_s = time.perf_counter()
    body = json.dumps({"text": question}).encode()
    asked = json.loads(await _read_all(url, _request("POST", "/questions", token, body)))
    first_s: float | None = None
    ending = "none"
    reader, writer = await _connect(url)
    writer.write(_request("GET", f"/answers/{asked['answer_id']}/events", token))
    event = ""
    async for raw in reader:
        line = raw.rstrip(b"\r\n")
        if line.startswith(b"event: "):
            event = line[7:].decode()
            if event == "block" and first_s is None:
                first_s = time.perf_counter() - began_s
        elif event == "ending" and line.startswith(b"data: "):
            ending = json.loads(line[6:])["code"]
            break
    writer.close()
    return Heard(first_s, time.perf_counter() - began_s, ending)


def _request(method: str, path: str, token: str, body: bytes = b"") -> bytes:
    # HTTP/1.0, so that the answer comes without chunks to take apart.
    head = (
        f"{method} {path} HTTP/1.0\r\nHost: benchmark\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _connect(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(url)
    return await asyncio.open_connection(parts.hostname, parts.port, limit=1 << 22)


async def _read_all(url: str, request: bytes) -> bytes:
    reader, writer = await _connect(url)
    writer.write(request)
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    if b" 201 " not in head.split(b"\r\n", 1)[0]:
        raise RuntimeError(head.split(b"\r\n", 1)[0].decode())
    return body
