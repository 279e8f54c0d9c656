"""The job that turns a document's file into searchable text."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import structlog

from lti_app.domain.document import Document, DocumentFailure, DocumentPage, DocumentStatus
from lti_app.domain.errors import DocumentUnreadableError, NotFoundError
from lti_app.domain.job import Job
from lti_app.domain.visit import Scope
from lti_app.materials.formats import Format
from lti_app.materials.index import CourseIndex
from lti_app.materials.jobs import scope_of
from lti_app.materials.progress import Progress, throttled
from lti_app.materials.stores import DocumentStore, FileStore

log: Any = structlog.get_logger()

Checkpoint = Callable[[], None]


class _SupersededError(Exception):
    """The document was deleted or has another file: this work is no longer wanted."""


class Pages(Protocol):
    """Reads the pages of a file."""

    def read(self, path: Path, found: Format, on_progress: Progress) -> tuple[DocumentPage, ...]:
        """Return the pages; raises DocumentUnreadableError."""


class ReadDocument:
    """Reads, stores, indexes; begins again after the step that was finished last."""

    def __init__(
        self, documents: DocumentStore, files: FileStore, pages: Pages, index: CourseIndex
    ) -> None:
        self._documents, self._files = documents, files
        self._pages, self._index = pages, index

    def run(self, job: Job, checkpoint: Checkpoint) -> None:
        """Make the document searchable; a document that has gone meanwhile is no error.

        Raises DocumentUnreadableError, SearchUnavailableError.
        """
        document = self._wanted(job)
        if document is None:
            return
        try:
            self._make_searchable(scope_of(job), document, checkpoint)
        except _SupersededError:
            self._forget_if_deleted(scope_of(job), document.id)

    def _make_searchable(self, scope: Scope, document: Document, checkpoint: Checkpoint) -> None:
        # The text is stored together with the status, so INDEXING says that it is there.
        if document.status is not DocumentStatus.INDEXING:
            pages = self._read(scope, document, checkpoint)
            word_count = sum(len(page.text.split()) for page in pages)
            _check(self._documents.save_pages(scope, document, pages, word_count))
        self._files.settle(scope, document.id, document.digest)
        self._write(scope, document, checkpoint)

    def give_up(self, job: Job, error: Exception | None) -> None:
        """Tell the teacher why the document failed."""
        document = self._wanted(job)
        if document is None:
            return
        is_read = document.status is DocumentStatus.INDEXING
        failure = DocumentFailure.INDEX_UNAVAILABLE if is_read else DocumentFailure.BROKEN
        if isinstance(error, DocumentUnreadableError):
            failure = error.failure
        self._documents.fail(scope_of(job), document, failure)
        log.info("document.failed", document=document.id, failure=failure.value)

    def _wanted(self, job: Job) -> Document | None:
        """Return the job's document, unless it was deleted or has another file by now."""
        try:
            document = self._documents.get(scope_of(job), job.facts["document_id"])
        except NotFoundError:
            return None
        return document if document.digest == job.facts["digest"] else None

    def _read(
        self, scope: Scope, document: Document, checkpoint: Checkpoint
    ) -> tuple[DocumentPage, ...]:
        on_progress = self._progress(scope, document, DocumentStatus.READING, checkpoint)
        on_progress(0, 0)
        try:
            path = self._files.waiting(scope, document.id, document.digest)
        except NotFoundError as err:
            raise DocumentUnreadableError(DocumentFailure.BROKEN) from err
        return self._pages.read(path, Format(document.media_type), on_progress)

    def _write(self, scope: Scope, document: Document, checkpoint: Checkpoint) -> None:
        pages = self._documents.pages(scope, document.id)
        on_progress = self._progress(scope, document, DocumentStatus.INDEXING, checkpoint)
        report = self._index.write(scope, document, pages, on_progress)
        _check(self._documents.finish(scope, document))
        log.info("document.ready", document=document.id, pages=len(pages), new=report.written)

    def _forget_if_deleted(self, scope: Scope, document_id: str) -> None:
        """Remove what was indexed after the job that forgets the document had run."""
        try:
            self._documents.get(scope, document_id)
        except NotFoundError:
            self._index.remove(scope, document_id)
            self._files.remove(scope, document_id)

    def _progress(
        self, scope: Scope, document: Document, status: DocumentStatus, checkpoint: Checkpoint
    ) -> Progress:
        def keep(done: int, total: int) -> None:
            _check(self._documents.note_progress(scope, document, status, done, total))

        store = throttled(keep)

        def on_progress(done: int, total: int) -> None:
            checkpoint()
            store(done, total)

        return on_progress


def _check(is_wanted: bool) -> None:
    if not is_wanted:
        raise _SupersededError
