"""The material page in a browser: upload, progress, ready, view, replace, delete."""

import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from werkzeug.serving import make_server

from lti_app.app import create_app
from lti_app.domain.visit import Role
from lti_app.store.tables import Base
from lti_app.wiring import Services, build_services
from tests.factories import make_course, make_visit
from tests.materials.conftest import FakeLibrary
from tests.materials.samples import course_pdf, encrypted_pdf

pytestmark = pytest.mark.browser

OHM = "# Ohm\n\nLa tension vaut la résistance fois le courant."
WATT = "# Watt\n\nLa puissance vaut la tension fois le courant."
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
MAX_UPLOAD_BYTES = 300_000


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


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def scope(services):
    return make_course(services.database)


@pytest.fixture
def page(chromium, address, services, scope) -> Iterator[Page]:
    """The material page of a teacher, in a browser that keeps no cookie."""
    draft = make_visit(services.database, scope, role=Role.TEACHER, locale="en")
    _, token = services.visits.open(replace(draft, is_cookieless=True))
    context = chromium.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda entry: _keep_fault(entry, faults))
    page.set_default_timeout(15_000)
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


def follow(page: Page, link: Locator) -> None:
    """Go to another page and wait until it listens: modules run before the load event."""
    with page.expect_navigation(wait_until="load"):
        link.click()


def form(token: str) -> str:
    return (
        "<form method=post action=/teacher/material>"
        f"<input type=hidden name=visit_token value={token}><button>in</button></form>"
    )


def give(page: Page, *files: tuple[str, str | bytes]) -> None:
    page.set_input_files(
        'input[data-part="files"]',
        [
            {
                "name": name,
                "mimeType": "application/octet-stream",
                "buffer": content.encode() if isinstance(content, str) else content,
            }
            for name, content in files
        ],
    )


def row(page: Page, title: str):
    return page.locator(f'li.document[data-title="{title}"]')


def check_accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def test_from_upload_to_deletion(page, gate, tmp_path):
    expect(page.get_by_text("There is no material yet")).to_be_visible()
    check_accessible(page)

    gate.hold()
    give(page, ("Circuits.pdf", course_pdf(tmp_path / "c.pdf").read_bytes()), ("Ohm.md", OHM))
    expect(row(page, "Circuits")).to_contain_text("Indexing")
    expect(row(page, "Ohm")).to_contain_text("Received, waiting to be read")
    check_accessible(page)
    gate.release()
    expect(row(page, "Circuits")).to_contain_text("Ready")
    expect(row(page, "Circuits")).to_contain_text("2 pages")
    expect(row(page, "Ohm")).to_contain_text("Ready")
    expect(page.get_by_role("heading", name="Documents: 2")).to_be_visible()
    check_accessible(page)

    follow(page, row(page, "Circuits").get_by_role("link", name="See the text"))
    expect(page.get_by_role("heading", name="Page 1 of 2")).to_be_visible()
    expect(page.locator(".read__words")).to_contain_text("# Circuits")
    expect(page.locator("img[data-is-ready]")).to_be_visible()
    check_accessible(page)
    follow(page, page.get_by_role("link", name="Next page"))
    expect(page.locator(".read__words")).to_contain_text("Le condensateur se charge.")
    follow(page, page.get_by_role("link", name="All documents"))

    with page.expect_file_chooser() as chooser:
        row(page, "Ohm").get_by_role("button", name="Replace").click()
    replacement = tmp_path / "Watt.md"
    replacement.write_text(WATT)
    chooser.value.set_files(replacement)
    expect(row(page, "Ohm")).to_contain_text("Watt.md")
    expect(row(page, "Ohm")).to_contain_text("Ready")

    row(page, "Ohm").get_by_role("button", name="Delete").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Keep it")).to_be_focused()
    check_accessible(page)
    page.keyboard.press("Escape")
    expect(row(page, "Ohm")).to_be_visible()
    row(page, "Ohm").get_by_role("button", name="Delete").click()
    dialog.get_by_role("button", name="Delete").click()
    expect(row(page, "Ohm")).to_have_count(0)
    expect(page.locator("#announcer")).to_have_text("“Ohm” is deleted.")
    expect(page.get_by_role("heading", name="Documents: 1")).to_be_focused()


