"""The begin of a login, through HTTP."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from structlog.testing import capture_logs

from tests.launch.tool import register
from tests.platform.browsing import Reply
from tests.web.launch.logs import codes

IN_FRAME = {"Sec-Fetch-Dest": "iframe"}
AT_TOP = {"Sec-Fetch-Dest": "document"}


@pytest.fixture
def form(launcher):
    return launcher.login_form()


@pytest.fixture
def client(tool):
    """A browser that keeps no cookie; it speaks to the tool's own name."""
    client = tool.test_client(use_cookies=False)
    client.environ_base["HTTP_HOST"] = "127.0.0.1:28080"
    return client


def asked(reply):
    """Return the parameters of the authentication request that a login was answered with."""
    return {name: values[0] for name, values in parse_qs(urlsplit(reply.location).query).items()}


@pytest.mark.parametrize("method", ["get", "post"])
def test_login_asks_the_platform_by_both_methods(method, form, browser, platform_settings):
    reply = browser.send(replace(form, method=method))
    assert reply.status == 302
    assert reply.location.startswith(f"{platform_settings.auth_url}?")
    said = asked(reply)
    assert (said["scope"], said["response_type"]) == ("openid", "id_token")
    assert (said["response_mode"], said["prompt"]) == ("form_post", "none")
    assert said["redirect_uri"] == platform_settings.launch_url
    assert said["client_id"] == platform_settings.client_id
    assert said["login_hint"] == form.fields["login_hint"]
    assert said["lti_message_hint"] == form.fields["lti_message_hint"]
    assert len(said["state"]) == len(said["nonce"]) == 43


@pytest.mark.parametrize("manner", ["moodle", "canvas"])
def test_deployment_is_named_in_both_manners(manner, launcher, running, arrive):
    settings = replace(running.platform.settings, manner=manner)
    launched = launcher.launch(settings=settings)
    name = "lti_deployment_id" if manner == "moodle" else "deployment_id"
    assert name in launched.login_form.fields
    assert arrive(launched)["role"] == "student"


def test_message_of_another_deployment_than_the_login_named_is_refused(
    launcher, services, platform_settings
):
    services.platforms.allow_deployment(
        platform_settings.issuer, platform_settings.client_id, "another"
    )
    with capture_logs() as logs:
        launcher.launch(
            tamper_form=lambda step, fields: (
                {**fields, "lti_deployment_id": "another"} if step == "login" else fields
            )
        )
    assert codes(logs) == [("invalid_launch", "another_deployment_than_the_login")]


def test_login_without_client_id_finds_the_only_registration(form, browser):
    del form.fields["client_id"]
    assert browser.send(form).status == 302


def test_login_without_client_id_is_refused_where_several_are_registered(
    form, browser, services, platform_settings
):
    register(services.platforms, replace(platform_settings, client_id="second"))
    del form.fields["client_id"]
    with capture_logs() as logs:
        assert browser.send(form).status == 400
    assert codes(logs) == [("invalid_launch", "several_registrations")]


@pytest.mark.parametrize(
    "change", [{"iss": "https://lms.example.org"}, {"client_id": "another"}, {"iss": ""}]
)
def test_unknown_platform_is_refused(change, form, browser):
    form.fields.update(change)
    with capture_logs() as logs:
        assert browser.send(form).status == 403
    assert codes(logs) == [("unknown_platform", None)]


def test_page_about_an_unknown_platform_is_seen_in_its_frame(form, browser):
    form.fields["iss"] = "https://lms.example.org/moodle"
    policy = browser.send(form).headers["content-security-policy"]
    assert "frame-ancestors 'self' https://lms.example.org;" in f"{policy};"


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://school.example.org"}, {"Referer": "https://school.example.org/c/2"}],
)
@pytest.mark.parametrize("storage", ["off", "parent"])
def test_page_of_a_school_under_a_shared_issuer_may_frame_the_steps(
    headers, storage, client, launcher, running
):
    settings = replace(running.platform.settings, storage=storage)
    form = launcher.login_form(settings=settings)
    reply = client.post("/lti/login", data=form.fields, headers={**IN_FRAME, **headers})
    if storage == "off":
        reply = client.get(reply.location, headers=IN_FRAME)
    ancestors = reply.headers["Content-Security-Policy"].partition("frame-ancestors ")[2]
    assert ancestors == "'self' http://localhost:28081 https://school.example.org"


@pytest.mark.parametrize("origin", ["null", "https://a.example b", "data:x"])
def test_malformed_origin_does_not_reach_the_policy(origin, client, form):
    reply = client.post("/lti/login", data=form.fields, headers={"Origin": origin})
    ancestors = reply.headers["Content-Security-Policy"].partition("frame-ancestors ")[2]
    assert ancestors == "'self' http://localhost:28081"


@pytest.mark.parametrize("issuer", ["https://a.example;script-src *", "javascript:x", "https://"])
def test_malformed_issuer_does_not_reach_the_policy(issuer, form, browser):
    form.fields["iss"] = issuer
    assert "frame-ancestors 'none'" in browser.send(form).headers["content-security-policy"]


