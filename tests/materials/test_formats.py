"""The format of a file: content first, name where the content leaves a choice."""

import io
import zipfile

import pytest

from lti_app.domain.errors import UnknownFormatError
from lti_app.materials.formats import Format, format_of
from tests.materials.samples import COMPOUND_FILE, course_docx, course_pptx


def archive(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        for name in names:
            opened.writestr(name, "x")
    return file.getvalue()


@pytest.fixture
def found(tmp_path):
    def format_of_content(content: bytes, name: str) -> Format:
        path = tmp_path / "stored"
        path.write_bytes(content)
        return format_of(path, name)

    return format_of_content


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"%PDF-1.7 ...", "a.pdf", Format.PDF),
        (b"%PDF-1.7 ...", "mislabelled.docx", Format.PDF),
        (b"junk before\n%PDF-1.4", "a.PDF", Format.PDF),
        (archive("word/document.xml"), "a.pptx", Format.DOCX),
        (archive("ppt/presentation.xml"), "a", Format.PPTX),
        (COMPOUND_FILE + b"\0" * 600, "locked.docx", Format.DOCX),
        (b"# Title", "a.md", Format.MARKDOWN),
        (b"<!DOCTYPE html><p>x", "page.htm", Format.HTML),
        (b"<!DOCTYPE html><p>x", "page", Format.HTML),
        ("été".encode("utf-16"), "a.txt", Format.TEXT),
        (b"PK is how this sentence begins", "a.txt", Format.TEXT),
    ],
)
def test_format_is_found(found, content, name, expected):
    assert found(content, name) is expected


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "picture.png"),
        (b"\x89PNG\r\n\x1a\n\0\0", "picture.txt"),
        (b"MZ\x90\0\0", "setup.pdf"),
        (b"plain words", "a.pdf"),
        (b"plain words", "a.docx"),
        (b"plain words", "a.py"),
        (b"plain words", "noextension"),
        (archive("xl/workbook.xml"), "table.xlsx"),
        (archive("xl/workbook.xml"), "table.docx"),
        (COMPOUND_FILE + b"\0" * 600, "old.doc"),
    ],
)
def test_what_cannot_be_read_is_refused(found, content, name):
    with pytest.raises(UnknownFormatError):
        found(content, name)


@pytest.mark.parametrize(("make", "expected"), [(course_docx, "DOCX"), (course_pptx, "PPTX")])
def test_real_office_files_are_known_without_their_extension(tmp_path, make, expected):
    assert format_of(make(tmp_path / "x"), "x") is Format[expected]
