"""Batches stay within Mistral's limits and come back in order."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import EmbeddingsError
from retrieval.mistral_embeddings import MAX_INPUTS, MistralEmbeddings, to_batches


@dataclass
class FakeClient:
    """Answers with vectors that tell the text's length, in reverse order."""

    dimensions: int = 4
    calls: list[dict[str, Any]] = field(default_factory=list)

    @property
    def embeddings(self) -> "FakeClient":
        return self

    def create(self, *, model: str, inputs: list[str]) -> SimpleNamespace:
        self.calls.append({"model": model, "inputs": inputs})
        rows = [
            SimpleNamespace(
                index=place, embedding=[float(len(text)), *[1.0] * (self.dimensions - 1)]
            )
            for place, text in enumerate(inputs)
        ]
        return SimpleNamespace(data=rows[::-1])


def test_vectors_come_in_the_order_of_the_texts() -> None:
    client = FakeClient()
    texts = ["a" * number for number in range(1, 301)]

    vectors = MistralEmbeddings(client, dimensions=4).embed_passages(texts)

    assert vectors[:, 0] / vectors[:, 1] == pytest.approx(list(range(1, 301)), rel=1e-4)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(300), abs=1e-5)
    assert [len(call["inputs"]) for call in client.calls] == [128, 128, 44]
    assert {call["model"] for call in client.calls} == {"mistral-embed"}


def test_long_texts_share_fewer_a_call() -> None:
    assert [len(batch) for batch in to_batches(["word " * 2_000] * 9)] == [4, 4, 1]


def test_question_is_one_vector() -> None:
    assert MistralEmbeddings(FakeClient(), dimensions=4).embed_question("why?").shape == (4,)


def test_no_texts_make_no_call() -> None:
    client = FakeClient()

    assert MistralEmbeddings(client, dimensions=4).embed_passages([]).shape == (0, 4)
    assert client.calls == []


def test_other_dimensions_are_refused() -> None:
    with pytest.raises(EmbeddingsError, match="shape"):
        MistralEmbeddings(FakeClient(dimensions=3), dimensions=4).embed_question("why?")


@given(st.lists(st.text(st.characters(), max_size=50), max_size=300))
def test_any_texts_are_sent_once_and_clean(texts: list[str]) -> None:
    batches = list(to_batches(texts))

    assert sum(map(len, batches)) == len(texts)
    assert all(0 < len(batch) <= MAX_INPUTS for batch in batches)
    assert all(text.strip() and text.encode() for batch in batches for text in batch)


@pytest.mark.parametrize("text", ["漢" * 50_000, "word " * 20_000, "\x00" * 9, "\ud800"])
def test_text_is_cut_to_what_the_api_takes(text: str) -> None:
    ((sent,),) = to_batches([text])

    assert 0 < len(sent.encode()) <= 24_000
