"""What Word and PowerPoint files have in common: a ZIP archive, or an encrypted one."""

import zipfile
from pathlib import Path

from lti_app.domain.document import DocumentFailure
from lti_app.domain.errors import DocumentUnreadableError
from lti_app.materials.formats import COMPOUND_FILE

MAX_UNPACKED_BYTES = 1_000_000_000
# The name of the stream that holds the document ([MS-OFFCRYPTO] 2.3.4.4), in UTF-16.
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def check_archive(path: Path) -> None:
    """Raise DocumentUnreadableError unless the file can be unpacked safely."""
    with path.open("rb") as file:
        if file.read(len(COMPOUND_FILE)) == COMPOUND_FILE:
            is_encrypted = ENCRYPTED_PACKAGE in path.read_bytes()
            raise DocumentUnreadableError(
                DocumentFailure.ENCRYPTED if is_encrypted else DocumentFailure.BROKEN
            )
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as err:
        raise DocumentUnreadableError(DocumentFailure.BROKEN) from err
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise DocumentUnreadableError(DocumentFailure.TOO_LONG)
