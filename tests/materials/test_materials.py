"""What a teacher does with documents, from upload to deletion."""

import io
from pathlib import Path

import pytest

from lti_app.domain.document import DocumentFailure, DocumentPage, DocumentStatus
from lti_app.domain.errors import (
    DuplicateFileError,
    EmptyFileError,
    LargeFileError,
    NotFoundError,
    UnknownFormatError,
)
from retrieval.errors import IndexUnavailableError, ModelMismatchError
from tests.materials.conftest import MAX_UPLOAD_BYTES
from tests.materials.samples import BODY, course_pdf, encrypted_pdf, make_pdf

OHM = b"# Ohm\n\nLa tension vaut la resistance fois le courant."
WATT = b"# Watt\n\nLa puissance vaut la tension fois le courant."

PAGES = [[(f"Une page sur le thème {letter}.", 12, BODY)] for letter in "abcd"]


@pytest.fixture
def receive(room, teacher):
    def receive_file(content: bytes | Path, name: str = "cours.md"):
        data = content.read_bytes() if isinstance(content, Path) else content
        return room.materials.receive(teacher, name, io.BytesIO(data))

    return receive_file


@pytest.fixture
def ready(receive, room, current):
    document = receive(OHM)
    room.work()
    return current(document)


def files_in(tmp_path: Path) -> list[bytes]:
    return sorted(p.read_bytes() for p in (tmp_path / "files").rglob("*") if p.is_file())


def test_an_upload_is_received_before_anything_is_read(receive, room, teacher):
    document = receive(OHM, "Cours_1_(fr).md")
    assert document.status is DocumentStatus.RECEIVED
    assert document.title == "Cours 1 (fr)"
    assert document.size_bytes == len(OHM)
    assert room.materials.documents(teacher) == (document,)
    assert room.materials.ready_document_ids(teacher) == frozenset()


def test_a_document_becomes_ready_with_its_pages_and_words(ready, room, teacher):
    assert ready.status is DocumentStatus.READY
    assert (ready.page_count, ready.word_count) == (1, 10)
    assert room.materials.pages(teacher, ready.id) == (DocumentPage(1, OHM.decode()),)
    assert room.materials.ready_document_ids(teacher) == {ready.id}


def test_the_index_gets_title_course_and_pages(ready, room, teacher):
    (key, text) = room.library.texts.popitem()
    assert key == (teacher.scope.course_id, ready.id)
    assert (text.title, text.pages[0].number, text.pages[0].text) == ("cours", 1, OHM.decode())


def test_progress_of_reading_and_indexing_is_stored(receive, room, current, tmp_path):
    document = receive(make_pdf(tmp_path / "x.pdf", PAGES), "x.pdf")
    seen = []
    room.library.while_indexing = lambda: seen.append(current(document))
    room.work()
    assert seen[0].status is DocumentStatus.INDEXING
    assert (current(document).done, current(document).total) == (4, 4)


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        (b"", "a.md", EmptyFileError),
        (b"x" * (MAX_UPLOAD_BYTES + 1), "a.md", LargeFileError),
        (b"\x89PNG\r\n\x1a\n\0", "a.md", UnknownFormatError),
        (b"words", "a.exe", UnknownFormatError),
    ],
)
def test_a_file_that_is_refused_leaves_nothing(
    receive, room, teacher, tmp_path, content, name, error
):
    with pytest.raises(error):
        receive(content, name)
    assert room.materials.documents(teacher) == ()
    assert files_in(tmp_path) == []


def test_the_same_bytes_are_refused_under_another_name(receive, room, teacher, tmp_path):
    receive(OHM, "first.md")
    with pytest.raises(DuplicateFileError) as caught:
        receive(OHM, "second.md")
    assert caught.value.title == "first"
    assert len(room.materials.documents(teacher)) == 1
    assert len(files_in(tmp_path)) == 1


@pytest.mark.parametrize(
    ("content", "name", "failure"),
    [
        (encrypted_pdf(), "a.pdf", DocumentFailure.ENCRYPTED),
        (b"%PDF-1.4 cut", "a.pdf", DocumentFailure.BROKEN),
        (b"1 2 3 4 5 6 7 8 9", "a.txt", DocumentFailure.NO_TEXT),
    ],
)
def test_what_cannot_be_read_fails_with_its_reason(
    receive, room, teacher, current, content, name, failure
):
    document = receive(content, name)
    room.work()
    assert (current(document).status, current(document).failure) == (DocumentStatus.FAILED, failure)
    assert room.materials.ready_document_ids(teacher) == frozenset()
    assert room.library.texts == {}


