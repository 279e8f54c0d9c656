"""The layers hold, files stay small, pages stay free of inline code."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from lti_app.settings import ROOT

MAX_LINES = 300
# The renderer's sanitised blocks, our own drawings.
TRUSTED = {
    "lti_app/templates/components/turn.html",
    "lti_app/templates/components/icon.html",
    "lti_app/templates/student/source.html",
}
TEMPLATES = sorted((ROOT / "lti_app" / "templates").rglob("*.html"))
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son\w+=|\sstyle=|<style")


def test_import_contracts_hold():
    command = [str(Path(sys.executable).parent / "lint-imports")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_file_holds_two_ideas():
    long = {
        path.relative_to(ROOT).as_posix()
        for folder in ("lti_app", "retrieval", "tests", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations/versions" not in path.as_posix()
        and len(path.read_text(encoding="utf-8").splitlines()) > MAX_LINES
    }
    assert long == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_has_no_inline_code(path):
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []


def test_trusted_html_comes_from_the_renderer_alone():
    makers = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "lti_app").rglob("*.*")
        if path.suffix in (".py", ".html")
        and re.search(r"\|\s*safe\b|Markup\(", path.read_text(encoding="utf-8"))
    }
    assert makers == TRUSTED
