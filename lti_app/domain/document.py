"""A document of a course on its way from upload to searchable."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class DocumentStatus(StrEnum):
    """Where a document stands; READY means that its passages can be found."""

    RECEIVED = "received"
    READING = "reading"
    INDEXING = "indexing"
    READY = "ready"
    FAILED = "failed"


class DocumentFailure(StrEnum):
    """Why a document could not be made searchable."""

    NO_TEXT = "no_text"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_LONG = "too_long"
    TOO_SLOW = "too_slow"
    INDEX_UNAVAILABLE = "index_unavailable"


@dataclass(frozen=True, slots=True)
class Document:
    """One file of a course.

    size_bytes: of the uploaded file. done, total: pages read or chunks indexed, by status.
    digest: SHA-256 of the file, hexadecimal.
    """

    id: str
    institution_id: str
    course_id: str
    title: str
    file_name: str
    media_type: str
    size_bytes: int
    digest: str
    status: DocumentStatus
    created_at: datetime
    page_count: int = 0
    word_count: int = 0
    done: int = 0
    total: int = 0
    failure: DocumentFailure | None = None


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """The text that was read from one page; number starts at 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file that has arrived whole and belongs to no document yet; digest as in Document."""

    path: Path
    size_bytes: int
    digest: str


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a page's picture, in points from its top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageView:
    """One page as a reader may see it, with a passage marked.

    marks: start and end of each marked stretch, in characters of page.text.
    picture_size: width and height in points; None where the format has no picture of a page.
    areas: where the marked passage stands on the picture.
    """

    document: Document
    page: DocumentPage
    marks: tuple[tuple[int, int], ...] = ()
    picture_size: tuple[float, float] | None = None
    areas: tuple[Area, ...] = ()
