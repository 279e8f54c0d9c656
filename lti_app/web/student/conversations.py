"""Earlier conversations."""

from flask import render_template
from flask.typing import ResponseReturnValue

from lti_app.web.access import EVERYONE, current_visit, requires
from lti_app.web.services import services
from lti_app.web.student import bp
from lti_app.web.student.fields import text_field


@bp.get("/conversations")
@requires(*EVERYONE)
def conversations() -> ResponseReturnValue:
    """List the visitor's conversations, the last used first."""
    return render_template(
        "student/conversations.html", conversations=services().talks.list(current_visit())
    )


@bp.patch("/conversations/<conversation_id>")
@requires(*EVERYONE)
def rename_conversation(conversation_id: str) -> ResponseReturnValue:
    """Give a conversation another title."""
    services().talks.rename(current_visit(), conversation_id, text_field("title"))
    return "", 204


@bp.delete("/conversations/<conversation_id>")
@requires(*EVERYONE)
def delete_conversation(conversation_id: str) -> ResponseReturnValue:
    """Delete a conversation; it can still be restored."""
    services().talks.delete(current_visit(), conversation_id)
    return "", 204


@bp.post("/conversations/<conversation_id>/restore")
@requires(*EVERYONE)
def restore_conversation(conversation_id: str) -> ResponseReturnValue:
    """Bring a deleted conversation back."""
    services().talks.restore(current_visit(), conversation_id)
    return "", 204
