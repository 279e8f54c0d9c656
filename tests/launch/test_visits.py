"""Visits, from launch to end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from lti_app.domain.errors import VisitExpiredError
from lti_app.domain.visit import DeepLinkRequest
from lti_app.launch.visits import Visits
from lti_app.store.tables import VisitRow
from lti_app.store.visits import Visits as Rows


class Clock:
    def __init__(self):
        self.moment = datetime(2026, 9, 1, 8, tzinfo=UTC)

    def __call__(self):
        return self.moment

    def pass_by(self, **span):
        self.moment += timedelta(**span)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def visits(database, clock):
    return Visits(Rows(database), visit_minutes=120, clock=clock)


def test_token_leads_back_to_the_visit(visits, visit):
    opened, token = visits.open(visit)
    assert visits.resume(token) == opened
    assert opened.id != visit.id


def test_everything_that_a_launch_said_is_kept(visits, visit):
    full = replace(
        visit,
        locale="en",
        is_cookieless=True,
        resource_link_id="item:1",
        roster_url="https://lms.example.org/members",
        deep_link=DeepLinkRequest("https://lms.example.org/r", "d", ("ltiResourceLink",), True),
    )
    opened, token = visits.open(full)
    assert visits.resume(token) == opened
    assert replace(opened, id=full.id, expires_at=full.expires_at) == full


def test_unknown_token_is_no_visit(visits):
    with pytest.raises(VisitExpiredError):
        visits.resume("x" * 43)


def test_visit_ends_when_nobody_asks_for_two_hours(visits, visit, clock):
    _, token = visits.open(visit)
    clock.pass_by(minutes=120)
    with pytest.raises(VisitExpiredError):
        visits.resume(token)


def test_visit_lasts_while_somebody_asks(visits, visit, clock):
    _, token = visits.open(visit)
    for _ in range(5):
        clock.pass_by(minutes=110)
        assert visits.resume(token).expires_at == clock.moment + timedelta(minutes=120)


def test_no_visit_lasts_longer_than_twelve_hours(visits, visit, clock):
    _, token = visits.open(visit)
    started = clock.moment
    for _ in range(7):
        clock.pass_by(minutes=100)
        assert visits.resume(token).expires_at <= started + timedelta(hours=12)
    clock.pass_by(minutes=30)
    with pytest.raises(VisitExpiredError):
        visits.resume(token)


def test_request_within_a_minute_writes_nothing(visits, visit, clock):
    opened, token = visits.open(visit)
    clock.pass_by(seconds=59)
    assert visits.resume(token).expires_at == opened.expires_at


def test_language_is_kept(visits, visit):
    opened, token = visits.open(visit)
    assert visits.set_locale(opened, "en").locale == "en"
    assert visits.resume(token).locale == "en"


def test_ended_visits_are_forgotten(visits, visit, clock, database):
    visits.open(visit)
    clock.pass_by(hours=3)
    visits.open(visit)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(VisitRow)) == 1
