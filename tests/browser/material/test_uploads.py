"""Files that do not arrive, or arrive late."""

import pytest
from playwright.sync_api import expect

from tests.browser.material.acts import OHM, check_accessible, give, row
from tests.browser.material.conftest import MAX_UPLOAD_BYTES

pytestmark = pytest.mark.browser


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
