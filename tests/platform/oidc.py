"""The platform's side of OpenID Connect: authorization, keys, configuration."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from tests.platform.access_tokens import MEMBERSHIP_SCOPE
from tests.platform.authentication import (
    AuthenticationRefusedError,
    UnknownToolError,
    check_authentication_request,
)
from tests.platform.launches import Launch
from tests.platform.messages import deep_linking_claims, resource_link_claims
from tests.platform.rendering import current_view, page, problem
from tests.platform.signing import Claims, honestly
from tests.platform.state import Platform, this_platform

bp = Blueprint("oidc", __name__)


@bp.route("/auth", methods=["GET", "POST"])
def authorize() -> ResponseReturnValue:
    """Answer an authentication request with a form that carries the id_token."""
    platform, fields = this_platform(), request.values
    try:
        answer = _answer(platform, fields)
    except UnknownToolError as err:
        sentence = "The tool is not registered here under this name or address."
        return problem(current_view(), sentence, fact=str(err), status=400)
    except AuthenticationRefusedError as refusal:
        answer = {"error": refusal.error, "error_description": refusal.description}
    if "state" in fields:
        answer["state"] = fields["state"]
    return page(
        "auto_post.html",
        current_view(),
        action=platform.settings.launch_url,
        method="post",
        fields=answer,
    )


@bp.get("/jwks.json")
def keys() -> ResponseReturnValue:
    """Publish the platform's key."""
    answer = jsonify(this_platform().key.jwks())
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


@bp.get("/.well-known/openid-configuration")
def configuration() -> ResponseReturnValue:
    """Describe the platform (LTI Dynamic Registration 1.0, 3.4.1)."""
    settings = this_platform().settings
    return jsonify(
        {
            "issuer": settings.issuer,
            "authorization_endpoint": settings.auth_url,
            "token_endpoint": settings.token_url,
            "jwks_uri": settings.jwks_url,
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["id_token"],
            "response_modes_supported": ["form_post"],
            "subject_types_supported": ["public"],
            "scopes_supported": ["openid", MEMBERSHIP_SCOPE],
            "claims_supported": ["sub", "iss", "name", "given_name", "family_name", "email"],
        }
    )


def _answer(platform: Platform, fields: Mapping[str, str]) -> dict[str, str]:
    launch = check_authentication_request(fields, platform.settings, platform.launches)
    claims = claims_of(platform, launch, nonce=fields["nonce"])
    return {"id_token": honestly(claims, platform.key)}


def claims_of(platform: Platform, launch: Launch, *, nonce: str) -> Claims:
    """Return the claims of the message that a launch asked for."""
    settings = launch.settings
    person = platform.person(launch.user_id)
    if launch.message == "deep_linking":
        return deep_linking_claims(
            settings, person, nonce=nonce, data=launch.data, locale=launch.locale
        )
    activity = platform.activities.find(launch.activity_id)
    if activity is None:
        raise AuthenticationRefusedError("login_required", "the activity is gone")
    return resource_link_claims(
        settings,
        person,
        activity,
        nonce=nonce,
        locale=launch.locale,
        document_target=launch.target,
    )
