"""The teacher's pages: the material of a course."""

from flask import Blueprint

bp = Blueprint("teacher", __name__, url_prefix="/teacher")

from lti_app.web.teacher import documents, material, text  # noqa: E402, F401 - routes
