"""What one practice LMS is told at its start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from tests.platform.people import PEOPLE, Person

Storage = Literal["off", "parent", "frame"]
Manner = Literal["moodle", "canvas"]
LoginMethod = Literal["post", "get"]

COURSE_FOLDER = Path(__file__).parent / "course"


@dataclass(frozen=True, slots=True)
class PlatformSettings:
    """The platform's own names, the tool that it knows, its manners.

    issuer, tool_url: origins without a slash at the end.
    storage: where LTI platform storage is offered: not at all, by the course page itself
    (`lti_storage_target=_parent`), by a frame beside the tool's.
    manner: what the login and the claims look like; "canvas" sends `deployment_id`.
    data_folder: keeps the key with the added activities; None keeps both in memory.
    """

    issuer: str
    tool_url: str
    client_id: str = "passerelle-practice"
    deployment_id: str = "1"
    context_id: str = "2"
    context_label: str = "GE-201"
    course_title: str = "Électronique analogique"
    storage: Storage = "off"
    manner: Manner = "moodle"
    login_method: LoginMethod = "post"
    product_family_code: str = "practice-lms"
    data_folder: Path | None = None
    files_folder: Path = COURSE_FOLDER
    people: tuple[Person, ...] = PEOPLE

    @property
    def tool_origin(self) -> str:
        """Return scheme, host, port of the tool."""
        parts = urlsplit(self.tool_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def login_url(self) -> str:
        """Return where the tool takes a third-party-initiated login."""
        return f"{self.tool_url}/lti/login"

    @property
    def launch_url(self) -> str:
        """Return the one redirect_uri that is registered, which is also the target."""
        return f"{self.tool_url}/lti/launch"

    @property
    def tool_jwks_url(self) -> str:
        """Return where the tool publishes its keys."""
        return f"{self.tool_url}/lti/jwks.json"

    @property
    def auth_url(self) -> str:
        """Return this platform's OIDC authorization endpoint."""
        return f"{self.issuer}/auth"

    @property
    def token_url(self) -> str:
        """Return this platform's OAuth 2 token endpoint."""
        return f"{self.issuer}/token"

    @property
    def jwks_url(self) -> str:
        """Return where this platform publishes its keys."""
        return f"{self.issuer}/jwks.json"

    @property
    def members_url(self) -> str:
        """Return the course's Names and Role Provisioning Service."""
        return f"{self.issuer}/courses/{self.context_id}/members"

    @property
    def deep_link_return_url(self) -> str:
        """Return where a deep linking response is posted.

        It carries a session key in its query, as Moodle's does, so a tool must not log it.
        """
        return f"{self.issuer}/deep-link-return?sesskey=9cMpHq2sWk"
