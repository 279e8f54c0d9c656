"""The sweeping now and then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from lti_app.launch.housekeeping import Sweeper

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


def test_task_runs_once_in_five_minutes():
    ran = []
    sweeper = Sweeper(ran.append)
    for minute in range(11):
        sweeper.sweep(NOON + timedelta(minutes=minute))
    assert [moment.minute for moment in ran] == [0, 5, 10]
