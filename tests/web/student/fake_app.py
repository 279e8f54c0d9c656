"""The application over services in memory."""

from flask import Flask

from lti_app.app import create_app
from tests.web.student.fakes import FakeServices


def make_app(services: FakeServices) -> Flask:
    """Return the application with these services in the place of the real ones."""
    return create_app(services=services)
