"""A tool that believes everything, to try the platform alone."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import jwt
from flask import Flask, jsonify, redirect, render_template_string, request
from flask.typing import ResponseReturnValue

from tests.platform.keys import PlatformKey
from tests.platform.messages import DEEP_LINKING, LTI
from tests.platform.server import HOST, serving
from tests.platform.settings import PlatformSettings
from tests.platform.signing import Claims, honestly

PAGE = """<!doctype html><html lang="en"><title>Pretend tool</title><main><h1>Pretend tool</h1>
<dl><dt>name</dt><dd>{{ claims.name }}</dd><dt>message</dt><dd>{{ message }}</dd></dl>
{% if answer %}<form method="post" action="{{ url }}">
<input type="hidden" name="JWT" value="{{ answer }}"><button>Choose</button></form>{% endif %}
</main></html>"""


class PretendTool:
    """A key, the three LTI addresses, signed words for the platform."""

    def __init__(self, settings: PlatformSettings) -> None:
        self.settings = settings
        self.key = PlatformKey.new()
        self.app = self._app()

    def jwks(self) -> dict[str, Any]:
        """Return the tool's key set."""
        return self.key.jwks()

    def assertion(self, **changes: Any) -> str:
        """Return a good client assertion; a change of None leaves the claim out."""
        now = int(time.time())
        claims = {
            "iss": self.settings.client_id,
            "sub": self.settings.client_id,
            "aud": self.settings.token_url,
            "iat": now,
            "exp": now + 60,
            "jti": uuid4().hex,
            **changes,
        }
        return honestly({k: v for k, v in claims.items() if v is not None}, self.key)

    def deep_linking_response(self, request_claims: Claims, **changes: Any) -> str:
        """Return a good response with one item; changes are claims, None leaves one out."""
        now = int(time.time())
        item = {
            "type": "ltiResourceLink",
            "title": "Assistant du chapitre 2",
            "url": f"{self.settings.launch_url}?assistant=2",
            "custom": {"assistant": "2"},
        }
        claims = {
            "iss": self.settings.client_id,
            "aud": self.settings.issuer,
            "iat": now,
            "exp": now + 60,
            "nonce": uuid4().hex,
            f"{LTI}message_type": "LtiDeepLinkingResponse",
            f"{LTI}version": "1.3.0",
            f"{LTI}deployment_id": request_claims[f"{LTI}deployment_id"],
            f"{DEEP_LINKING}data": request_claims[f"{DEEP_LINKING}deep_linking_settings"]["data"],
            f"{DEEP_LINKING}content_items": [item],
            **changes,
        }
        return honestly({k: v for k, v in claims.items() if v is not None}, self.key)

    def _app(self) -> Flask:
        app = Flask(__name__)
        app.add_url_rule("/lti/login", view_func=self._login, methods=["GET", "POST"])
        app.add_url_rule("/lti/launch", view_func=self._launch, methods=["POST"])
        app.add_url_rule("/lti/jwks.json", view_func=lambda: jsonify(self.jwks()))
        return app

    def _login(self) -> ResponseReturnValue:
        fields = {
            "client_id": request.values["client_id"],
            "redirect_uri": self.settings.launch_url,
            "response_type": "id_token",
            "response_mode": "form_post",
            "scope": "openid",
            "prompt": "none",
            "login_hint": request.values["login_hint"],
            "lti_message_hint": request.values["lti_message_hint"],
            "state": json.dumps(request.values.to_dict()),
            "nonce": uuid4().hex,
        }
        return redirect(f"{self.settings.auth_url}?{urlencode(fields)}")

    def _launch(self) -> ResponseReturnValue:
        if "error" in request.form:
            return f"refused: {request.form['error']}", 400
        claims = jwt.decode(request.form["id_token"], options={"verify_signature": False})
        asked = claims.get(f"{DEEP_LINKING}deep_linking_settings", {})
        return render_template_string(
            PAGE,
            claims=claims,
            message=claims[f"{LTI}message_type"],
            answer=self.deep_linking_response(claims) if asked else "",
            url=asked.get("deep_link_return_url", ""),
        )


@dataclass(frozen=True, slots=True)
class RunningTool:
    """A pretend tool that answers at `url`."""

    url: str
    tool: PretendTool

    def meet(self, settings: PlatformSettings) -> PretendTool:
        """Return the tool, which now knows the platform."""
        self.tool.settings = settings
        return self.tool


@contextmanager
def running_pretend_tool() -> Iterator[RunningTool]:
    """Run a pretend tool on a free port; it must meet its platform before a launch."""
    with socket.create_server((HOST, 0)) as listener:
        url = f"http://{HOST}:{listener.getsockname()[1]}"
        tool = PretendTool(PlatformSettings(issuer="http://localhost", tool_url=url))
        with serving(tool.app, listener):
            yield RunningTool(url, tool)
