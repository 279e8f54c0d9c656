"""What teachers do with the documents of a course, what visitors see of them."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import BinaryIO
from uuid import uuid4

from lti_app.domain.document import (
    Document,
    DocumentPage,
    DocumentStatus,
    IncomingFile,
    PageView,
)
from lti_app.domain.errors import DuplicateFileError
from lti_app.domain.job import NewJob
from lti_app.domain.visit import Scope, Visit
from lti_app.materials.draw.pictures import Pictures
from lti_app.materials.formats import format_of
from lti_app.materials.jobs import forget_job, read_job
from lti_app.materials.stores import DocumentStore, FileStore
from lti_app.materials.titles import clean_name, natural_order, title_of
from lti_app.materials.view import Views


class Materials:
    """The documents of the visit's course. A document of another one raises NotFoundError."""

    def __init__(
        self,
        documents: DocumentStore,
        files: FileStore,
        *,
        max_upload_bytes: int,
        pictures: Pictures | None = None,
    ) -> None:
        self._documents, self._files = documents, files
        self._max_upload_bytes = max_upload_bytes
        self._views = Views(documents, files, pictures or Pictures())

    def receive(self, visit: Visit, file_name: str, stream: BinaryIO) -> Document:
        """Store an uploaded file; it is read later, by a job.

        Raises EmptyFileError, LargeFileError, UnknownFormatError, DuplicateFileError.
        """
        incoming = self._files.receive(stream, self._max_upload_bytes)
        try:
            document = self._described(visit.scope, file_name, incoming)
            job = read_job(visit.scope, document.id, document.digest)
            self._files.place(visit.scope, document.id, incoming)
            return self._added(visit.scope, document, job)
        finally:
            self._files.discard(incoming)

    def replace(self, visit: Visit, document_id: str, file_name: str, stream: BinaryIO) -> Document:
        """Give a document another file; its id and title stay, so citations stay right.

        The text before stays searchable until the new one was read, for good when that fails.
        Raises as receive() does, and NotFoundError.
        """
        before = self._documents.get(visit.scope, document_id)
        incoming = self._files.receive(stream, self._max_upload_bytes)
        try:
            found = self._described(visit.scope, file_name, incoming)
            document = replace(found, id=before.id, title=before.title)
            job = read_job(visit.scope, document.id, document.digest)
            self._files.place(visit.scope, document.id, incoming)
            after = self._documents.replace_file(visit.scope, document, job)
            self._files.drop_waiting(visit.scope, document.id, before.digest)
            return after
        finally:
            self._files.discard(incoming)

    def retry(self, visit: Visit, document_id: str) -> Document:
        """Read a document again that failed; one that did not fail stays as it is."""
        document = self._documents.get(visit.scope, document_id)
        if document.status is not DocumentStatus.FAILED:
            return document
        job = read_job(visit.scope, document.id, document.digest)
        return self._documents.retry(visit.scope, document.id, job)

    def delete(self, visit: Visit, document_id: str) -> None:
        """Forget a document: at once for every visitor, its file and passages by a job."""
        self._documents.delete(visit.scope, document_id, forget_job(visit.scope, document_id))

    def documents(self, visit: Visit) -> tuple[Document, ...]:
        """Return the documents of the course by title, chapter 2 before chapter 10."""
        documents = self._documents.all(visit.scope)
        return tuple(sorted(documents, key=lambda document: natural_order(document.title)))

    def document(self, visit: Visit, document_id: str) -> Document:
        """Return one document."""
        return self._documents.get(visit.scope, document_id)

    def pages(self, visit: Visit, document_id: str) -> tuple[DocumentPage, ...]:
        """Return the text of a document as it was read, page by page."""
        self._documents.get(visit.scope, document_id)
        return self._documents.pages(visit.scope, document_id)

    def ready_document_ids(self, visit: Visit) -> frozenset[str]:
        """Return the documents that this visitor may see now, all those whose text was read.

        One that is being replaced is among them, and one whose last passages are still written.
        """
        return self._documents.searchable_ids(visit.scope)

    def view(self, visit: Visit, document_id: str, page_number: int, passage: str) -> PageView:
        """Return a page with a passage marked, as far as it is found there."""
        return self._views.view(visit, document_id, page_number, passage)

    def picture(self, visit: Visit, document_id: str, page_number: int, width_px: int) -> bytes:
        """Return a page of a PDF as PNG; NotFoundError for other formats too."""
        return self._views.picture(visit, document_id, page_number, width_px)

    def _described(self, scope: Scope, file_name: str, incoming: IncomingFile) -> Document:
        twin = self._documents.with_digest(scope, incoming.digest)
        if twin is not None:
            raise DuplicateFileError(title=twin.title)
        return Document(
            id=uuid4().hex,
            institution_id=scope.institution_id,
            course_id=scope.course_id,
            title=title_of(file_name),
            file_name=clean_name(file_name),
            media_type=format_of(incoming.path, file_name).value,
            size_bytes=incoming.size_bytes,
            digest=incoming.digest,
            status=DocumentStatus.RECEIVED,
            created_at=datetime.now(UTC),
        )

    def _added(self, scope: Scope, document: Document, job: NewJob) -> Document:
        try:
            return self._documents.add(scope, document, job)
        except DuplicateFileError:
            # Two uploads of the same bytes at once: the one that came second leaves nothing.
            self._files.remove(scope, document.id)
            raise
