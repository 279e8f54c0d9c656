"""The routes by which a teacher adds an activity."""

from flask import request
from flask.typing import ResponseReturnValue

from lti_app.web.access import STAFF, current_visit, page, requires, visit_token
from lti_app.web.launch.blueprint import bp
from lti_app.web.launch.framing import allow_posting_to
from lti_app.web.page import render_bare_page
from lti_app.web.services import services


@bp.route("/lti/deep-link", methods=["GET", "POST"])
@requires(*STAFF)
@page
def deep_link() -> ResponseReturnValue:
    """Ask for the title and the assistant of the new activity."""
    visit = current_visit()
    return render_bare_page(
        "launch/deep_link.html",
        assistants=services().deep_links.choices(visit),
        course=services().courses.course(visit),
        token=visit_token(),
    )


@bp.post("/lti/deep-link/response")
@requires(*STAFF)
def deep_link_response() -> ResponseReturnValue:
    """Give the browser the signed activity to post to the platform."""
    response = services().deep_links.respond(
        current_visit(), request.form.get("title", ""), request.form.get("assistant_id", "")
    )
    allow_posting_to(response.return_url)
    return render_bare_page("launch/deep_link_response.html", response=response)
