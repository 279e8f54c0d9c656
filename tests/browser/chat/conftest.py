"""The chat page in Chromium, over services in memory."""

import threading
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from lti_app.settings import Settings
from lti_app.web.access import cookie_name
from tests.web.student.fake_app import make_app
from tests.web.student.fakes import SHORT_ID, TOKEN, FakeServices, make_services

WAIT_MS = 8_000


@pytest.fixture
def services(settings: Settings) -> FakeServices:
    return make_services(settings, step_s=0.004)


@pytest.fixture
def address(services: FakeServices) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, make_app(services), threaded=True)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    services.answering.go_on.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def context(chromium: Browser, address: str) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1200, "height": 800}, locale="en")
    context.set_default_timeout(WAIT_MS)
    context.add_cookies([{"name": cookie_name(SHORT_ID), "value": TOKEN, "url": address}])
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose every fault, blocked inline code included, fails the test."""
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on(
        "console",
        lambda message: faults.append(message.text) if "Security Policy" in message.text else None,
    )
    yield page
    assert faults == []


@pytest.fixture
def chat(page: Page, address: str) -> Page:
    """The chat page, ready for a question."""
    page.goto(f"{address}/chat?visit={SHORT_ID}")
    page.wait_for_function("() => document.querySelector('[data-theme-choice][aria-pressed=true]')")
    return page


@pytest.fixture
def ask(chat: Page) -> Callable[[str], None]:
    """Type a question, send it, wait for the answer's end."""

    def asked(question: str) -> None:
        turns = chat.locator(".turn").count()
        chat.locator("#question").fill(question)
        chat.locator("#question").press("Enter")
        chat.locator(".turn").nth(turns).locator('.answer[data-state="ended"]').wait_for()

    return asked


@pytest.fixture
def accessibility_faults() -> Callable[[Page], list[str]]:
    """Let axe judge the page as it stands; injected by the debugger, since CSP bars scripts."""

    def judge(page: Page) -> list[str]:
        page.wait_for_timeout(300)  # Colours fade in; axe measures what is painted.
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{fault['id']}: {node['html'][:120]} {node['failureSummary']}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]

    return judge
