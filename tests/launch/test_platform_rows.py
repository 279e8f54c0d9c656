"""The rows of platforms with their deployments, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from lti_app.domain.platform import Platform
from lti_app.store.platforms import Platforms
from lti_app.store.tables import CourseRow, DeploymentRow, PersonRow
from tests.factories import make_course, make_visit

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


@pytest.fixture
def platforms(database):
    return Platforms(database)


@pytest.fixture
def platform(platforms):
    draft = Platform(
        id="",
        institution_id="",
        name="Moodle",
        issuer="https://moodle.example.org",
        client_id="abc",
        authorization_url="https://moodle.example.org/auth",
        token_url="https://moodle.example.org/token",
        jwks_url="https://moodle.example.org/jwks",
    )
    return platforms.add_across_institutions("Université", draft)


def test_platform_is_found_by_its_issuer(platforms, platform):
    assert platforms.registered_across_institutions("https://moodle.example.org") == (platform,)
    assert platforms.registered_across_institutions("https://moodle.example.org/") == ()


def test_platform_is_hidden_from_another_institution(platforms, platform, database):
    other = make_course(database)
    assert platforms.get(platform.institution_id, platform.id) == platform
    assert platforms.get(other.institution_id, platform.id) is None


def test_deployment_is_allowed_once(platforms, platform):
    first = platforms.allow_deployment(platform, "1")
    assert platforms.allow_deployment(platform, "1") == first
    assert platforms.deployments(platform) == (first,)
    assert platforms.deployment(platform, "1") == first
    assert platforms.deployment_of(platform.institution_id, first.id) == first
    assert platforms.deployment(platform, "2") is None


def test_launch_is_noted_to_the_hour(platforms, platform, database):
    deployment = platforms.allow_deployment(platform, "1")
    for minutes, noted in ((0, 0), (59, 0), (60, 60), (100, 60)):
        platforms.note_launch(deployment, NOON + timedelta(minutes=minutes))
        with database.reading() as session:
            at = session.scalar(select(DeploymentRow.last_launched_at))
        assert at == NOON + timedelta(minutes=noted)


def test_removed_platform_takes_everything_of_it_along(platforms, database):
    visit = make_visit(database, make_course(database))
    kept = make_visit(database, make_course(database))
    platforms.remove_across_institutions(visit.platform_id)
    with database.reading() as session:
        counts = [
            session.scalar(select(func.count()).select_from(table))
            for table in (DeploymentRow, CourseRow, PersonRow)
        ]
        assert session.scalars(select(PersonRow.id)).one() == kept.person_id
    assert counts == [1, 1, 1]
