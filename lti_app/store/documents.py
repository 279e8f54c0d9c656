"""The documents of a course with the text that was read from them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lti_app.domain.document import Document, DocumentFailure, DocumentPage, DocumentStatus
from lti_app.domain.errors import DuplicateFileError, NotFoundError
from lti_app.domain.job import NewJob
from lti_app.domain.visit import Scope
from lti_app.store.database import Database, new_id, now
from lti_app.store.jobs import add_job
from lti_app.store.tables import DocumentPageRow, DocumentRow


class Documents:
    """Repository of documents; every method sees one course only."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = now) -> None:
        self._database, self._clock = database, clock

    def add(self, scope: Scope, document: Document, job: NewJob) -> Document:
        """Store a new document with the job that reads it; created_at is set here.

        Raises DuplicateFileError when the course has the same bytes.
        """
        document = replace(document, created_at=self._clock())
        try:
            with self._database.transaction() as session:
                session.add(_to_row(scope, document))
                add_job(session, scope.institution_id, job, self._clock())
        except IntegrityError as err:
            raise self._as_duplicate(scope, document.digest, err) from err
        return document

    def replace_file(self, scope: Scope, document: Document, job: NewJob) -> Document:
        """Give a document another file with the job that reads it; its old text stays.

        Raises DuplicateFileError, NotFoundError.
        """
        try:
            with self._database.transaction() as session:
                row = _row(session, scope, document.id)
                row.file_name, row.media_type = document.file_name, document.media_type
                row.size_bytes, row.digest = document.size_bytes, document.digest
                row.created_at = self._clock()
                _begin_again(row)
                session.flush()
                add_job(session, scope.institution_id, job, self._clock())
                return _to_document(row)
        except IntegrityError as err:
            raise self._as_duplicate(scope, document.digest, err) from err

    def retry(self, scope: Scope, document_id: str, job: NewJob) -> Document:
        """Let a document be read again; raises NotFoundError."""
        with self._database.transaction() as session:
            row = _row(session, scope, document_id)
            _begin_again(row)
            add_job(session, scope.institution_id, job, self._clock())
            return _to_document(row)

    def delete(self, scope: Scope, document_id: str, job: NewJob) -> None:
        """Forget a document with its text; the job forgets the rest. Raises NotFoundError."""
        with self._database.transaction() as session:
            row = _row(session, scope, document_id)
            session.execute(delete(DocumentPageRow).where(_are_pages(scope, document_id)))
            session.delete(row)
            add_job(session, scope.institution_id, job, self._clock())

    def all(self, scope: Scope) -> tuple[Document, ...]:
        """Return the documents of the course, oldest first."""
        query = select(DocumentRow).where(_is_of(scope)).order_by(DocumentRow.created_at)
        with self._database.reading() as session:
            return tuple(_to_document(row) for row in session.scalars(query))

    def get(self, scope: Scope, document_id: str) -> Document:
        """Return one document; raises NotFoundError."""
        with self._database.reading() as session:
            return _to_document(_row(session, scope, document_id))

    def with_digest(self, scope: Scope, digest: str) -> Document | None:
        """Return the document that has these bytes, if the course has it."""
        query = select(DocumentRow).where(_is_of(scope), DocumentRow.digest == digest)
        with self._database.reading() as session:
            row = session.scalars(query).first()
            return _to_document(row) if row else None

    def searchable_ids(self, scope: Scope) -> frozenset[str]:
        """Return the documents whose text was read, also while a newer file is on its way."""
        query = select(DocumentRow.id).where(_is_of(scope), DocumentRow.page_count > 0)
        with self._database.reading() as session:
            return frozenset(session.scalars(query))

    def note_progress(
        self, scope: Scope, document: Document, status: DocumentStatus, done: int, total: int
    ) -> bool:
        """Store how far the work is; False when the document has gone or has another file."""
        return self._change(scope, document, status=status.value, done=done, total=total)

    def save_pages(
        self, scope: Scope, document: Document, pages: Sequence[DocumentPage], word_count: int
    ) -> bool:
        """Replace the text of a document, then INDEXING; False when it has gone meanwhile."""
        with self._database.transaction() as session:
            values = {"page_count": len(pages), "word_count": word_count, "done": 0, "total": 0}
            if not _update(session, scope, document, status=DocumentStatus.INDEXING, **values):
                return False
            session.execute(delete(DocumentPageRow).where(_are_pages(scope, document.id)))
            session.execute(insert(DocumentPageRow), _page_rows(scope, document.id, pages))
            return True

    def finish(self, scope: Scope, document: Document) -> bool:
        """Mark as READY; False when the document has gone or has another file."""
        return self._change(scope, document, status=DocumentStatus.READY, failure=None)

    def fail(self, scope: Scope, document: Document, failure: DocumentFailure) -> bool:
        """Mark as FAILED; False when the document has gone or has another file."""
        return self._change(scope, document, status=DocumentStatus.FAILED, failure=failure)

    def pages(self, scope: Scope, document_id: str) -> tuple[DocumentPage, ...]:
        """Return the text of every page, in order."""
        query = (
            select(DocumentPageRow.number, DocumentPageRow.text)
            .where(_are_pages(scope, document_id))
            .order_by(DocumentPageRow.number)
        )
        with self._database.reading() as session:
            return tuple(DocumentPage(number, text) for number, text in session.execute(query))

    def page(self, scope: Scope, document_id: str, number: int) -> DocumentPage:
        """Return the text of one page; raises NotFoundError."""
        query = select(DocumentPageRow.text).where(
            _are_pages(scope, document_id), DocumentPageRow.number == number
        )
        with self._database.reading() as session:
            text = session.scalars(query).first()
        if text is None:
            raise NotFoundError("page")
        return DocumentPage(number, text)

    def _change(self, scope: Scope, document: Document, **values: Any) -> bool:
        with self._database.transaction() as session:
            return _update(session, scope, document, **values)

    def _as_duplicate(self, scope: Scope, digest: str, err: IntegrityError) -> Exception:
        twin = self.with_digest(scope, digest)
        return DuplicateFileError(title=twin.title) if twin else err


