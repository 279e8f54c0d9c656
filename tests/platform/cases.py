"""The messages of the LTI certification: good, bad, hostile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.platform import signing
from tests.platform.messages import LTI
from tests.platform.people import MEMBERSHIP
from tests.platform.signing import Claims, Signer

Tamper = Callable[[Claims], Claims]

PERSONAL_CLAIMS = ("name", "given_name", "family_name", "email")
CONTEXT_CLAIM = f"{LTI}context"
ROLES_CLAIM = f"{LTI}roles"


@dataclass(frozen=True, slots=True)
class BadMessage:
    """A message that a tool must refuse: changed claims, a dishonest signature, or both."""

    tamper: Tamper
    sign: Signer = signing.honestly


def unchanged(claims: Claims) -> Claims:
    """Return the claims as they are."""
    return claims


def without(*names: str) -> Tamper:
    """Return a tampering that leaves these claims out."""
    return lambda claims: {name: value for name, value in claims.items() if name not in names}


def having(**values: object) -> Tamper:
    """Return a tampering that sets plain OIDC claims."""
    return lambda claims: {**claims, **values}


def having_lti(name: str, value: object) -> Tamper:
    """Return a tampering that sets one claim of the LTI name space."""
    return lambda claims: {**claims, f"{LTI}{name}": value}


def shifted(seconds: int) -> Tamper:
    """Return a tampering that moves iat together with exp in time."""
    return lambda claims: {
        **claims,
        "iat": claims["iat"] + seconds,
        "exp": claims["exp"] + seconds,
    }


def _not_lti(claims: Claims) -> Claims:
    return {name: value for name, value in claims.items() if not name.startswith("https://")}


def _two_audiences(claims: Claims) -> Claims:
    return {**claims, "aud": [claims["aud"], "another-tool"], "azp": "another-tool"}


BAD_MESSAGES: dict[str, BadMessage] = {
    "no kid": BadMessage(unchanged, signing.without_kid),
    "wrong kid": BadMessage(unchanged, signing.with_wrong_kid),
    "foreign key": BadMessage(unchanged, signing.with_foreign_key),
    "broken signature": BadMessage(unchanged, signing.with_broken_signature),
    "alg none": BadMessage(unchanged, signing.with_algorithm_none),
    "HS256 with the public key": BadMessage(unchanged, signing.hs256_with_public_key),
    "wrong version": BadMessage(having_lti("version", "11.3")),
    "no version": BadMessage(without(f"{LTI}version")),
    "not an LTI token": BadMessage(_not_lti),
    "missing claims": BadMessage(lambda claims: {}),
    "wrong iss": BadMessage(having(iss="https://lms.example.org")),
    "no iss": BadMessage(without("iss")),
    "wrong aud": BadMessage(having(aud="another-tool")),
    "no aud": BadMessage(without("aud")),
    "wrong azp": BadMessage(_two_audiences),
    "wrong azp for one aud": BadMessage(having(azp="another-tool")),
    "wrong deployment": BadMessage(having_lti("deployment_id", "999")),
    "expired": BadMessage(shifted(-3600)),
    "from the future": BadMessage(shifted(3600)),
    "exp is no number": BadMessage(having(exp="soon")),
    "iat is no number": BadMessage(having(iat="now")),
    "no exp": BadMessage(without("exp")),
    "no iat": BadMessage(without("iat")),
    "no nonce": BadMessage(without("nonce")),
    "foreign nonce": BadMessage(having(nonce="not-the-one-that-was-sent")),
    "no message_type": BadMessage(without(f"{LTI}message_type")),
    "unknown message_type": BadMessage(having_lti("message_type", "LtiUnknownRequest")),
    "no roles": BadMessage(without(ROLES_CLAIM)),
    "no deployment_id": BadMessage(without(f"{LTI}deployment_id")),
    "no resource_link": BadMessage(without(f"{LTI}resource_link")),
    "resource_link without id": BadMessage(having_lti("resource_link", {"title": "Assistant"})),
    "no sub": BadMessage(without("sub")),
    "no target_link_uri": BadMessage(without(f"{LTI}target_link_uri")),
    "foreign target_link_uri": BadMessage(
        having_lti("target_link_uri", "https://elsewhere.example.org/lti/launch")
    ),
}

GOOD_MESSAGES: dict[str, Tamper] = {
    "plain": unchanged,
    "several roles": lambda claims: {
        **claims,
        ROLES_CLAIM: [*claims[ROLES_CLAIM], f"{MEMBERSHIP}Mentor"],
    },
    "short role": lambda claims: {
        **claims,
        ROLES_CLAIM: [role.rpartition("#")[2] for role in claims[ROLES_CLAIM]],
    },
    "unknown role": having_lti("roles", ["https://example.org/roles#Astronaut"]),
    "known beside unknown role": lambda claims: {
        **claims,
        ROLES_CLAIM: ["https://example.org/roles#Astronaut", *claims[ROLES_CLAIM]],
    },
    "empty role list": having_lti("roles", []),
    "email only": without("name", "given_name", "family_name"),
    "names only": without("email"),
    "no personal data": without(*PERSONAL_CLAIMS),
    "email without context": without("name", "given_name", "family_name", CONTEXT_CLAIM),
    "aud as a list": lambda claims: {**claims, "aud": [claims["aud"]], "azp": claims["aud"]},
}
