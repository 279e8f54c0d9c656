"""The cache of platforms' keys."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest

from lti_app.domain.errors import PlatformUnreachableError
from lti_app.launch.platform_keys import PlatformKeys
from tests.platform.keys import PlatformKey

URL = "https://lms.example.org/jwks"


@pytest.fixture(scope="module")
def old():
    return PlatformKey.new()


@pytest.fixture(scope="module")
def new():
    return PlatformKey.new()


class Sets:
    """A platform that answers with `found`, or fails with it."""

    def __init__(self, found):
        self.found, self.asked = found, 0

    def fetch(self, url):
        self.asked += 1
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


class Clock:
    def __init__(self):
        self.seconds = 1000.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def sets(old):
    return Sets(old.jwks())


@pytest.fixture
def keys(sets, clock):
    return PlatformKeys(sets, clock)


def test_known_key_is_fetched_once(keys, sets, old):
    assert keys.find(URL, old.kid) is keys.find(URL, old.kid) is not None
    assert sets.asked == 1


def test_gap_key_set_cached_for_ever(keys, sets, old, clock):
    keys.find(URL, old.kid)
    clock.seconds += 3600
    keys.find(URL, old.kid)
    assert sets.asked == 2


def test_unknown_kid_fetches_again_once_in_half_a_minute(keys, sets, old, new, clock):
    keys.find(URL, old.kid)
    clock.seconds += 31
    assert keys.find(URL, new.kid) is None
    assert keys.find(URL, "another") is None
    assert sets.asked == 2


def test_changed_key_is_found(keys, sets, old, new, clock):
    keys.find(URL, old.kid)
    sets.found = new.jwks()
    clock.seconds += 31
    assert keys.find(URL, new.kid) is not None


def test_withdrawn_key_is_forgotten(keys, sets, old, new, clock):
    keys.find(URL, old.kid)
    sets.found = new.jwks()
    clock.seconds += 3600
    assert keys.find(URL, old.kid) is None


def test_gap_error_body_cached(keys, sets, old):
    sets.found = PlatformUnreachableError("no key set")
    with pytest.raises(PlatformUnreachableError):
        keys.find(URL, old.kid)
    sets.found = old.jwks()
    assert keys.find(URL, old.kid) is not None


def test_two_platforms_do_not_share_keys(keys, sets, old):
    keys.find(URL, old.kid)
    sets.found = {"keys": []}
    assert keys.find("https://other.example/jwks", old.kid) is None


@pytest.mark.parametrize(
    "change",
    [
        {"kty": "oct", "k": "c2VjcmV0"},
        {"use": "enc"},
        {"alg": "RS512"},
        {"n": "AQAB"},
        {"kid": None},
        {"n": "!"},
    ],
)
def test_unfit_key_checks_nothing(change, old, clock):
    sets = Sets({"keys": [{**old.public_jwk(), **change}, "no key", None]})
    assert PlatformKeys(sets, clock).find(URL, old.kid) is None


def test_key_without_alg_or_use_is_taken(old, clock):
    row = {k: v for k, v in old.public_jwk().items() if k not in ("alg", "use")}
    assert PlatformKeys(Sets({"keys": [row]}), clock).find(URL, old.kid) is not None


def test_threads_at_once_fetch_once(keys, sets, old):
    start = Barrier(8)

    def find():
        start.wait()
        keys.find(URL, old.kid)

    threads = [Thread(target=find) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sets.asked == 1
