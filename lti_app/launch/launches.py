"""The launch: a login's message comes back and opens a visit."""

from dataclasses import dataclass

from lti_app.domain.errors import (
    LaunchExpiredError,
    LaunchReplayedError,
    LaunchStateLostError,
    UnknownPlatformError,
)
from lti_app.domain.login import Login, LoginRequest
from lti_app.domain.platform import Platform, origin_of
from lti_app.domain.visit import Visit
from lti_app.launch.browser_proof import digest, is_proven, key_of
from lti_app.launch.clock import Clock, utc_now
from lti_app.launch.id_token import IdTokenCheck
from lti_app.launch.login import BegunLogin, LoginDesk
from lti_app.launch.message import read_message
from lti_app.launch.opening import Arrival, Opening
from lti_app.launch.protocols import LoginStore, PlatformStore
from lti_app.launch.visits import Visits


@dataclass(frozen=True, slots=True)
class PendingLogin:
    """A login that waits for its message, with the platform that it went to."""

    login: Login
    platform: Platform
    state: str
    authorization_url: str

    @property
    def key(self) -> str:
        """The name under which the browser keeps the secret."""
        return key_of(self.state)

    @property
    def storage_origin(self) -> str:
        """The only origin that may hear the secret."""
        return origin_of(self.platform.authorization_url)

    def is_begun_by(self, secret: str | None) -> bool:
        """Return whether the browser that shows this secret began the login."""
        return is_proven(secret, self.login.secret_digest)


class Launches:
    """The whole way in, from login to visit."""

    def __init__(
        self,
        *,
        logins: LoginStore,
        platforms: PlatformStore,
        id_tokens: IdTokenCheck,
        opening: Opening,
        visits: Visits,
        public_url: str,
        clock: Clock = utc_now,
    ) -> None:
        self._logins, self._platforms, self._id_tokens = logins, platforms, id_tokens
        self._opening, self._visits = opening, visits
        self._public_url, self._clock = public_url, clock
        self._desk = LoginDesk(logins, platforms, public_url, clock)

    def begin(self, request: LoginRequest) -> BegunLogin:
        """Return a new login; raises UnknownPlatformError, InvalidLaunchError."""
        return self._desk.begin(request)

    def pending(self, state: str) -> PendingLogin:
        """Return a login that still waits, and leave it.

        Raises LaunchReplayedError when its message was taken before (or it never began here),
        LaunchExpiredError.
        """
        return self._checked(state, self._logins.find(digest(state)))

    def take(self, state: str) -> PendingLogin:
        """Return a login to exactly one caller; with it the nonce is spent.

        Raises LaunchReplayedError, LaunchExpiredError.
        """
        return self._checked(state, self._logins.take(digest(state)))

    def open(
        self,
        state: str,
        secret: str | None,
        id_token: str,
        *,
        browser_locale: str,
        is_cookieless: bool = False,
    ) -> tuple[Visit, str]:
        """Return the visit that a message opens, with its token.

        The login is taken before the message is read: whatever comes of it, it comes once.
        Raises any LaunchError, RoleNotAllowedError.
        """
        taken = self.take(state)
        if not taken.is_begun_by(secret):
            raise LaunchStateLostError("the browser shows no secret of this login")
        claims = self._id_tokens.claims(id_token, taken.platform, taken.login)
        message = read_message(claims, self._public_url)
        arrival = Arrival(taken.platform, taken.login, message, browser_locale, is_cookieless)
        return self._visits.open(self._opening.draft(arrival, self._clock()))

    def _checked(self, state: str, login: Login | None) -> PendingLogin:
        if login is None:
            raise LaunchReplayedError("no login waits under this state")
        if login.expires_at <= self._clock():
            raise LaunchExpiredError("the login is too old")
        platform = self._platforms.get(login.institution_id, login.platform_id)
        if platform is None:
            request = login.request
            raise UnknownPlatformError(issuer=request.issuer, client_id=request.client_id)
        url = self._desk.authorization_url(platform, login, state)
        return PendingLogin(login, platform, state, url)
