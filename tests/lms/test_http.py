"""The session for platforms' services."""

from __future__ import annotations

from unittest.mock import patch

import pytest
import requests
from requests.adapters import HTTPAdapter

from lti_app.lms.http import TIMEOUT_S, new_session


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "https://127.0.0.1:9/"])
def test_gap_requests_without_a_time_limit(url):
    asked = {}

    def send(adapter, request, *args, **options):
        asked.update(options)
        raise requests.ConnectTimeout

    with (
        patch.object(HTTPAdapter, "send", send),
        new_session() as session,
        pytest.raises(requests.ConnectTimeout),
    ):
        session.get(url)
    assert asked["timeout"] == TIMEOUT_S


def test_session_says_who_asks():
    with new_session() as session:
        assert session.headers["User-Agent"] == "Passerelle (LTI 1.3 tool)"
