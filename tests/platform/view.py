"""What the address of a page says: who looks, in which language, at what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast
from urllib.parse import urlencode

from tests.platform.people import Person
from tests.platform.settings import LoginMethod, Manner, PlatformSettings, Storage

LANGUAGES = ("fr", "en")
STORAGE_WORDS: dict[str, Storage] = {
    "off": "off",
    "on": "parent",
    "parent": "parent",
    "frame": "frame",
}


@dataclass(frozen=True, slots=True)
class View:
    """One visitor's way to look at the course; it travels in the query, so no cookie is set."""

    platform_settings: PlatformSettings
    settings: PlatformSettings
    lang: str
    person: Person | None
    activity: str

    def query(self, **changes: str) -> str:
        """Return the query string of this view, changed in places; "" drops a field."""
        fields = {
            "as": self.person.handle if self.person else "",
            "lang": self.lang,
            "activity": self.activity,
            **self._manners(),
        }
        fields.update({"as" if name == "person" else name: v for name, v in changes.items()})
        return urlencode({name: value for name, value in fields.items() if value})

    def _manners(self) -> dict[str, str]:
        asked, usual = self.settings, self.platform_settings
        words = {
            "storage": (asked.storage, usual.storage),
            "manner": (asked.manner, usual.manner),
            "login": (asked.login_method, usual.login_method),
        }
        return {name: word for name, (word, default) in words.items() if word != default}

    @property
    def may_edit(self) -> bool:
        """Return whether the visitor may add activities."""
        return self.person is not None and self.person.kind != "student"


def read_view(query: Mapping[str, str], settings: PlatformSettings, browser_lang: str) -> View:
    """Return the view of a request; what it does not say is taken from the settings."""
    chosen = replace(
        settings,
        storage=STORAGE_WORDS.get(query.get("storage", ""), settings.storage),
        manner=cast(Manner, _one_of(query.get("manner"), ("moodle", "canvas"), settings.manner)),
        login_method=cast(
            LoginMethod, _one_of(query.get("login"), ("post", "get"), settings.login_method)
        ),
    )
    people = {person.handle: person for person in settings.people}
    return View(
        platform_settings=settings,
        settings=chosen,
        lang=_one_of(query.get("lang"), LANGUAGES, browser_lang),
        person=people.get(query.get("as", "")),
        activity=query.get("activity", ""),
    )


def _one_of(word: str | None, known: tuple[str, ...], otherwise: str) -> str:
    return word if word in known else otherwise
