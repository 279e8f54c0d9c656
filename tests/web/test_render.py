"""What an answer's Markdown becomes, whatever a model, a document or a student put into it."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lti_app.domain.answer import Source
from lti_app.web import render
from lti_app.web.render import BlockRenderer, render_blocks
from lti_app.web.render_safe import CLEANER, HIGHLIGHTING, MATHS, TEXT

SOURCES = tuple(Source(n, f"doc{n}", f"Title {n}", n, "text") for n in (1, 2, 3))
PIECES = st.sampled_from(
    [
        "# Head\n", "\n", "\n\n", " ", "    ", "- item", "1. one", "2) two", "> quote", "***",
        "**bold", "**", "`", "```python\n", "```\n", "~~~", "$", "$$", "$x$", "\\(", "\\)", "\\[",
        "\\]", "$$\n", "\\frac{1}{2}", "\\text{<img src=x onerror=alert(1)>}", "\\begin{aligned}",
        "[1]", "[1, 2]", "[9]", "[", "]", "(", ")", "[a](javascript:alert(1))",
        "![i](//evil.tld/p)",
        "<script>alert(1)</script>", "<img src=//evil.tld onerror=x>", "<a href='//evil.tld'>",
        "<svg onload=alert(1)>", "<style>*{}</style>", "<math><mtext><a href=//evil.tld>",
        "</math>", "</p>", "</span>", "&lt;script&gt;", "&#x3c;", "| a | b |\n", "|---|--:|\n",
        "===\n", "---\n", "word", "été", "[1]: //evil.tld 'x'\n", "\\href{javascript:alert(1)}{x}",
        "\\style{color:red}{x}", "\\class{x}{y}", "\t", "\r\n", "\0", "<!--", "-->", "<?", "]]>",
        "\u2028", "\\color{red}{x}", "<button class=citation data-source=1 onclick=x>",
    ]
)  # fmt: skip
MARKDOWN = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=120))
OWN_ATTRIBUTES = {
    "class", "type", "data-source", "data-latex", "aria-label", "tabindex", "role", "scope",
    "start", "display",
}  # fmt: skip


class Seen(HTMLParser):
    """The elements and attributes of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.depth = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def html_of(markdown: str) -> str:
    return "".join(render_blocks(markdown, SOURCES))


@settings(max_examples=400, deadline=None)
@given(MARKDOWN)
def test_nothing_but_named_elements_and_attributes_comes_out(markdown):
    for tag, attributes in Seen(html_of(markdown)).elements:
        assert tag in TEXT | MATHS
        for name, value in attributes.items():
            assert name in OWN_ATTRIBUTES or tag in MATHS
            assert not name.startswith(("on", "href", "src", "style", "xlink", "id", "action"))
            assert name == "data-latex" or "evil.tld" not in (value or "")


@settings(max_examples=400, deadline=None)
@given(MARKDOWN, st.integers(1, 40))
def test_growing_text_ends_as_the_whole_text(markdown, step):
    renderer = BlockRenderer(SOURCES)
    for end in range(0, len(markdown), step):
        renderer.render(markdown[:end], is_growing=True)
    assert renderer.render(markdown) == render_blocks(markdown, SOURCES)


@settings(max_examples=150, deadline=None)
@given(MARKDOWN)
def test_each_block_is_balanced_by_itself(markdown):
    for block in render_blocks(markdown, SOURCES):
        assert CLEANER.clean(block) == block


def test_citations_are_buttons_without_a_trace_of_unknown_ones():
    html = html_of("Known [1, 3], unknown [9], mixed [2;7].")
    assert re.findall(r'data-source="(\d)"', html) == ["1", "3", "2"]
    assert "unknown, mixed" in html
    assert "9" not in html
    assert 'aria-label="Source 1"' in html


@pytest.mark.parametrize("markdown", ["`x[1]`", "```\nx[1]\n```", "$x[1]$", "\\(x[1]\\)"])
def test_code_and_formulas_cite_nothing(markdown):
    assert "data-source" not in html_of(markdown)


