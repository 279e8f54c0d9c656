"""The bytes of documents, in the data folder."""

import hashlib
import os
import shutil
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from lti_app.domain.document import IncomingFile
from lti_app.domain.errors import EmptyFileError, LargeFileError, NotFoundError
from lti_app.domain.visit import Scope

PIECE_BYTES = 1 << 20
SHOWN = "shown"


class Files:
    """One folder a document: the file that its text was read from, and one that waits.

    A path is made of ids and digests of ours, never of a name that a visitor gave:
    `<data folder>/files/<institution>/<course>/<document>/`.
    """

    def __init__(self, data_dir: Path) -> None:
        self._root = data_dir / "files"

    def receive(self, stream: BinaryIO, limit_bytes: int) -> IncomingFile:
        """Store a stream, whole or not at all; digest is its SHA-256.

        Raises EmptyFileError, LargeFileError.
        """
        folder = self._root / "incoming"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / uuid4().hex
        try:
            size_bytes, digest = _copy(stream, path, limit_bytes)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return IncomingFile(path, size_bytes, digest)

    def discard(self, incoming: IncomingFile) -> None:
        """Drop a file that no document wants."""
        incoming.path.unlink(missing_ok=True)

    def place(self, scope: Scope, document_id: str, incoming: IncomingFile) -> None:
        """Let the file wait for being read; what was read before stays in place."""
        folder = self._folder(scope, document_id)
        folder.mkdir(parents=True, exist_ok=True)
        os.replace(incoming.path, folder / incoming.digest)

    def waiting(self, scope: Scope, document_id: str, digest: str) -> Path:
        """Return the file to read: the one that waits, else the one that was read before."""
        path = self._folder(scope, document_id) / digest
        return path if path.exists() else self.shown(scope, document_id)

    def settle(self, scope: Scope, document_id: str, digest: str) -> None:
        """Make the waiting file the one that is shown; done twice, it changes nothing."""
        path = self._folder(scope, document_id) / digest
        if path.exists():
            os.replace(path, path.with_name(SHOWN))

    def shown(self, scope: Scope, document_id: str) -> Path:
        """Return the file that the document's text was read from; raises NotFoundError."""
        path = self._folder(scope, document_id) / SHOWN
        if not path.exists():
            raise NotFoundError("file")
        return path

    def drop_waiting(self, scope: Scope, document_id: str, digest: str) -> None:
        """Drop a file that was replaced before it was read."""
        (self._folder(scope, document_id) / digest).unlink(missing_ok=True)

    def remove(self, scope: Scope, document_id: str) -> None:
        """Drop all files of a document."""
        shutil.rmtree(self._folder(scope, document_id), ignore_errors=True)

    def _folder(self, scope: Scope, document_id: str) -> Path:
        parts = (scope.institution_id, scope.course_id, document_id)
        if not all(part.isalnum() and part.isascii() for part in parts):
            raise NotFoundError("file")
        return self._root.joinpath(*parts)


def _copy(stream: BinaryIO, path: Path, limit_bytes: int) -> tuple[int, str]:
    digest, size_bytes = hashlib.sha256(), 0
    with path.open("xb") as target:
        while piece := stream.read(PIECE_BYTES):
            size_bytes += len(piece)
            if size_bytes > limit_bytes:
                raise LargeFileError(limit_bytes=limit_bytes)
            digest.update(piece)
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    if size_bytes == 0:
        raise EmptyFileError("no bytes")
    return size_bytes, digest.hexdigest()
