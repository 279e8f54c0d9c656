"""The text that was read from a document, one page at a time."""

from flask import request
from flask.typing import ResponseReturnValue

from lti_app.web.access import STAFF, current_visit, page, requires
from lti_app.web.page import render_page
from lti_app.web.services import services
from lti_app.web.teacher import bp
from lti_app.web.teacher.document_view import to_view


# POST reads too: a browser without cookies sends the visit's token in a form.
@bp.route("/documents/<document_id>/text", methods=("GET", "POST"))
@requires(*STAFF)
@page
def document_text(document_id: str) -> ResponseReturnValue:
    """Show a page as it was read, beside its picture where the format has one."""
    number = request.args.get("page", 1, type=int)
    view = services().materials.view(current_visit(), document_id, number, "")
    return render_page("teacher/document_text.html", view=view, row=to_view(view.document))
