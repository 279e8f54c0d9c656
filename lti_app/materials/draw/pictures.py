"""Pictures of pages, the last ones kept."""

import base64
import threading
from collections import OrderedDict
from pathlib import Path

from lti_app.domain.document import Area
from lti_app.materials.draw.process import DrawingProcess

MIN_WIDTH_PX, MAX_WIDTH_PX = 400, 2000
CACHE_BYTES = 24_000_000

Size = tuple[float, float]
Key = tuple[Path, int, int, int, int]


class Pictures:
    """Draws pages of PDF files; safe to share between threads."""

    def __init__(
        self, process: DrawingProcess | None = None, *, cache_bytes: int = CACHE_BYTES
    ) -> None:
        self._process = process or DrawingProcess()
        self._cache_bytes = cache_bytes
        self._kept: OrderedDict[Key, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def draw(self, path: Path, page_number: int, width_px: int) -> bytes:
        """Return a page as PNG, 400 to 2000 pixels wide; raises NotFoundError."""
        width_px = min(max(width_px, MIN_WIDTH_PX), MAX_WIDTH_PX)
        stamp = path.stat()
        key = (path, stamp.st_mtime_ns, stamp.st_size, page_number, width_px)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        answer = self._process.ask(
            {"path": str(path), "page_number": page_number, "width_px": width_px}
        )
        picture = base64.b64decode(answer["png"])
        self._keep(key, picture)
        return picture

    def find(self, path: Path, page_number: int, passage: str) -> tuple[Size, tuple[Area, ...]]:
        """Return a page's size in points and where a passage stands; raises NotFoundError."""
        answer = self._process.ask(
            {"path": str(path), "page_number": page_number, "passage": passage}
        )
        width, height = answer["size"]
        return (width, height), tuple(Area(**area) for area in answer["areas"])

    def close(self) -> None:
        """End the process that draws; the next picture starts another."""
        self._process.close()

    def _keep(self, key: Key, picture: bytes) -> None:
        with self._lock:
            self._kept[key] = picture
            while sum(map(len, self._kept.values())) > self._cache_bytes and len(self._kept) > 1:
                self._kept.popitem(last=False)
