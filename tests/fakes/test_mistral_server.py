import json
import socket
import subprocess
import sys
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.fakes.mistral_script import Fault, Script, of_tokens, tokens_of
from tests.fakes.mistral_server import running_mistral


def post(url, body):
    request = Request(url, json.dumps(body).encode(), {"content-type": "application/json"})
    with urlopen(request, timeout=10) as response:
        return response.read().decode()


@pytest.mark.parametrize("count", [0, 1, 40, 320])
def test_text_of_so_many_tokens_has_so_many(count):
    assert len(tokens_of(of_tokens(count))) == count


def test_whole_completion_and_stream_say_the_same():
    with running_mistral(Script(answer="Oui [1].")) as server:
        url = f"{server.url}/v1/chat/completions"
        whole = json.loads(post(url, {"model": "m", "messages": []}))
        lines = post(url, {"model": "m", "messages": [], "stream": True}).split("\n\n")
    assert whole["choices"][0]["message"]["content"] == "Oui [1]."
    chunks = [json.loads(line.removeprefix("data: ")) for line in lines if "{" in line]
    assert "".join(chunk["choices"][0]["delta"]["content"] for chunk in chunks) == "Oui [1]."
    assert lines[-2] == "data: [DONE]"


def test_embeddings_are_unit_vectors_in_the_order_of_the_texts():
    with running_mistral() as server:
        body = {"model": "mistral-embed", "input": ["la loi", "un nœud", "la loi"]}
        rows = json.loads(post(f"{server.url}/v1/embeddings", body))["data"]
    first, second, third = (row["embedding"] for row in rows)
    assert first == third != second
    assert len(first) == 1024
    assert sum(x * x for x in first) == pytest.approx(1)


def test_models_are_listed_and_other_paths_unknown():
    with running_mistral() as server:
        with urlopen(f"{server.url}/v1/models", timeout=10) as response:
            assert json.load(response)["data"][0]["id"] == "mistral-small-latest"
        with pytest.raises(HTTPError, match="404") as caught:
            urlopen(f"{server.url}/v2/nothing", timeout=10)
        caught.value.close()


def test_fault_passes_after_its_times():
    with running_mistral(Script(fault=Fault.SERVER_ERROR, fault_times=1)) as server:
        url = f"{server.url}/v1/chat/completions"
        with pytest.raises(HTTPError, match="500") as caught:
            post(url, {"messages": []})
        caught.value.close()
        assert "choices" in post(url, {"messages": []})
        assert len(server.chats) == 2


def test_command_line_serves_what_it_is_told():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--port", str(port), "--tokens-per-s", "1000", "--tokens", "7"]
    command = [sys.executable, "-m", "tests.fakes.mistral_server", *options]
    with subprocess.Popen(command) as process:
        try:
            said = _when_ready(f"http://127.0.0.1:{port}/v1/chat/completions")
        finally:
            process.terminate()
    assert said.count('"delta"') == 9  # Before the tokens the role, after them the end.


def _when_ready(url):
    deadline = time.monotonic() + 30
    while True:
        try:
            return post(url, {"model": "m", "messages": [], "stream": True})
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
