"""A platform's message, through HTTP."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from structlog.testing import capture_logs

from lti_app.store.database import now
from lti_app.store.tables import CourseRow, LoginRow, PersonRow, VisitRow
from tests.platform.browsing import FlaskBrowser, Form
from tests.platform.cases import having_lti, without
from tests.platform.messages import LTI
from tests.web.launch.logs import codes


def count(database, table):
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def stranger(tool):
    """Return a browser that never saw the login."""
    return FlaskBrowser(tool)


def test_launch_leads_to_the_chat_with_a_cookie_that_a_frame_keeps(launcher, arrive):
    launched = launcher.launch()
    cookies = launched.reply.headers["set-cookie"]
    assert launched.reply.status == 303
    named = launched.reply.location.partition("/chat?visit=")[2]
    assert cookies.startswith(f"passerelle_visit_{named}=")
    for attribute in ("Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/"):
        assert attribute in cookies
    assert arrive(launched)["is_cookieless"] is False


def test_many_launches_leave_few_cookies(launcher):
    launches = [launcher.launch().reply for _ in range(25)]
    named = [reply.location.partition("visit=")[2] for reply in launches]
    last = launches[-1].headers["set-cookie"]
    assert last.startswith("passerelle_visit_")
    kept = launcher._tool._client._cookies
    names = {cookie.key for cookie in kept.values()}
    assert names == {f"passerelle_visit_{one}" for one in named[-20:]}


def test_no_token_stands_in_an_address(launcher):
    reply = launcher.launch().reply
    token = reply.headers["set-cookie"].partition("=")[2].partition(";")[0]
    assert len(token) > 40
    assert token not in reply.location


def test_only_the_digest_of_a_token_is_kept(launcher, sqlite):
    cookie = launcher.launch().reply.headers["set-cookie"]
    token = cookie.partition("=")[2].partition(";")[0]
    with sqlite.reading() as session:
        row = session.scalars(select(VisitRow)).one()
        kept = [str(getattr(row, one.key)) for one in VisitRow.__table__.columns]
    assert len(token) == 43
    assert all(token not in value for value in kept)


def test_no_name_and_no_address_is_kept(launcher, sqlite):
    launcher.launch("camille")
    with sqlite.reading() as session:
        facts = str(session.scalars(select(VisitRow)).one().facts)
        person = session.scalars(select(PersonRow)).one()
    assert person.subject == "3"
    assert "Camille" not in facts
    assert "@" not in facts


def test_same_person_comes_back_as_the_same_person(launcher, arrive):
    first, second = arrive(launcher.launch("yanis")), arrive(launcher.launch("yanis"))
    other = arrive(launcher.launch("ines"))
    assert first["person_id"] == second["person_id"] != other["person_id"]
    assert first["course_id"] == other["course_id"]


def test_replayed_form_is_refused(launcher):
    launched = launcher.launch()
    with capture_logs() as logs:
        assert launcher.send(launched.launch_form).status == 400
    assert codes(logs) == [("launch_replayed", None)]


def test_failed_message_spends_its_login(launcher, sqlite):
    launcher.launch(tamper_claims=without("sub"))
    assert count(sqlite, LoginRow) == 0


def test_foreign_state_is_refused(launcher):
    with capture_logs() as logs:
        launcher.launch(
            tamper_form=lambda step, fields: (
                {**fields, "state": "x" * 43} if step == "launch" else fields
            )
        )
    assert codes(logs) == [("launch_replayed", None)]


@pytest.mark.parametrize("field", ["state", "id_token"])
def test_form_without_a_field_is_refused(field, launcher):
    def leave_out(step, fields):
        return {k: v for k, v in fields.items() if step != "launch" or k != field}

    with capture_logs() as logs:
        launcher.launch(tamper_form=leave_out)
    assert codes(logs) == [("invalid_launch", f"no_{field}")]


def test_id_token_that_is_none_is_refused(launcher):
    with capture_logs() as logs:
        launcher.launch(
            tamper_form=lambda step, fields: (
                {**fields, "id_token": "a.b.c"} if step == "launch" else fields
            )
        )
    assert codes(logs) == [("invalid_launch", "no_token")]


def test_login_that_waited_too_long_is_refused(launcher, sqlite, browser):
    message = launcher.launch_form(launcher.auth_form(browser.send(launcher.login_form())))
    with sqlite.transaction() as session:
        session.execute(update(LoginRow).values(expires_at=now() - timedelta(seconds=1)))
    with capture_logs() as logs:
        assert browser.send(message).status == 400
    assert codes(logs) == [("launch_expired", None)]


def test_message_in_another_browser_opens_nothing_but_a_new_tab(launcher, tool, browser, sqlite):
    message = launcher.launch_form(launcher.auth_form(browser.send(launcher.login_form())))
    reply = stranger(tool).send(message)
    assert reply.status == 200
    assert 'target="_blank"' in reply.text
    assert message.fields["id_token"] not in reply.text
    assert count(sqlite, VisitRow) == 0
    # The login is over for the first browser too: the message was shown to another.
    with capture_logs() as logs:
        browser.send(message)
    assert codes(logs) == [("launch_replayed", None)]


def test_platforms_refusal_is_shown_as_such(launcher, browser):
    begun = browser.send(launcher.login_form())
    state = launcher.auth_form(begun).fields["state"]
    form = Form(
        "http://127.0.0.1:28080/lti/launch",
        "post",
        {"error": "login_required<b>", "error_description": "<script>", "state": state},
    )
    with capture_logs() as logs:
        reply = browser.send(form)
    assert [code for code, _ in codes(logs)] == ["platform_refused"]
    assert reply.status == 400
    assert "<script>" not in reply.text.replace("<script src=", "")
    assert "frame-ancestors 'self' http://localhost:28081" in str(reply.headers)


def test_refusal_without_a_state_is_still_shown_as_a_refusal(browser, registered):
    form = Form("http://127.0.0.1:28080/lti/launch", "post", {"error": "access_denied"})
    with capture_logs() as logs:
        browser.send(form)
    assert [code for code, _ in codes(logs)] == ["platform_refused"]


def test_removed_platform_launches_no_more(launcher, browser, services, platform_settings):
    begun = browser.send(launcher.login_form())
    message = launcher.launch_form(launcher.auth_form(begun))
    services.platforms.remove(platform_settings.issuer, platform_settings.client_id)
    with capture_logs() as logs:
        browser.send(message)
    # The login hangs from its platform, so it is gone with it.
    assert codes(logs) == [("launch_replayed", None)]


@pytest.mark.parametrize(
    ("said", "locale"), [("fr", "fr"), ("fr_FR", "fr"), ("EN-gb", "en"), ("de", "en"), ("", "en")]
)
def test_language_is_the_platforms_else_the_browsers(said, locale, launcher, arrive):
    presentation = {"locale": said, "document_target": "iframe"}
    launched = launcher.launch(tamper_claims=having_lti("launch_presentation", presentation))
    assert arrive(launched)["locale"] == locale


def test_page_around_is_where_the_return_url_leads(launcher, arrive):
    presentation = {"return_url": "https://school.example.org/courses/2?x=1"}
    launched = launcher.launch(tamper_claims=having_lti("launch_presentation", presentation))
    assert arrive(launched)["platform_origin"] == "https://school.example.org"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a.example;b/", "$Some.variable"])
def test_page_around_is_the_issuer_where_no_return_url_helps(url, launcher, arrive):
    launched = launcher.launch(tamper_claims=having_lti("launch_presentation", {"return_url": url}))
    assert arrive(launched)["platform_origin"] == "http://localhost:28081"


def test_unresolved_variable_counts_as_absent(launcher, sqlite):
    context = {"id": "2", "title": "$CourseSection.title", "label": "GE-201"}
    launcher.launch(tamper_claims=having_lti("context", context))
    with sqlite.reading() as session:
        assert session.scalars(select(CourseRow.title)).one() == "GE-201"


def test_unresolved_context_id_is_refused(launcher):
    with capture_logs() as logs:
        launcher.launch(tamper_claims=having_lti("context", {"id": "$Context.id"}))
    assert codes(logs) == [("invalid_launch", "context_without_id")]


def test_launches_without_a_context_meet_by_their_activity(launcher, arrive):
    def at(activity):
        link = {"id": activity, "title": f"Activity {activity}"}
        return lambda claims: {
            **without(f"{LTI}context")(claims),
            f"{LTI}resource_link": link,
        }

    first = arrive(launcher.launch("camille", tamper_claims=at("7")))
    same = arrive(launcher.launch("claire", tamper_claims=at("7")))
    other = arrive(launcher.launch("camille", tamper_claims=at("8")))
    in_course = arrive(launcher.launch("camille"))
    assert first["course_id"] == same["course_id"]
    assert len({first["course_id"], other["course_id"], in_course["course_id"]}) == 3


def test_same_context_id_of_another_deployment_is_another_course(
    launcher, arrive, services, platform_settings
):
    services.platforms.allow_deployment(
        platform_settings.issuer, platform_settings.client_id, "second"
    )
    first = arrive(launcher.launch())
    settings = replace(platform_settings, deployment_id="second")
    launched = launcher.launch(
        settings=settings, tamper_claims=having_lti("deployment_id", "second")
    )
    assert arrive(launched)["course_id"] != first["course_id"]


def test_nothing_is_made_for_a_message_that_is_refused(launcher, sqlite):
    launcher.launch(tamper_claims=having_lti("deployment_id", "999"))
    assert [count(sqlite, table) for table in (CourseRow, PersonRow, VisitRow)] == [0, 0, 0]


def test_platform_that_does_not_answer_is_named(launcher, key_sets, registered):
    from lti_app.domain.errors import PlatformUnreachableError

    def fail(url):
        raise PlatformUnreachableError("no key set: ConnectTimeout")

    key_sets.fetch = fail
    with capture_logs() as logs:
        assert launcher.launch().reply.status == 502
    assert codes(logs) == [("platform_unreachable", None)]
