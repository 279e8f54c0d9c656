"""The student's pages: the chat, its answers, their sources."""

from flask import Blueprint

bp = Blueprint("student", __name__)

from lti_app.web.student import (  # noqa: E402, F401 - each registers its routes
    answers,
    chat,
    conversations,
    language,
    questions,
    sources,
)
