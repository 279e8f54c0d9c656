"""Deep linking: request, choice, signed response, launch of what was made."""

from __future__ import annotations

import time

import jwt
import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from lti_app.store.tables import AssistantRow, CourseRow, ResourceLinkRow, VisitRow
from tests.platform.browsing import Form
from tests.platform.messages import DEEP_LINKING, LTI
from tests.web.launch.logs import codes

SETTINGS = f"{DEEP_LINKING}deep_linking_settings"


def having_settings(**values):
    """Return a tampering that sets deep linking settings; None leaves one out."""

    def tamper(claims):
        settings = {**claims[SETTINGS], **values}
        return {**claims, SETTINGS: {k: v for k, v in settings.items() if v is not None}}

    return tamper


@pytest.fixture
def open_form(launcher, browser):
    """Return the form that a teacher sees."""

    def opened(**how):
        launched = launcher.launch("claire", message="deep_linking", **how)
        assert launched.reply.status == 303, launched.reply.text
        page = browser.send(Form(launched.reply.location, "get", {}))
        assert page.status == 200, page.text
        (form,) = page.forms()
        return launched, form

    return opened


@pytest.fixture
def respond(open_form, browser):
    """Return the form that goes to the platform, with the request it answers."""

    def answered(title="Assistant du chapitre 2", **how):
        launched, form = open_form(**how)
        form.fields["title"] = title
        reply = browser.send(form)
        assert reply.status == 200, reply.text
        (back,) = reply.forms()
        return launched, back, reply

    return answered


def claims_of(form):
    return jwt.decode(form.fields["JWT"], options={"verify_signature": False})


def test_request_leads_a_teacher_to_the_choice(launcher):
    launched = launcher.launch("claire", message="deep_linking")
    assert "/lti/deep-link?visit=" in launched.reply.location


def test_request_of_a_student_is_refused_in_words(launcher, sqlite):
    with capture_logs() as logs:
        assert launcher.launch("camille", message="deep_linking").reply.status == 403
    assert codes(logs) == [("role_not_allowed", None)]
    with sqlite.reading() as session:
        assert session.scalars(select(VisitRow)).all() == []


def test_platform_accepts_the_response(respond, launcher):
    _, back, _ = respond()
    assert back.action == launcher.platform.settings.deep_link_return_url
    assert launcher.answer_deep_linking(back.fields["JWT"]).status == 200
    assert launcher.platform.activities.all()[-1].title == "Assistant du chapitre 2"


def test_response_is_signed_by_a_published_key(respond, services):
    _, back, _ = respond()
    kid = jwt.get_unverified_header(back.fields["JWT"])["kid"]
    keys = {row["kid"]: jwt.PyJWK(row) for row in services.tool_keys.published()["keys"]}
    settings = {"audience": "http://localhost:28081", "issuer": "passerelle-practice"}
    assert jwt.decode(back.fields["JWT"], keys[kid], algorithms=["RS256"], **settings)


def test_response_carries_the_claims_of_the_specification(respond):
    launched, back, _ = respond()
    claims = claims_of(back)
    assert claims["iss"] == "passerelle-practice"
    assert claims["aud"] == ["http://localhost:28081"]
    assert abs(claims["iat"] - time.time()) < 60
    assert 0 < claims["exp"] - claims["iat"] <= 600
    assert claims[f"{LTI}message_type"] == "LtiDeepLinkingResponse"
    assert claims[f"{LTI}version"] == "1.3.0"
    assert claims[f"{LTI}deployment_id"] == "1"
    assert claims[f"{DEEP_LINKING}data"] == launched.claims[SETTINGS]["data"]


def test_item_is_a_link_to_our_launch_without_a_grade_column(respond):
    _, back, _ = respond()
    (item,) = claims_of(back)[f"{DEEP_LINKING}content_items"]
    assert item["type"] == "ltiResourceLink"
    assert item["url"].startswith("http://127.0.0.1:28080/lti/launch?item=")
    assert "lineItem" not in item
    assert "score" not in str(item).lower()


def test_each_response_has_its_own_nonce(respond):
    nonces = {claims_of(respond()[1])["nonce"] for _ in range(2)}
    assert len(nonces) == 2


