"""The material page of a teacher in Chromium, its index held by a gate."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page
from werkzeug.serving import make_server

from lti_app.app import create_app
from lti_app.domain.visit import Role
from lti_app.store.tables import Base
from lti_app.wiring import Services, build_services
from tests.browser.material.acts import follow
from tests.factories import make_course, make_visit
from tests.materials.conftest import FakeLibrary

MAX_UPLOAD_BYTES = 300_000
ROSTER = {"total": 43, "by_role": {"student": 40, "teacher": 2, "admin": 1}}


class Gate:
    """Lets the index go on only when a test opens it."""

    def __init__(self) -> None:
        self.is_open = threading.Event()
        self.is_open.set()

    def hold(self) -> None:
        self.is_open.clear()

    def release(self) -> None:
        self.is_open.set()

    def pass_through(self) -> None:
        assert self.is_open.wait(30)


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.release()


@pytest.fixture
def services(settings, gate, monkeypatch) -> Iterator[Services]:
    library = FakeLibrary(while_indexing=gate.pass_through)
    monkeypatch.setattr("lti_app.wiring._build_library", lambda settings: (None, library))
    built = build_services(replace(settings, max_upload_bytes=MAX_UPLOAD_BYTES))
    Base.metadata.create_all(built.database.engine)
    built.worker.start()
    yield built
    gate.release()
    built.worker.stop()
    built.database.close()


@pytest.fixture
def address(services) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app(services=services), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def scope(services):
    return make_course(services.database)


@pytest.fixture
def page(chromium, address, services, scope) -> Iterator[Page]:
    """The material page of a teacher, in a browser that keeps no cookie."""
    draft = make_visit(services.database, scope, role=Role.TEACHER, locale="en")
    draft = replace(draft, is_cookieless=True, roster_url="http://localhost:9/roster")
    _, token = services.visits.open(draft)
    context = chromium.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda entry: _keep_fault(entry, faults))
    page.set_default_timeout(15_000)
    page.route("**/lti/roster", lambda route: route.fulfill(json=ROSTER))
    enter(page, address, token)
    yield page
    context.close()
    assert faults == []


def _keep_fault(entry, faults: list[str]) -> None:
    # The browser itself notes each refused upload; everything else is a mistake of the page.
    if entry.type in ("error", "warning") and "Failed to load resource" not in entry.text:
        faults.append(entry.text)


def enter(page: Page, address: str, token: str) -> None:
    """Open the page as the launch does for a browser without cookies: by a form."""
    page.goto(f"{address}/static/icons/mark.svg")
    page.route("**/enter", lambda route: route.fulfill(content_type="text/html", body=form(token)))
    page.goto(f"{address}/enter")
    follow(page, page.locator("button"))


def form(token: str) -> str:
    return (
        "<form method=post action=/teacher/material>"
        f"<input type=hidden name=visit_token value={token}><button>in</button></form>"
    )
