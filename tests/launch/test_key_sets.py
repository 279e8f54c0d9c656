"""The fetching of key sets, from a server that misbehaves."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import requests

from lti_app.domain.errors import PlatformUnreachableError
from lti_app.launch.key_sets import MAX_BYTES, TIMEOUT_S, HttpKeySets


class Answers(BaseHTTPRequestHandler):
    """Answers every request with what the server holds."""

    def do_GET(self):
        self.server.agents.append(self.headers["User-Agent"])
        status, body = self.server.answer
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.agents = []
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def fetch(server, status, body):
    server.answer = (status, body)
    return HttpKeySets().fetch(f"http://127.0.0.1:{server.server_port}/jwks")


def test_key_set_is_returned(server):
    assert fetch(server, 200, b'{"keys": []}') == {"keys": []}


def test_tool_says_who_asks(server):
    fetch(server, 200, b'{"keys": []}')
    assert server.agents == ["Passerelle (LTI 1.3 tool)"]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, b'{"keys": []}'),
        (500, b"<h1>Error</h1>"),
        (200, b"<h1>Welcome</h1>"),
        (200, b"[]"),
        (200, b'{"keys": {}}'),
        (200, b'{"error": "no"}'),
        (200, json.dumps({"keys": ["x" * MAX_BYTES]}).encode()),
    ],
)
def test_anything_else_is_an_error(status, body, server):
    with pytest.raises(PlatformUnreachableError):
        fetch(server, status, body)


def test_closed_port_is_an_error():
    with pytest.raises(PlatformUnreachableError):
        HttpKeySets().fetch("http://127.0.0.1:9/jwks")


def test_gap_key_set_fetched_without_a_time_limit():
    asked = {}

    def get(url, **options):
        asked.update(options)
        raise requests.ConnectTimeout

    with pytest.raises(PlatformUnreachableError):
        HttpKeySets(get).fetch("http://127.0.0.1/jwks")
    assert asked["timeout"] == TIMEOUT_S
