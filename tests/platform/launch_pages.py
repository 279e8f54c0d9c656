"""Pages that begin a launch, pages that end a deep linking."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from tests.platform.activities import FIRST_ACTIVITY
from tests.platform.deep_linking import Choice, ResponseRefusedError
from tests.platform.launches import Message, Target
from tests.platform.login import login_fields
from tests.platform.rendering import current_view, page, problem
from tests.platform.state import this_platform
from tests.platform.view import View

bp = Blueprint("launches", __name__)


@bp.get("/launch")
def launch() -> ResponseReturnValue:
    """Begin the login that opens an activity."""
    view = current_view()
    activity_id = view.activity or FIRST_ACTIVITY.activity_id
    if this_platform().activities.find(activity_id) is None:
        return problem(view, "This page does not exist.", status=404)
    return _begin(view, "resource_link", activity_id)


@bp.get("/deep-link")
def deep_link() -> ResponseReturnValue:
    """Begin the login that lets a teacher choose content."""
    view = current_view()
    if not view.may_edit:
        return problem(view, "Choose who you are first.", status=403)
    return _begin(view, "deep_linking", "")


@bp.post("/deep-link-return")
def deep_link_return() -> ResponseReturnValue:
    """Take the tool's deep linking response."""
    platform, view = this_platform(), current_view()
    try:
        choice = platform.responses.accept(request.form.get("JWT", ""))
    except ResponseRefusedError as refusal:
        sentence = "The tool’s answer was refused."
        return problem(view, sentence, fact=refusal.fact, status=400)
    added = [platform.activities.add(item) for item in choice.items]
    return page(
        "added.html",
        _view_of(choice),
        activity_id=added[-1].activity_id if added else "",
        choice=choice,
    )


def _begin(view: View, message: Message, activity_id: str) -> ResponseReturnValue:
    if view.person is None:
        return problem(view, "Choose who you are first.", status=403)
    platform = this_platform()
    target: Target = "window" if request.args.get("target") == "window" else "iframe"
    hint = platform.launches.begin(
        view.person.user_id,
        message,
        view.settings,
        activity_id=activity_id,
        locale=view.lang,
        target=target,
    )
    activity = platform.activities.find(activity_id)
    fields = login_fields(
        view.settings,
        hint=hint,
        user_id=view.person.user_id,
        target_link_uri=activity.target_link_uri if activity else "",
    )
    return page(
        "auto_post.html",
        view,
        action=view.settings.login_url,
        method=view.settings.login_method,
        fields=fields,
    )


def _view_of(choice: Choice) -> View:
    platform, launch = this_platform(), choice.launch
    person = platform.person(launch.user_id)
    return View(platform.settings, launch.settings, launch.locale, person, activity="")
