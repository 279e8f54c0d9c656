"""The members of a course, read from the platform when a teacher asks; never stored.

PyLTI1p3 lower-cases the Link header, and with it the address of the next page; so paging is
done here.
"""

from collections.abc import Iterator
from typing import Any, Protocol
from urllib.parse import urljoin

import requests

from lti_app.domain.errors import RosterUnavailableError
from lti_app.domain.platform import Member, Platform, origin_of
from lti_app.domain.visit import Visit
from lti_app.lms.access_tokens import AccessTokens

SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
MEDIA_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
MAX_PAGES = 100
UNAUTHORIZED = 401


class PlatformRoom(Protocol):
    """Who knows the platform of a visit."""

    def of_visit(self, visit: Visit) -> Platform:
        """Return the platform that a visit came from."""


class Rosters:
    """Reads rosters (LTI Names and Role Provisioning Services 2.0)."""

    def __init__(
        self, session: requests.Session, tokens: AccessTokens, platforms: PlatformRoom
    ) -> None:
        self._session, self._tokens, self._platforms = session, tokens, platforms

    def members(self, visit: Visit) -> tuple[Member, ...]:
        """Return the members of the visit's course, at most 100 pages of them.

        Raises RosterUnavailableError, also when the platform offers no roster.
        """
        if visit.roster_url is None:
            raise RosterUnavailableError("the platform offers no roster here")
        platform = self._platforms.of_visit(visit)
        trusted = _trusted_origins(platform, visit.roster_url)
        return tuple(
            _to_member(row)
            for page in self._pages(platform, visit.roster_url, trusted)
            for row in page
            if isinstance(row, dict) and row.get("user_id")
        )

    def _pages(
        self, platform: Platform, first_url: str, trusted: frozenset[str]
    ) -> Iterator[list[Any]]:
        url: str | None = first_url
        seen: set[str] = set()
        while url is not None and url not in seen and len(seen) < MAX_PAGES:
            if origin_of(url) not in trusted:
                raise RosterUnavailableError("the next page lies elsewhere")
            seen.add(url)
            response = self._get(platform, url)
            yield _rows(response)
            url = _next_url(response)

    def _get(self, platform: Platform, url: str) -> requests.Response:
        response = self._try(platform, url)
        if response.status_code == UNAUTHORIZED:
            # The platform ended the token before its time: one fresh one, once.
            self._tokens.forget(platform, SCOPE)
            response = self._try(platform, url)
        if not response.ok or response.is_redirect:
            raise RosterUnavailableError(f"HTTP {response.status_code}")
        return response

    def _try(self, platform: Platform, url: str) -> requests.Response:
        headers = {
            "Authorization": f"Bearer {self._tokens.token(platform, SCOPE)}",
            "Accept": MEDIA_TYPE,
        }
        try:
            return self._session.get(url, headers=headers, allow_redirects=False)
        except requests.RequestException as err:
            raise RosterUnavailableError(type(err).__name__) from err


def _trusted_origins(platform: Platform, roster_url: str) -> frozenset[str]:
    """Return where the token may go: the signed roster's host and the platform's own.

    A platform that is reached over https is never asked over http.
    """
    origins = {origin_of(roster_url), platform.origin, origin_of(platform.token_url)}
    if platform.token_url.startswith("https://"):
        origins = {one for one in origins if one.startswith("https://")}
    return frozenset(origins)


def _rows(response: requests.Response) -> list[Any]:
    try:
        rows = response.json()["members"]
    except (ValueError, KeyError, TypeError) as err:
        raise RosterUnavailableError("no member container") from err
    if not isinstance(rows, list):
        raise RosterUnavailableError("no member container")
    return rows


def _next_url(response: requests.Response) -> str | None:
    # RFC 8288: names of parameters and relations in any case, addresses as they are.
    for link in requests.utils.parse_header_links(response.headers.get("Link", "")):
        facts = {name.lower(): value for name, value in link.items()}
        if "next" in facts.get("rel", "").lower().split():
            return urljoin(response.url, facts["url"])
    return None


def _to_member(row: dict[str, Any]) -> Member:
    roles = row.get("roles")
    return Member(
        user_id=str(row["user_id"]),
        roles=tuple(str(role) for role in roles) if isinstance(roles, list) else (),
        is_active=row.get("status", "Active") == "Active",
    )
