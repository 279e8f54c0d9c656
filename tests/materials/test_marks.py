"""Passages found again on their page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_app.materials.marks import find_marks

PAGE = (
    "# Loi d'Ohm\n\nLa tension aux bornes d'une résistance est proportionnelle au courant. "
    "Le facteur s'appelle la résistance.\n\nUn tout autre paragraphe parle de condensateurs."
)


def marked(passage: str, page: str = PAGE) -> list[str]:
    return [page[start:end] for start, end in find_marks(page, passage)]


@pytest.mark.parametrize(
    "passage",
    [
        "Le facteur s'appelle la résistance",
        "Le  facteur\ns’appelle la resistance.",
        "LE FACTEUR S'APPELLE LA RÉSIS-\nTANCE",
    ],
)
def test_case_accents_spaces_and_hyphens_do_not_matter(passage):
    assert marked(passage) == ["Le facteur s'appelle la résistance"]


def test_a_ligature_is_two_letters():
    assert marked("coefficient", "le coeﬃcient de flux") == ["coeﬃcient"]


def test_sentences_are_found_apart_when_something_stands_between():
    passage = (
        "La tension aux bornes d'une résistance est proportionnelle au courant. [figure 3]. "
        "Un tout autre paragraphe parle de condensateurs."
    )
    assert marked(passage) == [
        "La tension aux bornes d'une résistance est proportionnelle au courant",
        "Un tout autre paragraphe parle de condensateurs",
    ]


def test_a_passage_that_goes_on_overleaf_is_marked_to_the_end_of_the_page():
    passage = "paragraphe parle de condensateurs. Puis la page suivante commence"
    assert marked(passage) == ["paragraphe parle de condensateurs"]


def test_a_passage_that_began_overleaf_is_marked_from_the_start_of_the_page():
    passage = "fin de la page d'avant # Loi d'Ohm La tension aux bornes"
    assert marked(passage) == ["Loi d'Ohm\n\nLa tension aux bornes"]


@pytest.mark.parametrize("passage", ["", "...", "xyz", "La", "rien de tout cela ne se trouve ici"])
def test_what_is_not_there_is_not_marked(passage):
    assert marked(passage, "# Titre\n\nUne page sans rapport.") == []


@given(st.text(), st.text())
def test_marks_lie_in_the_text_and_never_overlap(page, passage):
    marks = find_marks(page, passage)
    edges = [edge for mark in marks for edge in mark]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(page) for start, end in marks)


@given(st.text(min_size=1), st.data())
def test_a_piece_of_the_page_with_letters_is_always_found(page, data):
    start = data.draw(st.integers(0, len(page) - 1))
    piece = page[start : data.draw(st.integers(start + 1, len(page)))]
    letters = any(char.isalnum() for char in piece)
    assert bool(find_marks(page, piece)) == letters or not letters
