"""The route that keeps a visit from ending while its page is open."""

from flask import Response, jsonify

from lti_app.web.access import EVERYONE, current_visit, requires
from lti_app.web.launch.blueprint import bp


@bp.post("/visit/renew")
@requires(*EVERYONE)
def renew() -> Response:
    """Return when the visit ends now, ISO 8601; asking has moved the end on."""
    return jsonify(expires_at=current_visit().expires_at.isoformat())
