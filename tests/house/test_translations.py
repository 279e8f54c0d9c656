"""French and English are complete, with the same variables as the original."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from lti_app.settings import ROOT

VARIABLE = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The sentences that stand in code and templates now."""
    target = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    pybabel = Path(sys.executable).parent / "pybabel"
    keywords = ["-k", "_l", "-k", "lazy_gettext"]
    mapping = ["-F", "translations/babel.cfg"]
    command = [str(pybabel), "-q", "extract", *mapping, *keywords, "-o", str(target), "."]
    subprocess.run(command, cwd=ROOT, check=True)
    with target.open("rb") as stream:
        return read_po(stream)


def catalogue(locale: str) -> Catalog:
    with (ROOT / "translations" / locale / "LC_MESSAGES" / "messages.po").open("rb") as stream:
        return read_po(stream, locale=locale)


def forms(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, (tuple, list)) else (str(value),)


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_every_sentence_is_translated(template, locale):
    words = catalogue(locale)
    missing = []
    for message in template:
        if not message.id:
            continue
        known = words.get(message.id, message.context)
        if known is None or known.fuzzy or not all(forms(known.string)):
            missing.append(message.id)
    assert missing == []


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_variables_survive_translation(locale):
    for message in catalogue(locale):
        if not message.id:
            continue
        wanted = set(VARIABLE.findall(" ".join(forms(message.id))))
        assert set(VARIABLE.findall(" ".join(forms(message.string)))) == wanted, message.id
