"""Every route names who may reach it; a new public one needs a decision here."""

import pytest
from flask import Flask

from lti_app.app import create_app
from lti_app.domain.visit import Role
from lti_app.settings import Settings

# Reached without a visit: the way in, what machines ask, what is no secret.
PUBLIC = {
    "launch.login",
    "launch.continue_login",
    "launch.launch",
    "launch.prove",
    "launch.jwks",
    "operations.health",
    "operations.metrics",
    "static",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    from lti_app.settings import read_settings

    folder = tmp_path_factory.mktemp("house")
    given = {"PUBLIC_URL": "http://127.0.0.1:8000", "SECRET_KEY": "x" * 32, "DATA_DIR": str(folder)}
    settings: Settings = read_settings(given)
    return create_app(settings)


def test_every_route_names_its_access(app):
    unnamed = [
        endpoint
        for endpoint, view in app.view_functions.items()
        if endpoint != "static" and not hasattr(view, "access")
    ]
    assert unnamed == []


def test_public_routes_are_those_decided_on(app):
    public = {
        endpoint
        for endpoint, view in app.view_functions.items()
        if getattr(view, "access", None) == "public"
    }
    assert public | {"static"} == PUBLIC


def test_students_reach_no_route_of_a_teacher(app):
    for endpoint, view in app.view_functions.items():
        if endpoint.startswith("teacher."):
            assert Role.STUDENT not in view.access, endpoint


def test_nothing_is_changed_by_a_get(app):
    changing = ("delete", "rename", "upload", "replace", "stop", "retry", "ask", "edit", "rate")
    for rule in app.url_map.iter_rules():
        verb = rule.endpoint.rsplit(".", 1)[-1]
        if verb.startswith(changing):
            assert not {"GET", "HEAD"} & rule.methods, rule.endpoint


def test_each_route_refuses_a_request_without_visit(app):
    client = app.test_client()
    for rule in app.url_map.iter_rules():
        if rule.endpoint in PUBLIC:
            continue
        path = rule.rule
        for argument in rule.arguments:
            path = path.replace(f"<{argument}>", "1").replace(f"<int:{argument}>", "1")
        for method in rule.methods - {"OPTIONS", "HEAD"}:
            response = client.open(path, method=method)
            assert response.status_code == 401, (method, path, response.status_code)
