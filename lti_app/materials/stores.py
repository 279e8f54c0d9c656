"""What materials needs of the stores."""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

from lti_app.domain.document import (
    Document,
    DocumentFailure,
    DocumentPage,
    DocumentStatus,
    IncomingFile,
)
from lti_app.domain.job import NewJob
from lti_app.domain.visit import Scope


class DocumentStore(Protocol):
    """The documents of a course; a document of another course raises NotFoundError.

    Methods that return bool say whether the document is still there with the same file.
    """

    def add(self, scope: Scope, document: Document, job: NewJob) -> Document:
        """Store a new document together with a job; raises DuplicateFileError."""

    def replace_file(self, scope: Scope, document: Document, job: NewJob) -> Document:
        """Give a document another file together with a job; raises DuplicateFileError."""

    def retry(self, scope: Scope, document_id: str, job: NewJob) -> Document:
        """Let a document be read again."""

    def delete(self, scope: Scope, document_id: str, job: NewJob) -> None:
        """Forget a document with its text, together with a job."""

    def all(self, scope: Scope) -> tuple[Document, ...]:
        """Return the documents of the course."""

    def get(self, scope: Scope, document_id: str) -> Document:
        """Return one document."""

    def with_digest(self, scope: Scope, digest: str) -> Document | None:
        """Return the document that has these bytes."""

    def searchable_ids(self, scope: Scope) -> frozenset[str]:
        """Return the documents whose text was read."""

    def note_progress(
        self, scope: Scope, document: Document, status: DocumentStatus, done: int, total: int
    ) -> bool:
        """Store how far the work is."""

    def save_pages(
        self, scope: Scope, document: Document, pages: Sequence[DocumentPage], word_count: int
    ) -> bool:
        """Replace the text of a document, whose status is then INDEXING."""

    def finish(self, scope: Scope, document: Document) -> bool:
        """Mark as READY."""

    def fail(self, scope: Scope, document: Document, failure: DocumentFailure) -> bool:
        """Mark as FAILED."""

    def pages(self, scope: Scope, document_id: str) -> tuple[DocumentPage, ...]:
        """Return the text of every page."""

    def page(self, scope: Scope, document_id: str, number: int) -> DocumentPage:
        """Return the text of one page; raises NotFoundError."""


class FileStore(Protocol):
    """The bytes of documents."""

    def receive(self, stream: BinaryIO, limit_bytes: int) -> IncomingFile:
        """Store a stream; raises EmptyFileError, LargeFileError."""

    def discard(self, incoming: IncomingFile) -> None:
        """Drop a file that no document wants."""

    def place(self, scope: Scope, document_id: str, incoming: IncomingFile) -> None:
        """Let the file wait for being read."""

    def waiting(self, scope: Scope, document_id: str, digest: str) -> Path:
        """Return the file to read; raises NotFoundError."""

    def settle(self, scope: Scope, document_id: str, digest: str) -> None:
        """Make the waiting file the one that is shown."""

    def shown(self, scope: Scope, document_id: str) -> Path:
        """Return the file that the text was read from; raises NotFoundError."""

    def drop_waiting(self, scope: Scope, document_id: str, digest: str) -> None:
        """Drop a file that was replaced before it was read."""

    def remove(self, scope: Scope, document_id: str) -> None:
        """Drop all files of a document."""
