"""Write a Word document from Markdown headings, paragraphs and tables."""

from itertools import pairwise
from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from markdown_it import MarkdownIt
from markdown_it.token import Token


def write_docx(source: Path, target: Path) -> None:
    """Write the document; its title is the first heading of the source."""
    tokens = MarkdownIt("commonmark").enable("table").parse(source.read_text(encoding="utf-8"))
    document = Document()
    document.core_properties.language = "fr"
    document.core_properties.author = "The Passerelle authors"
    for row in blocks(tokens):
        add_block(document, *row)
    document.save(str(target))


def blocks(tokens: list[Token]) -> list[tuple[str, list[list[str]]]]:
    """Return (kind, rows of cells): a heading's kind is "h1" to "h6", others "p" or "table"."""
    found: list[tuple[str, list[list[str]]]] = []
    for before, token in pairwise(tokens):
        if before.type == "table_open":
            found.append(("table", []))
        elif token.type == "tr_open":
            found[-1][1].append([])
        elif token.type == "inline" and before.tag in {"th", "td"}:
            found[-1][1][-1].append(token.content)
        elif token.type == "inline":
            found.append((before.tag, [[token.content]]))
    return found


def add_block(document: DocxDocument, kind: str, rows: list[list[str]]) -> None:
    if kind == "table":
        add_table(document, rows)
    elif kind.startswith("h"):
        text = rows[0][0]
        document.core_properties.title = document.core_properties.title or text
        document.add_heading(text, level=int(kind[1]) - 1)
    else:
        document.add_paragraph(rows[0][0])


def add_table(document: DocxDocument, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
