"""Draws pages for another process: JSON lines in, JSON lines out, until the input ends."""

import base64
import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lti_app.domain.errors import NotFoundError
from lti_app.materials.draw.page import draw_page, find_on_page

MAX_MEMORY_BYTES = 2_000_000_000


def main() -> None:
    """Answer each request in turn: {"png"}, {"size", "areas"}, or {"missing"}."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_answer(json.loads(line))) + "\n")
        sys.stdout.flush()


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    path, page_number = Path(request["path"]), request["page_number"]
    try:
        if "width_px" in request:
            png = draw_page(path, page_number, request["width_px"])
            return {"png": base64.b64encode(png).decode("ascii")}
        size, areas = find_on_page(path, page_number, request["passage"])
        return {"size": size, "areas": [asdict(area) for area in areas]}
    except (NotFoundError, MemoryError):
        return {"missing": True}


if __name__ == "__main__":
    main()
