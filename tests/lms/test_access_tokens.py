"""Access tokens, from a platform that answers by script."""

from __future__ import annotations

import jwt
import pytest
import requests

from lti_app.domain.errors import RosterUnavailableError
from lti_app.lms.access_tokens import AccessTokens
from tests.lms.fakes import PLATFORM, FakeSession, FakeSigner, answer

SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"


class Clock:
    def __init__(self):
        self.seconds = 1_000_000.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def session():
    return FakeSession()


@pytest.fixture
def tokens(session, clock):
    return AccessTokens(session, FakeSigner(), clock)


def grant(text="t1", **more):
    return answer({"access_token": text, "token_type": "bearer", "expires_in": 3600, **more})


def test_request_follows_the_security_framework(tokens, session):
    session.answers = [grant()]
    assert tokens.token(PLATFORM, SCOPE) == "t1"
    ((method, url, options),) = session.asked
    form = options["data"]
    assert (method, url) == ("POST", PLATFORM.token_url)
    assert form["grant_type"] == "client_credentials"
    assert form["client_assertion_type"].endswith(":jwt-bearer")
    assert form["scope"] == SCOPE
    claims = jwt.decode(form["client_assertion"], options={"verify_signature": False})
    assert claims["iss"] == claims["sub"] == PLATFORM.client_id
    assert claims["aud"] == PLATFORM.token_url
    assert claims["exp"] - claims["iat"] < 120
    assert len(claims["jti"]) == 32


def test_audience_is_the_platforms_where_it_has_one(session, clock):
    from dataclasses import replace

    session.answers = [grant()]
    platform = replace(PLATFORM, audience="https://auth.example.org")
    AccessTokens(session, FakeSigner(), clock).token(platform, SCOPE)
    assertion = session.asked[0][2]["data"]["client_assertion"]
    claims = jwt.decode(assertion, options={"verify_signature": False})
    assert claims["aud"] == "https://auth.example.org"


def test_gap_token_kept_for_ever(tokens, session, clock):
    session.answers = [grant("t1"), grant("t2")]
    assert tokens.token(PLATFORM, SCOPE) == "t1"
    clock.seconds += 3500
    assert tokens.token(PLATFORM, SCOPE) == "t1"
    clock.seconds += 60
    assert tokens.token(PLATFORM, SCOPE) == "t2"


def test_forgotten_token_is_asked_for_anew(tokens, session):
    session.answers = [grant("t1"), grant("t2")]
    tokens.token(PLATFORM, SCOPE)
    tokens.forget(PLATFORM, SCOPE)
    assert tokens.token(PLATFORM, SCOPE) == "t2"


@pytest.mark.parametrize(
    "failure",
    [
        answer({"error": "invalid_client"}, status=400),
        answer("<h1>404</h1>", status=404),
        answer("<h1>Welcome</h1>"),
        answer({"token_type": "bearer"}),
        answer([]),
        answer({"access_token": "t", "expires_in": "soon"}),
        requests.ConnectTimeout(),
    ],
)
def test_platform_that_gives_no_token_is_named(failure, tokens, session):
    session.answers = [failure]
    with pytest.raises(RosterUnavailableError):
        tokens.token(PLATFORM, SCOPE)


def test_lifetime_may_be_missing(tokens, session):
    session.answers = [answer({"access_token": "t1"})]
    assert tokens.token(PLATFORM, SCOPE) == "t1"
