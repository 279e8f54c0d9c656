"""A source whose text is Markdown."""

import pytest
from playwright.sync_api import expect

from tests.web.student.fakes import PAGES, SHORT_ID

pytestmark = pytest.mark.browser

PASSAGE = "Above the cutoff frequency the gain falls by 20 dB per decade."
FILLING = "\n\n".join(f"Paragraph {n} says what came before, at some length." for n in range(30))
PAGE = f"""## 2. Asymptotes

{FILLING}

**Slope.** {PASSAGE} With $f_c = 1/T$ and `gain_db` [2]:

| f | gain |
| --- | --- |
| 10 kHz | −20 dB |

- The first item.
- The *second* item.

```python
gain = 20

print(gain)
```

$$
H = \\frac{{1}}{{1 + j\\omega}}
$$
"""


@pytest.fixture(params=["light", "dark"])
def panel(request, page, address, monkeypatch):
    monkeypatch.setitem(PAGES, 2, PAGE)
    page.add_init_script(f"localStorage.setItem('passerelle.theme', '{request.param}')")
    page.goto(f"{address}/chat?visit={SHORT_ID}")
    expect(page.locator("html")).to_have_attribute("data-theme", request.param)
    page.locator("#question").fill("short")
    page.locator("#question").press("Enter")
    page.locator('.turn .answer[data-state="ended"]').wait_for()
    page.locator(".citation").first.click()
    panel = page.locator("#source-panel")
    expect(panel).to_contain_text("Page 2 of 3")
    return panel


def test_markdown_is_rendered(panel):
    expect(panel.locator(".page-view__title")).to_have_text("2. Asymptotes")
    expect(panel.locator("math")).to_have_count(2)
    expect(panel.locator("th")).to_have_text(["f", "gain"])
    expect(panel.locator(".page-view__text")).to_contain_text("[2]")
    expect(panel.locator(".page-view__text")).not_to_contain_text("**")


def test_the_marked_block_is_named_for_screen_readers_and_in_view(panel):
    marked = panel.locator(".page-view__marked")
    expect(marked).to_contain_text("20 dB per decade")
    expect(marked.locator(".visually-hidden")).to_have_text("Source 2")
    expect(marked).to_be_in_viewport()


@pytest.mark.parametrize("width", [1200, 400])
def test_nothing_in_it_is_hard_to_reach(panel, page, accessibility_faults, width):
    page.set_viewport_size({"width": width, "height": 800})
    expect(panel).to_be_visible()
    assert accessibility_faults(page) == []
    body = panel.locator('[data-part="body"]')
    assert body.evaluate("body => body.scrollWidth <= body.clientWidth")


def test_its_code_is_copied(panel, page, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    panel.locator(".code__copy").click()
    assert page.evaluate("navigator.clipboard.readText()") == "gain = 20\n\nprint(gain)\n"
