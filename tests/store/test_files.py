"""Files: whole or not at all, under names of our own."""

import hashlib
import io

import pytest

from lti_app.domain.errors import EmptyFileError, LargeFileError, NotFoundError
from lti_app.domain.visit import Scope
from lti_app.store.files import Files

SCOPE = Scope("a" * 32, "b" * 32)
OTHER_COURSE = Scope("a" * 32, "c" * 32)
ID = "d" * 32


class BrokenStream(io.RawIOBase):
    """A connection that ends in the middle of an upload."""

    def __init__(self) -> None:
        self.pieces = [b"first", None]

    def read(self, size: int = -1) -> bytes:
        piece = self.pieces.pop(0)
        if piece is None:
            raise ConnectionResetError
        return piece


@pytest.fixture
def files(tmp_path) -> Files:
    return Files(tmp_path)


def place(files: Files, content: bytes, scope: Scope = SCOPE) -> str:
    incoming = files.receive(io.BytesIO(content), 1000)
    files.place(scope, ID, incoming)
    return incoming.digest


def stored(tmp_path) -> list[bytes]:
    return sorted(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_size_and_digest_are_those_of_the_bytes(files):
    content = b"x" * 3_000_000
    incoming = files.receive(io.BytesIO(content), 3_000_000)
    assert incoming.size_bytes == 3_000_000
    assert incoming.digest == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("stream", "error"),
    [
        (io.BytesIO(b""), EmptyFileError),
        (io.BytesIO(b"x" * 1001), LargeFileError),
        (BrokenStream(), ConnectionResetError),
    ],
)
def test_a_file_that_is_not_taken_leaves_nothing(files, tmp_path, stream, error):
    with pytest.raises(error):
        files.receive(stream, 1000)
    assert stored(tmp_path) == []


def test_the_file_that_was_read_stays_until_the_next_is_read(files):
    old = place(files, b"old")
    files.settle(SCOPE, ID, old)
    new = place(files, b"new")
    assert files.shown(SCOPE, ID).read_bytes() == b"old"
    assert files.waiting(SCOPE, ID, new).read_bytes() == b"new"
    files.settle(SCOPE, ID, new)
    assert files.shown(SCOPE, ID).read_bytes() == b"new"


def test_settling_twice_changes_nothing(files):
    digest = place(files, b"text")
    files.settle(SCOPE, ID, digest)
    files.settle(SCOPE, ID, digest)
    assert files.waiting(SCOPE, ID, digest).read_bytes() == b"text"


def test_a_replaced_file_that_was_never_read_goes(files, tmp_path):
    files.drop_waiting(SCOPE, ID, place(files, b"old"))
    assert stored(tmp_path) == []


def test_removing_takes_all_files_of_one_document(files, tmp_path):
    files.settle(SCOPE, ID, place(files, b"old"))
    place(files, b"new")
    place(files, b"another course's", OTHER_COURSE)
    files.remove(SCOPE, ID)
    assert stored(tmp_path) == [b"another course's"]


def test_another_course_finds_no_file(files):
    files.settle(SCOPE, ID, place(files, b"text"))
    with pytest.raises(NotFoundError):
        files.shown(OTHER_COURSE, ID)


@pytest.mark.parametrize("document_id", ["..", "../../etc", "a/b", "", "a\0b"])
def test_an_id_never_leads_out_of_the_folder(files, document_id):
    with pytest.raises(NotFoundError):
        files.shown(SCOPE, document_id)
