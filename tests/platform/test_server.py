"""The platform on a real port."""

from __future__ import annotations

import requests

from tests.platform.browsing import HttpBrowser
from tests.platform.launcher import Launcher
from tests.platform.pretend_tool import running_pretend_tool
from tests.platform.server import running_platform


def test_platform_publishes_what_a_tool_needs():
    with running_platform("http://127.0.0.1:9") as running:
        told = requests.get(f"{running.url}/.well-known/openid-configuration", timeout=5).json()
        keys = requests.get(told["jwks_uri"], timeout=5).json()["keys"]
    assert told["issuer"] == running.url
    assert [key["kid"] for key in keys] == [running.platform.key.kid]


def test_launch_goes_over_two_ports():
    with running_pretend_tool() as tool_at, running_platform(tool_at.url) as running:
        tool_at.meet(running.platform.settings)
        launched = Launcher(running, HttpBrowser()).launch("ines")
    assert launched.reply.status == 200
    assert "Inès Lefèvre" in launched.reply.text


def test_tool_keys_are_read_over_http():
    with running_pretend_tool() as tool_at, running_platform(tool_at.url) as running:
        tool = tool_at.meet(running.platform.settings)
        launcher = Launcher(running, HttpBrowser())
        claims = launcher.launch("claire", message="deep_linking").claims
        answer = launcher.answer_deep_linking(tool.deep_linking_response(claims))
    assert answer.status == 200


def test_silent_tool_is_a_refusal(tool):
    with running_platform("http://127.0.0.1:9") as running:
        answer = requests.post(
            running.platform.settings.token_url,
            data={
                "grant_type": "client_credentials",
                "client_assertion_type": ("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                "client_assertion": tool.assertion(),
            },
            timeout=5,
        )
    assert answer.status_code == 401
