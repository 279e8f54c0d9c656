"""The activities of the course that open the tool."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ACTIVITIES_FILE = "activities.json"


@dataclass(frozen=True, slots=True)
class Activity:
    """One resource link; an empty target means the tool's launch URL."""

    activity_id: str
    title: str
    target_link_uri: str = ""
    text: str = ""
    custom: dict[str, str] = field(default_factory=dict)


FIRST_ACTIVITY = Activity("1", "Assistant du cours")


class ActivityShelf:
    """Keeps the activities, in a file of the folder where there is one."""

    def __init__(self, folder: Path | None) -> None:
        self._path = folder / ACTIVITIES_FILE if folder else None
        self._lock = threading.Lock()
        self._added = self._read()

    def all(self) -> list[Activity]:
        """Return the first activity, then those that were added, oldest first."""
        return [FIRST_ACTIVITY, *self._added]

    def find(self, activity_id: str) -> Activity | None:
        """Return the activity, or None when there is none with this id."""
        return next((one for one in self.all() if one.activity_id == activity_id), None)

    def add(self, item: dict[str, Any]) -> Activity:
        """Return a new activity made from a content item of type ltiResourceLink."""
        with self._lock:
            activity = Activity(
                activity_id=str(len(self._added) + 2),
                title=str(item.get("title") or FIRST_ACTIVITY.title),
                target_link_uri=str(item.get("url") or ""),
                text=str(item.get("text") or ""),
                custom={str(k): str(v) for k, v in (item.get("custom") or {}).items()},
            )
            self._added.append(activity)
            self._write()
        return activity

    def _read(self) -> list[Activity]:
        if self._path is None or not self._path.exists():
            return []
        return [Activity(**row) for row in json.loads(self._path.read_text("utf-8"))]

    def _write(self) -> None:
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        rows = [asdict(activity) for activity in self._added]
        draft = self._path.with_suffix(".new")
        draft.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")
        draft.replace(self._path)
