"""Facts of the sample course that the demo and the evaluation stand on."""

import json
from pathlib import Path

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from docx import Document
from pptx import Presentation

HERE = Path(__file__).parent
COURSE = json.loads((HERE / "course.json").read_text(encoding="utf-8"))


def pages_of(name: str) -> list[str]:
    """Return the text of each page or slide; other formats are one page."""
    path = HERE / name
    match path.suffix:
        case ".pdf":
            with pypdfium2.PdfDocument(path) as pdf:
                return [page.get_textpage().get_text_bounded() for page in pdf]
        case ".pptx":
            slides = Presentation(str(path)).slides
            return ["\n".join(texts_of(slide)) for slide in slides]
        case ".docx":
            return ["\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)]
        case ".html":
            return [BeautifulSoup(path.read_text(encoding="utf-8"), "lxml").get_text()]
        case _:
            return [path.read_text(encoding="utf-8")]


def texts_of(slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def pages() -> dict[str, list[str]]:
    return {entry["file"]: pages_of(entry["file"]) for entry in COURSE["files"]}


@pytest.mark.parametrize("asked", COURSE["questions"], ids=lambda asked: asked["question"])
def test_answer_stands_on_the_named_page(asked, pages):
    named = pages[asked["file"]][(asked["page"] or 1) - 1]
    assert one_line(asked["phrase"]) in one_line(named)


def test_course_has_about_a_hundred_pages(pages):
    assert len(pages["polycopie-electronique.pdf"]) >= 60
    assert len(pages["diapositives-filtres.pptx"]) == 20


def test_every_slide_has_speaker_notes():
    deck = Presentation(str(HERE / "diapositives-filtres.pptx"))
    assert all(slide.notes_slide.notes_text_frame.text for slide in deck.slides)


def test_headings_are_listed_in_the_outline_of_the_pdf():
    with pypdfium2.PdfDocument(HERE / "polycopie-electronique.pdf") as pdf:
        titles = [mark.get_title() for mark in pdf.get_toc()]
    assert "9. Filtres passifs" in titles
    assert len(titles) > 100


def test_contents_name_the_right_page(pages):
    contents = one_line(" ".join(pages["polycopie-electronique.pdf"][1:4]))
    first_page = next(
        number
        for number, text in enumerate(pages["polycopie-electronique.pdf"], 1)
        if "9.1 Les quatre familles de filtres\r\nFiltre passe-bas" in text
    )
    assert f"9. Filtres passifs {first_page}" in contents
