"""What a visitor sees of the documents; what a stranger does not."""

import io

import pytest

from lti_app.domain.errors import (
    NotFoundError,
)
from tests.materials.samples import OHM, WATT, course_pdf


def test_documents_stand_by_title_with_numbers_as_numbers(receive, room, teacher):
    for number, title in enumerate(["Chapitre 10", "chapitre 2", "Élasticité", "Annexe"]):
        receive(OHM + str(number).encode(), f"{title}.md")
    titles = [document.title for document in room.materials.documents(teacher)]
    assert titles == ["Annexe", "chapitre 2", "Chapitre 10", "Élasticité"]


def test_a_passage_is_marked_on_its_page(ready, room, teacher):
    view = room.materials.view(teacher, ready.id, 1, "La tension vaut")
    ((start, end),) = view.marks
    assert view.page.text[start:end] == "La tension vaut"
    assert (view.picture_size, view.areas) == (None, ())


def test_a_passage_of_a_pdf_is_marked_on_its_picture(receive, room, teacher, tmp_path):
    document = receive(course_pdf(tmp_path / "x.pdf"), "x.pdf")
    room.work()
    view = room.materials.view(
        teacher, document.id, 1, "la somme des courants qui entrent dans un nœud égale la somme"
    )
    assert view.picture_size == (595, 842)
    assert len(view.areas) == 2
    assert room.materials.picture(teacher, document.id, 1, 800).startswith(b"\x89PNG")


@pytest.mark.parametrize("page_number", [0, 2, -1])
def test_a_page_that_is_not_there_is_not_found(ready, room, teacher, page_number):
    with pytest.raises(NotFoundError):
        room.materials.view(teacher, ready.id, page_number, "x")


def test_a_format_without_pages_has_no_picture(ready, room, teacher):
    with pytest.raises(NotFoundError):
        room.materials.picture(teacher, ready.id, 1, 800)


STRANGE = {
    "replace": lambda m, v, d: m.replace(v, d, "x.md", io.BytesIO(WATT)),
    "retry": lambda m, v, d: m.retry(v, d),
    "delete": lambda m, v, d: m.delete(v, d),
    "document": lambda m, v, d: m.document(v, d),
    "pages": lambda m, v, d: m.pages(v, d),
    "view": lambda m, v, d: m.view(v, d, 1, "tension"),
    "picture": lambda m, v, d: m.picture(v, d, 1, 800),
}


@pytest.mark.parametrize("name", STRANGE)
def test_another_course_cannot_reach_a_document(ready, room, stranger, current, name):
    with pytest.raises(NotFoundError):
        STRANGE[name](room.materials, stranger, ready.id)
    assert current(ready) == ready


def test_another_course_sees_no_document(ready, room, stranger):
    assert room.materials.documents(stranger) == ()
    assert room.materials.ready_document_ids(stranger) == frozenset()


def test_every_method_is_tried_by_a_stranger(room):
    public = {name for name in dir(room.materials) if not name.startswith("_")}
    assert public == {*STRANGE, "documents", "ready_document_ids", "receive"}
