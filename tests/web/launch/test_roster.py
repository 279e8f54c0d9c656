"""The counts of a course's roster, through HTTP, from a platform on a port."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from lti_app.store.tables import PersonRow
from tests.launch.tool import CountedKeySets, build_tool, register
from tests.platform.messages import NAMES_AND_ROLES
from tests.platform.server import running_platform
from tests.web.launch.conftest import TOOL


@pytest.fixture
def running(sqlite):
    from lti_app.launch.tool_keys import ToolKeys
    from lti_app.store.tool_keys import ToolKeys as Rows

    with running_platform(TOOL, fetch_tool_keys=ToolKeys(Rows(sqlite)).published) as running:
        yield running


@pytest.fixture
def key_sets(running):
    return CountedKeySets({running.platform.settings.jwks_url: running.platform.key.jwks()})


@pytest.fixture
def tool(sqlite, key_sets):
    return build_tool(sqlite, TOOL, key_sets)


@pytest.fixture
def registered(services, running):
    return register(services.platforms, running.platform.settings)


def open_roster(tool, launched, **headers):
    cookie = launched.reply.headers["set-cookie"]
    name, _, rest = cookie.partition("=")
    token = rest.partition(";")[0]
    if headers:
        client = tool.test_client()
        client.set_cookie(name, token)
        named = name.removeprefix("passerelle_visit_")
        return client.get(f"/lti/roster?visit={named}", headers=headers)
    headers = {"Authorization": f"Bearer {token}"}
    return tool.test_client().get("/lti/roster", headers=headers)


def paged(claims):
    """Return claims whose roster comes in pages of two."""
    service = dict(claims[NAMES_AND_ROLES])
    service["context_memberships_url"] += "?limit=2"
    return {**claims, NAMES_AND_ROLES: service}


@pytest.mark.parametrize("manner", ["moodle", "canvas"])
def test_teacher_sees_how_many_are_in_the_course(manner, tool, running, launcher):
    settings = replace(running.platform.settings, manner=manner)
    answer = open_roster(tool, launcher.launch("claire", settings=settings))
    assert answer.status_code == 200, answer.text
    assert answer.json["total"] == 5
    assert answer.json["by_role"]["student"] == 3


def test_every_page_is_counted(tool, launcher):
    answer = open_roster(tool, launcher.launch("claire", tamper_claims=paged))
    assert answer.json["total"] == 5


def test_student_sees_no_roster(tool, launcher):
    assert open_roster(tool, launcher.launch("camille")).status_code == 403


def test_nobody_of_the_roster_is_kept(tool, launcher, sqlite):
    open_roster(tool, launcher.launch("claire"))
    with sqlite.reading() as session:
        assert session.scalar(select(func.count()).select_from(PersonRow)) == 1


def test_platform_without_a_roster_is_named(tool, launcher):
    def tamper(claims):
        return {name: value for name, value in claims.items() if name != NAMES_AND_ROLES}

    answer = open_roster(tool, launcher.launch("claire", tamper_claims=tamper))
    assert answer.status_code == 502
    assert answer.json["error"]["code"] == "roster_unavailable"


def test_page_shows_counts_and_no_names(tool, launcher):
    page = open_roster(tool, launcher.launch("claire"), Accept="text/html")
    assert page.status_code == 200, page.text
    assert "Lefèvre" not in page.text
    assert "<dd>3</dd>" in page.text
