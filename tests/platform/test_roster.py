"""What the membership service tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.platform.access_tokens import ASSERTION_TYPE, MEMBERSHIP_SCOPE
from tests.platform.people import MEMBERSHIP
from tests.platform.roster import CONTENT_TYPE, Roster


@pytest.fixture
def bearer(client, tool):
    """The header of a tool that holds a token."""
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": tool.assertion(),
        "scope": MEMBERSHIP_SCOPE,
    }
    token = client.post("/token", data=form).get_json()["access_token"]
    return {"Authorization": f"Bearer {token}"}


def test_everybody_is_on_one_page_without_a_limit(client, bearer):
    answer = client.get("/courses/2/members", headers=bearer)
    assert answer.content_type == CONTENT_TYPE
    assert "Link" not in answer.headers
    assert len(answer.get_json(force=True)["members"]) == 5


def test_pages_follow_each_other_by_link(client, bearer, settings):
    url, seen = f"{settings.members_url}?limit=2", []
    while url:
        answer = client.get(url.removeprefix(settings.issuer), headers=bearer)
        seen += [member["user_id"] for member in answer.get_json(force=True)["members"]]
        link = answer.headers.get("Link", "")
        url = link.partition("<")[2].partition(">")[0]
    assert seen == ["3", "4", "5", "6", "7"]


@pytest.mark.parametrize("role", ["Learner", f"{MEMBERSHIP}Learner"])
def test_role_filter_takes_both_spellings(client, bearer, role):
    answer = client.get("/courses/2/members", query_string={"role": role}, headers=bearer)
    assert [m["user_id"] for m in answer.get_json(force=True)["members"]] == ["3", "4", "5"]


def test_filter_lasts_from_page_to_page(client, bearer):
    query = {"role": "Learner", "limit": "2"}
    link = client.get("/courses/2/members", query_string=query, headers=bearer).headers["Link"]
    assert "role=Learner" in link
    assert link.endswith('; rel="next"')


@pytest.mark.parametrize(
    ("manner", "roles"), [("moodle", ["Learner"]), ("canvas", [f"{MEMBERSHIP}Learner"])]
)
def test_roles_are_spelt_as_the_vendor_does(settings, manner, roles):
    container, _ = Roster(replace(settings, manner=manner)).page({})
    assert container["members"][0]["roles"] == roles


@pytest.mark.parametrize("header", ["", "Bearer invented", "Basic dXNlcjpwYXNz"])
def test_no_token_no_members(client, header):
    answer = client.get("/courses/2/members", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("path", "status"), [("/courses/3/members", 404), ("/courses/2/members?limit=all", 400)]
)
def test_request_without_sense_is_refused(client, bearer, path, status):
    assert client.get(path, headers=bearer).status_code == status
