"""The route of the tool's public keys."""

from flask import Response, jsonify, request

from lti_app.web.access import public
from lti_app.web.launch.blueprint import bp
from lti_app.web.services import services

# The next key is published long before it signs, so that an hour's copy is never too old.
CACHE_S = 3600


@bp.get("/lti/jwks.json")
@public
def jwks() -> Response:
    """Return the key set, or 304 to who has it."""
    response = jsonify(services().tool_keys.published())
    response.headers["Cache-Control"] = f"public, max-age={CACHE_S}"
    response.add_etag()
    response.make_conditional(request)
    return response
