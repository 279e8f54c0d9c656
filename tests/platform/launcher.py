"""Drives a launch from the platform to the tool, step by step, honest or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import jwt

from tests.platform import signing
from tests.platform.activities import FIRST_ACTIVITY
from tests.platform.browsing import Browser, FlaskBrowser, Form, Reply
from tests.platform.cases import Tamper
from tests.platform.launches import Message
from tests.platform.login import login_fields
from tests.platform.server import RunningPlatform
from tests.platform.settings import PlatformSettings
from tests.platform.signing import Claims, Signer
from tests.platform.state import Platform

Step = Literal["login", "auth", "launch"]
TamperForm = Callable[[Step, dict[str, str]], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Launched:
    """How one launch went: each form as it was sent, each answer of the tool."""

    login_form: Form
    login_reply: Reply
    auth_form: Form
    launch_form: Form
    reply: Reply

    @property
    def claims(self) -> Claims:
        """Return the claims that were sent, unverified."""
        return read_claims(self.launch_form)


class Launcher:
    """Launches the tool as a browser would, with a hook at each message.

    tool: the browser that talks with the tool, so its cookies last from launch to launch.
    Every answer is returned as it came; redirects after the launch are not followed.
    """

    def __init__(self, running: RunningPlatform, tool: Browser) -> None:
        self.platform: Platform = running.platform
        self._tool = tool
        self._own = FlaskBrowser(running.app)

    def launch(
        self,
        who: str = "camille",
        *,
        message: Message = "resource_link",
        activity_id: str = FIRST_ACTIVITY.activity_id,
        locale: str = "fr",
        tamper_claims: Tamper | None = None,
        sign_with: Signer | None = None,
        tamper_form: TamperForm | None = None,
        settings: PlatformSettings | None = None,
    ) -> Launched:
        """Walk login, authentication, launch; return all three.

        who: the handle of a person. settings: other manners for this launch only.
        """
        bend = tamper_form or _leave
        login_form = bend_form(
            "login",
            self.login_form(
                who, message=message, activity_id=activity_id, locale=locale, settings=settings
            ),
            bend,
        )
        login_reply = self._tool.send(login_form)
        auth_form = bend_form("auth", self.auth_form(login_reply), bend)
        launch_form = self.launch_form(auth_form)
        if tamper_claims or sign_with:
            launch_form = self.resigned(launch_form, tamper_claims, sign_with)
        launch_form = bend_form("launch", launch_form, bend)
        reply = self._tool.send(launch_form)
        return Launched(login_form, login_reply, auth_form, launch_form, reply)

    def login_form(
        self,
        who: str = "camille",
        *,
        message: Message = "resource_link",
        activity_id: str = FIRST_ACTIVITY.activity_id,
        locale: str = "fr",
        settings: PlatformSettings | None = None,
    ) -> Form:
        """Return the login request that a person's click would send to the tool."""
        known = settings or self.platform.settings
        person = {one.handle: one for one in known.people}[who]
        hint = self.platform.launches.begin(
            person.user_id,
            message,
            known,
            activity_id=activity_id,
            locale=locale,
        )
        activity = self.platform.activities.find(activity_id)
        target = activity.target_link_uri if activity and message == "resource_link" else ""
        fields = login_fields(known, hint=hint, user_id=person.user_id, target_link_uri=target)
        return Form(known.login_url, known.login_method, fields)

    def send(self, form: Form) -> Reply:
        """Return the tool's answer to any form, for example one that was sent before."""
        return self._tool.send(form)

    def auth_form(self, login_reply: Reply) -> Form:
        """Return the authentication request inside the tool's answer to a login."""
        return login_reply.next_form(self.platform.settings.auth_url)

    def launch_form(self, auth_form: Form) -> Form:
        """Return the message that the platform answers; raises LookupError when it refuses."""
        return self._own.send(auth_form).next_form(self.platform.settings.launch_url)

    def resigned(self, form: Form, tamper: Tamper | None, sign: Signer | None) -> Form:
        """Return a launch form with other claims, or another signature."""
        if "id_token" not in form.fields:
            raise LookupError(f"the platform answered {form.fields}")
        claims = read_claims(form)
        claims = tamper(claims) if tamper else claims
        token = (sign or signing.honestly)(claims, self.platform.key)
        return replace(form, fields={**form.fields, "id_token": token})

    def answer_deep_linking(self, token: str) -> Reply:
        """Return the platform's answer to a deep linking response (field JWT)."""
        url = self.platform.settings.deep_link_return_url
        return self._own.send(Form(url, "post", {"JWT": token}))


def bend_form(step: Step, form: Form, bend: TamperForm) -> Form:
    """Return the form with the fields that the hook gives for this step."""
    return replace(form, fields=bend(step, dict(form.fields)))


def read_claims(form: Form) -> Claims:
    """Return the claims of a launch form without a check."""
    claims: Claims = jwt.decode(form.fields["id_token"], options={"verify_signature": False})
    return claims


def _leave(step: Step, fields: dict[str, str]) -> dict[str, str]:
    return fields
