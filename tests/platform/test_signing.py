"""What a checker of signatures sees of each signer."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode

import jwt
import pytest

from tests.platform import signing
from tests.platform.keys import PlatformKey, base64url, load_or_create_key

CLAIMS = {"sub": "3", "iss": "http://localhost:28081"}


@pytest.fixture(scope="module")
def key():
    return PlatformKey.new()


def strictly(token, key):
    """Return the claims as a checker that allows RS256 alone reads them."""
    return jwt.decode(token, key.private.public_key(), algorithms=["RS256"])


def header(token):
    return json.loads(urlsafe_b64decode(token.split(".")[0] + "=="))


def test_honest_token_is_read_by_its_kid(key):
    token = signing.honestly(CLAIMS, key)
    assert header(token)["kid"] == key.kid
    assert jwt.decode(token, jwt.PyJWK(key.public_jwk()), algorithms=["RS256"]) == CLAIMS


@pytest.mark.parametrize(
    "sign",
    [
        signing.with_foreign_key,
        signing.with_algorithm_none,
        signing.with_broken_signature,
        signing.hs256_with_public_key,
    ],
)
def test_dishonest_token_fails_a_strict_check(key, sign):
    with pytest.raises(jwt.InvalidTokenError):
        strictly(sign(CLAIMS, key), key)


@pytest.mark.parametrize(
    ("sign", "kid"), [(signing.without_kid, None), (signing.with_wrong_kid, "no-such-key")]
)
def test_only_the_name_of_the_key_is_wrong(key, sign, kid):
    token = sign(CLAIMS, key)
    assert header(token).get("kid") == kid
    assert strictly(token, key) == CLAIMS


def test_hs256_would_deceive_a_checker_that_trusts_the_header(key):
    text, _, signature = signing.hs256_with_public_key(CLAIMS, key).rpartition(".")
    digest = hmac.new(key.public_pem(), text.encode(), hashlib.sha256).digest()
    assert signature == base64url(digest)


def test_key_lasts_in_its_folder_for_the_owner_alone(tmp_path):
    first = load_or_create_key(tmp_path / "lms")
    assert load_or_create_key(tmp_path / "lms").kid == first.kid
    assert (tmp_path / "lms" / "platform-key.pem").stat().st_mode & 0o777 == 0o600
