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
    "qu' l' d' c' s' n' j' m' a à peut fait entre sans sous cet y-a-t-il",
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
LANGUAGES = tuple(_SMALL_WORDS)

_WORD = re.compile(r"[^\W\d_]+(?:'(?=\w))?")
_MIN_HITS = 2
_MIN_CHARS_ALONE = 3
_MAX_CHARS = 2_000


def _count_owners() -> dict[str, list[tuple[str, float]]]:
    """Return for each small word its languages, each weighted by how few share the word."""
    owners: dict[str, list[str]] = {}
    for language, words in _SMALL_WORDS.items():
        for word in words.split():
            owners.setdefault(word, []).append(language)
    return {word: [(of, 1 / len(all_of)) for of in all_of] for word, all_of in owners.items()}


_OWNERS = _count_owners()


def is_small_word(word: str) -> bool:
    """Tell whether a lower-case word is so frequent in some language that it says nothing."""
    return word in _OWNERS


def tell_language(text: str, *, otherwise: str) -> str:
    """Return the ISO 639-1 code of the text's language, or `otherwise` when nothing tells.

    Knows LANGUAGES; other languages come out as `otherwise`. Reads 2,000 characters.
    """
    votes = dict.fromkeys(LANGUAGES, 0.0)
    hits = [word for word in _words(text) if word in _OWNERS]
    for word in hits:
        for language, weight in _OWNERS[word]:
            votes[language] += weight
    best = max(votes, key=lambda language: votes[language])
    return best if votes[best] >= 1 and _is_enough(hits) else otherwise


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:_MAX_CHARS].lower().replace("’", "'"))


def _is_enough(hits: list[str]) -> bool:
    """Tell whether the small words say more than a symbol ("I", "a") could."""
    return len(hits) >= _MIN_HITS or len(hits[0]) >= _MIN_CHARS_ALONE
