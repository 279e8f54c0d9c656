"""What a question asks for: a definition, a reason, a formula, an example."""

import re
from collections.abc import Collection

from lti_app.language.words import plain_words, stems

MAX_TERM_WORDS = 5
# How many words other than the term may stand before the verb of its definition.
MAX_OTHER_WORDS, MAX_OTHER_WORDS_LABELLED = 2, 5

_ASKS_DEFINITION = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"qu['’]est[- ]ce[- ]qu(?:e\s|['’])\s*(?:c['’]est\s+)?(?:qu(?:e\s|['’]))?(?P<term>.+)",
        r"(?:c['’]est|c est) quoi,?\s*(?P<term>.+)",
        r"(?P<term>.+?),?\s+(?:c['’]est|c est) quoi",
        r"(?:que|qu['’])\s*(?:dit|énonce)\s+(?P<term>.+)",
        r"à quoi (?:sert|servent)(?:-(?:il|elle)s?)?\s+(?P<term>.+)",
        r"qu[e'’]\s*(?:signifie|veut dire|désigne|entend-on par|appelle-t-on)\s+(?P<term>.+)",
        r"comment (?:définit-on|définir|définissez-vous)\s+(?P<term>.+)",
        r"(?:définis(?:sez)?|définir)\s+(?P<term>.+)",
        r".*\bdéfinition (?:de\s|du\s|des\s|d['’])(?P<term>.+)",
        r"what(?:['’]s| is| are)\s+(?:meant by\s+)?(?P<term>.+)",
        r"what (?:do|does)\s+(?P<term>.+?)\s+(?:mean|say|state)",
        r"(?:define|.*\bdefinition of)\s+(?P<term>.+)",
    )
)
# What is asked about a thing is not what the thing is.
_ASPECT = re.compile(
    r"\b(?:diff[ée]rences?|formul[ae]s?|équation|equation|unité|unit|valeur|value|intérêt|rôle|"
    r"but|purpose|lien|relation|link)\b",
    re.IGNORECASE,
)
_ASKS_WORDS = (
    "pourquoi comment combien quand ou quel quelle quels quelles qui que quoi est sont "
    "peut faut why how when where which who what is are does do can should donne give "
    "explique explain"
)
_ASKS = frozenset(_ASKS_WORDS.split())
_IS_A = re.compile(
    r"\b(?:est|sont|is|are)\s+(?:l['’]|d['’]|(?:une?|les?|la|des?|du|ce(?:lui|lle)?|formée?s?|"
    r"constituée?s?|composée?s?|an?|the|what|twice|half|one|made|formed)\b)"
    r"|\b(?:désigne|représente|signifie|se définit|exprime|mesure|means|denotes|refers to)\b|\s:",
    re.IGNORECASE,
)
_DEFINITION = re.compile(r"\W*d[ée]finitions?\b", re.IGNORECASE)
_OF_IT = re.compile(r"(?:its|their|son|sa|ses|leurs?)\s", re.IGNORECASE)
_CALLED = re.compile(
    r"\b(?:on|nous)\s+(?:appel|nomm|défini|désign)\w*|\b(?:appelée?s?|nommée?s?|dite?s?)\b"
    r"|\b(?:we call|is called|are called|called|known as|defined as)\b",
    re.IGNORECASE,
)

