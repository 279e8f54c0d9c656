"""The check of an OIDC authentication request (IMS Security Framework 1.0, 5.1.1.2)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tests.platform.launches import Launch, PendingLaunches
from tests.platform.settings import PlatformSettings

# Name, the one good value, what is answered otherwise.
FIXED_FIELDS = (
    ("response_type", "id_token", "unsupported_response_type"),
    ("scope", "openid", "invalid_scope"),
    ("response_mode", "form_post", "invalid_request"),
    ("prompt", "none", "invalid_request"),
)


class UnknownToolError(Exception):
    """The client or its redirect_uri is not registered, so nothing is sent there."""


class AuthenticationRefusedError(Exception):
    """The request is answered with an error at its redirect_uri."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.error, self.description = error, description


def check_authentication_request(
    fields: Mapping[str, str], settings: PlatformSettings, launches: PendingLaunches
) -> Launch:
    """Return the launch that the request belongs to.

    Raises UnknownToolError when the answer has no safe address, else
    AuthenticationRefusedError with a code of OpenID Connect Core, 3.1.2.6.
    """
    if fields.get("client_id") != settings.client_id:
        raise UnknownToolError("client_id")
    if fields.get("redirect_uri") != settings.launch_url:
        raise UnknownToolError("redirect_uri")
    for name, value, error in FIXED_FIELDS:
        if fields.get(name) != value:
            raise AuthenticationRefusedError(error, f"{name} must be {value}")
    if not fields.get("nonce"):
        raise AuthenticationRefusedError("invalid_request", "nonce is required")
    launch = launches.find(read_message_hint(fields.get("lti_message_hint", "")))
    if launch is None or launch.user_id != fields.get("login_hint"):
        raise AuthenticationRefusedError("login_required", "nobody waits for this launch")
    return launch


def write_message_hint(hint: str, settings: PlatformSettings) -> str:
    """Return the hint as it travels: JSON text from Moodle, one word from Canvas."""
    if settings.manner == "canvas":
        return hint
    return json.dumps({"cmid": settings.context_id, "launchid": hint})


def read_message_hint(text: str) -> str:
    """Return the hint inside either shape, "" when there is none."""
    if not text.startswith("{"):
        return text
    try:
        found: Any = json.loads(text)
    except ValueError:
        return ""
    return str(found.get("launchid", ""))
