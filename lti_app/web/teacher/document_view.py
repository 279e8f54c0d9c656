"""A document as a teacher sees it: where it stands, what went wrong, what to do."""

from dataclasses import dataclass

from flask_babel import format_date, format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from lti_app.domain.document import Document, DocumentFailure, DocumentStatus

MOVING = (DocumentStatus.RECEIVED, DocumentStatus.READING, DocumentStatus.INDEXING)

# What happened, what to do.
FAILURES: dict[DocumentFailure, tuple[LazyString | str, LazyString | str]] = {
    DocumentFailure.NO_TEXT: (
        _l("No text could be read from it."),
        _l("It may be a scan. Run text recognition (OCR) on it, then replace the file."),
    ),
    DocumentFailure.ENCRYPTED: (
        _l("It is protected by a password."),
        _l("Save a copy without a password, then replace the file."),
    ),
    DocumentFailure.BROKEN: (
        _l("The file is damaged."),
        _l("Open it in its own program, save it again, then replace the file."),
    ),
    DocumentFailure.TOO_LONG: (
        _l("It is too long."),
        _l("Split it into parts, then replace the file with the first one."),
    ),
    DocumentFailure.TOO_SLOW: (
        _l("Reading it took too long."),
        _l("Try again. If it happens again, export the file anew or split it."),
    ),
    DocumentFailure.INDEX_UNAVAILABLE: (
        _l("It was read, but the course search could not take it."),
        _l("Try again later. If it happens again, tell those who run this service."),
    ),
}
# A second reading of the same file says the same.
WORTH_RETRYING = (
    DocumentFailure.TOO_SLOW,
    DocumentFailure.INDEX_UNAVAILABLE,
    DocumentFailure.BROKEN,
)


@dataclass(frozen=True, slots=True)
class DocumentView:
    """What a row of the list shows.

    tone: `moving`, `ready` or `failed`. done, total: of the progress bar; total is 0 where nobody
    knows yet. has_earlier_version: the text of a replaced file is still in use.
    """

    document: Document
    tone: str
    state: str
    facts: str
    done: int
    total: int
    failure: str
    advice: str
    can_retry: bool
    can_read: bool
    has_earlier_version: bool


def to_view(document: Document) -> DocumentView:
    """Return the row of a document, in the language of the request."""
    failure, advice = FAILURES[document.failure] if document.failure else ("", "")
    is_moving = document.status in MOVING
    return DocumentView(
        document=document,
        tone="moving" if is_moving else document.status.value,
        state=_state(document),
        facts=_facts(document),
        done=document.done if is_moving else 0,
        total=document.total if is_moving else 0,
        failure=str(failure),
        advice=str(advice),
        can_retry=document.failure in WORTH_RETRYING,
        can_read=document.page_count > 0,
        has_earlier_version=_has_earlier_version(document),
    )


def size_of(size_bytes: int) -> str:
    """Return a file's size in words."""
    size: str = (
        _("%(n)s kB", n=format_decimal(max(round(size_bytes / 1000), 1)))
        if size_bytes < 1_000_000
        else _("%(n)s MB", n=format_decimal(round(size_bytes / 1_000_000, 1)))
    )
    return size


def _has_earlier_version(document: Document) -> bool:
    """Return whether visitors still see the text of a file that was replaced."""
    if document.failure is DocumentFailure.INDEX_UNAVAILABLE or not document.page_count:
        return False
    is_unread = document.status in (DocumentStatus.RECEIVED, DocumentStatus.READING)
    return is_unread or document.status is DocumentStatus.FAILED


def _state(document: Document) -> str:
    done, total = format_decimal(document.done), format_decimal(document.total)
    state: str
    match document.status:
        case DocumentStatus.RECEIVED:
            state = _("Received, waiting to be read")
        case DocumentStatus.READING if document.total:
            state = _("Reading: page %(done)s of %(total)s", done=done, total=total)
        case DocumentStatus.READING:
            state = _("Reading")
        case DocumentStatus.INDEXING if document.total:
            state = _("Indexing: passage %(done)s of %(total)s", done=done, total=total)
        case DocumentStatus.INDEXING:
            state = _("Indexing")
        case DocumentStatus.READY:
            state = _("Ready")
        case DocumentStatus.FAILED:
            state = _("Failed")
    return state


def _facts(document: Document) -> str:
    parts = [document.file_name, size_of(document.size_bytes)]
    if document.status is DocumentStatus.READY:
        pages, words = document.page_count, document.word_count
        parts.append(ngettext("%(n)s page", "%(n)s pages", pages, n=format_decimal(pages)))
        parts.append(ngettext("%(n)s word", "%(n)s words", words, n=format_decimal(words)))
    return " · ".join([*parts, format_date(document.created_at, "medium")])
