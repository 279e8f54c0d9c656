"""Word and PowerPoint."""

import docx
import pytest
from docx.enum.text import WD_BREAK

from lti_app.domain.document import DocumentFailure
from lti_app.domain.errors import DocumentUnreadableError
from tests.materials.samples import broken_office, course_docx, course_pptx, encrypted_office


def test_word_headings_tables_and_lists_keep_their_form(read, tmp_path):
    (page,) = read(course_docx(tmp_path / "x.docx"))
    assert page.text == (
        "# Électricité\n\nLa résistance se mesure en ohms.\n\n## Symboles\n\n"
        "| Grandeur | Unité |\n| --- | --- |\n| Tension | volt \\| V |\n\n- Premier point"
    )


def test_word_page_breaks_make_pages(read, tmp_path):
    document = docx.Document()
    document.add_paragraph("Le texte de la première page.")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Le texte de la seconde page.")
    document.save(str(tmp_path / "x.docx"))
    texts = [page.text for page in read(tmp_path / "x.docx")]
    assert texts == ["Le texte de la première page.", "Le texte de la seconde page."]


def test_a_long_word_document_without_breaks_is_cut_at_headings(read, tmp_path):
    document = docx.Document()
    for chapter in range(3):
        document.add_heading(f"Chapitre {chapter}", level=1)
        document.add_paragraph("mot " * 300)
    document.save(str(tmp_path / "x.docx"))
    texts = [page.text for page in read(tmp_path / "x.docx")]
    assert [text.split("\n")[0] for text in texts] == [f"# Chapitre {n}" for n in range(3)]


def test_a_slide_is_a_page_with_title_texts_and_notes(read, tmp_path):
    first, second = read(course_pptx(tmp_path / "x.pptx"))
    assert first.text == (
        "# Le condensateur\n\n- Il stocke une charge\n- q égale C fois u\n\nMontrer la décharge."
    )
    assert second.text == "La bobine s'oppose aux variations du courant."


@pytest.mark.parametrize("name", ["x.docx", "x.pptx"])
def test_a_password_is_told_from_damage(read, tmp_path, name):
    (tmp_path / name).write_bytes(encrypted_office())
    with pytest.raises(DocumentUnreadableError) as caught:
        read(tmp_path / name)
    assert caught.value.failure is DocumentFailure.ENCRYPTED


def test_a_document_cut_short_is_broken(read, tmp_path):
    with pytest.raises(DocumentUnreadableError) as caught:
        read(broken_office(tmp_path / "x.docx"))
    assert caught.value.failure is DocumentFailure.BROKEN
