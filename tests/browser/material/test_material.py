"""A document from upload to deletion."""

import pytest
from playwright.sync_api import expect

from tests.browser.material.acts import OHM, WATT, check_accessible, follow, give, row
from tests.materials.samples import course_pdf, encrypted_pdf

pytestmark = pytest.mark.browser


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


def test_the_focus_stays_while_a_row_changes(page, gate):
    gate.hold()
    give(page, ("Ohm.md", OHM))
    expect(row(page, "Ohm")).to_contain_text("Indexing")
    row(page, "Ohm").get_by_role("button", name="Delete").focus()
    gate.release()
    expect(row(page, "Ohm")).to_contain_text("Ready")
    expect(row(page, "Ohm").get_by_role("button", name="Delete")).to_be_focused()
