"""The text of a page as blocks to show."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_app.domain.document import Document, DocumentPage, DocumentStatus, PageView
from lti_app.web.student.page_blocks import PageBlock, page_blocks
from lti_app.web.student.page_text import Stretch

MARKDOWN, PDF, TEXT = "text/markdown", "application/pdf", "text/plain"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def blocks(text, *marks, media_type=MARKDOWN):
    now = datetime.now(UTC)
    facts = ("d", "i", "c", "Title", "file", media_type, 1, "digest", DocumentStatus.READY, now)
    return page_blocks(PageView(Document(*facts), DocumentPage(1, text), marks))


def plain(text, *, is_title=False):
    return PageBlock(stretches=[Stretch(text, is_marked=False)], is_title=is_title)


def test_formatted_text_is_rendered():
    [block] = blocks("**Sampling** is $f_s$.")
    assert block.html.startswith("<p><strong>Sampling</strong> is <span")
    assert "<math" in block.html


def test_a_rendered_block_that_a_mark_touches_is_marked_whole():
    cut = blocks("**One** is first.\n\n**Two** is second.\n\n**Three** is third.", (22, 30))
    assert [block.is_marked for block in cut] == [False, True, False]


def test_a_plain_paragraph_is_marked_where_the_mark_stands():
    [block] = blocks('Say "one" & two.', (5, 8))
    assert block.stretches == [
        Stretch('Say "', is_marked=False),
        Stretch("one", is_marked=True),
        Stretch('" & two.', is_marked=False),
    ]


@pytest.mark.parametrize(
    "whole",
    ["```\na\n\nb\n```", "$$\nx\n= y\n$$", "| a | b |\n| --- | --- |\n| 1 | 2 |", "- a\n- b"],
)
def test_what_belongs_together_is_one_block(whole):
    cut = blocks(f"Before.\n\n{whole}\n\nAfter.")
    assert [bool(block.html) for block in cut] == [False, True, False]


def test_a_heading_is_a_title_without_its_signs():
    [block] = blocks("## 1. Sampling", (3, 14))
    assert block == PageBlock(stretches=[Stretch("1. Sampling", is_marked=True)], is_title=True)


@pytest.mark.parametrize("text", ["### With *stress*", "> # Quoted", "- # Listed"])
def test_no_heading_of_a_document_is_one_of_the_page(text):
    [block] = blocks(text)
    assert '<p class="page-view__title">' in block.html
    assert "<h" not in block.html


def test_a_number_in_brackets_is_no_citation():
    [block] = blocks("*See* [1] and a[2].")
    assert block.html == "<p><em>See</em> [1] and a[2].</p>\n"


@pytest.mark.parametrize("media_type", [MARKDOWN, WORD, PDF])
def test_what_only_looks_like_a_heading_is_shown_as_it_stands(media_type):
    assert blocks(" # a comment", media_type=media_type) == [plain(" # a comment")]


@pytest.mark.parametrize("media_type", [PDF, TEXT])
@pytest.mark.parametrize("text", ["2*3*4 costs $5$", "- a\n- b", "1 | 2", "**x** [1]"])
def test_print_is_shown_as_it_stands(text, media_type):
    assert blocks(text, media_type=media_type) == [plain(text)]


def test_headings_found_in_print_are_titles():
    cut = blocks("## 2*3*4\n\nBody.", media_type=PDF)
    assert cut == [plain("2*3*4", is_title=True), plain("Body.")]


def test_code_found_in_print_is_code():
    [block] = blocks("```\na\n\nb\n```", media_type=PDF)
    assert '<pre class="code__text"' in block.html


@pytest.mark.parametrize("media_type", [MARKDOWN, WORD, PDF])
@pytest.mark.parametrize(
    "text",
    [
        "**a** <script>alert(1)</script>",
        "*a* [b](javascript:alert(1))",
        "`a` <img src=x onerror=alert(1)>",
        "```<b>\n</code><script>\n```",
        "$\\text{<script>alert(1)</script>}$",
    ],
)
def test_what_a_document_says_is_never_markup(text, media_type):
    html = "".join(block.html for block in blocks(text, media_type=media_type))
    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html


def test_a_page_without_text_has_no_blocks():
    assert blocks(" \n\n ") == []


@given(
    st.text(alphabet="ab#*`$|->1. \r\n\0\ud800", max_size=60),
    st.sampled_from([MARKDOWN, WORD, PDF, TEXT]),
)
def test_no_letter_is_lost_whatever_the_text(text, media_type):
    cut = blocks(text, (0, 5), media_type=media_type)
    shown = "".join(
        str(block.html) + "".join(piece.text for piece in block.stretches) for block in cut
    )
    for letter in "ab":
        assert shown.count(letter) >= text.count(letter)