@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.example.org/lti/launch",
        "http://127.0.0.1:28080@elsewhere.example.org/",
        "http://127.0.0.1:28081/lti/launch",
        "//127.0.0.1:28080/lti/launch",
        "http://127.0.0.1:nonsense/",
        "",
    ],
)
def test_foreign_target_is_refused(target, form, browser):
    form.fields["target_link_uri"] = target
    with capture_logs() as logs:
        assert browser.send(form).status == 400
    assert codes(logs) == [("invalid_launch", "foreign_target_link_uri")]


def test_login_without_hint_is_refused(form, browser):
    del form.fields["login_hint"]
    with capture_logs() as logs:
        browser.send(form)
    assert codes(logs) == [("invalid_launch", "no_login_hint")]


def test_cookie_works_in_a_frame_while_foreign_cookies_are_blocked(form, browser):
    cookie = browser.send(form).headers["set-cookie"]
    name, _, rest = cookie.partition("=")
    assert name.startswith("passerelle_login_")
    attributes = {part.strip() for part in rest.split(";")[1:]}
    assert {"Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/lti"} <= attributes


def test_state_tells_nothing_of_the_cookie(form, browser):
    reply = browser.send(form)
    secret = reply.headers["set-cookie"].split(";")[0].partition("=")[2]
    assert secret not in reply.location


def test_two_logins_at_once_keep_two_cookies(launcher, browser, arrive):
    first = browser.send(launcher.login_form("camille"))
    second = browser.send(launcher.login_form("claire"))
    replies = [
        browser.send(launcher.launch_form(launcher.auth_form(login))) for login in (first, second)
    ]
    assert [reply.status for reply in replies] == [303, 303]


def test_first_login_in_a_frame_checks_for_the_cookie_before_the_platform_is_asked(form, client):
    reply = client.post("/lti/login", data=form.fields, headers=IN_FRAME)
    assert reply.status_code == 302
    assert reply.location.startswith("/lti/login/continue?state=")


def test_login_goes_on_where_the_cookie_was_kept(form, tool, platform_settings):
    client = tool.test_client()
    base = {"base_url": platform_settings.tool_url}
    reply = client.post("/lti/login", data=form.fields, headers=IN_FRAME, **base)
    reply = client.get(reply.location, headers=IN_FRAME, **base)
    assert reply.location.startswith(platform_settings.auth_url)


def test_later_login_in_a_frame_goes_straight_to_the_platform(form, tool, platform_settings):
    client = tool.test_client()
    base = {"base_url": platform_settings.tool_url}
    client.post("/lti/login", data=form.fields, headers=IN_FRAME, **base)
    reply = client.post("/lti/login", data=form.fields, headers=IN_FRAME, **base)
    assert reply.location.startswith(platform_settings.auth_url)


def test_frame_without_cookies_is_offered_a_new_tab_that_begins_the_same_login(form, client):
    reply = client.post("/lti/login", data=form.fields, headers=IN_FRAME)
    page = client.get(reply.location, headers=IN_FRAME).text
    assert 'target="_blank"' in page
    restart = _reply_of(page).links()[-1]
    fields = parse_qs(urlsplit(restart).query)
    assert {name: fields[name] for name in form.fields} == {k: [v] for k, v in form.fields.items()}
    again = client.get(restart, headers=AT_TOP)
    assert "/auth?" in again.location


def test_browser_without_any_cookie_is_told_so(form, client, launcher):
    begun = client.get("/lti/login", query_string={**form.fields, "restart": "1"}, headers=AT_TOP)
    auth = Reply("", 302, {"location": begun.location}, "")
    message = launcher.launch_form(launcher.auth_form(auth))
    with capture_logs() as logs:
        reply = client.post("/lti/launch", data=message.fields, headers=AT_TOP)
    assert reply.status_code == 400
    assert codes(logs) == [("launch_state_lost", None)]


@pytest.mark.parametrize("storage", ["parent", "frame"])
def test_platform_storage_is_told_the_secret_by_a_page(storage, launcher, running, browser):
    settings = replace(running.platform.settings, storage=storage)
    reply = browser.send(launcher.login_form(settings=settings))
    target = "_parent" if storage == "parent" else "practice_lti_storage"
    assert reply.status == 200
    assert f'data-target="{target}"' in reply.text
    assert 'data-origin="http://localhost:28081"' in reply.text
    assert "js/launch/keep_secret.js" in reply.text
    assert "<script>" not in reply.text
    assert launcher.auth_form(reply).fields["prompt"] == "none"


def test_authorization_url_may_carry_a_query_already(form, browser, services, platform_settings):
    known = services.platforms.find(platform_settings.issuer, platform_settings.client_id)
    url = f"{known.authorization_url}?tenant=7"
    services.platforms.add("Université de Passage", replace(known, authorization_url=url), ())
    assert browser.send(form).location.startswith(f"{url}&scope=openid")


def _reply_of(page):
    return Reply("http://127.0.0.1:28080/", 200, {}, page)
