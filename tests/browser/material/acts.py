"""What a teacher does on the material page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

OHM = "# Ohm\n\nLa tension vaut la résistance fois le courant."
WATT = "# Watt\n\nLa puissance vaut la tension fois le courant."


def follow(page: Page, link: Locator) -> None:
    """Go to another page and wait until it listens: modules run before the load event."""
    with page.expect_navigation(wait_until="load"):
        link.click()


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
