"""The check of a deep linking response (LTI Deep Linking 2.0, 4.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import jwt

from tests.platform.launches import Launch, PendingLaunches
from tests.platform.messages import DEEP_LINKING, LTI
from tests.platform.once import OnceOnly
from tests.platform.settings import PlatformSettings
from tests.platform.tool_keys import ToolKeyError, ToolKeys, verify_signature


class ResponseRefusedError(Exception):
    """The response is not what the platform asked for; `fact` names the check that failed."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact


@dataclass(frozen=True, slots=True)
class Choice:
    """What the teacher chose in the tool; `message` is the tool's word to the teacher."""

    items: list[dict[str, Any]]
    message: str
    error_message: str
    launch: Launch


class ResponseCheck:
    """Accepts each deep linking response once."""

    def __init__(
        self, settings: PlatformSettings, keys: ToolKeys, launches: PendingLaunches
    ) -> None:
        self._settings, self._keys, self._launches = settings, keys, launches
        self._nonces = OnceOnly()

    def accept(self, token: str) -> Choice:
        """Return what was chosen; raises ResponseRefusedError."""
        claims = self._verified(token)
        self._check_claims(claims)
        items = self._items(claims)
        if not self._nonces.accept(str(claims.get("nonce", "")), claims["exp"] + 60):
            raise ResponseRefusedError("nonce was used before")
        launch = self._launches.take_data(str(claims.get(f"{DEEP_LINKING}data")))
        if launch is None:
            raise ResponseRefusedError("data is not what was sent, or was answered before")
        return Choice(
            items=items,
            message=str(claims.get(f"{DEEP_LINKING}msg", "")),
            error_message=str(claims.get(f"{DEEP_LINKING}errormsg", "")),
            launch=launch,
        )

    def _verified(self, token: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = verify_signature(
                token,
                self._keys,
                issuer=self._settings.client_id,
                audience=[self._settings.issuer],
            )
        except (jwt.PyJWTError, ToolKeyError) as err:
            raise ResponseRefusedError(f"signature or time: {err}") from err
        return claims

    def _check_claims(self, claims: dict[str, Any]) -> None:
        expected = {
            f"{LTI}message_type": "LtiDeepLinkingResponse",
            f"{LTI}version": "1.3.0",
            f"{LTI}deployment_id": self._settings.deployment_id,
        }
        for name, value in expected.items():
            if claims.get(name) != value:
                raise ResponseRefusedError(f"{name.rpartition('/')[2]} is not {value}")
        if not claims.get("nonce"):
            raise ResponseRefusedError("nonce is missing")

    def _items(self, claims: dict[str, Any]) -> list[dict[str, Any]]:
        items = claims.get(f"{DEEP_LINKING}content_items", [])
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise ResponseRefusedError("content_items is no list of objects")
        for item in items:
            self._check_item(item)
        return items

    def _check_item(self, item: dict[str, Any]) -> None:
        if item.get("type") != "ltiResourceLink":
            raise ResponseRefusedError("an item is no ltiResourceLink")
        if "lineItem" in item:
            raise ResponseRefusedError("an item asks for a grade column")
        url = urlsplit(str(item.get("url") or self._settings.launch_url))
        if f"{url.scheme}://{url.netloc}" != self._settings.tool_origin:
            raise ResponseRefusedError("an item points outside of the tool")