def test_a_document_that_cannot_be_read_says_why(page):
    give(page, ("Secret.pdf", encrypted_pdf()))
    expect(row(page, "Secret")).to_contain_text("It is protected by a password.")
    expect(row(page, "Secret")).to_contain_text("Save a copy without a password")
    expect(page.locator("#announcer")).to_contain_text("“Secret” failed")
    check_accessible(page)


def test_a_refused_file_stays_in_the_list_with_its_reason(page):
    give(page, ("Ohm.md", OHM), ("picture.png", b"\x89PNG\0"), ("empty.md", ""))
    give(page, ("large.txt", "x" * (MAX_UPLOAD_BYTES + 1)))
    uploads = page.locator("li.upload")
    expect(uploads).to_have_count(3)
    expect(uploads.filter(has_text="picture.png")).to_contain_text("Please choose a PDF")
    expect(uploads.filter(has_text="empty.md")).to_contain_text("The file has no content")
    expect(uploads.filter(has_text="large.txt")).to_contain_text("up to 300 kB")
    expect(row(page, "Ohm")).to_contain_text("Ready")
    check_accessible(page)
    uploads.first.get_by_role("button", name="Remove from the list").click()
    expect(uploads).to_have_count(2)
    expect(page.get_by_role("button", name="Choose files")).to_be_focused()


def test_a_file_whose_connection_broke_is_sent_again(page):
    page.route("**/teacher/documents", lambda route: route.abort("connectionreset"), times=1)
    give(page, ("Ohm.md", OHM))
    upload = page.locator("li.upload")
    expect(upload).to_contain_text("The file is still here: try again.")
    check_accessible(page)
    upload.get_by_role("button", name="Try again").click()
    expect(row(page, "Ohm")).to_contain_text("Ready")
    expect(upload).to_have_count(0)


def test_a_lost_connection_while_waiting_is_survived(page, gate):
    gate.hold()
    give(page, ("Ohm.md", OHM))
    expect(row(page, "Ohm")).to_contain_text("Indexing")
    page.route("**/teacher/documents", lambda route: route.abort("connectionreset"), times=1)
    gate.release()
    expect(row(page, "Ohm")).to_contain_text("Ready")


def test_dropped_files_are_uploaded(page):
    transfer = page.evaluate_handle(
        """([name, content]) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([content], name));
            return transfer;
        }""",
        ["Ohm.md", OHM],
    )
    page.dispatch_event(".drop", "dragenter", {"dataTransfer": transfer})
    expect(page.locator(".drop--over")).to_be_visible()
    page.dispatch_event(".drop", "drop", {"dataTransfer": transfer})
    expect(row(page, "Ohm")).to_contain_text("Ready")
    expect(page.locator(".drop--over")).to_have_count(0)


def test_the_focus_stays_while_a_row_changes(page, gate):
    gate.hold()
    give(page, ("Ohm.md", OHM))
    expect(row(page, "Ohm")).to_contain_text("Indexing")
    row(page, "Ohm").get_by_role("button", name="Delete").focus()
    gate.release()
    expect(row(page, "Ohm")).to_contain_text("Ready")
    expect(row(page, "Ohm").get_by_role("button", name="Delete")).to_be_focused()


def test_a_jump_goes_to_a_page(page, services, scope, tmp_path):
    path = Path(tmp_path) / "long.txt"
    path.write_text("\f".join(f"Texte de la page numéro {n}." for n in range(1, 8)))
    visit = make_visit(services.database, scope, role=Role.TEACHER)
    services.materials.receive(visit, "long.txt", io.BytesIO(path.read_bytes()))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    follow(page, row(page, "long").get_by_role("link", name="See the text"))
    page.get_by_label("Go to page").fill("5")
    page.keyboard.press("Enter")
    expect(page.locator(".read__words")).to_have_text("Texte de la page numéro 5.")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1200])
def test_nothing_sticks_out_at_any_width(page, tmp_path, width, theme):
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    name = "Un_titre_vraiment_très_long_pour_un_document_de_cours_d'électrocinétique"
    give(page, (f"{name}.pdf", course_pdf(tmp_path / "c.pdf").read_bytes()))
    expect(page.locator("li.document")).to_contain_text("Ready")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    check_accessible(page)
    follow(page, page.get_by_role("link", name="See the text"))
    expect(page.locator("img[data-is-ready]")).to_be_visible()
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    check_accessible(page)