def _is_of(scope: Scope) -> ColumnElement[bool]:
    return and_(
        DocumentRow.institution_id == scope.institution_id,
        DocumentRow.course_id == scope.course_id,
    )


def _are_pages(scope: Scope, document_id: str) -> ColumnElement[bool]:
    return and_(
        DocumentPageRow.institution_id == scope.institution_id,
        DocumentPageRow.course_id == scope.course_id,
        DocumentPageRow.document_id == document_id,
    )


def _row(session: Session, scope: Scope, document_id: str) -> DocumentRow:
    query = select(DocumentRow).where(_is_of(scope), DocumentRow.id == document_id)
    row = session.scalars(query).first()
    if row is None:
        raise NotFoundError("document")
    return row


def _update(session: Session, scope: Scope, document: Document, **values: Any) -> bool:
    # The digest says which file the caller means: a replaced one has nothing more to report.
    query = (
        update(DocumentRow)
        .where(_is_of(scope), DocumentRow.id == document.id, DocumentRow.digest == document.digest)
        .values(**values)
    )
    return cast(CursorResult[Any], session.execute(query)).rowcount == 1


def _begin_again(row: DocumentRow) -> None:
    row.status, row.failure = DocumentStatus.RECEIVED.value, None
    row.done = row.total = 0


def _page_rows(
    scope: Scope, document_id: str, pages: Sequence[DocumentPage]
) -> list[dict[str, object]]:
    return [
        {
            "id": new_id(),
            "institution_id": scope.institution_id,
            "course_id": scope.course_id,
            "document_id": document_id,
            "number": page.number,
            "text": page.text,
        }
        for page in pages
    ]


def _to_row(scope: Scope, document: Document) -> DocumentRow:
    return DocumentRow(
        id=document.id,
        institution_id=scope.institution_id,
        course_id=scope.course_id,
        title=document.title,
        file_name=document.file_name,
        media_type=document.media_type,
        size_bytes=document.size_bytes,
        digest=document.digest,
        status=document.status.value,
        page_count=0,
        word_count=0,
        done=0,
        total=0,
        created_at=document.created_at,
    )


def _to_document(row: DocumentRow) -> Document:
    return Document(
        id=row.id,
        institution_id=row.institution_id,
        course_id=row.course_id,
        title=row.title,
        file_name=row.file_name,
        media_type=row.media_type,
        size_bytes=row.size_bytes,
        digest=row.digest,
        status=DocumentStatus(row.status),
        created_at=row.created_at,
        page_count=row.page_count,
        word_count=row.word_count,
        done=row.done,
        total=row.total,
        failure=DocumentFailure(row.failure) if row.failure else None,
    )
