"""The chat in a frame of a longer page, which stays where its reader left it."""

import pytest
from playwright.sync_api import expect

from tests.web.student.fakes import SHORT_ID

pytestmark = pytest.mark.browser

COURSE_PAGE = f"""<!doctype html><title>Course</title>
<div style="height: 300px"></div>
<iframe id="tool" src="/chat?visit={SHORT_ID}" style="width: 100%; height: 600px"></iframe>
<div style="height: 1000px"></div>"""


@pytest.mark.parametrize("width", [400, 1200])
def test_an_opened_source_leaves_the_course_page_where_it_is(page, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.route(
        f"{address}/course", lambda route: route.fulfill(content_type="text/html", body=COURSE_PAGE)
    )
    page.goto(f"{address}/course")
    tool = page.frame_locator("#tool")
    tool.locator("#question").fill("What is the cutoff frequency?")
    tool.locator("#question").press("Enter")
    tool.locator('.answer[data-state="ended"]').wait_for()
    page.evaluate("scrollTo(0, 120)")
    tool.locator(".citation").first.evaluate("citation => citation.click()")
    panel = tool.locator("#source-panel")
    expect(panel.locator(".page-view__sheet")).to_have_attribute("data-is-ready", "true")
    expect(panel.locator("svg rect").first).to_be_in_viewport()
    assert page.evaluate("scrollY") == 120
