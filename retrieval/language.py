"""Tells the language of a text by its small words.

A table of frequent words costs no memory, while a trained identifier
(py3langid) takes 70 MB of the web process and is no better on these languages;
docs/retrieval.md has the figures.
"""

import re
from collections.abc import Mapping

_SMALL_WORDS: Mapping[str, str] = {
    "fr": "le la les un une des du de et est sont que qui quoi quel quelle quels quelles dans "
    "pour par sur avec ce cette ces il elle ils elles on nous vous en au aux ne pas se son sa ses "
    "leur leurs où comment pourquoi combien quand dont été était être plus ou mais si donc comme "
    "qu' l' d' c' s' n' j' m' t' a à peut fait entre sans sous cet y-a-t-il si je suis tu faire",
    "en": "the a an of and is are was were what which who whom whose how why when where in on for "
    "by with this that these those it its they them their there be been has have had do does did "
    "not to from as at or but if can could would should will between about than into such we you",
    "es": "el la los las un una unos unas de del y es son que qué quién cuál cuáles cómo cuándo "
    "dónde cuánto cuántos cuántas cuánta en por para con se su sus lo al no más o pero como este "
    "esta estos estas fue fueron ser ha han entre sobre también muy sin hasta desde",
    "de": "der die das den dem des ein eine einer einem einen und ist sind war waren was wer wie "
    "wo wann warum welche welcher welches in im auf für mit von vom zu zum zur bei nach aus nicht "
    "sich auch es er sie wir als an am oder aber wenn dass wird werden wurde hat haben durch über "
    "viele kein keine ihre sein seine",
    "it": "il lo la i gli le un uno una di del della dei delle e è sono che chi cosa quale quali "
    "come quando dove perché in nel nella per con da dal dalla si su sul non più o ma anche questo "
    "questa questi queste l' dell' nell' all' un' ha hanno era stato essere tra",
    "pt": "o a os as um uma uns umas de do da dos das e é são que quem qual quais como quando onde "
    "em no na nos nas por para com se seu sua seus suas ao à não mais ou mas este esta isto foi "
    "foram ser tem têm entre sobre também muito pelo pela",
    "nl": "de het een en is zijn was waren wat wie hoe waar wanneer waarom welke in op voor "
    "met van aan bij naar uit niet zich ook er hij zij wij als of maar dat dit deze die wordt "
    "worden werd heeft hebben door over te om welk hoeveel",
}
# Words of short questions. They tell a language, but say something to the search by words too.
_WORDS_OF_QUESTIONS: Mapping[str, str] = {
    "fr": "dit dis dire donne donner donnez cite citer définir définis définition explique "
    "expliquer expliquez signifie signifient vaut valent veut sert calcule calculer calculez "
    "rôle loi lois unité exemple exemples résumé résumer résume différence formule théorème "
    "valeur chapitre faut deux peux veux koi signifier montre montrer "
    "résistance tension courant mesurer mesure exercice cours coment",
    "en": "define explain give gives describe show tell list state compare me more don' "
    "doesn' isn' aren' can' summarise summarize meaning definition example difference "
    "formula law theorem unit value find use used mean means need please about "
    "chapter voltage current resistance measure",
}
# By how much these languages, or the one expected, are ahead before a word is read: in short
# questions "dit" or "de" would else be Dutch.
_HEAD_START = {"fr": 0.25, "en": 0.25}
_EXPECTED = 0.3
_ACCENTS_OF: Mapping[str, str] = {"fr": "èêëîïôûùçœæ", "es": "ñ¿¡", "de": "ßäöü", "pt": "ãõ"}
_ACCENT = 0.5
LANGUAGES = tuple(_SMALL_WORDS)

_WORD = re.compile(r"[^\W\d_]+(?:'(?=\w))?")
_MIN_HITS = 2
_MIN_CHARS_ALONE = 3
_MAX_CHARS = 2_000


def _count_owners() -> dict[str, list[tuple[str, float]]]:
    """Return for each telling word its languages, each weighted by how few share the word."""
    owners: dict[str, list[str]] = {}
    for language, words in _SMALL_WORDS.items():
        for word in dict.fromkeys(f"{words} {_WORDS_OF_QUESTIONS.get(language, '')}".split()):
            owners.setdefault(word, []).append(language)
    return {word: [(of, 1 / len(all_of)) for of in all_of] for word, all_of in owners.items()}


_OWNERS = _count_owners()
_ALL_SMALL_WORDS = frozenset(" ".join(_SMALL_WORDS.values()).split())


def is_small_word(word: str) -> bool:
    """Tell whether a lower-case word is so frequent in some language that it says nothing."""
    return word in _ALL_SMALL_WORDS


def tell_language(text: str, *, otherwise: str) -> str:
    """Return the ISO 639-1 code of the text's language, or `otherwise` when nothing tells.

    Knows LANGUAGES; other languages come out as `otherwise`. Reads 2,000 characters. A tie goes
    to `otherwise`, then to French or English.
    """
    hits = [word for word in _words(text) if word in _OWNERS]
    votes = _count_votes(hits)
    if max(votes.values()) < 1 or not _is_enough(hits):
        return otherwise
    for language, letters in _ACCENTS_OF.items():
        votes[language] += _ACCENT * any(letter in text[:_MAX_CHARS].lower() for letter in letters)
    ahead = {**_HEAD_START, otherwise: _HEAD_START.get(otherwise, 0.0) + _EXPECTED}
    return max(votes, key=lambda language: votes[language] + ahead.get(language, 0.0))


def _count_votes(hits: list[str]) -> dict[str, float]:
    votes = dict.fromkeys(LANGUAGES, 0.0)
    for word in hits:
        for language, weight in _OWNERS[word]:
            votes[language] += weight
    return votes


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:_MAX_CHARS].lower().replace("’", "'"))


def _is_enough(hits: list[str]) -> bool:
    """Tell whether the small words say more than a symbol ("I", "a") could."""
    return len(hits) >= _MIN_HITS or len(hits[0]) >= _MIN_CHARS_ALONE
