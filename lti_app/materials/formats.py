"""Which format a file has, by what is in it before what it is called."""

import zipfile
from enum import StrEnum
from pathlib import Path, PurePath

from lti_app.domain.errors import UnknownFormatError

HEAD_BYTES = 65_536
# A header may stand anywhere in the first 1024 bytes (ISO 32000-1, annex H, note 13).
PDF_HEAD_BYTES = 1024
# Word and PowerPoint wrap an encrypted document in a compound file ([MS-OFFCRYPTO] 2.3.4).
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
MARKUP = ("<!doctype html", "<html")


class Format(StrEnum):
    """What can be read; the value is the media type."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    TEXT = "text/plain"


EXTENSIONS = {
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
    ".pptx": Format.PPTX,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
}
OFFICE = {"word/document.xml": Format.DOCX, "ppt/presentation.xml": Format.PPTX}
PLAIN = (Format.MARKDOWN, Format.HTML, Format.TEXT)


def format_of(path: Path, file_name: str) -> Format:
    """Return the format of a file; raises UnknownFormatError.

    file_name: what the visitor calls it; decides only where the content leaves a choice.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    named = EXTENSIONS.get(PurePath(file_name).suffix.lower())
    found = _by_content(path, head, named) or _by_name(head, named)
    if found is None:
        raise UnknownFormatError(named.name if named else "unknown extension")
    return found


def is_pdf(path: Path) -> bool:
    """Return whether pages of this file can be drawn."""
    with path.open("rb") as file:
        return b"%PDF-" in file.read(PDF_HEAD_BYTES)


def _by_content(path: Path, head: bytes, named: Format | None) -> Format | None:
    if b"%PDF-" in head[:PDF_HEAD_BYTES]:
        return Format.PDF
    if head.startswith(b"PK"):
        return _in_archive(path, named)
    if head.startswith(COMPOUND_FILE) and named in (Format.DOCX, Format.PPTX):
        return named
    return None


def _in_archive(path: Path, named: Format | None) -> Format | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        # A document cut short is taken all the same: reading it says what is wrong.
        return named if named in OFFICE.values() else None
    return next((found for part, found in OFFICE.items() if part in names), None)


def _by_name(head: bytes, named: Format | None) -> Format | None:
    if not _is_text(head):
        return None
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].decode("latin-1").lower()
    if named is None and start.startswith(MARKUP):
        return Format.HTML
    return named if named in PLAIN else None


def _is_text(head: bytes) -> bool:
    return head.startswith(UTF_16) or (b"\0" not in head and not head.startswith(b"PK\x03\x04"))
