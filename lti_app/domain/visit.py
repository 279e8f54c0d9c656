"""A visit: the one proof of who is asking, made at a launch."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a visitor may do in one course."""

    STUDENT = "student"
    TEACHER = "teacher"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Scope:
    """The institution and course that every query of a visit is bound to."""

    institution_id: str
    course_id: str


@dataclass(frozen=True, slots=True)
class DeepLinkRequest:
    """What a platform asked for when a teacher adds an activity.

    data: the platform's opaque value, to be sent back as it came; None when it sent none.
    Source: LTI Deep Linking 2.0, deep linking settings.
    """

    return_url: str
    data: str | None
    accept_types: tuple[str, ...]
    accepts_multiple: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """One person in one course, from a launch until it expires.

    is_cookieless: the browser kept no cookie, so that pages carry the token in a form field.
    platform_origin: scheme, host and port of the page around ours.
    """

    id: str
    scope: Scope
    platform_id: str
    deployment_id: str
    person_id: str
    role: Role
    locale: str
    expires_at: datetime
    platform_origin: str
    is_cookieless: bool = False
    resource_link_id: str | None = None
    assistant_id: str | None = None
    roster_url: str | None = None
    deep_link: DeepLinkRequest | None = None

    @property
    def is_staff(self) -> bool:
        """Whether the visitor teaches or administers this course."""
        return self.role in (Role.TEACHER, Role.ADMIN)
