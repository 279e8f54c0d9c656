"""The process that reads a file: its limits, its ends."""

import signal

import pytest

from lti_app.domain.document import DocumentFailure
from lti_app.domain.errors import DocumentUnreadableError
from lti_app.materials.extract import __main__ as child
from lti_app.materials.extractor import Extractor
from lti_app.materials.formats import Format
from tests.materials.samples import BODY, make_pdf

ENDLESS = "import itertools\nfor _ in itertools.count():\n    pass\n"


@pytest.fixture
def text_file(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("Assez de lettres pour un document.")
    return path


def replace_child(monkeypatch, tmp_path, code: str) -> None:
    """Let the extractor start this code in place of the real reader."""
    package = tmp_path / "lti_app" / "materials"
    package.mkdir(parents=True)
    (tmp_path / "lti_app" / "__init__.py").touch()
    (package / "__init__.py").touch()
    (package / "extract.py").write_text(code)
    monkeypatch.setattr("lti_app.materials.extractor.ROOT", tmp_path)


def failure_of(path, *, limit_s: int = 30) -> DocumentFailure:
    with pytest.raises(DocumentUnreadableError) as caught:
        Extractor(limit_s=limit_s).read(path, Format.TEXT, lambda done, total: None)
    return caught.value.failure


def test_progress_is_told_page_by_page(tmp_path):
    path = make_pdf(tmp_path / "x.pdf", [[("Une page de texte.", 12, BODY)]] * 3)
    told = []
    Extractor().read(path, Format.PDF, lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_an_endless_reading_is_too_slow(monkeypatch, tmp_path, text_file):
    replace_child(monkeypatch, tmp_path, ENDLESS)
    assert failure_of(text_file, limit_s=1) is DocumentFailure.TOO_SLOW


def test_a_reader_that_crashes_leaves_a_broken_document(monkeypatch, tmp_path, text_file):
    crash = f"import os\nos.kill(os.getpid(), {int(signal.SIGSEGV)})\n"
    replace_child(monkeypatch, tmp_path, crash)
    assert failure_of(text_file) is DocumentFailure.BROKEN


def test_half_a_line_leaves_a_broken_document(monkeypatch, tmp_path, text_file):
    replace_child(monkeypatch, tmp_path, 'print(\'{"number": 1, "te\')\n')
    assert failure_of(text_file) is DocumentFailure.BROKEN


def test_a_reader_that_takes_too_much_memory_is_stopped(monkeypatch, text_file):
    text_file.write_text("x " * 200_000)
    monkeypatch.setattr(child, "MAX_CHARS", 1000)
    with pytest.raises(DocumentUnreadableError) as caught:
        child._read(text_file, Format.TEXT)
    assert caught.value.failure is DocumentFailure.TOO_LONG


def test_too_many_pages_are_refused(monkeypatch, text_file, capsys):
    text_file.write_text("\f".join(["une page"] * 5))
    monkeypatch.setattr(child, "MAX_PAGES", 3)
    with pytest.raises(DocumentUnreadableError) as caught:
        child._read(text_file, Format.TEXT)
    assert caught.value.failure is DocumentFailure.TOO_LONG


def test_no_secret_reaches_the_reader(monkeypatch, tmp_path, text_file):
    monkeypatch.setenv("MISTRAL_API_KEY", "secret")
    replace_child(
        monkeypatch,
        tmp_path,
        "import json, os\n"
        "print(json.dumps({'number': 1, 'text': ' '.join(os.environ)}))\n"
        "print(json.dumps({'end': True}))\n",
    )
    (page,) = Extractor().read(text_file, Format.TEXT, lambda done, total: None)
    assert "MISTRAL_API_KEY" not in page.text
    assert "PYTHONPATH" in page.text


def test_the_reading_ends_when_the_work_is_interrupted(tmp_path):
    path = make_pdf(tmp_path / "x.pdf", [[("Une page.", 12, BODY)]] * 3)

    def interrupt(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        Extractor().read(path, Format.PDF, interrupt)
