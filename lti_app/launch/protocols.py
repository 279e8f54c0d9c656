"""What the launch needs from the rest of the house."""

from datetime import datetime
from typing import Any, Protocol

from lti_app.domain.course import Assistant, Course
from lti_app.domain.login import Login
from lti_app.domain.platform import Deployment, Platform
from lti_app.domain.tool_key import ToolKey
from lti_app.domain.visit import Scope, Visit


class LoginStore(Protocol):
    """Where logins wait for their message."""

    def add(self, state_digest: str, login: Login) -> None:
        """Keep a login."""

    def find(self, state_digest: str) -> Login | None:
        """Return a login and leave it."""

    def take(self, state_digest: str) -> Login | None:
        """Return a login to exactly one caller."""

    def forget_expired(self, at: datetime) -> None:
        """Delete what is too old."""


class PlatformStore(Protocol):
    """Where registrations are kept."""

    def registered_across_institutions(self, issuer: str) -> tuple[Platform, ...]:
        """Return every registration of an issuer."""

    def all_across_institutions(self) -> tuple[Platform, ...]:
        """Return every registration."""

    def get(self, institution_id: str, platform_id: str) -> Platform | None:
        """Return one platform."""

    def deployment(self, platform: Platform, deployment_id: str) -> Deployment | None:
        """Return a deployment by the platform's id of it."""

    def deployment_of(self, institution_id: str, deployment_row_id: str) -> Deployment | None:
        """Return a deployment by our id of it."""

    def deployments(self, platform: Platform) -> tuple[Deployment, ...]:
        """Return every deployment of a platform."""

    def note_launch(self, deployment: Deployment, at: datetime) -> None:
        """Remember that the deployment was used."""

    def add_across_institutions(self, institution: str, platform: Platform) -> Platform:
        """Register a platform under an institution's name."""

    def remove_across_institutions(self, platform_id: str) -> None:
        """Delete a platform."""

    def allow_deployment(self, platform: Platform, deployment_id: str) -> Deployment:
        """Let a deployment launch."""


class PersonStore(Protocol):
    """Where people are numbered."""

    def ensure(self, institution_id: str, *, platform_id: str, subject: str) -> str:
        """Return our id of a person."""


class VisitStore(Protocol):
    """Where visits are kept."""

    def add(self, visit: Visit, *, token_digest: str, started_at: datetime) -> None:
        """Keep a new visit."""

    def by_token(self, token_digest: str) -> tuple[Visit, datetime] | None:
        """Return a visit with the moment of its launch."""

    def extend(self, visit: Visit) -> None:
        """Store a new end."""

    def store_facts(self, visit: Visit) -> None:
        """Store what changed beside the end."""

    def forget_expired(self, at: datetime) -> None:
        """Delete what is too old."""


class ToolKeyStore(Protocol):
    """Where the tool's keys are kept."""

    def all_across_institutions(self) -> tuple[ToolKey, ...]:
        """Return every key, the oldest first."""

    def add(self, *keys: ToolKey) -> None:
        """Keep new keys."""

    def change_over(
        self, *, retire: tuple[str, ...], activate: str, add: ToolKey, at: datetime
    ) -> None:
        """Retire, activate and add at once."""

    def forget_retired(self, before: datetime) -> None:
        """Delete keys that were retired before a moment."""


class DeepLinkStore(Protocol):
    """Where activities are tied to assistants."""

    def tie(self, scope: Scope, *, resource_link_id: str, assistant_id: str) -> None:
        """Let an activity open an assistant."""


class CourseRoom(Protocol):
    """The room that keeps courses with their assistants."""

    def ensure(
        self,
        institution_id: str,
        deployment_id: str,
        context_id: str,
        title: str,
        resource_link_id: str | None,
    ) -> tuple[Course, Assistant]:
        """Return course and assistant of a launch."""

    def assistants(self, visit: Visit) -> tuple[Assistant, ...]:
        """Return every assistant of the visit's course."""


class KeySets(Protocol):
    """Where the public keys of platforms come from."""

    def fetch(self, url: str) -> dict[str, Any]:
        """Return a key set; raises PlatformUnreachableError."""
