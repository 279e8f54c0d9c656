"""The route that tells a teacher who is in the course."""

from collections import Counter

from flask import jsonify
from flask.typing import ResponseReturnValue

from lti_app.domain.visit import Role
from lti_app.launch.roles import role_of
from lti_app.web.access import STAFF, current_visit, requires
from lti_app.web.errors import wants_json
from lti_app.web.launch.blueprint import bp
from lti_app.web.page import render_page
from lti_app.web.services import services


@bp.route("/lti/roster", methods=["GET", "POST"])
@requires(*STAFF)
def roster() -> ResponseReturnValue:
    """Return how many people of each role are in the course now; nothing is kept."""
    members = services().rosters.members(current_visit())
    found = Counter(role_of(one.roles) for one in members if one.is_active)
    counts = {role.value: found[role] for role in Role}
    if wants_json():
        return jsonify(total=sum(counts.values()), by_role=counts)
    return render_page("launch/roster.html", counts=counts, total=sum(counts.values()))
