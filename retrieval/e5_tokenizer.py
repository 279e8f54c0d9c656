"""Splits text into the pieces of multilingual-e5-small's vocabulary.

Pure Python, since it reads uploads and questions: it cannot overrun a buffer,
and its table takes 40 MB where that of the `tokenizers` package takes 290 MB.
The algorithm is SentencePiece's unigram model (Kudo 2018): the best-scored
split of each word, found by Viterbi. No piece crosses a word border, so words
are split one by one, and the splits of frequent words are remembered.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

START, END, UNKNOWN = 0, 2, 3
WORD_MARK = "▁"
UNKNOWN_PENALTY = 10.0
REMEMBERED_WORDS = 20_000
LONGEST_REMEMBERED = 32
# 512 tokens rarely cover 4,000 characters; the rest of a longer text is not seen anyway.
MAX_CHARS = 8_000

_UNSAFE = re.compile(r"[\x00\ud800-\udfff]")
_SPECIAL = re.compile(r"<s>|<pad>|</s>|<unk>|<mask>")


class E5Tokenizer:
    """Turns text into token ids, safe to share between threads."""

    def __init__(
        self, pieces: Sequence[str], scores: Sequence[float], normalisation: Mapping[int, str]
    ) -> None:
        # Control pieces are left out, so that no text can write one.
        self._ids = {p: i for i, p in enumerate(pieces) if p and not _SPECIAL.fullmatch(p)}
        self._scores = scores
        self._normalisation = dict(normalisation)
        self._longest = max(map(len, self._ids))
        self._unknown_score = min(scores) - UNKNOWN_PENALTY
        self._remembered = lru_cache(maxsize=REMEMBERED_WORDS)(self._split_word)

    def encode(self, text: str, *, max_tokens: int = 512) -> list[int]:
        """Return the token ids, start and end tokens included, at most max_tokens."""
        ids = [START]
        for word in self.normalise(text).split(" "):
            if not word:
                continue
            pieces = self._pieces_of(WORD_MARK + word)
            # Neighbouring unknowns are one, as in SentencePiece.
            if pieces[0] == UNKNOWN == ids[-1]:
                pieces = pieces[1:]
            ids.extend(pieces)
            if len(ids) >= max_tokens:
                break
        return [*ids[: max_tokens - 1], END]

    def count(self, text: str) -> int:
        """Return how many tokens the whole text has, without start and end."""
        words = self.normalise(text, max_chars=len(text)).split(" ")
        return sum(len(self._pieces_of(WORD_MARK + word)) for word in words if word)

    def normalise(self, text: str, *, max_chars: int = MAX_CHARS) -> str:
        """Return NFKC text without NUL, lone surrogates and control characters."""
        kept = _UNSAFE.sub(" ", text[:max_chars])
        return unicodedata.normalize("NFKC", kept).translate(self._normalisation)[:max_chars]

    def _pieces_of(self, word: str) -> Sequence[int]:
        if len(word) <= LONGEST_REMEMBERED:
            return self._remembered(word)
        return self._split_word(word)

    def _split_word(self, word: str) -> Sequence[int]:
        """Return the ids of the best-scored split of one word."""
        size = len(word)
        best = [0.0] + [float("-inf")] * size
        came_from = [(0, UNKNOWN)] * (size + 1)
        for start in range(size):
            self._extend(word, start, best, came_from)
        return _walk_back(came_from)

    def _extend(
        self, word: str, start: int, best: list[float], came_from: list[tuple[int, int]]
    ) -> None:
        here, ids, scores = best[start], self._ids, self._scores
        if here + self._unknown_score > best[start + 1]:
            best[start + 1] = here + self._unknown_score
            came_from[start + 1] = (start, UNKNOWN)
        for end in range(start + 1, min(start + self._longest, len(word)) + 1):
            piece = ids.get(word[start:end])
            if piece is not None and here + scores[piece] > best[end]:
                best[end] = here + scores[piece]
                came_from[end] = (start, piece)


def _walk_back(came_from: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Return the pieces of the best path, neighbouring unknowns joined."""
    pieces: list[int] = []
    at = len(came_from) - 1
    while at > 0:
        at, piece = came_from[at]
        if not (pieces and piece == UNKNOWN == pieces[-1]):
            pieces.append(piece)
    return tuple(reversed(pieces))
