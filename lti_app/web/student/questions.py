"""Asking a question."""

from dataclasses import asdict

from flask import url_for
from flask.typing import ResponseReturnValue

from lti_app.domain.conversation import Asked
from lti_app.web.access import EVERYONE, current_visit, requires
from lti_app.web.services import services
from lti_app.web.student import bp
from lti_app.web.student.fields import optional_text_field, text_field


@bp.post("/questions")
@requires(*EVERYONE)
def ask() -> ResponseReturnValue:
    """Take a question; its answer begins at once."""
    asked = services().answering.ask(
        current_visit(), text_field("text"), optional_text_field("conversation_id")
    )
    return _to_follow(asked), 201


@bp.post("/questions/<question_id>/edit")
@requires(*EVERYONE)
def edit(question_id: str) -> ResponseReturnValue:
    """Ask the last question in other words."""
    asked = services().answering.edit(current_visit(), question_id, text_field("text"))
    return _to_follow(asked), 201


@bp.post("/answers/<answer_id>/retry")
@requires(*EVERYONE)
def retry(answer_id: str) -> ResponseReturnValue:
    """Have the same question answered again."""
    return _to_follow(services().answering.retry(current_visit(), answer_id)), 201


def _to_follow(asked: Asked) -> dict[str, str]:
    return {**asdict(asked), "events": url_for(".events", answer_id=asked.answer_id)}
