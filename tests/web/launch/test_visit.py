"""The renewal of a visit, through HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest


@pytest.fixture
def token(launcher):
    cookie = launcher.launch().reply.headers["set-cookie"]
    return cookie.partition("=")[2].partition(";")[0]


def test_renewal_says_when_the_visit_ends(tool, token):
    headers = {"Authorization": f"Bearer {token}"}
    answer = tool.test_client().post("/visit/renew", headers=headers)
    left = datetime.fromisoformat(answer.json["expires_at"]) - datetime.now(UTC)
    assert timedelta(minutes=110) < left <= timedelta(minutes=120)


def test_cookie_alone_renews_nothing(tool, token):
    client = tool.test_client()
    client.set_cookie("passerelle_visit_0123abcd", token)
    assert client.post("/visit/renew?visit=0123abcd").status_code == 401


def test_unknown_token_renews_nothing(tool, token):
    headers = {"Authorization": f"Bearer {token[:-1]}"}
    answer = tool.test_client().post("/visit/renew", headers=headers)
    assert answer.status_code == 401
    assert answer.json["error"]["code"] == "visit_expired"
