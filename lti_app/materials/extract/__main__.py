"""Reads one file: JSON lines out, one a page. Run as `python -m lti_app.materials.extract`."""

import json
import resource
import sys
import unicodedata
from importlib import import_module
from pathlib import Path

from lti_app.domain.document import DocumentFailure, DocumentPage
from lti_app.domain.errors import DocumentUnreadableError
from lti_app.materials.extract.reader import MAX_PAGES, Reader
from lti_app.materials.formats import Format

MAX_MEMORY_BYTES = 2_000_000_000
MAX_CHARS = 20_000_000
LEAST_LETTERS = 10
KEPT_CONTROLS = "\n\t"


def main(path: str, media_type: str, cpu_s: str) -> None:
    """Write {"done", "total"}, {"number", "text"}, and at last {"end"} or {"failure"}."""
    _limit(int(cpu_s))
    try:
        _read(Path(path), Format(media_type))
        _write({"end": True})
    except DocumentUnreadableError as error:
        _write({"failure": error.failure.value})
    except MemoryError:
        _write({"failure": DocumentFailure.TOO_LONG.value})


def _limit(cpu_s: int) -> None:
    """Bound what a malicious file can take; it can write no file (a pipe is none)."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(path: Path, found: Format) -> None:
    reader: Reader = import_module(f"lti_app.materials.extract.{found.name.lower()}").read
    letters = chars = 0
    for page in reader(path, lambda done, total: _write({"done": done, "total": total})):
        text = clean(page.text)
        chars += len(text)
        letters += sum(char.isalpha() for char in text)
        if page.number > MAX_PAGES or chars > MAX_CHARS:
            raise DocumentUnreadableError(DocumentFailure.TOO_LONG)
        _write_page(DocumentPage(page.number, text))
    if letters < LEAST_LETTERS:
        raise DocumentUnreadableError(DocumentFailure.NO_TEXT)


def clean(text: str) -> str:
    """Return text that every database takes: composed, no control character, no half character."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    kept = (c for c in whole if c in KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cn"))
    return unicodedata.normalize("NFC", "".join(kept)).strip("\n")


def _write_page(page: DocumentPage) -> None:
    _write({"number": page.number, "text": page.text})


def _write(fact: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(fact) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
