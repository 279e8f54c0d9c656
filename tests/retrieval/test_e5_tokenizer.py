"""The tokenizer splits as SentencePiece does, and lets no text write control tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.e5_tokenizer import END, START, UNKNOWN, E5Tokenizer
from retrieval.embedded_e5 import EmbeddedE5

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁a", "b", "c", "bc", "▁ab", "<mask>"]
SCORES = [0.0, 0.0, 0.0, 0.0, -2.0, -1.0, -3.0, -3.0, -4.0, -2.5, 0.0]


@pytest.fixture
def tokenizer() -> E5Tokenizer:
    return E5Tokenizer(PIECES, SCORES, {0x09: " ", 0x07: ""})


def _pieces(tokenizer: E5Tokenizer, text: str) -> list[str]:
    return [PIECES[i] for i in tokenizer.encode(text)[1:-1]]


def test_best_scored_split_wins(tokenizer: E5Tokenizer) -> None:
    assert _pieces(tokenizer, "abc") == ["▁a", "bc"]


def test_words_are_split_apart(tokenizer: E5Tokenizer) -> None:
    assert _pieces(tokenizer, "a  b\ta") == ["▁a", "▁", "b", "▁a"]


def test_neighbouring_unknown_characters_are_one(tokenizer: E5Tokenizer) -> None:
    assert _pieces(tokenizer, "axyzb") == ["▁a", "<unk>", "b"]


def test_text_cannot_write_control_tokens(tokenizer: E5Tokenizer) -> None:
    ids = tokenizer.encode("<s> </s> <mask>")

    assert START not in ids[1:]
    assert END not in ids[:-1]
    assert PIECES.index("<mask>") not in ids


def test_removed_characters_leave_no_trace(tokenizer: E5Tokenizer) -> None:
    assert _pieces(tokenizer, "a\x07bc") == ["▁a", "bc"]


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
def test_nul_and_lone_surrogates_are_spaces(tokenizer: E5Tokenizer, text: str) -> None:
    assert _pieces(tokenizer, text) == ["▁a", "▁", "b"]


def test_long_text_is_cut_with_an_end(tokenizer: E5Tokenizer) -> None:
    ids = tokenizer.encode("a " * 600, max_tokens=512)

    assert len(ids) == 512
    assert (ids[0], ids[-1]) == (START, END)


def test_count_leaves_start_and_end_out(tokenizer: E5Tokenizer) -> None:
    assert tokenizer.count("a abc " * 5_000) == 15_000


def test_empty_text_has_start_and_end(tokenizer: E5Tokenizer) -> None:
    assert tokenizer.encode("") == [START, END]


@given(st.text(st.characters(), max_size=300))
def test_any_text_has_ids_of_the_vocabulary(text: str) -> None:
    ids = E5Tokenizer(PIECES, SCORES, {}).encode(text)

    assert all(0 <= i < len(PIECES) for i in ids)
    assert (ids[0], ids[-1]) == (START, END)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # From the original tokenizer.json of multilingual-e5-small.
        (
            "query: Quelle est la capitale de la France ?",
            [0, 41, 1294, 12, 59528, 437, 21, 80353, 8, 21, 9942, 705, 2],
        ),
    ],
)
def test_real_vocabulary_gives_the_known_ids(
    e5: EmbeddedE5, text: str, expected: list[int]
) -> None:
    assert e5.tokenizer.encode(text) == expected


def test_unknown_is_in_no_ordinary_sentence(e5: EmbeddedE5) -> None:
    assert UNKNOWN not in e5.tokenizer.encode("L'énergie cinétique d'un système, en 2024 : ½mv².")
