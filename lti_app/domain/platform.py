"""The learning management systems that may open the tool."""

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Platform:
    """One registration of the tool: issuer with client id (LTI 1.3 Security Framework).

    audience: what the token endpoint wants as `aud`; the token URL where it is None.
    """

    id: str
    institution_id: str
    name: str
    issuer: str
    client_id: str
    authorization_url: str
    token_url: str
    jwks_url: str
    audience: str | None = None

    @property
    def origin(self) -> str:
        """Scheme, host and port of the pages that may frame ours."""
        return origin_of(self.issuer)


@dataclass(frozen=True, slots=True)
class Deployment:
    """One place where a platform has deployed the tool."""

    id: str
    institution_id: str
    platform_id: str
    deployment_id: str


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of a course's roster (LTI Names and Role Provisioning 2.0); never stored."""

    user_id: str
    roles: tuple[str, ...]
    is_active: bool = True


def origin_of(url: str) -> str:
    """Return scheme, host and port of a URL, as browsers compare origins."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
