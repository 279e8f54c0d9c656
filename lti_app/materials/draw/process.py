"""The process that draws pages, started at the first question, again after it died."""

import json
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lti_app
from lti_app.domain.errors import NotFoundError

ROOT = Path(lti_app.__file__).parent.parent
LIMIT_S = 15.0


class DrawingProcess:
    """Answers one request at a time; safe to share between threads.

    It ends with this object, or with its parent, however that dies: its input ends then.
    """

    def __init__(self, *, limit_s: float = LIMIT_S) -> None:
        self._limit_s = limit_s
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._end: Callable[[], object] = _nothing_to_end

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the answer; raises NotFoundError when there is none, or not in time."""
        with self._lock:
            process = self._running()
            timer = threading.Timer(self._limit_s, process.kill)
            timer.start()
            try:
                line = _exchange(process, json.dumps(request) + "\n")
            finally:
                timer.cancel()
            if not line.endswith("\n"):
                self._forget()
                raise NotFoundError("page")
        answer: dict[str, Any] = json.loads(line)
        if "missing" in answer:
            raise NotFoundError("page")
        return answer

    def close(self) -> None:
        """End the process; the next question starts another."""
        with self._lock:
            self._forget()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "lti_app.materials.draw"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                cwd=ROOT,
                # Like the process that reads files, it gets no secret.
                env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            )
            self._end = weakref.finalize(self, _end, self._process)
        return self._process

    def _forget(self) -> None:
        self._end()
        self._process = None


def _exchange(process: subprocess.Popen[str], line: str) -> str:
    """Return the line that comes back, empty when the process has died."""
    assert process.stdin is not None and process.stdout is not None  # noqa: PT018 - both are pipes
    try:
        process.stdin.write(line)
        process.stdin.flush()
    except BrokenPipeError:
        return ""
    return process.stdout.readline()


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        _close(pipe)
    process.wait()


def _nothing_to_end() -> None:
    """Stand in until there is a process."""


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        # What was still to be written has no reader any more.
        return
