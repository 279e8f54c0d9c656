"""An uploaded file on its way to being searchable."""

import pytest

from lti_app.domain.document import DocumentFailure, DocumentPage, DocumentStatus
from lti_app.domain.errors import (
    DuplicateFileError,
    EmptyFileError,
    LargeFileError,
    UnknownFormatError,
)
from retrieval.errors import IndexUnavailableError, ModelMismatchError
from tests.materials.conftest import MAX_UPLOAD_BYTES, files_in
from tests.materials.samples import BODY, OHM, encrypted_pdf, make_pdf

PAGES = [[(f"Une page sur le thème {letter}.", 12, BODY)] for letter in "abcd"]


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
