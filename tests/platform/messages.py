"""The claims of the platform's messages, as Moodle 4.5 sends them."""

from __future__ import annotations

import time
from typing import Any

from tests.platform.activities import Activity
from tests.platform.people import Person
from tests.platform.settings import PlatformSettings
from tests.platform.signing import Claims

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
NAMES_AND_ROLES = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
# Moodle lets a message live for one minute, so a true clock matters.
LIFETIME_S = 60


def resource_link_claims(
    settings: PlatformSettings,
    person: Person,
    activity: Activity,
    *,
    nonce: str,
    locale: str = "fr",
    document_target: str = "iframe",
    now_s: float | None = None,
) -> Claims:
    """Return the claims of an LtiResourceLinkRequest (LTI Core 1.3, 5.3)."""
    target = activity.target_link_uri or settings.launch_url
    return {
        **_common_claims(settings, person, nonce=nonce, now_s=now_s),
        f"{LTI}message_type": "LtiResourceLinkRequest",
        f"{LTI}target_link_uri": target,
        f"{LTI}resource_link": {
            "id": activity.activity_id,
            "title": activity.title,
            "description": activity.text,
        },
        f"{LTI}custom": _custom(settings, activity),
        f"{LTI}launch_presentation": {
            "locale": locale,
            "document_target": document_target,
            "return_url": f"{settings.issuer}/?sesskey=9cMpHq2sWk",
        },
        NAMES_AND_ROLES: {
            "context_memberships_url": settings.members_url,
            "service_versions": ["1.0", "2.0"],
        },
    }


def deep_linking_claims(
    settings: PlatformSettings,
    person: Person,
    *,
    nonce: str,
    data: str,
    locale: str = "fr",
    now_s: float | None = None,
) -> Claims:
    """Return the claims of an LtiDeepLinkingRequest (LTI Deep Linking 2.0, 4.4)."""
    return {
        **_common_claims(settings, person, nonce=nonce, now_s=now_s),
        f"{LTI}message_type": "LtiDeepLinkingRequest",
        f"{LTI}target_link_uri": settings.launch_url,
        # Moodle sends a custom value without text as null in this message.
        f"{LTI}custom": {"id": None},
        f"{LTI}launch_presentation": {"locale": locale, "document_target": "iframe"},
        f"{DEEP_LINKING}deep_linking_settings": {
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["frame", "iframe", "window"],
            "accept_multiple": True,
            "accept_unsigned": False,
            "auto_create": False,
            "can_confirm": False,
            "deep_link_return_url": settings.deep_link_return_url,
            "title": "",
            "text": "",
            "data": data,
        },
    }


def _common_claims(
    settings: PlatformSettings, person: Person, *, nonce: str, now_s: float | None
) -> Claims:
    now = int(time.time() if now_s is None else now_s)
    return {
        "iss": settings.issuer,
        "aud": settings.client_id,
        "sub": person.user_id,
        "iat": now,
        "exp": now + LIFETIME_S,
        "nonce": nonce,
        "name": person.name,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "email": person.email,
        f"{LTI}version": "1.3.0",
        f"{LTI}deployment_id": settings.deployment_id,
        f"{LTI}roles": person.roles,
        f"{LTI}context": _context(settings),
        f"{LTI}tool_platform": _tool_platform(settings),
    }


def _context(settings: PlatformSettings) -> dict[str, Any]:
    return {
        "id": settings.context_id,
        "label": settings.context_label,
        "title": settings.course_title,
        "type": ["http://purl.imsglobal.org/vocab/lis/v2/course#CourseSection"],
    }


def _tool_platform(settings: PlatformSettings) -> dict[str, str]:
    return {
        "guid": settings.issuer,
        "name": "Practice LMS",
        "product_family_code": settings.product_family_code,
        "version": "1",
    }


def _custom(settings: PlatformSettings, activity: Activity) -> dict[str, str]:
    # A variable that a platform does not know stays as its text (LTI Core 1.3, 6.1).
    canvas_course_id = "$Canvas.course.id"
    if settings.manner == "canvas":
        # Canvas may not send back the custom values of a deep-linked item.
        return {"canvas_course_id": settings.context_id}
    return {"canvas_course_id": canvas_course_id, **activity.custom}
