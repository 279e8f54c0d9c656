"""A launch's whole walk over two ports: message, visit, keys, deep linking, roster."""

from __future__ import annotations

from dataclasses import replace

import pytest
import requests

from tests.platform.browsing import Form, HttpBrowser
from tests.platform.cases import BAD_MESSAGES
from tests.platform.launcher import Launcher


@pytest.fixture
def launcher(tool):
    return Launcher(tool.lms, HttpBrowser())


def test_a_student_comes_in_and_sees_no_tab_of_a_teacher(enter):
    page = enter("camille").page
    assert page.select('a[href^="/teacher/material"]') == []


def test_a_teacher_reaches_the_material(enter, tool):
    teacher = enter("claire")
    (tab,) = teacher.page.select('a[href^="/teacher/material"]')
    reply = teacher.browser.send(Form(f"{tool.url}{tab['href']}", "get", {}))
    assert reply.status == 200


@pytest.mark.parametrize("name", ["alg none", "HS256 with the public key", "wrong aud", "expired"])
def test_a_forged_message_comes_to_nothing(name, launcher):
    case = BAD_MESSAGES[name]
    reply = launcher.launch(tamper_claims=case.tamper, sign_with=case.sign).reply
    assert reply.status == 400
    assert "passerelle_visit" not in str(reply.headers)


def test_a_message_works_once(launcher):
    launched = launcher.launch()
    assert launched.reply.status == 303
    assert launcher.send(launched.launch_form).status == 400


def test_a_browser_without_cookies_comes_in_by_the_platforms_storage(tool, launcher):
    settings = replace(tool.lms.platform.settings, storage="parent")
    begun = launcher.send(launcher.login_form(settings=settings))
    message = launcher.launch_form(launcher.auth_form(begun))
    stranger = HttpBrowser()
    proof = stranger.send(message).next_form(f"{tool.url}/lti/launch/proof")
    secret = begun.text.partition('data-secret="')[2].partition('"')[0]
    entered = stranger.send(replace(proof, fields={**proof.fields, "secret": secret}))
    page = stranger.send(entered.next_form(f"{tool.url}/chat"))
    assert page.status == 200
    assert 'name="visit-cookieless" content="true"' in page.text


def test_a_teacher_adds_an_activity_that_students_open(launcher, tool):
    launched = launcher.launch("claire", message="deep_linking")
    (choice,) = launcher.send(Form(launched.reply.location, "get", {})).forms()
    (back,) = launcher.send(replace(choice, fields={**choice.fields, "title": "TP"})).forms()
    assert launcher.answer_deep_linking(back.fields["JWT"]).status == 200
    made = tool.lms.platform.activities.all()[-1]
    assert made.title == "TP"
    assert launcher.launch("yanis", activity_id=made.activity_id).reply.status == 303


def test_a_teacher_sees_how_many_are_in_the_course(enter):
    reply = enter("claire").send("GET", "/lti/roster")
    assert reply.json()["total"] == 5


def test_what_was_signed_before_a_rotation_is_still_believed(launcher, tool, enter):
    launched = launcher.launch("claire", message="deep_linking")
    (choice,) = launcher.send(Form(launched.reply.location, "get", {})).forms()
    (back,) = launcher.send(replace(choice, fields={**choice.fields, "title": "TD"})).forms()
    tool.services.tool_keys.rotate()
    assert launcher.answer_deep_linking(back.fields["JWT"]).status == 200
    published = requests.get(f"{tool.url}/lti/jwks.json", timeout=5).json()["keys"]
    assert len(published) == 3


def test_a_visitor_whose_language_the_platform_names_reads_it(enter):
    assert enter("camille", locale="en").page.html["lang"] == "en"
    assert enter("camille", locale="fr").page.html["lang"] == "fr"
