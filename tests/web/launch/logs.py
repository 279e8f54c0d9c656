"""What the log says of the errors that were shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def codes(lines: Iterable[Any]) -> list[tuple[str, str | None]]:
    """Return code with reason of each error that was shown."""
    return [(one["code"], one.get("reason")) for one in lines if one["event"] == "error.shown"]
