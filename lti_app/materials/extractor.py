"""Runs the extraction of one file in a process of its own, under limits."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lti_app
from lti_app.domain.document import DocumentFailure, DocumentPage
from lti_app.domain.errors import DocumentUnreadableError
from lti_app.materials.formats import Format

LIMIT_S = 120
ROOT = Path(lti_app.__file__).parent.parent

Progress = Callable[[int, int], None]


class Extractor:
    """Reads files that nobody has checked, so that the worst of them harms one process.

    That process gets no secret: its environment holds the way to the code, nothing else.
    """

    def __init__(self, *, limit_s: int = LIMIT_S) -> None:
        self._limit_s = limit_s

    def read(self, path: Path, found: Format, on_progress: Progress) -> tuple[DocumentPage, ...]:
        """Return the pages of a file; an error that on_progress raises ends the reading.

        Raises DocumentUnreadableError.
        """
        with self._start(path, found) as process:
            is_late = threading.Event()
            timer = threading.Timer(self._limit_s, _end_late, (process, is_late))
            timer.start()
            try:
                return _pages(process, on_progress)
            except DocumentUnreadableError as err:
                if is_late.is_set():
                    raise DocumentUnreadableError(DocumentFailure.TOO_SLOW) from err
                raise
            finally:
                timer.cancel()
                process.kill()

    def _start(self, path: Path, found: Format) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [
                sys.executable,
                "-m",
                "lti_app.materials.extract",
                str(path),
                found.value,
                str(self._limit_s),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        )


def _end_late(process: subprocess.Popen[str], is_late: threading.Event) -> None:
    is_late.set()
    process.kill()


def _pages(process: subprocess.Popen[str], on_progress: Progress) -> tuple[DocumentPage, ...]:
    """Return the pages that a process writes, if it comes to its end."""
    pages: list[DocumentPage] = []
    for line in process.stdout or ():
        fact = _fact(line)
        if "end" in fact:
            return tuple(pages)
        if "failure" in fact:
            raise DocumentUnreadableError(DocumentFailure(fact["failure"]))
        if "text" in fact:
            pages.append(DocumentPage(fact["number"], fact["text"]))
        else:
            on_progress(fact["done"], fact["total"])
    raise DocumentUnreadableError(DocumentFailure.BROKEN)


def _fact(line: str) -> dict[str, Any]:
    try:
        return dict(json.loads(line))
    except ValueError as err:
        # A process that was killed in the middle of a line.
        raise DocumentUnreadableError(DocumentFailure.BROKEN) from err
