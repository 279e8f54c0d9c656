"""The fetching of a platform's public keys."""

import json
from collections.abc import Callable
from typing import Any

import requests

from lti_app.domain.errors import PlatformUnreachableError

TIMEOUT_S = (3.05, 5.0)
MAX_BYTES = 500_000
# Some sites answer 403 to a client without a name.
USER_AGENT = "Passerelle (LTI 1.3 tool)"


class HttpKeySets:
    """Key sets over HTTP; what is no key set is an error, so that nobody can cache it."""

    def __init__(self, get: Callable[..., requests.Response] = requests.get) -> None:
        self._get = get

    def fetch(self, url: str) -> dict[str, Any]:
        """Return a JSON Web Key Set (RFC 7517); raises PlatformUnreachableError."""
        headers = {"User-Agent": USER_AGENT, "Accept": "application/json"}
        try:
            with self._get(url, headers=headers, timeout=TIMEOUT_S, stream=True) as response:
                response.raise_for_status()
                body = response.raw.read(MAX_BYTES, decode_content=True)
                found = json.loads(body)
        except (requests.RequestException, ValueError) as err:
            raise PlatformUnreachableError(f"no key set: {type(err).__name__}") from err
        if not isinstance(found, dict) or not isinstance(found.get("keys"), list):
            raise PlatformUnreachableError("no key set: another JSON")
        return found
