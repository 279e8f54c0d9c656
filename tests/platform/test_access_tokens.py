"""Who gets an access token, for what."""

from __future__ import annotations

import time

import pytest

from tests.platform.access_tokens import (
    ASSERTION_TYPE,
    LIFETIME_S,
    MEMBERSHIP_SCOPE,
    AccessTokens,
    TokenRefusedError,
)
from tests.platform.signing import (
    hs256_with_public_key,
    with_algorithm_none,
    with_foreign_key,
    with_wrong_kid,
    without_kid,
)
from tests.platform.tool_keys import ToolKeyError, ToolKeys

SCORE_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"


@pytest.fixture
def form(tool):
    return {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": tool.assertion(),
        "scope": MEMBERSHIP_SCOPE,
    }


def test_signed_assertion_opens_the_members(client, form):
    answer = client.post("/token", data=form).get_json()
    assert answer["token_type"] == "bearer"
    assert answer["expires_in"] == 3600
    assert answer["scope"] == MEMBERSHIP_SCOPE


def test_no_scope_of_grades_is_granted(client, form):
    both = client.post("/token", data={**form, "scope": f"{SCORE_SCOPE} {MEMBERSHIP_SCOPE}"})
    assert both.get_json()["scope"] == MEMBERSHIP_SCOPE


def test_only_unknown_scopes_are_refused(client, form):
    answer = client.post("/token", data={**form, "scope": SCORE_SCOPE})
    assert (answer.status_code, answer.get_json()["error"]) == (400, "invalid_scope")


def test_assertion_is_accepted_once(client, form):
    assert client.post("/token", data=form).status_code == 200
    again = client.post("/token", data=form)
    assert (again.status_code, again.get_json()["error"]) == (401, "invalid_client")


BAD_CLAIMS = {
    "wrong iss": {"iss": "another-tool"},
    "wrong sub": {"sub": "another-tool"},
    "wrong aud": {"aud": "https://lms.example.org/token"},
    "expired": {"exp": 1000},
    "lives a day": {"exp": int(time.time()) + 86400},
    "no exp": {"exp": None},
    "no iat": {"iat": None},
    "no jti": {"jti": None},
}


@pytest.mark.parametrize("case", BAD_CLAIMS)
def test_bad_claim_is_refused(client, form, tool, case):
    bad = {**form, "client_assertion": tool.assertion(**BAD_CLAIMS[case])}
    answer = client.post("/token", data=bad)
    assert (answer.status_code, answer.get_json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize(
    "sign",
    [without_kid, with_wrong_kid, with_foreign_key, with_algorithm_none, hs256_with_public_key],
)
def test_dishonest_signature_is_refused(client, form, tool, sign):
    claims = {
        "iss": tool.settings.client_id,
        "sub": tool.settings.client_id,
        "aud": tool.settings.token_url,
        "iat": int(time.time()),
        "exp": int(time.time()) + 60,
        "jti": "one",
    }
    answer = client.post("/token", data={**form, "client_assertion": sign(claims, tool.key)})
    assert (answer.status_code, answer.get_json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("grant_type", "password", "unsupported_grant_type"),
        ("client_assertion_type", "", "invalid_request"),
        ("client_assertion", "no token", "invalid_client"),
    ],
)
def test_malformed_request_is_refused(client, form, name, value, error):
    assert client.post("/token", data={**form, name: value}).get_json()["error"] == error


def test_token_opens_nothing_after_an_hour(settings, tool, form):
    now_s = [time.time()]
    tokens = AccessTokens(settings, ToolKeys(tool.jwks), clock=lambda: now_s[0])
    token = tokens.grant(form)["access_token"]
    assert tokens.opens(token)
    now_s[0] += LIFETIME_S + 1
    assert not tokens.opens(token)


def test_keys_are_read_again_when_the_tool_has_rotated(settings, tool, form):
    published = [{"keys": []}]
    tokens = AccessTokens(settings, ToolKeys(lambda: published[0]))
    with pytest.raises(TokenRefusedError):
        tokens.grant(form)
    published[0] = tool.jwks()
    assert tokens.grant(form)["scope"] == MEMBERSHIP_SCOPE


def test_unreachable_key_set_is_no_server_error(settings, form):
    def fetch():
        raise ToolKeyError("the tool's key set cannot be read")

    with pytest.raises(TokenRefusedError) as refused:
        AccessTokens(settings, ToolKeys(fetch)).grant(form)
    assert refused.value.error == "invalid_client"
