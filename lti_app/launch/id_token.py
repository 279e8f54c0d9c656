"""The check of an id_token's signature with the claims that OpenID Connect defines.

PyLTI1p3 checks neither the audience nor azp, needs neither exp nor iat, knows no leeway, and
never consumes the nonce. So PyJWT does it here, told exactly what to accept.
"""

from datetime import timedelta
from typing import Any, Protocol

import jwt

from lti_app.domain.errors import InvalidLaunchError, LaunchExpiredError
from lti_app.domain.login import Login
from lti_app.domain.platform import Platform

# Moodle's messages live for 60 s, so a clock that is off by one or two minutes would lock a
# whole university out. The message is good for one login only, whatever its age.
LEEWAY = timedelta(minutes=2)
NEEDED = ["iss", "aud", "sub", "exp", "iat", "nonce"]
ALGORITHM = "RS256"

REASONS: tuple[tuple[type[jwt.PyJWTError], str], ...] = (
    (jwt.InvalidSignatureError, "signature"),
    (jwt.InvalidAudienceError, "aud"),
    (jwt.InvalidIssuerError, "iss"),
    (jwt.ImmatureSignatureError, "from_the_future"),
    (jwt.InvalidIssuedAtError, "iat"),
    (jwt.exceptions.InvalidSubjectError, "sub"),
)


class KeyFinder(Protocol):
    """Where a platform's public keys are found."""

    def find(self, url: str, kid: str) -> jwt.PyJWK | None:
        """Return a key, or None; raises PlatformUnreachableError."""


class IdTokenCheck:
    """Checks who signed a message, for whom, when, and for which login."""

    def __init__(self, keys: KeyFinder) -> None:
        self._keys = keys

    def claims(self, id_token: str, platform: Platform, login: Login) -> dict[str, Any]:
        """Return the claims of a message that answers the login.

        Raises InvalidLaunchError, LaunchExpiredError, PlatformUnreachableError.
        """
        claims = self._decode(id_token, self._key(id_token, platform), platform)
        _check_parties(claims, platform)
        if claims["nonce"] != login.nonce:
            raise InvalidLaunchError("nonce")
        if claims["iat"] < (login.begun_at - LEEWAY).timestamp():
            raise InvalidLaunchError("older_than_its_login")
        return claims

    def _key(self, id_token: str, platform: Platform) -> jwt.PyJWK:
        try:
            header = jwt.get_unverified_header(id_token)
        except jwt.PyJWTError as err:
            raise InvalidLaunchError("no_token") from err
        # The header may name a key, but never choose how it is used (RFC 8725, 2.1).
        if header.get("alg") != ALGORITHM:
            raise InvalidLaunchError("alg")
        kid = header.get("kid")
        if not isinstance(kid, str) or not kid:
            raise InvalidLaunchError("no_kid")
        key = self._keys.find(platform.jwks_url, kid)
        if key is None:
            raise InvalidLaunchError("unknown_kid")
        return key

    def _decode(self, id_token: str, key: jwt.PyJWK, platform: Platform) -> dict[str, Any]:
        try:
            return jwt.decode(
                id_token,
                key,
                algorithms=[ALGORITHM],
                issuer=platform.issuer,
                audience=platform.client_id,
                leeway=LEEWAY,
                options={"require": NEEDED},
            )
        except jwt.ExpiredSignatureError as err:
            raise LaunchExpiredError("exp") from err
        except jwt.PyJWTError as err:
            raise InvalidLaunchError(_reason(err)) from err


def _check_parties(claims: dict[str, Any], platform: Platform) -> None:
    """Check azp, which must be us, and must be there when there are several audiences."""
    azp, audiences = claims.get("azp"), claims["aud"]
    if azp is not None and azp != platform.client_id:
        raise InvalidLaunchError("azp")
    if azp is None and isinstance(audiences, list) and len(audiences) > 1:
        raise InvalidLaunchError("azp")


def _reason(err: jwt.PyJWTError) -> str:
    if isinstance(err, jwt.MissingRequiredClaimError):
        return f"no_{err.claim}"
    return next((reason for kind, reason in REASONS if isinstance(err, kind)), "malformed_token")
