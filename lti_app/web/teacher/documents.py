"""What the material page asks for while it is open: state, uploads, changes."""

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from lti_app.domain.document import Document
from lti_app.web.access import STAFF, current_visit, requires
from lti_app.web.services import services
from lti_app.web.teacher import bp
from lti_app.web.teacher.document_view import to_view
from lti_app.web.teacher.upload import parse_upload


@bp.get("/documents")
@requires(*STAFF)
def documents() -> ResponseReturnValue:
    """Return the state of every document of the course."""
    found = services().materials.documents(current_visit())
    return jsonify(documents=[_state(document) for document in found])


@bp.post("/documents")
@requires(*STAFF)
def upload() -> ResponseReturnValue:
    """Take a file into the course; it is read afterwards."""
    sent = parse_upload()
    document = services().materials.receive(current_visit(), sent.file_name, sent.stream)
    return jsonify(document=_state(document)), 202


@bp.post("/documents/<document_id>/replace")
@requires(*STAFF)
def replace(document_id: str) -> ResponseReturnValue:
    """Give a document another file."""
    sent = parse_upload()
    document = services().materials.replace(
        current_visit(), document_id, sent.file_name, sent.stream
    )
    return jsonify(document=_state(document)), 202


@bp.post("/documents/<document_id>/retry")
@requires(*STAFF)
def retry(document_id: str) -> ResponseReturnValue:
    """Read a document again that failed."""
    document = services().materials.retry(current_visit(), document_id)
    return jsonify(document=_state(document)), 202


@bp.delete("/documents/<document_id>")
@requires(*STAFF)
def delete(document_id: str) -> ResponseReturnValue:
    """Take a document out of the course for good."""
    services().materials.delete(current_visit(), document_id)
    return "", 204


def _state(document: Document) -> dict[str, object]:
    """Return a document for the page's script: its row in words, and what changes by itself."""
    view = to_view(document)
    return {
        "id": document.id,
        "title": document.title,
        "status": document.status.value,
        "is_moving": view.tone == "moving",
        "sentence": " ".join(part for part in (view.state, view.failure) if part),
        "html": render_template("teacher/document.html", view=view),
    }
