"""A practice LMS that answers on a port, for tests and the demo."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from tests.platform.lms import create_platform
from tests.platform.settings import PlatformSettings
from tests.platform.state import EXTENSION, Platform
from tests.platform.tool_keys import FetchKeys

HOST = "127.0.0.1"
# The name differs from the tool's 127.0.0.1, so for a browser these are two sites.
NAME = "localhost"
# How soon a server notices that it shall end.
POLL_S = 0.05


@dataclass(frozen=True, slots=True)
class RunningPlatform:
    """A platform that answers at `url`."""

    url: str
    app: Flask
    platform: Platform


class QuietHandler(WSGIRequestHandler):
    """Writes no line a request: addresses here carry session keys."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def running_platform(
    tool_url: str,
    *,
    settings: PlatformSettings | None = None,
    fetch_tool_keys: FetchKeys | None = None,
    port: int = 0,
) -> Iterator[RunningPlatform]:
    """Run a platform in a thread until the block ends.

    port: 0 takes a free one. settings: issuer and tool_url in it are replaced.
    """
    with socket.create_server((HOST, port)) as listener:
        url = f"http://{NAME}:{listener.getsockname()[1]}"
        known = settings or PlatformSettings(issuer=url, tool_url=tool_url)
        known = replace(known, issuer=url, tool_url=tool_url)
        app = create_platform(known, fetch_tool_keys=fetch_tool_keys)
        with serving(app, listener):
            yield RunningPlatform(url, app, app.extensions[EXTENSION])


@contextmanager
def serving(app: Flask, listener: socket.socket) -> Iterator[BaseWSGIServer]:
    """Serve any application on a bound socket, in a thread, until the block ends."""
    server = make_server(
        HOST,
        listener.getsockname()[1],
        app,
        threaded=True,
        request_handler=QuietHandler,
        fd=listener.fileno(),
    )
    thread = threading.Thread(target=server.serve_forever, args=(POLL_S,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join(timeout=5)
        server.server_close()
