"""A document gets another file, or goes."""

import io

import pytest

from lti_app.domain.document import DocumentFailure, DocumentStatus
from lti_app.domain.errors import (
    DuplicateFileError,
    UnknownFormatError,
)
from tests.materials.conftest import files_in
from tests.materials.samples import OHM, WATT, encrypted_pdf


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
