"""What PyLTI1p3 2.0.0 leaves open, each closed here; one test a gap."""

from __future__ import annotations

import time
from dataclasses import replace
from threading import Thread

import pytest
from structlog.testing import capture_logs

from lti_app.launch.tool_keys import ToolKeys
from lti_app.store.tool_keys import ToolKeys as ToolKeyRows
from tests.launch.tool import CountedKeySets, build_tool
from tests.platform import signing
from tests.platform.browsing import FlaskBrowser, Form
from tests.platform.cases import having, shifted, without
from tests.platform.keys import PlatformKey
from tests.web.launch.conftest import TOOL
from tests.web.launch.logs import codes


def refusal(launcher, **how):
    with capture_logs() as logs:
        launcher.launch(**how)
    return codes(logs)


def test_gap_cookie_without_partitioned(launcher):
    launched = launcher.launch()
    for reply in (launched.login_reply, launched.reply):
        assert "Partitioned" in reply.headers["set-cookie"]


def test_gap_same_site_none_only_over_https(launcher):
    launched = launcher.launch()
    assert launched.login_form.action.startswith("http://")
    assert "SameSite=None" in launched.reply.headers["set-cookie"]


def test_gap_no_platform_storage(launcher, running, browser):
    settings = replace(running.platform.settings, storage="parent")
    assert "keep_secret.js" in browser.send(launcher.login_form(settings=settings)).text


def test_gap_replayed_form_without_cookie(launcher, tool):
    launched = launcher.launch()
    with capture_logs() as logs:
        reply = FlaskBrowser(tool).send(launched.launch_form)
    assert reply.status == 400
    assert codes(logs) == [("launch_replayed", None)]


def test_gap_nonce_never_consumed(launcher, browser):
    """The same signed message cannot answer a second login."""
    first = launcher.launch()
    again = launcher.launch_form(launcher.auth_form(browser.send(launcher.login_form())))
    swapped = {**again.fields, "id_token": first.launch_form.fields["id_token"]}
    with capture_logs() as logs:
        browser.send(replace(again, fields=swapped))
    assert codes(logs) == [("invalid_launch", "nonce")]


def test_gap_state_taken_twice_by_two_requests_at_once(launcher, browser, tool):
    message = launcher.launch_form(launcher.auth_form(browser.send(launcher.login_form())))
    cookie = browser._client.get_cookie(_key(message), "127.0.0.1", "/lti")
    statuses = []

    def post():
        client = tool.test_client()
        client.set_cookie(cookie.key, cookie.value, domain="127.0.0.1", path="/lti")
        answer = client.post("/lti/launch", base_url=TOOL, data=message.fields)
        statuses.append(answer.status_code)

    threads = [Thread(target=post) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 400, 400, 400]


def test_gap_key_set_not_fetched_again_on_an_unknown_kid(running, sqlite, services, launcher):
    """The platform changes its key: after a while the next launch finds the new one."""
    launcher.launch()
    sets = CountedKeySets({})
    new = PlatformKey.new()
    jwks_url = running.platform.settings.jwks_url
    sets.by_url[jwks_url] = running.platform.key.jwks()
    tool = build_tool(sqlite, TOOL, sets)
    keys = tool.extensions["passerelle"].launches._id_tokens._keys
    seconds = [0.0]
    keys._clock_s = lambda: seconds[0]
    launcher._tool = FlaskBrowser(tool)
    assert launcher.launch().reply.status == 303
    sets.by_url[jwks_url] = new.jwks()
    seconds[0] = 31.0
    signed = launcher.launch(sign_with=lambda claims, _: signing.honestly(claims, new))
    assert signed.reply.status == 303
    assert len(sets.asked) == 2


def test_gap_no_leeway(launcher):
    assert launcher.launch(tamper_claims=shifted(-110)).reply.status == 303
    assert launcher.launch(tamper_claims=shifted(110)).reply.status == 303
    assert refusal(launcher, tamper_claims=shifted(-190)) == [("launch_expired", None)]
    assert refusal(launcher, tamper_claims=shifted(130)) == [("invalid_launch", "from_the_future")]


def test_gap_message_older_than_its_login(launcher):
    def lasting(claims):
        return {**claims, "iat": int(time.time()) - 3600, "exp": int(time.time()) + 3600}

    assert refusal(launcher, tamper_claims=lasting) == [("invalid_launch", "older_than_its_login")]


@pytest.mark.parametrize("claim", ["exp", "iat", "nonce"])
def test_gap_exp_iat_and_nonce_not_required(claim, launcher):
    assert refusal(launcher, tamper_claims=without(claim)) == [("invalid_launch", f"no_{claim}")]


def test_gap_audience_not_verified(launcher):
    assert refusal(launcher, tamper_claims=having(aud="other")) == [("invalid_launch", "aud")]


@pytest.mark.parametrize(
    "claims",
    [
        {"azp": "other"},
        {"aud": ["passerelle-practice", "other"]},
        {"aud": ["passerelle-practice", "other"], "azp": "other"},
    ],
)
def test_gap_azp_not_checked(claims, launcher):
    assert refusal(launcher, tamper_claims=having(**claims)) == [("invalid_launch", "azp")]


def test_gap_one_key_a_registration_without_overlap(launcher, services, sqlite):
    keys = ToolKeys(ToolKeyRows(sqlite))
    signed_before = keys.signing_key().kid
    keys.rotate()
    published = {row["kid"] for row in services.tool_keys.published()["keys"]}
    assert signed_before in published
    assert keys.signing_key().kid in published
    assert len(published) == 3


def test_gap_platforms_error_hidden_behind_missing_id_token(browser, registered):
    form = Form(f"{TOOL}/lti/launch", "post", {"error": "login_required"})
    with capture_logs() as logs:
        browser.send(form)
    assert [code for code, _ in codes(logs)] == ["platform_refused"]


def test_gap_state_shared_between_threads(sqlite, running, registered):
    """Two tools in one process share nothing that a message could be checked against."""
    jwks_url = running.platform.settings.jwks_url
    tools = [
        build_tool(sqlite, TOOL, CountedKeySets({jwks_url: key.jwks()}))
        for key in (running.platform.key, PlatformKey.new())
    ]
    found = [
        tool.extensions["passerelle"].launches._id_tokens._keys.find(
            jwks_url, running.platform.key.kid
        )
        for tool in tools
    ]
    assert found[0] is not None
    assert found[1] is None


def _key(message):
    from lti_app.launch.browser_proof import key_of

    return key_of(message.fields["state"])
