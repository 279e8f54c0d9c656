"""The parts of one running platform."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app

from tests.platform.access_tokens import AccessTokens
from tests.platform.activities import ActivityShelf
from tests.platform.deep_linking import ResponseCheck
from tests.platform.keys import PlatformKey, load_or_create_key
from tests.platform.launches import PendingLaunches
from tests.platform.people import Person
from tests.platform.roster import Roster
from tests.platform.settings import PlatformSettings
from tests.platform.tool_keys import FetchKeys, ToolKeys, fetch_from

EXTENSION = "practice_lms"


@dataclass(frozen=True, slots=True)
class Platform:
    """Everything that the pages and the services of one platform share."""

    settings: PlatformSettings
    key: PlatformKey
    activities: ActivityShelf
    launches: PendingLaunches
    tokens: AccessTokens
    roster: Roster
    responses: ResponseCheck

    def person(self, user_id: str) -> Person:
        """Return somebody by `sub`; raises KeyError for a stranger."""
        return {one.user_id: one for one in self.settings.people}[user_id]


def build_platform(settings: PlatformSettings, fetch_tool_keys: FetchKeys | None) -> Platform:
    """Return a platform; without a callable the tool's keys are read over HTTP."""
    keys = ToolKeys(fetch_tool_keys or fetch_from(settings.tool_jwks_url))
    launches = PendingLaunches()
    return Platform(
        settings=settings,
        key=load_or_create_key(settings.data_folder),
        activities=ActivityShelf(settings.data_folder),
        launches=launches,
        tokens=AccessTokens(settings, keys),
        roster=Roster(settings),
        responses=ResponseCheck(settings, keys, launches),
    )


def this_platform() -> Platform:
    """Return the platform of the current Flask application."""
    platform: Platform = current_app.extensions[EXTENSION]
    return platform
