"""What every response has: headers, words for errors, access, the operator's pages."""

import pytest
from structlog.testing import capture_logs

from lti_app.app import create_app
from lti_app.domain import errors
from lti_app.domain.visit import Role
from lti_app.settings import read_settings
from lti_app.wiring import build_services
from tests.factories import make_course, make_visit


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    folder = tmp_path_factory.mktemp("foundation")
    given = {"PUBLIC_URL": "http://127.0.0.1:8000", "SECRET_KEY": "x" * 32}
    services = build_services(read_settings({**given, "DATA_DIR": str(folder)}))
    services.migrate()
    yield services
    services.stop()


@pytest.fixture
def app(services):
    return create_app(services=services)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def enter(services):
    """Give what opens a visit without a launch; returns its token."""

    def enter(role=Role.STUDENT, locale="fr"):
        scope = make_course(services.database)
        return services.visits.open(make_visit(services.database, scope, role=role, locale=locale))[
            1
        ]

    return enter


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def policy_of(response):
    rules = response.headers["Content-Security-Policy"].split("; ")
    return dict(rule.split(" ", 1) for rule in rules)


def test_no_page_may_run_foreign_or_inline_code(client):
    policy = policy_of(client.get("/nowhere"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in str(policy)
    assert "http" not in str(policy)


def test_a_page_without_a_visit_may_be_framed_by_nobody(client):
    assert policy_of(client.get("/nowhere"))["frame-ancestors"] == "'none'"


def test_a_page_of_a_visit_may_be_framed_by_its_platform_alone(client, enter):
    response = client.get("/conversations", headers=bearer(enter()))
    assert policy_of(response)["frame-ancestors"] == "'self' http://localhost:9000"


def test_pages_are_never_cached(client):
    response = client.get("/nowhere")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("headers", "is_json"),
    [
        ({}, False),
        ({"Accept": "text/html"}, False),
        ({"Accept": "application/json"}, True),
        ({"Authorization": "Bearer wrong"}, True),
    ],
)
def test_an_error_speaks_the_language_of_who_asks(client, headers, is_json):
    response = client.get("/nowhere", headers=headers)
    assert response.status_code == 404
    assert (response.mimetype == "application/json") == is_json


@pytest.mark.parametrize(
    ("locale", "words"), [("fr", "Cette page n’existe pas"), ("en", "There is no such page")]
)
def test_an_error_page_is_in_the_browsers_language(client, locale, words):
    page = client.get("/nowhere", headers={"Accept-Language": locale}).text
    assert words in page
    assert f'<html lang="{locale}"' in page


def test_an_error_has_a_reference_that_stands_in_the_log(client):
    with capture_logs() as logged:
        page = client.get("/conversations", headers={"Accept": "application/json"})
    assert [line["reference"] for line in logged] == [page.json["error"]["reference"]]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errors.LongQuestionError(limit_chars=4000), "4000"),
        (errors.LargeFileError(limit_bytes=100_000_000), "100 MB"),
        (errors.DuplicateFileError(title="Cours 1"), "Cours 1"),
    ],
)
def test_limits_and_names_stand_in_the_sentence(app, error, words):
    from lti_app.web.sentences import explain

    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert words in explain(error.code, error).sentence


def test_a_fault_of_ours_says_nothing_of_itself(app):
    def broken():
        raise RuntimeError("Camille's secret words")

    broken.access = "public"
    app.add_url_rule("/broken", view_func=broken)
    with capture_logs() as logged:
        response = app.test_client().get("/broken", headers={"Accept": "application/json"})
    assert response.status_code == 500
    assert logged[0]["error"] == "RuntimeError"
    assert "Camille" not in response.text + str(logged)


def test_a_wrong_token_has_no_visit(client):
    response = client.get("/conversations", headers=bearer("wrong"))
    assert response.status_code == 401
    assert response.json["error"]["code"] == "visit_expired"


def test_a_cookie_reads_pages_and_changes_nothing(client, services, enter):
    token = enter()
    named = services.visits.resume(token).id[:8]
    client.set_cookie(f"passerelle_visit_{named}", token)
    assert client.get(f"/conversations?visit={named}").status_code == 200
    assert client.get("/conversations").status_code == 401
    for path in ("/questions", "/language", "/visit/renew"):
        assert client.post(f"{path}?visit={named}", json={}).status_code == 401, path


def test_two_courses_in_one_browser_stay_apart(client, services, enter):
    visits = [(services.visits.resume(token), token) for token in (enter(), enter())]
    for visit, token in visits:
        client.set_cookie(f"passerelle_visit_{visit.id[:8]}", token)
    for visit, _ in visits:
        page = client.get(f"/chat?visit={visit.id[:8]}").text
        assert services.courses.course(visit).title in page
        assert f"visit={visit.id[:8]}" in page


def test_a_form_of_another_site_opens_no_visit(client, enter):
    form = {"visit_token": enter()}
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert client.post("/chat", data=form, headers=foreign).status_code == 401
    own = {"Sec-Fetch-Site": "same-origin"}
    assert client.post("/chat", data=form, headers=own).status_code == 200


def test_a_student_is_refused_where_a_teacher_is_wanted(client, enter):
    assert client.get("/teacher/documents", headers=bearer(enter())).status_code == 403
    teacher = bearer(enter(Role.TEACHER))
    assert client.get("/teacher/documents", headers=teacher).status_code == 200


def test_health_names_what_fails(client, services, monkeypatch):
    assert client.get("/health").json == {"status": "ok", "parts": {"database": True}}
    monkeypatch.setattr(type(services), "_is_database_well", lambda self: False)
    response = client.get("/health")
    assert response.status_code == 503
    assert response.json == {"status": "failing", "parts": {"database": False}}


def test_metrics_count_requests_and_name_nobody(client, enter):
    token = enter()
    client.get("/conversations", headers=bearer(token))
    text = client.get("/metrics").text
    assert 'passerelle_requests_total{endpoint="student.conversations",status="200"}' in text
    assert token not in text
    assert "passerelle_answers_running 0.0" in text
