"""What every format offers: the pages of a file, one after another."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from lti_app.domain.document import DocumentPage

PAGE_WORDS = 500
MAX_PAGES = 3000

Progress = Callable[[int, int], None]


class Reader(Protocol):
    """Reads one format."""

    def __call__(self, path: Path, on_progress: Progress) -> Iterator[DocumentPage]:
        """Yield the pages in order; headings stand in lines that begin with `# ` to `###### `.

        Raises DocumentUnreadableError.
        """


def number(texts: Iterable[str]) -> Iterator[DocumentPage]:
    """Yield texts as pages, counted from 1."""
    for position, text in enumerate(texts, start=1):
        yield DocumentPage(position, text)


def paginate(blocks: Iterable[str], page_words: int = PAGE_WORDS) -> Iterator[str]:
    """Yield texts of about page_words words from blocks of a format that has no pages.

    A page ends before a heading of the first two levels once it is half full, or when it is full.
    """
    page: list[str] = []
    words = 0
    for block in blocks:
        size = len(block.split())
        if page and (words + size > page_words or (_opens(block) and words >= page_words / 2)):
            yield from _joined(page)
            page, words = [], 0
        page.append(block)
        words += size
    yield from _joined(page)


def heading(level: int, text: str) -> str:
    """Return a heading line; level is 1 to 6."""
    return f"{'#' * min(max(level, 1), 6)} {' '.join(text.split())}"


def plain(line: str) -> str:
    """Return a line that nobody takes for a heading."""
    marks = len(line) - len(line.lstrip("#"))
    return f" {line}" if 1 <= marks <= 6 and line[marks : marks + 1] == " " else line


def table(rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table; its first row is the head."""
    lines = [" | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in row) for row in rows]
    lines = [f"| {line} |" for line in lines]
    if not lines:
        return ""
    columns = lines[0].count(" | ") + 1
    return "\n".join([lines[0], f"|{' --- |' * columns}", *lines[1:]])


def _opens(block: str) -> bool:
    return block.startswith(("# ", "## "))


def _joined(page: list[str]) -> Iterator[str]:
    if page:
        yield "\n\n".join(page)
