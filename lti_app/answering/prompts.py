"""The prompts: text files with a head, versioned."""

import configparser
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template

ENVIRONMENT = Environment(  # noqa: S701 - prompts are plain text, never HTML
    undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=False
)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One version of one prompt. version: name and version, as stored with each answer."""

    version: str
    variables: frozenset[str]
    template: Template

    def render(self, **values: object) -> str:
        """Return the text; raises ValueError unless exactly the declared variables are given."""
        if values.keys() != self.variables:
            raise ValueError(f"{self.version} wants {sorted(self.variables)}")
        return self.template.render(**values).strip()


class Prompts:
    """The prompts in use, as `active.cfg` of the folder names them."""

    def __init__(self, folder: Path) -> None:
        names = configparser.ConfigParser()
        names.read(folder / "active.cfg", encoding="utf-8")
        self._active = {
            name: read_prompt(folder / name / f"{version}.md")
            for name, version in names["active"].items()
        }

    def active(self, name: str) -> Prompt:
        """Return the version in use of a prompt; KeyError when there is none of that name."""
        return self._active[name]


def read_prompt(path: Path) -> Prompt:
    """Return the prompt of a file whose head stands between two lines of three dashes."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    facts = dict(line.split(":", 1) for line in head.strip().splitlines())
    variables = frozenset(facts["variables"].replace(",", " ").split())
    version = f"{facts['name'].strip()}-{facts['version'].strip()}"
    return Prompt(version, variables, ENVIRONMENT.from_string(body))
