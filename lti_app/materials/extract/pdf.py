"""PDF, by PDFium."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from lti_app.domain.document import DocumentFailure, DocumentPage
from lti_app.domain.errors import DocumentUnreadableError
from lti_app.materials.extract.pdf_blocks import Layout
from lti_app.materials.extract.pdf_lines import Line, lines
from lti_app.materials.extract.reader import MAX_PAGES, Progress, number


def read(path: Path, on_progress: Progress) -> Iterator[DocumentPage]:
    """Yield every page; one without text is empty.

    The whole document is looked at first: what is a heading, and what is repeated on each page,
    shows only there.
    """
    document = open_pdf(path)
    total = len(document)
    if total > MAX_PAGES:
        raise DocumentUnreadableError(DocumentFailure.TOO_LONG)
    pages: list[list[Line]] = []
    for index in range(total):
        pages.append(_lines(document, index))
        on_progress(index + 1, total)
    layout = Layout(pages)
    yield from number(layout.text(page) for page in pages)


def open_pdf(path: Path) -> pdfium.PdfDocument:
    """Return an open document; raises DocumentUnreadableError."""
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as err:
        needs_password = err.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise DocumentUnreadableError(
            DocumentFailure.ENCRYPTED if needs_password else DocumentFailure.BROKEN
        ) from err


def _lines(document: pdfium.PdfDocument, index: int) -> list[Line]:
    try:
        page = document[index]
        text_page = page.get_textpage()
    except pdfium.PdfiumError:
        # One damaged page does not spoil the others; it stays as an empty page.
        return []
    found = list(lines(text_page))
    text_page.close()
    page.close()
    return found
