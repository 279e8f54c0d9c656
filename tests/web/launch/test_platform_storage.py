"""The way in for a browser that keeps no cookie, by the platform's storage."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from structlog.testing import capture_logs

from tests.platform.browsing import FlaskBrowser, Form
from tests.web.launch.logs import codes


@pytest.fixture
def begun(launcher, running, browser):
    """A login whose page has given the secret to the platform, and the message that follows."""
    settings = replace(running.platform.settings, storage="parent")
    reply = browser.send(launcher.login_form(settings=settings))
    page = BeautifulSoup(reply.text, "html.parser")
    secret = page.find(id="login")["data-secret"]
    return secret, launcher.launch_form(launcher.auth_form(reply))


@pytest.fixture
def cookieless(tool):
    return FlaskBrowser(tool)


def proof_of(reply, secret):
    form = next(one for one in reply.forms() if one.action.endswith("/lti/launch/proof"))
    return replace(form, fields={**form.fields, "secret": secret})


def test_message_without_a_cookie_is_asked_for_proof(begun, cookieless):
    _, message = begun
    reply = cookieless.send(message)
    assert "js/launch/prove_secret.js" in reply.text
    assert 'data-origin="http://localhost:28081"' in reply.text
    assert "set-cookie" not in reply.headers


def test_both_pages_name_the_same_place_of_the_secret(launcher, running, browser, cookieless):
    settings = replace(running.platform.settings, storage="frame")
    login = browser.send(launcher.login_form(settings=settings))
    reply = cookieless.send(launcher.launch_form(launcher.auth_form(login)))
    asked = [BeautifulSoup(page.text, "html.parser").article.attrs for page in (login, reply)]
    for name in ("data-target", "data-origin", "data-key"):
        assert asked[0][name] == asked[1][name]


def test_proof_opens_a_visit_whose_token_travels_in_a_form(begun, cookieless, tool):
    secret, message = begun
    reply = cookieless.send(proof_of(cookieless.send(message), secret))
    assert reply.status == 200
    assert "set-cookie" not in reply.headers
    (form,) = reply.forms()
    assert form.method == "post"
    assert form.action.endswith("/chat")
    answer = cookieless.send(form)
    assert tool.json.loads(answer.text)["is_cookieless"] is True


@pytest.mark.parametrize("secret", ["", "x" * 43])
def test_wrong_proof_opens_nothing(secret, begun, cookieless):
    _, message = begun
    with capture_logs() as logs:
        reply = cookieless.send(proof_of(cookieless.send(message), secret))
    assert reply.status == 400
    assert codes(logs) == [("launch_state_lost", None)]


def test_proof_is_taken_once(begun, cookieless):
    secret, message = begun
    form = proof_of(cookieless.send(message), secret)
    cookieless.send(form)
    with capture_logs() as logs:
        assert cookieless.send(form).status == 400
    assert codes(logs) == [("launch_replayed", None)]


def test_proof_that_another_site_sends_opens_nothing(begun, cookieless, tool):
    secret, message = begun
    form = proof_of(cookieless.send(message), secret)
    answer = tool.test_client().post(
        "/lti/launch/proof", data=form.fields, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 400
    assert b"visit_token" not in answer.data


def test_cookie_wins_where_both_were_kept(begun, browser):
    _, message = begun
    assert browser.send(message).status == 303


def test_page_offers_a_new_tab_where_the_platform_keeps_nothing(begun, cookieless):
    _, message = begun
    reply = cookieless.send(message)
    lost = BeautifulSoup(reply.text, "html.parser").find(attrs={"data-part": "lost"})
    assert lost.has_attr("hidden")
    assert "/lti/login?" in lost.a["href"]
    assert "restart=1" in lost.a["href"]


def test_proof_by_get_is_no_address(cookieless):
    reply = cookieless.send(Form("http://127.0.0.1:28080/lti/launch/proof", "get", {}))
    assert reply.status == 405
