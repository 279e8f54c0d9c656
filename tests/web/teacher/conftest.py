"""The whole tool with an index that only remembers, for a teacher's and a student's browser."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from lti_app.app import create_app
from lti_app.domain.visit import Role, Scope, Visit
from lti_app.settings import Settings
from lti_app.store.tables import Base
from lti_app.web.access import cookie_name, short_id
from lti_app.wiring import Services, build_services
from tests.factories import make_course, make_visit
from tests.materials.conftest import FakeLibrary


@dataclass
class Visitor:
    """A browser with a visit."""

    app: Flask
    visit: Visit
    token: str

    def send(self, method: str, path: str, **given: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", **given.pop("headers", {})}
        return self.app.test_client().open(path, method=method, headers=headers, **given)

    def read_page(self, path: str) -> Any:
        """Open a page as a browser with cookies does."""
        client = self.app.test_client()
        client.set_cookie(cookie_name(short_id(self.visit)), self.token)
        path = f"{path}{'&' if '?' in path else '?'}visit={short_id(self.visit)}"
        return client.get(path, headers={"Accept": "text/html"})


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary()


@pytest.fixture
def services(
    settings: Settings, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Services]:
    monkeypatch.setattr("lti_app.wiring._build_library", lambda settings: (None, library))
    built = build_services(settings)
    Base.metadata.create_all(built.database.engine)
    yield built
    built.database.close()


@pytest.fixture
def app(services: Services) -> Flask:
    return create_app(services=services)


@pytest.fixture
def course(services: Services) -> Scope:
    return make_course(services.database)


@pytest.fixture
def enter(app: Flask, services: Services) -> Callable[..., Visitor]:
    def open_visit(scope: Scope, role: Role, locale: str = "en") -> Visitor:
        draft = make_visit(services.database, scope, role=role, locale=locale)
        visit, token = services.visits.open(draft)
        return Visitor(app, visit, token)

    return open_visit


@pytest.fixture
def teacher(enter, course) -> Visitor:
    return enter(course, Role.TEACHER)


@pytest.fixture
def student(enter, course) -> Visitor:
    return enter(course, Role.STUDENT)


@pytest.fixture
def stranger(enter, services, course) -> Visitor:
    """A teacher of another course of the same institution."""
    return enter(make_course(services.database, course.institution_id), Role.TEACHER)


@pytest.fixture
def work(services: Services) -> Callable[[], None]:
    def run_all() -> None:
        while services.worker.run_next():
            continue

    return run_all
