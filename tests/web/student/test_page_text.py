"""The text of a page, cut at its marks."""

from hypothesis import given
from hypothesis import strategies as st

from lti_app.web.student.page_text import Stretch, paragraphs

TEXT = "First paragraph.\n\nSecond one, longer.\n \nThird."


def test_a_mark_within_a_paragraph_cuts_it_in_three():
    [_, second, _] = paragraphs(TEXT, [(18, 24)])
    assert second == [Stretch("Second", True), Stretch(" one, longer.", False)]


def test_a_mark_over_two_paragraphs_marks_both():
    cut = paragraphs(TEXT, [(6, 24)])
    marked = [[piece.text for piece in pieces if piece.is_marked] for pieces in cut]
    assert marked == [["paragraph."], ["Second"], []]


def test_marks_that_overlap_are_one():
    [first, *_] = paragraphs(TEXT, [(0, 3), (2, 5)])
    assert first == [Stretch("First", True), Stretch(" paragraph.", False)]


def test_a_page_without_text_has_no_paragraphs():
    assert paragraphs(" \n\n ", []) == []


@given(
    st.text(alphabet="ab \n", max_size=60),
    st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=4),
)
def test_no_letter_is_lost_whatever_the_marks(text, marks):
    shown = "".join(piece.text for pieces in paragraphs(text, marks) for piece in pieces)
    assert shown.replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")
