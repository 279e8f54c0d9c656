"""A login under way: what a platform asked, until its message comes back."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LoginRequest:
    """The parameters of a third-party initiated login (LTI 1.3 Security Framework, 5.1.1.1).

    storage_target: the frame of the platform that keeps words for tools; None where there is none.
    is_restart: the visitor opened it in a tab of its own, after a frame that kept no cookie.
    asked_from: origin of the page that sent the browser, as the browser says; may be empty.
    """

    issuer: str
    login_hint: str
    target_link_uri: str
    client_id: str | None = None
    message_hint: str | None = None
    deployment_id: str | None = None
    storage_target: str | None = None
    is_restart: bool = False
    asked_from: str = ""


@dataclass(frozen=True, slots=True)
class Login:
    """One login; its nonce is good for one message.

    secret_digest: SHA-256 of what only the browser that began the login keeps.
    """

    institution_id: str
    platform_id: str
    nonce: str
    secret_digest: str
    request: LoginRequest
    begun_at: datetime
    expires_at: datetime
