"""The course page, where a visitor chooses who to be."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from flask import Blueprint, abort, redirect, request, send_from_directory
from flask.typing import ResponseReturnValue

from tests.platform.activities import FIRST_ACTIVITY
from tests.platform.course_texts import PAGES
from tests.platform.rendering import current_view, page, problem
from tests.platform.state import this_platform

bp = Blueprint("course", __name__)

DOCUMENT_SUFFIXES = frozenset({".pdf", ".md", ".pptx", ".docx", ".html", ".txt"})
ADD = "add"


@bp.get("/")
def show() -> ResponseReturnValue:
    """Show the course, with the chosen activity open."""
    platform, view = this_platform(), current_view()
    if request.host != urlsplit(platform.settings.issuer).netloc:
        # Under another name the tool would be on the same site, which hides cookie trouble.
        return redirect(f"{platform.settings.issuer}/?{request.query_string.decode()}")
    chosen = view.activity or FIRST_ACTIVITY.activity_id
    activity = platform.activities.find(chosen)
    if activity is None and chosen not in PAGES and not (chosen == ADD and view.may_edit):
        return problem(view, "This page does not exist.", status=404)
    return page(
        "course.html",
        view,
        chosen=chosen,
        activity=activity,
        paragraphs=PAGES.get(chosen, ()),
        activities=platform.activities.all(),
        documents=_documents(platform.settings.files_folder),
        people=platform.settings.people,
    )


@bp.get("/documents/<name>")
def document(name: str) -> ResponseReturnValue:
    """Send one document of the course."""
    folder = this_platform().settings.files_folder
    if name not in {path.name for path in _documents(folder)}:
        abort(404)
    return send_from_directory(folder, name)


@bp.get("/storage")
def storage() -> ResponseReturnValue:
    """Show the empty frame that keeps words for the tool."""
    return page("storage.html", current_view())


def _documents(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix in DOCUMENT_SUFFIXES)
