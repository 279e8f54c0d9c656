"""The tool with nothing but its launch, for tests through HTTP."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, Flask
from flask_babel import Babel

from lti_app.assistants.courses import Courses
from lti_app.domain.platform import Platform
from lti_app.launch.deep_links import DeepLinks
from lti_app.launch.id_token import IdTokenCheck
from lti_app.launch.launches import Launches
from lti_app.launch.opening import Opening
from lti_app.launch.platform_keys import PlatformKeys
from lti_app.launch.platforms import Platforms
from lti_app.launch.protocols import KeySets
from lti_app.launch.tool_keys import ToolKeys
from lti_app.launch.visits import Visits
from lti_app.lms.access_tokens import AccessTokens
from lti_app.lms.http import new_session
from lti_app.lms.roster import Rosters
from lti_app.settings import ROOT
from lti_app.store import courses, deep_links, launches, people, platforms, tool_keys, visits
from lti_app.store.database import Database
from lti_app.web import errors, headers, locales
from lti_app.web.access import EVERYONE, STAFF, current_visit, requires
from lti_app.web.launch import bp as launch_bp
from lti_app.web.services import EXTENSION
from tests.platform.settings import PlatformSettings

INSTITUTION = "Université de Passage"


@dataclass
class CountedKeySets:
    """Key sets by address; `asked` counts."""

    by_url: dict[str, dict[str, Any]]
    asked: list[str] = field(default_factory=list)

    def fetch(self, url: str) -> dict[str, Any]:
        self.asked.append(url)
        return self.by_url[url]


def build_tool(database: Database, public_url: str, key_sets: KeySets) -> Flask:
    """Return an application with the routes of a launch and a chat that says who came."""
    app = Flask(
        "lti_app",
        root_path=str(ROOT / "lti_app"),
        static_folder=str(ROOT / "static"),
        static_url_path="/static",
    )
    app.testing = True
    app.extensions[EXTENSION] = build_services(database, public_url, key_sets)
    Babel(app, locale_selector=locales.select_locale)
    app.register_blueprint(launch_bp)
    app.register_blueprint(_student())
    app.register_blueprint(_teacher())
    errors.install(app)
    headers.install(app)
    return app


def build_services(database: Database, public_url: str, key_sets: KeySets) -> SimpleNamespace:
    """Return the services that a launch needs."""
    platform_store = platforms.Platforms(database)
    course_room = Courses(courses.Courses(database))
    keys, session = ToolKeys(tool_keys.ToolKeys(database)), new_session()
    known = Platforms(platform_store)
    open_visits = Visits(visits.Visits(database), visit_minutes=120)
    return SimpleNamespace(
        platforms=known,
        courses=course_room,
        tool_keys=keys,
        visits=open_visits,
        launches=Launches(
            logins=launches.Logins(database),
            platforms=platform_store,
            id_tokens=IdTokenCheck(PlatformKeys(key_sets)),
            opening=Opening(platform_store, people.People(database), course_room),
            visits=open_visits,
            public_url=public_url,
        ),
        deep_links=DeepLinks(
            store=deep_links.DeepLinks(database),
            platforms=platform_store,
            courses=course_room,
            tool_keys=keys,
            public_url=public_url,
        ),
        rosters=Rosters(session, AccessTokens(session, keys), known),
    )


def register(known: Platforms, settings: PlatformSettings) -> Platform:
    """Return the registration of a practice LMS with its deployment."""
    draft = Platform(
        id="",
        institution_id="",
        name="Practice LMS",
        issuer=settings.issuer,
        client_id=settings.client_id,
        authorization_url=settings.auth_url,
        token_url=settings.token_url,
        jwks_url=settings.jwks_url,
    )
    return known.add(INSTITUTION, draft, (settings.deployment_id,))


def _student() -> Blueprint:
    bp = Blueprint("student", __name__)

    @bp.route("/chat", methods=["GET", "POST"])
    @requires(*EVERYONE)
    def chat() -> dict[str, Any]:
        visit = current_visit()
        return {
            "role": visit.role,
            "locale": visit.locale,
            "course_id": visit.scope.course_id,
            "assistant_id": visit.assistant_id,
            "person_id": visit.person_id,
            "resource_link_id": visit.resource_link_id,
            "is_cookieless": visit.is_cookieless,
            "platform_origin": visit.platform_origin,
        }

    return bp


def _teacher() -> Blueprint:
    bp = Blueprint("teacher", __name__)

    @bp.route("/teacher/material")
    @requires(*STAFF)
    def material() -> str:
        return "material"

    return bp
