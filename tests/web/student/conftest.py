"""The student's pages over fake services."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lti_app.settings import Settings
from tests.web.student.fake_app import make_app
from tests.web.student.fakes import TOKEN, FakeServices, make_services

AUTHORIZED = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def services(settings: Settings) -> FakeServices:
    return make_services(settings)


@pytest.fixture
def app(services: FakeServices) -> Flask:
    app = make_app(services)
    app.testing = True
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def api(client: FlaskClient):
    """Send a request with the visit's token, as the page does."""

    def send(method: str, url: str, json: object = None):
        return client.open(url, method=method, json=json, headers=AUTHORIZED)

    return send
