"""The start of a launch: a platform asks, the tool answers with an authentication request."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from lti_app.domain.errors import InvalidLaunchError, UnknownPlatformError
from lti_app.domain.login import Login, LoginRequest
from lti_app.domain.platform import Platform, origin_of
from lti_app.launch.browser_proof import digest, key_of, new_word
from lti_app.launch.clock import Clock, utc_now
from lti_app.launch.housekeeping import Sweeper
from lti_app.launch.own_url import is_own_url
from lti_app.launch.protocols import LoginStore, PlatformStore

LOGIN_LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class BegunLogin:
    """A login that the browser takes on to the platform.

    secret: what the browser keeps under `key`, in a cookie or in the platform's storage.
    """

    platform: Platform
    request: LoginRequest
    state: str
    secret: str
    authorization_url: str

    @property
    def key(self) -> str:
        """The name under which the browser keeps the secret."""
        return key_of(self.state)

    @property
    def storage_origin(self) -> str:
        """The only origin that may hear the secret: that of the authorization URL.

        Source: LTI OIDC Login with LTI Client Side postMessages 0.1.
        """
        return origin_of(self.platform.authorization_url)


class LoginDesk:
    """Begins logins."""

    def __init__(
        self,
        logins: LoginStore,
        platforms: PlatformStore,
        public_url: str,
        clock: Clock = utc_now,
    ) -> None:
        self._logins, self._platforms = logins, platforms
        self._public_url, self._clock = public_url, clock
        self._sweeper = Sweeper(logins.forget_expired)

    def begin(self, request: LoginRequest) -> BegunLogin:
        """Return a new login.

        Raises UnknownPlatformError, InvalidLaunchError.
        """
        if not request.login_hint:
            raise InvalidLaunchError("no_login_hint")
        if not is_own_url(request.target_link_uri, self._public_url):
            raise InvalidLaunchError("foreign_target_link_uri")
        platform = self.find_platform(request.issuer, request.client_id)
        state, secret, nonce, now = new_word(), new_word(), new_word(), self._clock()
        self._sweeper.sweep(now)
        login = Login(
            institution_id=platform.institution_id,
            platform_id=platform.id,
            nonce=nonce,
            secret_digest=digest(secret),
            request=request,
            begun_at=now,
            expires_at=now + LOGIN_LIFETIME,
        )
        self._logins.add(digest(state), login)
        return BegunLogin(
            platform, request, state, secret, self.authorization_url(platform, login, state)
        )

    def find_platform(self, issuer: str, client_id: str | None) -> Platform:
        """Return the registration that a login means.

        Canvas shares one issuer among its customers, so that an issuer alone may mean several.
        """
        known = self._platforms.registered_across_institutions(issuer)
        if client_id is None and len(known) > 1:
            raise InvalidLaunchError("several_registrations")
        fitting = [one for one in known if client_id in (None, one.client_id)]
        if not fitting:
            raise UnknownPlatformError(issuer=issuer, client_id=client_id)
        return fitting[0]

    def authorization_url(self, platform: Platform, login: Login, state: str) -> str:
        """Return the authentication request (LTI 1.3 Security Framework, 5.1.1.2)."""
        fields = {
            "scope": "openid",
            "response_type": "id_token",
            "response_mode": "form_post",
            "prompt": "none",
            "client_id": platform.client_id,
            "redirect_uri": f"{self._public_url}/lti/launch",
            "login_hint": login.request.login_hint,
            "state": state,
            "nonce": login.nonce,
        }
        if login.request.message_hint is not None:
            fields["lti_message_hint"] = login.request.message_hint
        joint = "&" if "?" in platform.authorization_url else "?"
        return f"{platform.authorization_url}{joint}{urlencode(fields)}"
