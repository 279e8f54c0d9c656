"""The tool's own keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import jwt
import pytest

from lti_app.launch.tool_keys import OVERLAP, ToolKeys, new_pem
from lti_app.store.tool_keys import ToolKeys as Rows

DAY = timedelta(days=1)


class Clock:
    def __init__(self):
        self.moment = datetime(2026, 9, 1, 8, tzinfo=UTC)

    def __call__(self):
        return self.moment


@pytest.fixture(scope="module")
def pems():
    return [new_pem() for _ in range(5)]


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def keys(database, clock, pems):
    return ToolKeys(Rows(database), clock, iter(pems).__next__)


def kids(keys):
    return [row["kid"] for row in keys.published()["keys"]]


def test_first_use_makes_a_key_that_signs_and_one_that_waits(keys):
    assert len(kids(keys)) == 2
    assert keys.signing_key().kid in kids(keys)


def test_two_processes_agree_on_the_key(keys, database, clock):
    assert ToolKeys(Rows(database), clock).signing_key() == keys.signing_key()


def test_signature_is_checked_by_the_published_key(keys):
    token = keys.sign({"aud": "platform"})
    kid = jwt.get_unverified_header(token)["kid"]
    rows = {row["kid"]: row for row in keys.published()["keys"]}
    key = jwt.PyJWK(rows[kid])
    assert jwt.decode(token, key, algorithms=["RS256"], audience="platform") == {"aud": "platform"}
    assert key.key.key_size >= 2048


def test_next_key_was_published_before_it_signs(keys, clock):
    before = kids(keys)
    clock.moment += DAY
    assert keys.rotate().kid in before


def test_key_that_signed_stays_published_for_a_week(keys, clock):
    first = keys.signing_key().kid
    keys.rotate()
    clock.moment += OVERLAP
    assert first in kids(keys)
    clock.moment += DAY
    assert first not in kids(keys)
    assert len(kids(keys)) == 2


def test_key_is_deleted_by_the_rotation_after_its_week(keys, clock, database):
    first = keys.signing_key().kid
    keys.rotate()
    clock.moment += OVERLAP + DAY
    keys.rotate()
    assert first not in {key.kid for key in Rows(database).all_across_institutions()}


def test_two_rotations_in_a_row_keep_all_that_signed(keys):
    signed = [keys.signing_key().kid, keys.rotate().kid, keys.rotate().kid]
    assert len(set(signed)) == 3
    assert set(signed) < set(kids(keys))
    assert keys.signing_key().kid == signed[-1]