@pytest.mark.parametrize(
    "markdown", ["$x^2$", "\\(x^2\\)", "$$x^2$$", "\\[x^2\\]", "$$\nx^2\n$$", "\\[\nx^2\n\\]"]
)
def test_every_way_to_write_a_formula_gives_mathml_with_its_source(markdown):
    html = html_of(f"{markdown}")
    assert "<msup><mi>x</mi><mn>2</mn></msup>" in html
    assert 'data-latex="x^2"' in html


@pytest.mark.parametrize("markdown", ["Text:\n\\[\nx\n\\]\nafter [1]", "- a\n  $$x$$\n- b"])
def test_a_formula_may_interrupt_a_paragraph_or_stand_in_a_list(markdown):
    assert 'display="block"' in html_of(markdown)


def test_text_after_a_formula_block_is_kept():
    html = html_of("$$\nx\n$$ where *x* is [1]")
    assert "<em>x</em>" in html
    assert 'data-source="1"' in html


def test_money_is_no_formula():
    assert "<math" not in html_of("It costs $5 and $6, or $5-$6.")


@pytest.mark.parametrize("latex", ["\\frac", "\\SI{3}{V}", "{", "a_b_c", "x" * 3000])
def test_an_unreadable_formula_shows_its_source(latex):
    html = html_of(f"${latex}$")
    assert '<code class="formula__source">' in html
    assert "<math" not in html


def test_aligned_equations_become_a_table():
    html = html_of("$$\\begin{aligned}a&=b\\\\c&=d\\end{aligned}$$")
    assert html.count("<mtr>") == 2


def test_an_unclosed_formula_or_fence_stays_one_block():
    assert len(render_blocks("Text\n\n$$\na\nb", SOURCES)) == 2
    assert len(render_blocks("Text\n\n```\na\n\nb\n# c", SOURCES)) == 2


def test_half_a_surrogate_pair_breaks_nothing():
    assert html_of("a \ud83d b") == "<p>a ? b</p>\n"


def test_links_and_pictures_keep_only_their_words():
    html = html_of("[words](https://evil.tld) ![alt](https://evil.tld/x.png) <https://evil.tld>")
    assert "words" in html
    assert "alt" in html
    assert "<a" not in html
    assert "<img" not in html


def test_code_is_highlighted_by_classes():
    html = html_of("```python\ndef f(): pass\n```")
    assert '<span class="k">def</span>' in html
    assert '<span class="code__language">python</span>' in html
    assert "k" in HIGHLIGHTING


def test_code_of_an_unknown_language_is_shown_plain():
    assert "&lt;b&gt;" in html_of("```nolanguage\n<b>\n```")


def test_headings_stand_below_the_questions():
    assert html_of("# A").startswith("<h3>")
    assert html_of("###### A").startswith("<h4>")


def test_alignment_of_cells_is_a_class():
    html = html_of("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert '<td class="cell--end">2</td>' in html


@pytest.mark.parametrize(
    ("growing", "shown", "hidden"),
    [
        ("So $\\frac{1}{2", "So", "frac"),
        ("So \\(x + ", "So", "x +"),
        ("See [1", "See", "[1"),
        ("A **bold wor", "<strong>bold wor</strong>", "**"),
        ("A `code", "<code>code</code>", "`"),
        ("```python\nx = 1\n``", "mi", "`"),
        ("So:\n\n$$\nx\n$", "So:", "x"),
        ("So:\n\n- a\n  \\[ x", "a", "x"),
    ],
)
def test_a_growing_end_shows_no_half_marks(growing, shown, hidden):
    html = "".join(BlockRenderer(SOURCES).render(growing, is_growing=True))
    assert shown in html
    assert hidden not in html


def test_only_the_growing_block_is_rendered_again(monkeypatch):
    rendered: list[str] = []
    monkeypatch.setattr(render, "sanitise", lambda html: rendered.append(html) or html)
    renderer = BlockRenderer(SOURCES)
    renderer.render("one\n\ntwo\n\nthr")
    rendered.clear()
    renderer.render("one\n\ntwo\n\nthree")
    assert rendered == ["<p>three</p>\n"]


def test_a_text_that_was_replaced_is_rendered_anew():
    renderer = BlockRenderer(SOURCES)
    renderer.render("one\n\ntwo\n\nthree")
    assert renderer.render("other") == render_blocks("other", SOURCES)