def test_a_failed_document_is_read_again_on_demand(receive, room, teacher, current):
    document = receive(OHM)
    room.library.script = [
        ModelMismatchError(
            course_id="c",
            expected_model="a",
            expected_dimensions=1,
            found_model="b",
            found_dimensions=2,
        )
    ]
    room.work()
    assert current(document).failure is DocumentFailure.INDEX_UNAVAILABLE
    room.materials.retry(teacher, document.id)
    room.work()
    assert current(document).status is DocumentStatus.READY


def test_a_document_that_did_not_fail_is_not_read_again(ready, room, teacher):
    assert room.materials.retry(teacher, ready.id) == ready
    assert not room.worker.run_next()


def test_an_index_that_is_away_for_a_moment_is_asked_again(receive, room, current):
    document = receive(OHM)
    room.library.script = [IndexUnavailableError("down")]
    room.work()
    assert current(document).status is DocumentStatus.INDEXING
    make_due(room)
    room.work()
    assert current(document).status is DocumentStatus.READY


def test_an_index_that_stays_away_fails_the_document(receive, room, current):
    document = receive(OHM)
    room.library.script = [IndexUnavailableError("down") for _ in range(9)]
    for _ in range(6):
        make_due(room)
        room.work()
    assert current(document).failure is DocumentFailure.INDEX_UNAVAILABLE


def make_due(room) -> None:
    from lti_app.store.tables import JobRow

    with room.database.transaction() as session:
        for row in session.query(JobRow):
            row.run_at = row.created_at


def test_a_replacement_keeps_id_and_title(ready, room, teacher, current):
    room.materials.replace(teacher, ready.id, "version 2.md", io.BytesIO(WATT))
    room.work()
    after = current(ready)
    assert (after.id, after.title, after.file_name) == (ready.id, "cours", "version 2.md")
    assert room.materials.pages(teacher, ready.id)[0].text == WATT.decode()
    assert room.library.texts[teacher.scope.course_id, ready.id].pages[0].text == WATT.decode()


def test_the_old_text_serves_until_the_new_one_is_read(ready, room, teacher):
    room.materials.replace(teacher, ready.id, "v2.md", io.BytesIO(WATT))
    assert room.materials.ready_document_ids(teacher) == {ready.id}
    assert room.materials.pages(teacher, ready.id)[0].text == OHM.decode()


def test_the_old_text_serves_on_when_the_new_file_cannot_be_read(ready, room, teacher, current):
    room.materials.replace(teacher, ready.id, "v2.pdf", io.BytesIO(encrypted_pdf()))
    room.work()
    assert current(ready).failure is DocumentFailure.ENCRYPTED
    assert room.materials.ready_document_ids(teacher) == {ready.id}
    assert room.materials.pages(teacher, ready.id)[0].text == OHM.decode()


def test_replacing_leaves_one_file(ready, room, teacher, tmp_path):
    for content in (WATT, WATT + b" Toujours."):
        room.materials.replace(teacher, ready.id, "v2.md", io.BytesIO(content))
    room.work()
    assert files_in(tmp_path) == [WATT + b" Toujours."]


def test_a_replacement_with_known_bytes_is_refused(ready, room, teacher, current):
    with pytest.raises(DuplicateFileError):
        room.materials.replace(teacher, ready.id, "again.md", io.BytesIO(OHM))
    assert current(ready) == ready


def test_a_replacement_that_is_refused_leaves_the_document(ready, room, teacher, current):
    with pytest.raises(UnknownFormatError):
        room.materials.replace(teacher, ready.id, "a.png", io.BytesIO(b"\x89PNG\0"))
    assert current(ready) == ready


def test_a_file_replaced_while_it_was_indexed_ends_as_the_new_one(receive, room, teacher, current):
    document = receive(OHM)

    def replace_once() -> None:
        room.library.while_indexing = lambda: None
        room.materials.replace(teacher, document.id, "v2.md", io.BytesIO(WATT))

    room.library.while_indexing = replace_once
    room.work()
    assert current(document).status is DocumentStatus.READY
    assert room.library.texts[teacher.scope.course_id, document.id].pages[0].text == WATT.decode()


def test_deleting_takes_text_passages_and_file(ready, room, teacher, tmp_path):
    room.materials.delete(teacher, ready.id)
    assert room.materials.documents(teacher) == ()
    room.work()
    assert room.library.texts == {}
    assert files_in(tmp_path) == []


def test_a_document_deleted_while_it_was_indexed_leaves_nothing(receive, room, teacher, tmp_path):
    document = receive(OHM)
    room.library.while_indexing = lambda: room.materials.delete(teacher, document.id)
    room.work()
    assert room.library.texts == {}
    assert files_in(tmp_path) == []


def test_the_same_file_may_come_back_after_it_was_deleted(ready, receive, room, teacher, current):
    room.materials.delete(teacher, ready.id)
    room.work()
    document = receive(OHM)
    room.work()
    assert current(document).status is DocumentStatus.READY


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