def test_gap_deep_link_data_null(respond):
    _, back, _ = respond(tamper_claims=having_settings(data=None))
    assert f"{DEEP_LINKING}data" not in claims_of(back)


def test_gap_deep_link_return_url_unescaped(respond):
    url = 'https://lms.example.org/return?a=1&b="><script>x</script>'
    _, back, reply = respond(tamper_claims=having_settings(deep_link_return_url=url))
    assert back.action == url
    assert "<script>x" not in reply.text
    assert "https://lms.example.org" in reply.headers["content-security-policy"]


def test_made_item_opens_the_assistant_that_was_chosen(respond, launcher, arrive, sqlite):
    arrive(launcher.launch("claire"))
    with sqlite.transaction() as session:
        course = session.scalars(select(CourseRow)).one()
        session.add(
            AssistantRow(
                id="second",
                institution_id=course.institution_id,
                course_id=course.id,
                name="Travaux pratiques",
                starter_questions=[],
            )
        )

    def choose(form):
        form.fields["assistant_id"] = "second"
        return form

    launched = launcher.launch("claire", message="deep_linking")
    page = launcher.send(Form(launched.reply.location, "get", {}))
    assert "Travaux pratiques" in page.text
    form = choose(page.forms()[0])
    form.fields["title"] = "TP"
    (back,) = launcher.send(form).forms()
    launcher.answer_deep_linking(back.fields["JWT"])
    made = launcher.platform.activities.all()[-1]
    visitor = arrive(launcher.launch("camille", activity_id=made.activity_id))
    assert visitor["assistant_id"] == "second"
    assert visitor["resource_link_id"].startswith("item:")
    assert arrive(launcher.launch("camille"))["assistant_id"] != "second"


def test_item_wins_over_another_resource_link_id(respond, launcher, arrive):
    _, back, _ = respond()
    launcher.answer_deep_linking(back.fields["JWT"])
    made = launcher.platform.activities.all()[-1]

    def from_elsewhere(claims):
        return {**claims, f"{LTI}resource_link": {"id": "speedgrader"}, f"{LTI}custom": {}}

    here = arrive(launcher.launch(activity_id=made.activity_id))
    there = arrive(launcher.launch(activity_id=made.activity_id, tamper_claims=from_elsewhere))
    assert here["resource_link_id"] == there["resource_link_id"]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"deep_link_return_url": None}, "no_deep_link_return_url"),
        ({"deep_link_return_url": "javascript:alert(1)"}, "no_deep_link_return_url"),
        ({"accept_types": ["link", "html"]}, "links_not_accepted"),
        ({"accept_types": None}, "links_not_accepted"),
    ],
)
def test_request_that_cannot_be_answered_is_refused(values, reason, launcher):
    with capture_logs() as logs:
        launcher.launch("claire", message="deep_linking", tamper_claims=having_settings(**values))
    assert codes(logs) == [("invalid_launch", reason)]


def test_request_without_a_context_is_refused(launcher):
    def tamper(claims):
        return {name: value for name, value in claims.items() if name != f"{LTI}context"}

    with capture_logs() as logs:
        launcher.launch("claire", message="deep_linking", tamper_claims=tamper)
    assert codes(logs) == [("invalid_launch", "deep_linking_without_context")]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [("title", "   ", "empty_title"), ("assistant_id", "another", "not_found")],
)
def test_wrong_choice_makes_nothing(field, value, code, open_form, browser, sqlite):
    _, form = open_form()
    form.fields[field] = value
    with capture_logs() as logs:
        browser.send(form)
    assert [one for one, _ in codes(logs)] == [code]
    with sqlite.reading() as session:
        assert session.scalars(select(ResourceLinkRow)).all() == []


def test_visit_that_asked_for_no_link_makes_none(launcher, browser, arrive):
    launched = launcher.launch("claire")
    arrive(launched)
    named = launched.reply.location.partition("visit=")[2]
    with capture_logs() as logs:
        form = Form(f"http://127.0.0.1:28080/lti/deep-link?visit={named}", "get", {})
        reply = browser.send(form)
    assert reply.status == 404
    assert [code for code, _ in codes(logs)] == ["not_found"]
