"""What the authorization endpoint accepts."""

from __future__ import annotations

import pytest

from tests.platform.launches import LIFETIME_S, PendingLaunches

BAD_FIELDS = {
    "response_type": ("code", "unsupported_response_type"),
    "scope": ("openid email", "invalid_scope"),
    "response_mode": ("query", "invalid_request"),
    "prompt": ("login", "invalid_request"),
    "nonce": ("", "invalid_request"),
    "login_hint": ("4", "login_required"),
    "lti_message_hint": ('{"launchid": "invented"}', "login_required"),
}


@pytest.fixture
def fields(launcher):
    """The fields of a good authentication request."""
    return launcher.auth_form(launcher.send(launcher.login_form())).fields


@pytest.mark.parametrize("method", ["get", "post"])
def test_good_request_is_answered_with_a_token_and_the_state(client, fields, method):
    answer = client.get("/auth", query_string=fields)
    if method == "post":
        answer = client.post("/auth", data=fields)
    assert answer.status_code == 200
    assert 'name="id_token"' in answer.text
    assert 'name="state"' in answer.text


@pytest.mark.parametrize("name", BAD_FIELDS)
def test_bad_field_is_answered_with_an_error_at_the_tool(client, settings, fields, name):
    value, error = BAD_FIELDS[name]
    answer = client.post("/auth", data={**fields, name: value})
    assert f'action="{settings.launch_url}"' in answer.text
    assert f'name="error" value="{error}"' in answer.text
    assert 'name="id_token"' not in answer.text


@pytest.mark.parametrize("name", ["redirect_uri", "client_id"])
def test_unregistered_tool_gets_no_answer_at_its_address(client, fields, name):
    answer = client.post("/auth", data={**fields, name: "https://elsewhere.example.org/lti/launch"})
    assert answer.status_code == 400
    assert "<form" not in answer.text


def test_redirect_uri_must_match_to_the_letter(client, settings, fields):
    longer = f"{settings.launch_url}?next=1"
    assert client.post("/auth", data={**fields, "redirect_uri": longer}).status_code == 400


def test_launch_is_forgotten_after_ten_minutes(settings):
    now_s = [1000.0]
    launches = PendingLaunches(clock=lambda: now_s[0])
    hint = launches.begin("3", "resource_link", settings)
    assert launches.find(hint) is not None
    now_s[0] += LIFETIME_S + 1
    assert launches.find(hint) is None
