"""The application around the student's pages, for tests that need no other room."""

from pathlib import Path

from flask import Blueprint, Flask, jsonify
from flask_babel import Babel

import lti_app
from lti_app.web import errors, headers, locales
from lti_app.web.access import EVERYONE, STAFF, current_visit, requires
from lti_app.web.page import render_page
from lti_app.web.services import EXTENSION
from lti_app.web.student import bp as student

ROOT = Path(lti_app.__file__).parent


def make_app(services: object) -> Flask:
    """Return an application with the student's pages, a stand-in for the teacher's."""
    app = Flask("lti_app", root_path=str(ROOT), static_folder=str(ROOT.parent / "static"))
    app.config.update(
        SECRET_KEY="for tests only, never elsewhere!",
        BABEL_DEFAULT_LOCALE="en",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT.parent / "translations"),
    )
    app.extensions[EXTENSION] = services
    Babel(app, locale_selector=locales.select_locale)
    app.register_blueprint(student)
    app.register_blueprint(_teacher())
    errors.install(app)
    headers.install(app)
    return app


def _teacher() -> Blueprint:
    bp = Blueprint("teacher", __name__)

    @bp.route("/teacher/material", methods=("GET", "POST"))
    @requires(*STAFF)
    def material():
        return render_page("base.html")

    @bp.post("/visit/renew")
    @requires(*EVERYONE)
    def renew():
        return jsonify(expires_at=current_visit().expires_at.isoformat())

    return bp
