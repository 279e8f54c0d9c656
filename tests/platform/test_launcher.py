"""What a launch brings to the tool."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.platform import signing
from tests.platform.cases import BAD_MESSAGES, GOOD_MESSAGES, having
from tests.platform.login import STORAGE_FRAME
from tests.platform.messages import LTI
from tests.platform.people import INSTITUTION, MEMBERSHIP


def test_person_arrives_with_name_and_course(launcher):
    launched = launcher.launch("yanis", locale="en")
    assert launched.reply.status == 200
    assert launched.claims["name"] == "Yanis Benali"
    assert launched.claims[f"{LTI}context"]["id"] == "2"
    assert launched.claims[f"{LTI}launch_presentation"]["locale"] == "en"


def test_message_lives_for_a_minute(launcher):
    claims = launcher.launch().claims
    assert claims["exp"] - claims["iat"] == 60


def test_nonce_is_the_one_that_the_tool_sent(launcher):
    launched = launcher.launch()
    assert launched.claims["nonce"] == launched.auth_form.fields["nonce"]
    assert launched.launch_form.fields["state"] == launched.auth_form.fields["state"]


@pytest.mark.parametrize(
    ("who", "role"),
    [
        ("camille", f"{MEMBERSHIP}Learner"),
        ("claire", f"{MEMBERSHIP}Instructor"),
        ("alex", f"{INSTITUTION}Administrator"),
    ],
)
def test_roles_are_uris(launcher, who, role):
    assert role in launcher.launch(who).claims[f"{LTI}roles"]


def test_moodle_manner_is_the_usual_one(launcher):
    fields = launcher.launch().login_form.fields
    assert fields["lti_deployment_id"] == "1"
    assert "deployment_id" not in fields
    assert "launchid" in json.loads(fields["lti_message_hint"])


def test_canvas_manner_names_the_deployment_otherwise(launcher, settings):
    launched = launcher.launch(settings=replace(settings, manner="canvas"))
    fields = launched.login_form.fields
    assert fields["deployment_id"] == "1"
    assert "lti_deployment_id" not in fields
    assert launched.claims[f"{LTI}custom"]["canvas_course_id"] == "2"


def test_unknown_variable_stays_as_its_text_in_moodle(launcher):
    assert launcher.launch().claims[f"{LTI}custom"]["canvas_course_id"] == "$Canvas.course.id"


@pytest.mark.parametrize("method", ["get", "post"])
def test_login_goes_by_either_method(launcher, settings, method):
    launched = launcher.launch(settings=replace(settings, login_method=method))
    assert launched.login_form.method == method
    assert launched.reply.status == 200


@pytest.mark.parametrize(
    ("storage", "target"), [("off", None), ("parent", "_parent"), ("frame", STORAGE_FRAME)]
)
def test_storage_is_announced_where_it_is_offered(launcher, settings, storage, target):
    form = launcher.login_form(settings=replace(settings, storage=storage))
    assert form.fields.get("lti_storage_target") == target


def test_deep_linking_sends_null_as_moodle_does(launcher):
    claims = launcher.launch("claire", message="deep_linking").claims
    assert claims[f"{LTI}custom"] == {"id": None}


def test_form_of_each_step_can_be_bent(launcher):
    steps = []

    def bend(step, fields):
        steps.append(step)
        return {**fields, "state": "foreign"} if step == "launch" else fields

    launched = launcher.launch(tamper_form=bend)
    assert steps == ["login", "auth", "launch"]
    assert launched.launch_form.fields["state"] == "foreign"


def test_refused_request_reaches_the_tool_as_an_error(launcher):
    def bend(step, fields):
        return {**fields, "prompt": "login"} if step == "auth" else fields

    launched = launcher.launch(tamper_form=bend)
    assert (launched.reply.status, launched.reply.text) == (400, "refused: invalid_request")


def test_claims_can_be_bent(launcher):
    assert launcher.launch(tamper_claims=having(sub="99")).claims["sub"] == "99"


def test_signature_can_be_bent(launcher):
    launched = launcher.launch(sign_with=signing.with_algorithm_none)
    assert launched.launch_form.fields["id_token"].endswith(".")


@pytest.mark.parametrize("name", BAD_MESSAGES)
def test_bad_message_differs_from_the_good_one(launcher, running, name):
    bad, good = BAD_MESSAGES[name], launcher.launch().claims
    bent = bad.tamper(good)
    assert bent != good or bad.sign is not signing.honestly
    assert bad.sign(bent, running.platform.key).count(".") == 2


@pytest.mark.parametrize("name", sorted(set(GOOD_MESSAGES) - {"plain"}))
def test_good_message_differs_from_the_plain_one(launcher, name):
    good = launcher.launch().claims
    assert GOOD_MESSAGES[name](good) != good
