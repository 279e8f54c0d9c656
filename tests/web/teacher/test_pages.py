"""The material page, the text page."""

import io

import pytest

from lti_app.domain.visit import Role
from tests.materials.samples import course_pdf

OHM = b"# Ohm\n\nLa tension <b>vaut</b> la resistance fois le courant."


@pytest.fixture
def receive(services, teacher, work):
    def receive_file(content: bytes, name: str) -> str:
        document = services.materials.receive(teacher.visit, name, io.BytesIO(content))
        work()
        return document.id

    return receive_file


def test_without_material_the_page_says_what_to_give(teacher):
    page = teacher.read_page("/teacher/material")
    assert page.status_code == 200
    assert "PDF, Word (DOCX), PowerPoint (PPTX), Markdown, HTML or text, up to 100" in page.text
    assert 'data-part="none">' in page.text


def test_a_document_stands_on_the_page_with_its_facts(teacher, receive):
    receive(OHM, "Cours.md")
    page = teacher.read_page("/teacher/material").text
    assert "Cours.md · 1 kB · 1 page · 10 words · " in page
    assert 'data-part="none" hidden>' in page


def test_the_page_speaks_the_visitors_language(enter, course, receive):
    receive(OHM, "Cours.md")
    page = enter(course, Role.TEACHER, "fr").read_page("/teacher/material").text
    assert '<html lang="fr"' in page


def test_a_browser_without_cookies_posts_its_token(app, teacher):
    page = app.test_client().post("/teacher/material", data={"visit_token": teacher.token})
    assert page.status_code == 200


def test_the_text_is_shown_as_it_was_read(teacher, receive):
    document_id = receive(OHM, "Cours.md")
    page = teacher.read_page(f"/teacher/documents/{document_id}/text").text
    assert "# Ohm\n\nLa tension &lt;b&gt;vaut&lt;/b&gt; la resistance" in page
    assert "data-picture" not in page


def test_pages_of_a_pdf_are_turned_beside_their_picture(teacher, receive, tmp_path):
    document_id = receive(course_pdf(tmp_path / "x.pdf").read_bytes(), "x.pdf")
    first = teacher.read_page(f"/teacher/documents/{document_id}/text").text
    assert f"/teacher/documents/{document_id}/text?page=2" in first
    assert f'data-picture="/documents/{document_id}/pages/1/picture"' in first
    second = teacher.read_page(f"/teacher/documents/{document_id}/text?page=2").text
    assert "Le condensateur se charge." in second
    assert f"/teacher/documents/{document_id}/text?page=1" in second


@pytest.mark.parametrize("number", ["0", "9", "-1"])
def test_a_page_that_is_not_there_is_not_found(teacher, receive, number):
    document_id = receive(OHM, "Cours.md")
    page = teacher.read_page(f"/teacher/documents/{document_id}/text?page={number}")
    assert page.status_code == 404


@pytest.mark.parametrize("path", ["/teacher/material", "/teacher/documents/{id}/text"])
def test_no_style_or_script_stands_in_the_page(teacher, receive, path):
    page = teacher.read_page(path.format(id=receive(OHM, "Cours.md"))).text
    assert "style=" not in page
    assert "<style" not in page
    assert " onclick" not in page
    assert "<script>" not in page
