"""Words as they are compared: without case, accents, inflections or words that mean little."""

import re
import unicodedata

import Stemmer

_WORD = re.compile(r"[^\W_]+")

_FRENCH = (
    "a ai ainsi alors au aucun aussi autre aux avec c car ce ceci cela celle celui ces cet "
    "cette chaque comme comment d dans de des deux donc dont du elle elles en entre est et "
    "etre eu fait il ils j je l la le les leur leurs lors lui m ma mais meme mes moi mon n ne "
    "ni nos notre nous on ont ou par pas peut plus pour pourquoi qu quand que quel quelle "
    "quelles quels qui quoi s sa sans se sera ses si son sont sous sur t ta te tes toi ton "
    "tous tout toute toutes tres tu un une vers vos votre vous y faut combien"
)
_ENGLISH = (
    "a about after all also an and any are as at be been but by can could did do does each "
    "for from had has have he her his how i if in into is it its me more most my no not of on "
    "one or other our s she should so some such t than that the their them then there these "
    "they this those to two us was we were what when where which while who why will with "
    "would you your"
)
_STOP_WORDS = {"fr": frozenset(_FRENCH.split()), "en": frozenset(_ENGLISH.split())}
_ALL_STOP_WORDS = _STOP_WORDS["fr"] | _STOP_WORDS["en"]

# Snowball's names by ISO 639-1 (snowballstem.org).
_STEMMERS = {
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
}


def plain_words(text: str) -> list[str]:
    """Return the words in order, in lower case without accents; digits count as words."""
    return _WORD.findall(_bare(text.lower()))


def content_words(text: str) -> list[str]:
    """Return the words that carry meaning in French or English, as `plain_words` writes them."""
    return [_bare(word) for word in _words_with_accents(text)]


def guess_language(text: str) -> str:
    """Return "fr" or "en", whichever has more of its small words in the text."""
    words = plain_words(text)
    counts = {code: sum(word in small for word in words) for code, small in _STOP_WORDS.items()}
    return "fr" if counts["fr"] >= counts["en"] else "en"


def stems(text: str, language: str = "") -> list[str]:
    """Return the stems of the words that carry meaning, in order, without accents.

    language: ISO 639-1; guessed when empty. A language without a stemmer keeps its words whole.
    """
    algorithm = _STEMMERS.get(language or guess_language(text))
    if algorithm is None:
        return content_words(text)
    # The accents go last: French endings such as "ées" are known by theirs. A stemmer is not
    # safe to share between threads, and costs less than a microsecond.
    stemmer = Stemmer.Stemmer(algorithm)
    return [_bare(stem) for stem in stemmer.stemWords(_words_with_accents(text))]


def _words_with_accents(text: str) -> list[str]:
    words = _WORD.findall(unicodedata.normalize("NFKC", text.lower()))
    return [word for word in words if len(word) > 1 and _bare(word) not in _ALL_STOP_WORDS]


def _bare(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))
