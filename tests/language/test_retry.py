import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_app.domain.errors import ModelUnavailableError
from lti_app.language.retry import AttemptFailedError, RetryPolicy


def failed(*, may_retry=True, retry_after_s=None):
    return AttemptFailedError(
        ModelUnavailableError(), may_retry=may_retry, retry_after_s=retry_after_s
    )


@pytest.mark.parametrize(
    ("failure", "attempts", "elapsed_s"),
    [
        (failed(may_retry=False), 1, 0),
        (failed(), 4, 0),
        (failed(), 1, 14.9),
        (failed(retry_after_s=8.1), 1, 0),
    ],
)
def test_policy_gives_up(failure, attempts, elapsed_s):
    assert RetryPolicy().wait_s(failure, attempts=attempts, elapsed_s=elapsed_s) is None


@given(attempts=st.integers(1, 30), jitter=st.floats(0, 1))
def test_wait_is_never_longer_than_the_longest(attempts, jitter):
    policy = RetryPolicy(tries=100, within_s=1000, jitter=lambda: jitter)
    wait_s = policy.wait_s(failed(), attempts=attempts, elapsed_s=0)
    assert 0 < wait_s <= policy.longest_wait_s


def test_server_that_asks_for_a_wait_gets_at_least_that():
    wait_s = RetryPolicy(jitter=lambda: 0).wait_s(failed(retry_after_s=5), attempts=1, elapsed_s=0)
    assert wait_s == 5
