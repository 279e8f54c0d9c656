"""An LTI message, read from claims whose signature has been checked."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from lti_app.domain.errors import InvalidLaunchError
from lti_app.domain.visit import DeepLinkRequest
from lti_app.launch.claims import Claims, needed_text, part, text, texts, web_url
from lti_app.launch.own_url import is_own_url

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING_SETTINGS = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
ROSTER = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
RESOURCE_LINK, DEEP_LINKING = "LtiResourceLinkRequest", "LtiDeepLinkingRequest"
VERSION = "1.3.0"
ITEM = "item"
MAX_ITEM_CHARS = 64


@dataclass(frozen=True, slots=True)
class LaunchMessage:
    """What a platform says about a launch; nothing that names a person.

    item_id: our own id of an activity made by deep linking. roles: as the platform writes them.
    """

    deployment_id: str
    subject: str
    roles: tuple[str, ...]
    target_link_uri: str | None
    context_id: str | None
    context_title: str | None
    resource_link_id: str | None
    resource_link_title: str | None
    item_id: str | None
    locale: str | None
    return_url: str | None
    roster_url: str | None
    deep_link: DeepLinkRequest | None


def read_message(claims: Claims, public_url: str) -> LaunchMessage:
    """Return the message of the claims (LTI Core 1.3, 5.3; LTI Deep Linking 2.0, 4.4).

    Raises InvalidLaunchError, whose reason names the claim.
    """
    kind = _check_kind(claims)
    target = _target_link_uri(claims, public_url, is_needed=kind == RESOURCE_LINK)
    context, link = part(claims, f"{LTI}context"), part(claims, f"{LTI}resource_link")
    presentation = part(claims, f"{LTI}launch_presentation")
    is_link = kind == RESOURCE_LINK
    return LaunchMessage(
        deployment_id=needed_text(claims, f"{LTI}deployment_id", "no_deployment_id"),
        subject=needed_text(claims, "sub", "no_sub"),
        roles=_roles(claims),
        target_link_uri=target,
        context_id=needed_text(context, "id", "context_without_id") if context else None,
        context_title=text(context, "title") or text(context, "label"),
        resource_link_id=needed_text(link, "id", "no_resource_link") if is_link else None,
        resource_link_title=text(link, "title"),
        item_id=_item_id(target),
        locale=text(presentation, "locale"),
        return_url=web_url(presentation, "return_url"),
        roster_url=web_url(part(claims, ROSTER), "context_memberships_url"),
        deep_link=None if is_link else _deep_link(part(claims, DEEP_LINKING_SETTINGS)),
    )


def _check_kind(claims: Claims) -> str:
    if claims.get(f"{LTI}version") != VERSION:
        raise InvalidLaunchError("version")
    kind = claims.get(f"{LTI}message_type")
    if kind not in (RESOURCE_LINK, DEEP_LINKING):
        raise InvalidLaunchError("message_type")
    return str(kind)


def _roles(claims: Claims) -> tuple[str, ...]:
    roles = claims.get(f"{LTI}roles")
    if not isinstance(roles, list):
        raise InvalidLaunchError("no_roles")
    return texts(roles)


def _target_link_uri(claims: Claims, public_url: str, *, is_needed: bool) -> str | None:
    target = text(claims, f"{LTI}target_link_uri")
    if target is None and is_needed:
        raise InvalidLaunchError("no_target_link_uri")
    if target is not None and not is_own_url(target, public_url):
        raise InvalidLaunchError("foreign_target_link_uri")
    return target


def _item_id(target: str | None) -> str | None:
    """Return the item that the launch URL names.

    It stands in the URL since Canvas may drop custom values, and sends another
    resource_link_id from SpeedGrader (canvas-lms#1952).
    """
    found = parse_qs(urlsplit(target or "").query).get(ITEM, [""])[0]
    is_ours = found.isascii() and found.isalnum() and len(found) <= MAX_ITEM_CHARS
    return found if is_ours else None


def _deep_link(settings: Claims) -> DeepLinkRequest:
    return_url = web_url(settings, "deep_link_return_url")
    if return_url is None:
        raise InvalidLaunchError("no_deep_link_return_url")
    accepted = texts(settings.get("accept_types"))
    if "ltiResourceLink" not in accepted:
        raise InvalidLaunchError("links_not_accepted")
    data = settings.get("data")
    return DeepLinkRequest(
        return_url=return_url,
        data=data if isinstance(data, str) else None,
        accept_types=accepted,
        accepts_multiple=_is_true(settings.get("accept_multiple")),
    )


def _is_true(value: Any) -> bool:
    return value is True or value == "true"
