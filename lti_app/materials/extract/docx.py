"""Word documents."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from lti_app.domain.document import DocumentFailure, DocumentPage
from lti_app.domain.errors import DocumentUnreadableError
from lti_app.materials.extract.office import check_archive
from lti_app.materials.extract.reader import Progress, heading, number, paginate, plain, table

HEADING_STYLE = re.compile(r"(?:heading|titre|überschrift) ?(\d)", re.IGNORECASE)
BREAKS = "count(.//w:br[@w:type='page'] | .//w:lastRenderedPageBreak)"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"


def read(path: Path, on_progress: Progress) -> Iterator[DocumentPage]:
    """Yield the pages that Word saved, else pages of about 500 words."""
    check_archive(path)
    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as err:
        raise DocumentUnreadableError(DocumentFailure.BROKEN) from err
    if document.element.body.xpath(BREAKS):
        yield from number(_sheets(document))
    else:
        yield from number(paginate(text for text, _ in _blocks(document)))


def _sheets(document: Document) -> Iterator[str]:
    page: list[str] = []
    for text, breaks in _blocks(document):
        page.append(text)
        for _ in range(breaks):
            yield "\n\n".join(page)
            page = []
    yield "\n\n".join(page)


def _blocks(document: Document) -> Iterator[tuple[str, int]]:
    """Yield each block with the number of pages that end in it."""
    for item in document.iter_inner_content():
        text = _table(item) if isinstance(item, Table) else _paragraph(item)
        breaks = int(item._element.xpath(BREAKS))
        if text or breaks:
            yield text, breaks


def _paragraph(paragraph: Paragraph) -> str:
    text = _text(paragraph)
    if not text:
        return ""
    style = (paragraph.style.name if paragraph.style else "") or ""
    level = HEADING_STYLE.match(style)
    if level or style == "Title":
        return heading(int(level[1]) if level else 1, text)
    is_item = style.startswith("List") or paragraph._element.xpath("boolean(./w:pPr/w:numPr)")
    return f"- {text}" if is_item else "\n".join(plain(line) for line in text.split("\n"))


def _text(paragraph: Paragraph) -> str:
    # python-docx leaves equations out; their characters are better than a hole in a sentence.
    element: Any = paragraph._element
    if element.find(f".//{MATHS}") is None:
        return str(paragraph.text).strip()
    texts = element.xpath(".//*[local-name()='t']")
    return "".join(node.text or "" for node in texts).strip()


def _table(item: Table) -> str:
    return table([cell.text for cell in row.cells] for row in item.rows)
