"""Documents of one course, with their text."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from lti_app.domain.document import Document, DocumentFailure, DocumentPage, DocumentStatus
from lti_app.domain.errors import DuplicateFileError, NotFoundError
from lti_app.domain.job import NewJob
from lti_app.domain.visit import Scope
from lti_app.store.database import Database, new_id
from lti_app.store.documents import Documents
from lti_app.store.tables import DocumentPageRow, JobRow
from tests.factories import make_course

JOB = NewJob("document.read", {"document_id": "d"})
PAGES = [DocumentPage(1, "première"), DocumentPage(2, ""), DocumentPage(3, "troisième")]


def make_document(scope: Scope, **changes: object) -> Document:
    document = Document(
        id=new_id(),
        institution_id=scope.institution_id,
        course_id=scope.course_id,
        title="Polycopié",
        file_name="polycopie.pdf",
        media_type="application/pdf",
        size_bytes=1234,
        digest="1" * 64,
        status=DocumentStatus.RECEIVED,
        created_at=datetime(2000, 1, 1, tzinfo=UTC),
    )
    return replace(document, **changes)


@pytest.fixture
def documents(database: Database) -> Documents:
    return Documents(database)


@pytest.fixture
def document(documents: Documents, scope: Scope) -> Document:
    return documents.add(scope, make_document(scope), JOB)


@pytest.fixture
def other_course(database: Database, scope: Scope) -> Scope:
    return make_course(database, scope.institution_id)


def count(database: Database, table: type) -> int:
    with database.reading() as session:
        return session.query(table).count()


def test_a_document_is_read_back_as_it_was_added(documents, scope, document):
    assert documents.get(scope, document.id) == document
    assert document.created_at.year > 2000


def test_the_job_is_stored_with_the_document(documents, scope, document, database):
    with database.reading() as session:
        (row,) = session.query(JobRow)
    assert (row.kind, row.facts, row.institution_id) == (JOB.kind, JOB.facts, scope.institution_id)


def test_the_same_bytes_come_once_a_course(documents, scope, document, database):
    with pytest.raises(DuplicateFileError) as caught:
        documents.add(scope, make_document(scope, title="other"), JOB)
    assert caught.value.title == "Polycopié"
    assert count(database, JobRow) == 1


def test_the_same_bytes_may_come_in_another_course(documents, document, other_course):
    added = documents.add(other_course, make_document(other_course), JOB)
    assert documents.with_digest(other_course, document.digest) == added


def test_a_course_that_does_not_exist_is_no_duplicate(documents, scope):
    nowhere = Scope(scope.institution_id, new_id())
    with pytest.raises(IntegrityError):
        documents.add(nowhere, make_document(nowhere), JOB)


def test_text_makes_a_document_searchable(documents, scope, document):
    assert documents.searchable_ids(scope) == frozenset()
    assert documents.save_pages(scope, document, PAGES, 2)
    assert documents.searchable_ids(scope) == {document.id}
    stored = documents.get(scope, document.id)
    assert (stored.status, stored.page_count, stored.word_count) == (DocumentStatus.INDEXING, 3, 2)
    assert documents.pages(scope, document.id) == tuple(PAGES)
    assert documents.page(scope, document.id, 3) == PAGES[2]


def test_text_replaces_the_text_before(documents, scope, document):
    documents.save_pages(scope, document, PAGES, 2)
    documents.save_pages(scope, document, PAGES[:1], 1)
    assert documents.pages(scope, document.id) == tuple(PAGES[:1])


def test_progress_then_ready(documents, scope, document):
    documents.note_progress(scope, document, DocumentStatus.READING, 3, 10)
    stored = documents.get(scope, document.id)
    assert (stored.status, stored.done, stored.total) == (DocumentStatus.READING, 3, 10)
    documents.finish(scope, document)
    assert documents.get(scope, document.id).status is DocumentStatus.READY


def test_a_failure_is_kept_until_the_retry(documents, scope, document):
    documents.fail(scope, document, DocumentFailure.NO_TEXT)
    assert documents.get(scope, document.id).failure is DocumentFailure.NO_TEXT
    again = documents.retry(scope, document.id, JOB)
    assert (again.status, again.failure) == (DocumentStatus.RECEIVED, None)


def test_a_replaced_file_keeps_id_title_and_old_text(documents, scope, document):
    documents.save_pages(scope, document, PAGES, 2)
    changed = replace(document, digest="2" * 64, file_name="v2.docx", title="ignored")
    after = documents.replace_file(scope, changed, JOB)
    assert (after.id, after.title, after.file_name) == (document.id, "Polycopié", "v2.docx")
    assert after.status is DocumentStatus.RECEIVED
    assert documents.searchable_ids(scope) == {document.id}


def test_work_on_a_replaced_file_changes_nothing(documents, scope, document):
    documents.replace_file(scope, replace(document, digest="2" * 64), JOB)
    assert not documents.note_progress(scope, document, DocumentStatus.READING, 1, 2)
    assert not documents.save_pages(scope, document, PAGES, 2)
    assert not documents.finish(scope, document)
    assert not documents.fail(scope, document, DocumentFailure.BROKEN)
    assert documents.get(scope, document.id).status is DocumentStatus.RECEIVED


def test_a_file_cannot_replace_with_the_bytes_of_another_document(documents, scope, document):
    second = documents.add(scope, make_document(scope, digest="2" * 64, title="Second"), JOB)
    with pytest.raises(DuplicateFileError) as caught:
        documents.replace_file(scope, replace(document, digest=second.digest), JOB)
    assert caught.value.title == "Second"


def test_deleting_takes_text_and_row(documents, scope, document, database):
    documents.save_pages(scope, document, PAGES, 2)
    documents.delete(scope, document.id, NewJob("document.forget", {}))
    assert documents.all(scope) == ()
    assert count(database, DocumentPageRow) == 0
    assert count(database, JobRow) == 2


CALLS = {
    "get": lambda d, s, doc: d.get(s, doc.id),
    "page": lambda d, s, doc: d.page(s, doc.id, 1),
    "retry": lambda d, s, doc: d.retry(s, doc.id, JOB),
    "delete": lambda d, s, doc: d.delete(s, doc.id, JOB),
    "replace_file": lambda d, s, doc: d.replace_file(s, doc, JOB),
}
SILENT = {
    "all": lambda d, s, doc: d.all(s),
    "pages": lambda d, s, doc: d.pages(s, doc.id),
    "with_digest": lambda d, s, doc: d.with_digest(s, doc.digest),
    "searchable_ids": lambda d, s, doc: d.searchable_ids(s),
    "save_pages": lambda d, s, doc: d.save_pages(s, doc, PAGES[:1], 9),
    "note_progress": lambda d, s, doc: d.note_progress(s, doc, DocumentStatus.READING, 9, 9),
    "finish": lambda d, s, doc: d.finish(s, doc),
    "fail": lambda d, s, doc: d.fail(s, doc, DocumentFailure.BROKEN),
}


def scopes_of_strangers(scope: Scope, other_course: Scope) -> list[Scope]:
    return [other_course, Scope(new_id(), scope.course_id)]


@pytest.mark.parametrize("call", [*CALLS, *SILENT])
def test_another_course_or_institution_neither_sees_nor_changes(
    documents, scope, document, other_course, call
):
    documents.save_pages(scope, document, PAGES, 2)
    before = documents.get(scope, document.id)
    for stranger in scopes_of_strangers(scope, other_course):
        if call in CALLS:
            with pytest.raises(NotFoundError):
                CALLS[call](documents, stranger, document)
        else:
            assert not SILENT[call](documents, stranger, document)
    assert documents.get(scope, document.id) == before
    assert documents.pages(scope, document.id) == tuple(PAGES)


def test_every_public_method_is_tried_by_a_stranger():
    public = {name for name in vars(Documents) if not name.startswith("_")}
    assert public == {*CALLS, *SILENT, "add"}
