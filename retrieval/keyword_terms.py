"""Turns text into the word stems that the keyword index compares."""

import re
import threading
import unicodedata
from functools import lru_cache

import Stemmer

from retrieval.language import LANGUAGES, is_small_word

_WORD = re.compile(r"\w+")
_ELIDED = re.compile(r"\b(?:qu|lorsqu|puisqu|jusqu|quoiqu|[cdjlmnst])['’](?=\w)")
_SNOWBALL = {
    "fr": "french",
    "en": "english",
    "es": "spanish",
    "de": "german",
    "it": "italian",
    "pt": "portuguese",
    "nl": "dutch",
}
MAX_QUESTION_TERMS = 64
MAX_WORD_CHARS = 64


def to_terms(text: str, language: str) -> list[str]:
    """Return the stems of all words in order, without accents.

    Elided French words count apart ("l'eau" gives "l", "eau"). Words of other
    languages than LANGUAGES stay as they are. Made of letters, digits and "_" only.
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    return [_stem(word[:MAX_WORD_CHARS], language) for word in _WORD.findall(plain)]


def to_question_terms(question: str, language: str) -> list[str]:
    """Return the different stems of a question's telling words, 64 at most.

    Elided words ("qu'est-ce", "s'exprime") tell nothing, but a symbol alone ("C") counts.
    When it has none ("What is it?"), all of its words count.
    """
    plain = _ELIDED.sub(" ", unicodedata.normalize("NFKC", question).lower())
    words = _WORD.findall(plain)
    telling = [word for word in words if not is_small_word(word)] or words
    stems = (_stem(word[:MAX_WORD_CHARS], language) for word in telling)
    return list(dict.fromkeys(stems))[:MAX_QUESTION_TERMS]


@lru_cache(maxsize=20_000)
def _stem(word: str, language: str) -> str:
    if language in LANGUAGES:
        word = _stemmer_of_thread(language).stemWord(word)
    # Accents go last, since stemming needs them: students often leave them out.
    apart = unicodedata.normalize("NFKD", word)
    return "".join(char for char in apart if not unicodedata.combining(char))


_thread = threading.local()


def _stemmer_of_thread(language: str) -> Stemmer.Stemmer:
    """Return a stemmer that no other thread uses: PyStemmer's objects are not thread-safe."""
    stemmers: dict[str, Stemmer.Stemmer] = _thread.__dict__.setdefault("stemmers", {})
    if language not in stemmers:
        stemmers[language] = Stemmer.Stemmer(_SNOWBALL[language])
    return stemmers[language]
