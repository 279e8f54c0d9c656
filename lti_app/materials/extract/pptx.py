"""PowerPoint slides."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pptx
from pptx.exc import PackageNotFoundError

from lti_app.domain.document import DocumentFailure, DocumentPage
from lti_app.domain.errors import DocumentUnreadableError
from lti_app.materials.extract.office import check_archive
from lti_app.materials.extract.reader import Progress, heading, number, plain, table


def read(path: Path, on_progress: Progress) -> Iterator[DocumentPage]:
    """Yield a page a slide: its title as a heading, its texts, then the speaker's notes."""
    check_archive(path)
    try:
        slides = pptx.Presentation(str(path)).slides
        total = len(slides)
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as err:
        raise DocumentUnreadableError(DocumentFailure.BROKEN) from err
    for page in number(_slide(slide) for slide in slides):
        on_progress(page.number, total)
        yield page


def _slide(slide: Any) -> str:
    title = slide.shapes.title
    texts = [heading(1, title.text_frame.text)] if title is not None and _words(title) else []
    shapes = [shape for shape in _flat(slide.shapes) if title is None or shape != title]
    texts += [text for shape in sorted(shapes, key=_place) if (text := _shape(shape))]
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        texts.append(slide.notes_slide.notes_text_frame.text.strip())
    return "\n\n".join(text for text in texts if text)


def _flat(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _flat(shape.shapes)
        else:
            yield shape


def _place(shape: Any) -> tuple[int, int]:
    return (shape.top or 0, shape.left or 0)


def _words(shape: Any) -> str:
    return str(shape.text_frame.text).strip()


def _shape(shape: Any) -> str:
    if getattr(shape, "has_table", False):
        return table([cell.text for cell in row.cells] for row in shape.table.rows)
    if not shape.has_text_frame:
        return ""
    paragraphs = [(p.level, "".join(r.text for r in p.runs).strip()) for p in _paragraphs(shape)]
    filled = [(level, text) for level, text in paragraphs if text]
    if len(filled) == 1:
        return plain(filled[0][1])
    return "\n".join(f"{'  ' * level}- {text}" for level, text in filled)


def _paragraphs(shape: Any) -> Any:
    return shape.text_frame.paragraphs
