"""The main job as a newcomer meets it: practice LMS, launch in the page, cited answer, source."""

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.platform.settings import COURSE_FOLDER
from tests.running_tool import RunningTool, running_tool

pytestmark = pytest.mark.browser

WAIT_MS = 20_000
FIRST_PAGES = "polycopie-electronique.pdf"


@pytest.fixture(scope="module")
def tool(tmp_path_factory):
    with running_tool(tmp_path_factory.mktemp("main")) as running:
        running.hand_in(COURSE_FOLDER / "diapositives-filtres.pptx", COURSE_FOLDER / FIRST_PAGES)
        yield running


@pytest.fixture
def page(chromium):
    """A fresh browser, which blocks third-party cookies as Chromium does by default here."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    yield page
    context.close()


def open_course(page: Page, tool: RunningTool, who: str) -> FrameLocator:
    page.goto(f"{tool.lms.url}/?as={who}&lang=fr")
    return page.frame_locator("iframe[name=contentframe]")


def ask(frame: FrameLocator, question: str) -> None:
    box = frame.get_by_role("textbox").first
    box.fill(question)
    box.press("Enter")


def test_a_student_asks_and_opens_the_cited_page(tool, page):
    frame = open_course(page, tool, "camille")
    ask(frame, "Qu'est-ce que le théorème de Thévenin ?")
    citation = frame.locator("button.citation").first
    expect(citation).to_be_visible(timeout=WAIT_MS)
    expect(frame.get_by_text("La réponse est complète.")).to_be_attached(timeout=WAIT_MS)
    citation.click()
    panel = frame.get_by_role("complementary").or_(frame.get_by_role("dialog")).last
    expect(panel.locator("mark").first).to_be_attached(timeout=WAIT_MS)


def test_what_was_said_is_there_when_the_course_page_is_loaded_again(tool, page):
    frame = open_course(page, tool, "yanis")
    ask(frame, "Qu'est-ce qu'un filtre passe-bas ?")
    expect(frame.get_by_text("La réponse est complète.")).to_be_attached(timeout=WAIT_MS)
    page.reload()
    frame = page.frame_locator("iframe[name=contentframe]")
    expect(frame.locator("button.citation").first).to_be_visible(timeout=WAIT_MS)


def test_a_teacher_goes_to_the_material_and_back(tool, page):
    frame = open_course(page, tool, "claire")
    frame.get_by_role("link", name="Supports").click()
    expect(frame.get_by_text("polycopie-electronique").first).to_be_visible(timeout=WAIT_MS)
    frame.get_by_role("link", name="Assistant").click()
    expect(frame.get_by_role("textbox").first).to_be_visible(timeout=WAIT_MS)
