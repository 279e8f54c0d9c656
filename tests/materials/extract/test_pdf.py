"""PDF: headings, paragraphs, lists, code; what repeats on each page goes."""

import random

import pytest

from lti_app.domain.document import DocumentFailure
from lti_app.domain.errors import DocumentUnreadableError
from lti_app.materials.extract.reader import MAX_PAGES
from tests.materials.samples import BODY, BOLD, course_pdf, encrypted_pdf, make_pdf, placed_pdf


@pytest.fixture
def pages(read, tmp_path):
    return read(course_pdf(tmp_path / "cours.pdf"))


def test_pages_are_counted_from_one(pages):
    assert [page.number for page in pages] == [1, 2]


def test_large_letters_become_headings_by_size(pages):
    lines = pages[0].text.split("\n")
    assert "# Circuits" in lines
    assert "## 1.1 Loi des mailles" in lines


def test_a_word_cut_at_the_line_end_is_whole_again(pages):
    assert "courants qui entrent dans un nœud" in pages[0].text


def test_lines_of_a_paragraph_are_one_line(pages):
    paragraph = next(line for line in pages[0].text.split("\n") if "loi des nœuds" in line)
    assert paragraph.endswith("de ceux qui en sortent.")


def test_bullets_become_a_list(pages):
    assert "- premier point\n- second point" in pages[0].text


def test_letters_of_a_typewriter_become_code(pages):
    assert "```\nu = R * i\n```" in pages[1].text


def test_running_heads_and_page_numbers_are_left_out(read, tmp_path):
    pages = [
        [
            ("Cours de circuits", 9, BODY),
            ("", 12, BODY),
            (f"Ici la page parle de son sujet numéro {'abcdef'[n]} à elle.", 12, BODY),
            ("", 300, BODY),
            (f"page {n + 1}", 9, BODY),
        ]
        for n in range(6)
    ]
    texts = [page.text for page in read(make_pdf(tmp_path / "x.pdf", pages))]
    assert all("sujet numéro" in text for text in texts)
    assert not any("Cours de circuits" in text or "page " in text.split()[-2:] for text in texts)
    assert not any("page 3" in text for text in texts)


def test_a_page_without_text_keeps_its_number(read, tmp_path):
    pages = [[], [("Du texte sur la seconde page.", 12, BODY)]]
    assert read(make_pdf(tmp_path / "x.pdf", pages))[0].text == ""


def test_a_line_that_only_looks_like_a_heading_is_none(read, tmp_path):
    path = make_pdf(tmp_path / "x.pdf", [[("# commentaire de programme", 12, BODY)]])
    assert read(path)[0].text == " # commentaire de programme"


def test_a_short_bold_line_is_a_heading(read, tmp_path):
    lines = [("Exemple", 12, BOLD), ("", 12, BODY), ("Un texte assez long pour compter.", 12, BODY)]
    assert read(make_pdf(tmp_path / "x.pdf", [lines]))[0].text.startswith("# Exemple\n")


def test_cells_of_a_table_row_stay_apart(read, tmp_path):
    rows = [("Grandeur", "Unité"), ("Tension", "volt"), ("Courant", "ampère")]
    words = [
        (cell, 11, 72 + 200 * column, 700 - 20 * row)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    ]
    (page,) = read(placed_pdf(tmp_path / "x.pdf", words))
    assert page.text == "Grandeur | Unité\nTension | volt\nCourant | ampère"


def test_an_index_or_a_fraction_does_not_tear_a_sentence_apart(read, tmp_path):
    words = [
        ("La tension u", 11, 72, 700),
        ("AB", 7, 136, 697),
        ("vaut toujours", 11, 155, 700),
        ("a + b", 8, 230, 707),
        ("c + d", 8, 230, 695),
        (", où c reste positif.", 11, 256, 700),
        ("La phrase suivante commence à la ligne.", 11, 72, 685),
    ]
    (page,) = read(placed_pdf(tmp_path / "x.pdf", words))
    assert page.text == (
        "La tension u AB vaut toujours a + b c + d , où c reste positif. "
        "La phrase suivante commence à la ligne."
    )


def test_a_hyphen_of_the_word_itself_stays(read, tmp_path):
    lines = [
        ("Le court-circuit est dangereux pour tous les appareils. Un court-", 12, BODY),
        ("circuit fait fondre le fusible, puis un autre fil se rompt.", 12, BODY),
    ]
    (page,) = read(make_pdf(tmp_path / "x.pdf", [lines]))
    assert "Un court-circuit fait fondre" in page.text


def test_bold_words_within_a_paragraph_are_no_heading(read, tmp_path):
    lines = [
        ("La loi d'Ohm relie la tension et le courant d'une résistance.", 12, BODY),
        ("La tension, d'abord, est en gras. Ensuite vient la suite,", 12, BOLD),
        ("qui finit ici.", 12, BODY),
    ]
    (page,) = read(make_pdf(tmp_path / "x.pdf", [lines]))
    assert "#" not in page.text


@pytest.mark.parametrize(
    ("content", "failure"),
    [
        (encrypted_pdf(), DocumentFailure.ENCRYPTED),
        (b"%PDF-1.7\n" + b"nothing of a document " * 50, DocumentFailure.BROKEN),
    ],
)
def test_a_file_that_cannot_be_opened_says_why(read, tmp_path, content, failure):
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    with pytest.raises(DocumentUnreadableError) as caught:
        read(path)
    assert caught.value.failure is failure


def test_a_scan_without_text_is_not_readable(read, tmp_path):
    with pytest.raises(DocumentUnreadableError) as caught:
        read(make_pdf(tmp_path / "scan.pdf", [[], [], []]))
    assert caught.value.failure is DocumentFailure.NO_TEXT


def test_a_document_of_too_many_pages_is_not_even_begun(read, tmp_path):
    with pytest.raises(DocumentUnreadableError) as caught:
        read(make_pdf(tmp_path / "x.pdf", [[]] * (MAX_PAGES + 1)))
    assert caught.value.failure is DocumentFailure.TOO_LONG


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_file_is_read_in_part_or_fails_in_order(read, tmp_path, seed):
    path = course_pdf(tmp_path / "x.pdf")
    content = bytearray(path.read_bytes())
    chance = random.Random(seed)
    for _ in range(40):
        content[chance.randrange(20, len(content))] = chance.randrange(256)
    path.write_bytes(content)
    try:
        outcome = len(read(path))
    except DocumentUnreadableError as error:
        outcome = error.failure
    assert outcome in (1, 2, DocumentFailure.BROKEN, DocumentFailure.NO_TEXT)
