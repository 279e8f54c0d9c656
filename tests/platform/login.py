"""The fields of a third-party-initiated login (IMS Security Framework 1.0, 5.1.1.1)."""

from __future__ import annotations

from tests.platform.authentication import write_message_hint
from tests.platform.settings import PlatformSettings

STORAGE_FRAME = "practice_lti_storage"


def login_fields(
    settings: PlatformSettings, *, hint: str, user_id: str, target_link_uri: str = ""
) -> dict[str, str]:
    """Return what is sent to the tool's login URL, in the settings' manner."""
    fields = {
        "iss": settings.issuer,
        "target_link_uri": target_link_uri or settings.launch_url,
        "login_hint": user_id,
        "lti_message_hint": write_message_hint(hint, settings),
        "client_id": settings.client_id,
    }
    return {**fields, **_deployment(settings), **_storage(settings)}


def _deployment(settings: PlatformSettings) -> dict[str, str]:
    if settings.manner == "canvas":
        return {
            "deployment_id": settings.deployment_id,
            "canvas_region": "practice",
            "canvas_environment": "prod",
        }
    return {"lti_deployment_id": settings.deployment_id}


def _storage(settings: PlatformSettings) -> dict[str, str]:
    targets = {"parent": "_parent", "frame": STORAGE_FRAME}
    target = targets.get(settings.storage)
    return {"lti_storage_target": target} if target else {}
