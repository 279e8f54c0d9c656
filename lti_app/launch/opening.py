"""From a checked message to the draft of a visit."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from lti_app.domain.course import Assistant, Course
from lti_app.domain.errors import (
    InvalidLaunchError,
    RoleNotAllowedError,
    UnknownDeploymentError,
)
from lti_app.domain.login import Login
from lti_app.domain.platform import Deployment, Platform, origin_of
from lti_app.domain.visit import Role, Scope, Visit
from lti_app.launch.message import LaunchMessage
from lti_app.launch.protocols import CourseRoom, PersonStore, PlatformStore
from lti_app.launch.roles import role_of

LOCALES = ("fr", "en")
ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?|https?://\[[0-9A-Fa-f:.]+\](:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Arrival:
    """Everything that a launch brings along; browser_locale: where the platform names none."""

    platform: Platform
    login: Login
    message: LaunchMessage
    browser_locale: str
    is_cookieless: bool


class Opening:
    """Finds or makes what a visit is bound to: deployment, person, course, assistant."""

    def __init__(self, platforms: PlatformStore, people: PersonStore, courses: CourseRoom) -> None:
        self._platforms, self._people, self._courses = platforms, people, courses

    def draft(self, arrival: Arrival, now: datetime) -> Visit:
        """Return a visit without id.

        Raises UnknownDeploymentError, RoleNotAllowedError, InvalidLaunchError.
        """
        platform, message = arrival.platform, arrival.message
        deployment = self._deployment(arrival)
        role = role_of(message.roles)
        if message.deep_link and role is Role.STUDENT:
            raise RoleNotAllowedError("a student cannot add activities")
        course, assistant = self._course(deployment, message)
        person_id = self._people.ensure(
            platform.institution_id, platform_id=platform.id, subject=message.subject
        )
        self._platforms.note_launch(deployment, now)
        return Visit(
            id="",
            scope=Scope(platform.institution_id, course.id),
            platform_id=platform.id,
            deployment_id=deployment.id,
            person_id=person_id,
            role=role,
            locale=locale_of(message.locale) or arrival.browser_locale,
            expires_at=now,
            platform_origin=framing_origin(platform, message),
            is_cookieless=arrival.is_cookieless,
            resource_link_id=activity_id(message),
            assistant_id=assistant.id,
            roster_url=message.roster_url,
            deep_link=message.deep_link,
        )

    def _deployment(self, arrival: Arrival) -> Deployment:
        platform, deployment_id = arrival.platform, arrival.message.deployment_id
        deployment = self._platforms.deployment(platform, deployment_id)
        if deployment is None:
            raise UnknownDeploymentError(platform_id=platform.id, deployment_id=deployment_id)
        if arrival.login.request.deployment_id not in (None, deployment_id):
            raise InvalidLaunchError("another_deployment_than_the_login")
        return deployment

    def _course(self, deployment: Deployment, message: LaunchMessage) -> tuple[Course, Assistant]:
        return self._courses.ensure(
            deployment.institution_id,
            deployment.id,
            course_key(message),
            message.context_title or message.resource_link_title or "",
            activity_id(message),
        )


def course_key(message: LaunchMessage) -> str:
    """Return the course's id within the deployment.

    A launch without a context (LTI Core 1.3 allows it) makes a course of its activity alone:
    who opens the same activity meets the same material, and no other course is touched.
    """
    if message.context_id is not None:
        return message.context_id
    if message.resource_link_id is None:
        raise InvalidLaunchError("deep_linking_without_context")
    return f"resource-link:{hashlib.sha256(message.resource_link_id.encode()).hexdigest()}"


def activity_id(message: LaunchMessage) -> str | None:
    """Return what the assistant hangs from: our item where the URL names one."""
    return f"item:{message.item_id}" if message.item_id else message.resource_link_id


def locale_of(text: str | None) -> str | None:
    """Return "fr" or "en" for "fr-CA", "fr_FR", "EN"; None for what we do not speak."""
    language = re.split(r"[-_]", text.lower())[0] if text else ""
    return language if language in LOCALES else None


def framing_origin(platform: Platform, message: LaunchMessage) -> str:
    """Return the origin of the page around ours.

    Canvas's issuer is not the host that a school's pages come from; its return URL is.
    """
    origin = origin_of(message.return_url) if message.return_url else ""
    return origin if ORIGIN.fullmatch(origin) else platform.origin
