"""The course's members (LTI Names and Role Provisioning Services 2.0)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from tests.platform.people import MEMBERSHIP, Person
from tests.platform.settings import PlatformSettings

CONTENT_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"


class Roster:
    """Pages through the members of one course."""

    def __init__(self, settings: PlatformSettings) -> None:
        self._settings = settings

    def page(self, query: Mapping[str, str]) -> tuple[dict[str, Any], str]:
        """Return one page of the membership container, with the URL of the next, or "".

        Without `limit` it holds everybody, as Moodle does. Raises ValueError when limit
        or from is no number.
        """
        chosen = [one for one in self._settings.people if _has_role(one, query.get("role", ""))]
        start = max(int(query.get("from", 0)), 0)
        limit = int(query.get("limit", 0))
        end = start + limit if limit > 0 else len(chosen)
        container = {
            "id": self._settings.members_url,
            "context": {
                "id": self._settings.context_id,
                "label": self._settings.context_label,
                "title": self._settings.course_title,
            },
            "members": [self._member(one) for one in chosen[start:end]],
        }
        more = end < len(chosen)
        return container, self._next_url(query, start=end) if more else ""

    def _next_url(self, query: Mapping[str, str], *, start: int) -> str:
        return f"{self._settings.members_url}?{urlencode({**query, 'from': str(start)})}"

    def _member(self, person: Person) -> dict[str, Any]:
        roles = [role for role in person.roles if role.startswith(MEMBERSHIP)]
        if self._settings.manner == "moodle":
            # Moodle answers with short names here, though its launches carry URIs.
            roles = [role.removeprefix(MEMBERSHIP) for role in roles]
        return {
            "status": "Active",
            "user_id": person.user_id,
            "name": person.name,
            "given_name": person.given_name,
            "family_name": person.family_name,
            "email": person.email,
            "roles": roles,
        }


def _has_role(person: Person, wanted: str) -> bool:
    if not wanted:
        return True
    return wanted in person.roles or f"{MEMBERSHIP}{wanted}" in person.roles
