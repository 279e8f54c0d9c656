"""A PNG that looks like a printed page, made without a drawing library."""

import struct
import zlib

RATIO = 842 / 595


def page_picture(width_px: int) -> bytes:
    """Return a white page with grey lines where text would stand (PNG, 8 bits of grey)."""
    height_px = round(width_px * RATIO)
    scale = width_px / 595
    rows = b"".join(b"\0" + _row(round(y / scale), width_px, scale) for y in range(height_px))
    head = struct.pack(">IIBBBBB", width_px, height_px, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, data)
        for name, data in ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


def _row(y: int, width_px: int, scale: float) -> bytes:
    if not (72 < y < 770 and (y - 72) % 18 in range(4, 12)):
        return b"\xff" * width_px
    left, right = round(72 * scale), round((523 - (y * 7 % 90)) * scale)
    ink = b"\x9a" * (right - left)
    return b"\xff" * left + ink + b"\xff" * (width_px - right)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
