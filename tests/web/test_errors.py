"""Errors as a browser meets them: words that it can show, with a reference that is in the log."""

import re

import pytest
from structlog.testing import capture_logs

from lti_app.app import create_app
from lti_app.domain.visit import Role
from lti_app.store.tables import Base
from lti_app.wiring import build_services
from tests.factories import make_course, make_visit

PAGE = {"Accept": "text/html", "Accept-Language": "en"}


@pytest.fixture
def services(settings):
    built = build_services(settings)
    Base.metadata.create_all(built.database.engine)
    yield built
    built.database.close()


@pytest.fixture
def client(services):
    return create_app(services=services).test_client()


@pytest.fixture
def student(services, client):
    """Let the client be a student's; return the visit."""
    visit = make_visit(services.database, make_course(services.database), role=Role.STUDENT)
    visit, token = services.visits.open(visit)
    client.set_cookie(f"passerelle_visit_{visit.id[:8]}", token)
    return visit


def framed_by(reply):
    return re.search(r"frame-ancestors ([^;]*)", reply.headers["Content-Security-Policy"])[1]


def test_page_without_a_visit_is_seen_in_the_frame_that_holds_it(client):
    reply = client.get("/chat", headers=PAGE)
    assert reply.status_code == 401
    assert framed_by(reply) == "'self' *"


def test_ended_visit_is_told_in_the_frame_that_holds_it(client):
    client.set_cookie("passerelle_visit_0123abcd", "of a visit that was")
    reply = client.get("/chat?visit=0123abcd", headers=PAGE)
    assert reply.status_code == 401
    assert framed_by(reply) == "'self' *"


@pytest.mark.parametrize("form", [{"state": "used", "id_token": "x"}, {}, {"error": "denied"}])
def test_message_of_no_known_login_is_refused_in_the_frame_that_holds_it(client, form):
    reply = client.post("/lti/launch", data=form, headers=PAGE)
    assert reply.status_code == 400
    assert framed_by(reply) == "'self' *"


def test_page_that_any_frame_may_hold_has_nothing_to_click(client):
    words = client.get("/chat", headers=PAGE).text
    body = words[words.index("<main") :]
    assert not re.search(r"<(a|button|form|input|script)\b", body)


def test_page_for_another_role_is_refused_in_the_frame_of_the_visit(client, student):
    reply = client.get(f"/teacher/material?visit={student.id[:8]}", headers=PAGE)
    assert reply.status_code == 403
    assert framed_by(reply) == f"'self' {student.platform_origin}"


def test_page_of_an_error_says_its_language(client):
    reply = client.get("/chat", headers={**PAGE, "Accept-Language": "fr"})
    assert '<html lang="fr"' in reply.text


@pytest.mark.parametrize("path", ["/chat", "/there-is-nothing"])
def test_reference_that_a_visitor_reads_stands_in_the_log(client, path):
    with capture_logs() as logs:
        reply = client.get(path, headers=PAGE)
    reference = re.search(r"<code>([0-9a-f]{8})</code>", reply.text)[1]
    assert [entry["reference"] for entry in logs] == [reference]
