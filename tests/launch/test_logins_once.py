"""A login is taken by one caller only, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest

from lti_app.domain.login import Login, LoginRequest
from lti_app.store.launches import Logins

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.fixture
def logins(database):
    return Logins(database)


@pytest.fixture
def login(scope, visit):
    request = LoginRequest("https://lms.example.org", "3", "https://tool.example.org/lti/launch")
    return Login(
        institution_id=scope.institution_id,
        platform_id=visit.platform_id,
        nonce="n" * 43,
        secret_digest="0" * 64,
        request=request,
        begun_at=NOW,
        expires_at=NOW + timedelta(minutes=10),
    )


def test_login_comes_back_as_it_was_kept(logins, login):
    logins.add("a" * 64, login)
    assert logins.find("a" * 64) == login
    assert logins.take("a" * 64) == login
    assert logins.take("a" * 64) is None


def test_unknown_login_is_none(logins):
    assert logins.find("b" * 64) is None
    assert logins.take("b" * 64) is None


def test_two_threads_at_once_take_a_login_once(logins, login):
    for number in range(10):
        digest = f"{number:064}"
        logins.add(digest, login)
        start, taken = Barrier(2), []

        def take(digest=digest, start=start, taken=taken):
            start.wait()
            taken.append(logins.take(digest))

        threads = [Thread(target=take) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(one is None for one in taken) == [False, True]


def test_old_logins_are_forgotten(logins, login):
    logins.add("a" * 64, login)
    logins.forget_expired(NOW + timedelta(minutes=9))
    assert logins.find("a" * 64) is not None
    logins.forget_expired(NOW + timedelta(minutes=11))
    assert logins.find("a" * 64) is None
