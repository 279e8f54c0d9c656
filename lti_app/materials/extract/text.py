"""Plain text."""

import re
from collections.abc import Iterator
from pathlib import Path

from lti_app.domain.document import DocumentPage
from lti_app.materials.extract.reader import Progress, number, paginate, plain

ENCODINGS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read(path: Path, on_progress: Progress) -> Iterator[DocumentPage]:
    """Yield pages at form feeds, else of about 500 words."""
    text = decode(path.read_bytes())
    if "\f" in text:
        yield from number(_unmarked(sheet) for sheet in text.split("\f"))
    else:
        yield from number(paginate(re.split(r"\n\s*\n", _unmarked(text))))


def decode(content: bytes) -> str:
    """Return the text of a file: UTF-8 or UTF-16, else as Windows writes western languages."""
    marked = next((name for mark, name in ENCODINGS.items() if content.startswith(mark)), None)
    try:
        text = content.decode(marked or "utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unmarked(text: str) -> str:
    return "\n".join(plain(line) for line in text.split("\n"))
