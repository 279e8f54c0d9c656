"""A job: work for later, described by facts."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewJob:
    """Work to be done. facts: ids only, since they may stand in a log."""

    kind: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Job:
    """Work that one worker holds; attempts counts this one."""

    id: str
    institution_id: str
    kind: str
    facts: Mapping[str, str]
    attempts: int
    worker: str
