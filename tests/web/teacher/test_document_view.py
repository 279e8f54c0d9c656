"""A row of the list in words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask_babel import Babel

from lti_app.domain.document import Document, DocumentFailure, DocumentStatus
from lti_app.web.teacher.document_view import FAILURES, size_of, to_view

DOCUMENT = Document(
    id="d",
    institution_id="i",
    course_id="c",
    title="Cours",
    file_name="cours.pdf",
    media_type="application/pdf",
    size_bytes=2_345_678,
    digest="0" * 64,
    status=DocumentStatus.RECEIVED,
    created_at=datetime(2026, 9, 1, tzinfo=UTC),
)


@pytest.fixture(autouse=True)
def in_english():
    app = Flask(__name__)
    Babel(app, locale_selector=lambda: "en")
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("status", "done", "total", "state"),
    [
        (DocumentStatus.RECEIVED, 0, 0, "Received, waiting to be read"),
        (DocumentStatus.READING, 0, 0, "Reading"),
        (DocumentStatus.READING, 3, 1200, "Reading: page 3 of 1,200"),
        (DocumentStatus.INDEXING, 0, 0, "Indexing"),
        (DocumentStatus.INDEXING, 7, 90, "Indexing: passage 7 of 90"),
        (DocumentStatus.READY, 90, 90, "Ready"),
        (DocumentStatus.FAILED, 0, 0, "Failed"),
    ],
)
def test_every_status_is_said(status, done, total, state):
    assert to_view(replace(DOCUMENT, status=status, done=done, total=total)).state == state


def test_every_failure_has_a_reason_and_an_advice():
    assert set(FAILURES) == set(DocumentFailure)
    assert len({str(reason) for reason, _ in FAILURES.values()}) == len(DocumentFailure)
    assert all(str(advice) for _, advice in FAILURES.values())


def test_a_ready_document_tells_its_pages_and_words():
    ready = replace(DOCUMENT, status=DocumentStatus.READY, page_count=12, word_count=3400)
    assert to_view(ready).facts == "cours.pdf · 2.3 MB · 12 pages · 3,400 words · Sep 1, 2026"


@pytest.mark.parametrize(
    ("status", "failure", "page_count", "expected"),
    [
        (DocumentStatus.READING, None, 5, True),
        (DocumentStatus.FAILED, DocumentFailure.NO_TEXT, 5, True),
        (DocumentStatus.FAILED, DocumentFailure.INDEX_UNAVAILABLE, 5, False),
        (DocumentStatus.INDEXING, None, 5, False),
        (DocumentStatus.READY, None, 5, False),
        (DocumentStatus.READING, None, 0, False),
    ],
)
def test_an_earlier_version_is_told(status, failure, page_count, expected):
    document = replace(DOCUMENT, status=status, failure=failure, page_count=page_count)
    assert to_view(document).has_earlier_version is expected


@pytest.mark.parametrize(("size", "words"), [(1, "1 kB"), (2500, "2 kB"), (100_000_000, "100 MB")])
def test_sizes_are_said_in_round_numbers(size, words):
    assert size_of(size) == words
