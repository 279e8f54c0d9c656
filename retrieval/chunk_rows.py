"""Turns chunks into rows of SQLite, rows into chunks."""

import json
from collections.abc import Sequence

from retrieval.passage import Chunk

COLUMNS = (
    "chunk_id, document_id, title, page_number, last_page_number, heading_path, text, "
    "start_char, end_char, language, occurrence"
)


def to_row(chunk: Chunk) -> tuple[str | int, ...]:
    """Return a chunk's values in the order of COLUMNS, without its id."""
    return (
        chunk.document_id,
        chunk.title,
        chunk.page_number,
        chunk.last_page_number,
        json.dumps(chunk.heading_path, ensure_ascii=False),
        chunk.text,
        chunk.start_char,
        chunk.end_char,
        chunk.language,
        chunk.occurrence,
    )


def to_chunk(row: Sequence[str | int]) -> Chunk:
    """Return the chunk of a row in the order of COLUMNS, without its id."""
    document_id, title, page, last_page, headings, text, start, end, language, occurrence = row
    return Chunk(
        document_id=str(document_id),
        title=str(title),
        page_number=int(page),
        last_page_number=int(last_page),
        heading_path=tuple(json.loads(str(headings))),
        text=str(text),
        start_char=int(start),
        end_char=int(end),
        language=str(language),
        occurrence=int(occurrence),
    )
