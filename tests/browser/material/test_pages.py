"""The pages around the list: who is here, the text, every width."""

import io
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lti_app.domain.visit import Role
from tests.browser.material.acts import check_accessible, follow, give, row
from tests.factories import make_visit
from tests.materials.samples import course_pdf

pytestmark = pytest.mark.browser


def test_the_page_says_who_is_in_the_course(page):
    expect(page.get_by_text("In this course: students 40, teachers 2.")).to_be_visible()


def test_without_a_list_of_people_the_page_says_nothing_of_it(page):
    page.unroute("**/lti/roster")
    page.route("**/lti/roster", lambda route: route.fulfill(status=502, json={}))
    page.evaluate(
        """async () => {
            const { showRoster } = await import("/static/js/teacher/roster_line.js");
            await showRoster(document.querySelector('[data-part="roster"]'), "/lti/roster");
        }"""
    )
    expect(page.locator('[data-part="roster"]')).to_be_hidden()


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