_ASKS_WHY = re.compile(
    r"\b(?:pourquoi|why|how come)\b|pour quelle raison|à quoi est due?", re.IGNORECASE
)
_REASON = re.compile(
    r"\b(?:car|parce qu\w*|puisqu\w*|en effet|because|since|grâce à|due to|en raison|"
    r"sinon|otherwise|c['’]est pourquoi|this is why|so that|afin d\w*|indispensable)\b",
    re.IGNORECASE,
)
_ASKS_HOW = re.compile(r"\b(?:comment|how|méthode|method|étapes|steps)\b", re.IGNORECASE)
_ASKS_FORMULA = re.compile(
    r"\b(?:formules?|formulas?|expression|équations?|equations?|calcul\w*|computed?|vaut|"
    r"en fonction de)\b",
    re.IGNORECASE,
)
_ASKS_DIFFERENCE = re.compile(
    r"\b(?:diff[ée]ren\w+|compar\w+|distingu\w+|versus|vs|confon\w+)\b", re.IGNORECASE
)
_CONTRAST = re.compile(
    r"\b(?:diff[ée]ren\w+|confon\w+|confus\w+|contrairement|tandis qu|alors qu|au contraire|"
    r"whereas|unlike|while|instead|rather|not of)\b",
    re.IGNORECASE,
)
_ASKS_PURPOSE = re.compile(
    r"\bà quoi (?:sert|servent)|\bfor what|\bwhat\b.*\bfor\b|\b(?:rôle|utilité|purpose)\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"\b(?:ser(?:t|vent)|permet\w*|évite\w*|empêche\w*|protège\w*|offre\w*|isole\w*|used to|"
    r"lets|allows|prevents|avoids|protects)\b",
    re.IGNORECASE,
)
_ASKS_EXAMPLE = re.compile(r"\b(?:exemples?|examples?)\b", re.IGNORECASE)
_LABEL = re.compile(r"[^\w]*([^.:(]{2,60}?)\s*(?:\([^)]*\)\s*)?\.")


def asks_why(question: str) -> bool:
    """Return whether a question asks for a reason."""
    return _ASKS_WHY.search(question) is not None


def asks_how(question: str) -> bool:
    """Return whether a question asks for a way to do something."""
    return _ASKS_HOW.search(question) is not None


def asks_formula(question: str) -> bool:
    """Return whether a question asks for a formula or a calculation."""
    return _ASKS_FORMULA.search(question) is not None


def asks_example(question: str) -> bool:
    """Return whether a question asks for an example."""
    return _ASKS_EXAMPLE.search(question) is not None


def asks_difference(question: str) -> bool:
    """Return whether a question asks to tell two things apart."""
    return _ASKS_DIFFERENCE.search(question) is not None


def tells_apart(sentence: str) -> bool:
    """Return whether a sentence holds a word that sets one thing against another."""
    return _CONTRAST.search(sentence) is not None


def asks_purpose(question: str) -> bool:
    """Return whether a question asks what a thing is for."""
    return _ASKS_PURPOSE.search(question) is not None


def tells_purpose(sentence: str) -> bool:
    """Return whether a sentence holds a word that tells what a thing does for somebody."""
    return _PURPOSE.search(sentence) is not None


def gives_reason(sentence: str) -> bool:
    """Return whether a sentence holds a word that introduces a reason."""
    return _REASON.search(sentence) is not None


def asked_term(question: str) -> frozenset[str]:
    """Return the stems of what a question wants defined; empty when it asks something else.

    A few words alone, such as "loi d'Ohm", want their definition.
    """
    for pattern in _ASKS_DEFINITION:
        if match := pattern.match(question.strip()):
            return _as_term(match.group("term"))
    words = plain_words(question)
    is_term = 1 <= len(words) <= MAX_TERM_WORDS and _ASKS.isdisjoint(words)
    return _as_term(question) if is_term else frozenset()


def _as_term(text: str) -> frozenset[str]:
    term = frozenset(stems(text))
    return frozenset() if len(term) > MAX_TERM_WORDS or _ASPECT.search(text) else term


def defines(sentence: str, term: Collection[str], language: str) -> bool:
    """Return whether a sentence is shaped like a definition of the term (stems).

    "X est…", "X is…", "X : …", "X. …", "On appelle X…", "… is called X"; a table's row about X.
    """
    if not term or not set(term) <= set(stems(sentence, language)) or _OF_IT.match(sentence):
        return False
    if sentence.startswith("|"):
        first_cell = sentence.splitlines()[-1].split("|")[1]
        return set(term) == set(stems(first_cell, language))
    first_cell, bar, _ = sentence.partition(" | ")
    if bar and set(term) == set(stems(first_cell, language)):
        return True
    if (label := _LABEL.match(sentence)) and set(term) == set(stems(label.group(1), language)):
        return True
    if _CALLED.search(sentence):
        return True
    verb = _IS_A.search(sentence)
    if verb is None:
        return False
    is_labelled = _DEFINITION.match(sentence) is not None
    before = stems(sentence[: verb.start()], language)
    longest = len(set(term)) + (MAX_OTHER_WORDS_LABELLED if is_labelled else MAX_OTHER_WORDS)
    return set(term) <= set(before) and len(before) <= longest
