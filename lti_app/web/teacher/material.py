"""The page where a teacher gives the assistant its material."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lti_app.web.access import STAFF, current_visit, page, requires
from lti_app.web.page import render_page
from lti_app.web.services import services
from lti_app.web.teacher import bp
from lti_app.web.teacher.document_view import size_of, to_view

EXTENSIONS = ".pdf,.docx,.pptx,.md,.markdown,.html,.htm,.txt"


# POST reads too: a browser without cookies sends the visit's token in a form.
@bp.route("/material", methods=("GET", "POST"))
@requires(*STAFF)
@page
def material() -> ResponseReturnValue:
    """Show the documents of the course."""
    max_bytes = services().settings.max_upload_bytes
    found = services().materials.documents(current_visit())
    return render_page(
        "teacher/material.html",
        views=[to_view(document) for document in found],
        extensions=EXTENSIONS,
        max_bytes=max_bytes,
        max_size=size_of(max_bytes),
        texts=_texts(max_bytes),
    )


def _texts(max_bytes: int) -> dict[str, str]:
    """Return the words that the page's script shows; {…} is filled in there."""
    return {
        "waiting": _("Waiting"),
        "sending": _("Sending: {percent} %"),
        "stored": _("Storing"),
        "received": _("“{name}” is received."),
        "ready": _("“{title}” is ready."),
        "failed": _("“{title}” failed: {sentence}"),
        "deleted": _("“{title}” is deleted."),
        "not_sent": _("“{name}” was not taken: {sentence}"),
        "offline": _("The connection broke off. The file is still here: try again."),
        "too_large": _("A file may have up to %(size)s.", size=size_of(max_bytes)),
        "empty": _("The file has no content. Please choose another one."),
        "not_changed": _("That did not work. Please try again."),
        "visit_ended": _("Your visit has ended. Open the activity again from your course page."),
        "roster": _("In this course: students {students}, teachers {teachers}."),
        "document_count": _("Documents: {count}"),
    }
