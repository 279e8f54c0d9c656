"""The roster, page by page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import requests

from lti_app.domain.errors import RosterUnavailableError
from lti_app.domain.visit import Role, Scope, Visit
from lti_app.lms.roster import MAX_PAGES, Rosters
from tests.lms.fakes import FakePlatforms, FakeSession, FakeTokens, answer

URL = "https://lms.example.org/courses/2/Members?Limit=2"
VISIT = Visit(
    id="v1",
    scope=Scope("i1", "c1"),
    platform_id="p1",
    deployment_id="d1",
    person_id="u1",
    role=Role.TEACHER,
    locale="fr",
    expires_at=datetime(2026, 9, 1, tzinfo=UTC),
    platform_origin="https://lms.example.org",
    roster_url=URL,
)


@pytest.fixture
def session():
    return FakeSession()


@pytest.fixture
def tokens():
    return FakeTokens()


@pytest.fixture
def rosters(session, tokens):
    return Rosters(session, tokens, FakePlatforms())


def page(*names, **headers):
    rows = [{"user_id": name, "roles": ["Learner"], "email": "x@example.org"} for name in names]
    return answer({"members": rows}, **headers)


def ids(members):
    return [one.user_id for one in members]


def test_request_asks_for_the_member_container(rosters, session):
    session.answers = [page("1")]
    rosters.members(VISIT)
    ((method, url, options),) = session.asked
    assert (method, url) == ("GET", URL)
    assert options["headers"]["Authorization"] == "Bearer t1"
    assert options["headers"]["Accept"].endswith("nrps.v2.membershipcontainer+json")


def test_member_has_neither_name_nor_address(rosters, session):
    session.answers = [page("1")]
    assert "example.org" not in str(rosters.members(VISIT))


def test_inactive_member_is_told_apart(rosters, session):
    rows = [{"user_id": "1"}, {"user_id": "2", "status": "Inactive", "roles": None}, {}, "x"]
    session.answers = [answer({"members": rows})]
    assert [(one.user_id, one.is_active) for one in rosters.members(VISIT)] == [
        ("1", True),
        ("2", False),
    ]


@pytest.mark.parametrize("name", ["Link", "link", "LINK"])
@pytest.mark.parametrize("relation", ['rel="next"', "rel=next", 'REL="Next"'])
def test_gap_link_header_lower_cased(name, relation, rosters, session):
    following = "https://lms.example.org/courses/2/Members?From=AbC"
    session.answers = [
        page("1", **{name: f'<{URL}>; rel="first", <{following}>; {relation}'}),
        page("2"),
    ]
    assert ids(rosters.members(VISIT)) == ["1", "2"]
    assert session.asked[1][1] == following


def test_relative_next_page_is_followed(rosters, session):
    session.answers = [page("1", Link='</more?p=2>; rel="next"'), page("2")]
    rosters.members(VISIT)
    assert session.asked[1][1] == "https://lms.example.org/more?p=2"


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example.org/x", "http://lms.example.org/x", "file:///etc/passwd"]
)
def test_token_goes_to_no_other_host(url, rosters, session):
    session.answers = [page("1", Link=f'<{url}>; rel="next"')]
    with pytest.raises(RosterUnavailableError):
        rosters.members(VISIT)
    assert len(session.asked) == 1


def test_roster_over_http_is_not_read_from_a_platform_over_https(rosters, session):
    with pytest.raises(RosterUnavailableError):
        rosters.members(replace(VISIT, roster_url="http://lms.example.org/members"))
    assert session.asked == []


def test_redirect_is_not_followed(rosters, session):
    session.answers = [answer("", status=302, Location="https://elsewhere.example.org/")]
    with pytest.raises(RosterUnavailableError):
        rosters.members(VISIT)


def test_pages_are_capped(rosters, session):
    session.answers = [
        page(str(n), Link=f'<{URL}&p={n}>; rel="next"') for n in range(MAX_PAGES + 1)
    ]
    assert len(rosters.members(VISIT)) == MAX_PAGES


def test_page_that_leads_to_itself_ends(rosters, session):
    session.answers = [page("1", Link=f'<{URL}>; rel="next"'), page("2")]
    assert ids(rosters.members(VISIT)) == ["1"]


def test_refused_token_is_asked_for_anew_once(rosters, session, tokens):
    session.answers = [answer("", status=401), page("1")]
    assert ids(rosters.members(VISIT)) == ["1"]
    assert session.asked[1][2]["headers"]["Authorization"] == "Bearer t2"
    session.answers = [answer("", status=401), answer("", status=401)]
    with pytest.raises(RosterUnavailableError):
        rosters.members(VISIT)
    assert tokens.forgotten == 2


@pytest.mark.parametrize(
    "failure",
    [
        answer("", status=500),
        answer("<h1>Welcome</h1>"),
        answer([]),
        answer({"members": {}}),
        requests.ReadTimeout(),
    ],
)
def test_platform_that_gives_no_roster_is_named(failure, rosters, session):
    session.answers = [failure]
    with pytest.raises(RosterUnavailableError):
        rosters.members(VISIT)


def test_launch_without_a_roster_asks_nothing(rosters, session):
    with pytest.raises(RosterUnavailableError):
        rosters.members(replace(VISIT, roster_url=None))
    assert session.asked == []
