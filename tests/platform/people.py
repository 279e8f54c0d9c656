"""The people of the sample course."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["student", "teacher", "admin"]

MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
INSTITUTION = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
SYSTEM = "http://purl.imsglobal.org/vocab/lis/v2/system/person#"

ROLES: dict[Kind, tuple[str, ...]] = {
    "student": (f"{MEMBERSHIP}Learner",),
    "teacher": (f"{MEMBERSHIP}Instructor",),
    # Moodle adds both administrator roles to the course role (mod/lti/locallib.php).
    "admin": (
        f"{MEMBERSHIP}Instructor",
        f"{INSTITUTION}Administrator",
        f"{SYSTEM}Administrator",
    ),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can open the course; `user_id` is the `sub` of the messages."""

    user_id: str
    handle: str
    given_name: str
    family_name: str
    kind: Kind

    @property
    def name(self) -> str:
        """Return the full name as it is shown."""
        return f"{self.given_name} {self.family_name}"

    @property
    def email(self) -> str:
        """Return an address in a domain that is reserved for examples (RFC 2606)."""
        return f"{self.handle}@example.org"

    @property
    def roles(self) -> list[str]:
        """Return the LIS role URIs of a launch."""
        return list(ROLES[self.kind])


PEOPLE = (
    Person("3", "camille", "Camille", "Moreau", "student"),
    Person("4", "yanis", "Yanis", "Benali", "student"),
    Person("5", "ines", "Inès", "Lefèvre", "student"),
    Person("6", "claire", "Claire", "Fontaine", "teacher"),
    Person("7", "alex", "Alex", "Martin", "admin"),
)
