"""The embedded engine's own words, by language, from `prompts/embedded`."""

from collections.abc import Mapping
from configparser import ConfigParser
from dataclasses import dataclass
from pathlib import Path

FALLBACK_LANGUAGE = "en"
HEAD = "head"


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the engine says in one language, and the words by which it knows a follow-up question.

    introduction: the line before the quotes. openers, pronouns, requests: lower case, no accents.
    """

    introduction: str
    openers: frozenset[str]
    pronouns: frozenset[str]
    requests: frozenset[str]


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """The phrases of all languages in one version of the file."""

    version: str
    by_language: Mapping[str, Phrases]

    def of(self, language: str) -> Phrases:
        """Return the phrases of a language (ISO 639-1), the English ones where there are none."""
        return self.by_language.get(language) or self.by_language[FALLBACK_LANGUAGE]


def load_phrases(folder: Path) -> PhraseBook:
    """Return the phrases that `active.cfg` of a folder names.

    Raises OSError or configparser.Error when the files cannot be read, KeyError when one lacks
    a phrase.
    """
    version = _read(folder / "active.cfg")["active"]["version"]
    parser = _read(folder / f"{version}.cfg")
    languages = [name for name in parser.sections() if name != HEAD]
    return PhraseBook(version, {name: _phrases(parser[name]) for name in languages})


def _read(path: Path) -> ConfigParser:
    parser = ConfigParser(interpolation=None)
    parser.read_string(path.read_text(encoding="utf-8"), source=path.name)
    return parser


def _phrases(section: Mapping[str, str]) -> Phrases:
    return Phrases(
        introduction=section["introduction"],
        openers=frozenset(section["follow_up_openers"].split()),
        pronouns=frozenset(section["follow_up_pronouns"].split()),
        requests=frozenset(section["bare_requests"].split()),
    )
