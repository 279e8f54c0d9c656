"""The platform's services for tools: access tokens, course members."""

from __future__ import annotations

import json

from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

from tests.platform.access_tokens import TokenRefusedError
from tests.platform.roster import CONTENT_TYPE
from tests.platform.state import this_platform

bp = Blueprint("services", __name__)


@bp.post("/token")
def token() -> ResponseReturnValue:
    """Give out an access token for a signed assertion."""
    try:
        return jsonify(this_platform().tokens.grant(request.form))
    except TokenRefusedError as refusal:
        body = {"error": refusal.error, "error_description": refusal.description}
        return jsonify(body), refusal.status


@bp.get("/courses/<context_id>/members")
def members(context_id: str) -> ResponseReturnValue:
    """List the members of the course to a tool that holds a token."""
    platform = this_platform()
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not platform.tokens.opens(given):
        return jsonify({"error": "invalid_token"}), 401, {"WWW-Authenticate": "Bearer"}
    if context_id != platform.settings.context_id:
        abort(404)
    try:
        container, next_url = platform.roster.page(request.args)
    except ValueError:
        abort(400)
    response = Response(json.dumps(container), content_type=CONTENT_TYPE)
    if next_url:
        response.headers["Link"] = f'<{next_url}>; rel="next"'
    return response
