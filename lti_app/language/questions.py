"""What kind of question one is: one that asks for a definition, one that leans on the last."""

import re
from collections.abc import Collection, Sequence

from lti_app.language.phrases import Phrases
from lti_app.language.words import content_words, plain_words, stems

MAX_TERM_WORDS = 5
MAX_OPENED_WORDS = 3
MAX_PRONOUN_WORDS = 2
MAX_INVERTED_WORDS = 1

_ASKS_DEFINITION = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"qu['’]est[- ]ce[- ]qu(?:e\s|['’])\s*(?:c['’]est\s+)?(?:qu(?:e\s|['’]))?(?P<term>.+)",
        r"(?:c['’]est|c est) quoi,?\s*(?P<term>.+)",
        r"(?P<term>.+?),?\s+(?:c['’]est|c est) quoi",
        r"qu[e'’]\s*(?:signifie|veut dire|désigne|entend-on par|appelle-t-on)\s+(?P<term>.+)",
        r"comment (?:définit-on|définir|définissez-vous)\s+(?P<term>.+)",
        r"(?:définis(?:sez)?|définir)\s+(?P<term>.+)",
        r".*\bdéfinition (?:de\s|du\s|des\s|d['’])(?P<term>.+)",
        r"what(?:['’]s| is| are)\s+(?:meant by\s+)?(?P<term>.+)",
        r"what does\s+(?P<term>.+?)\s+mean",
        r"(?:define|.*\bdefinition of)\s+(?P<term>.+)",
    )
)
_IS_A = re.compile(
    r"\b(?:est|sont|désigne|représente|signifie|se définit|is|are|means|denotes|refers to)\b"
    r"(?!\s+(?:pas|not|donnée?s?|given)\b)|\s:",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:on|nous)\s+(?:appel|nomm|défini|désign)\w*|\b(?:appelée?s?|nommée?s?|dite?s?)\b"
    r"|\b(?:we call|is called|are called|called|known as|defined as)\b",
    re.IGNORECASE,
)

_ASKS_WHY = re.compile(
    r"\b(?:pourquoi|why|how come)\b|pour quelle raison|à quoi est due?", re.IGNORECASE
)
_REASON = re.compile(
    r"\b(?:car|parce qu\w*|puisqu\w*|en effet|because|since|grâce à|due to|en raison)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^\w]*([^.:(]{2,60}?)\s*(?:\([^)]*\)\s*)?\.")
_INVERTED = re.compile(r"-(?:t-)?(?:ils?|elles?)\b", re.IGNORECASE)


def asks_why(question: str) -> bool:
    """Return whether a question asks for a reason."""
    return _ASKS_WHY.search(question) is not None


def gives_reason(sentence: str) -> bool:
    """Return whether a sentence holds a word that introduces a reason."""
    return _REASON.search(sentence) is not None


def asked_term(question: str) -> frozenset[str]:
    """Return the stems of what a question wants defined; empty when it asks something else."""
    for pattern in _ASKS_DEFINITION:
        if match := pattern.match(question.strip()):
            term = frozenset(stems(match.group("term")))
            return term if len(term) <= MAX_TERM_WORDS else frozenset()
    return frozenset()


def defines(sentence: str, term: Collection[str], language: str) -> bool:
    """Return whether a sentence is shaped like a definition of the term (stems).

    "X est…", "X is…", "X : …", "X. …", "On appelle X…", "… is called X"; a table's row about X.
    """
    if not term or not set(term) <= set(stems(sentence, language)):
        return False
    if sentence.startswith("|"):
        first_cell = sentence.splitlines()[-1].split("|")[1]
        return set(term) == set(stems(first_cell, language))
    if (label := _LABEL.match(sentence)) and set(term) == set(stems(label.group(1), language)):
        return True
    if _CALLED.search(sentence):
        return True
    verb = _IS_A.search(sentence)
    if verb is None:
        return False
    before = stems(sentence[: verb.start()], language)
    return set(term) <= set(before) and len(before) <= len(set(term)) + 2


def leans_on_history(question: str, phrases: Phrases) -> bool:
    """Return whether a question needs the one before it to be understood.

    True for a few words that open with a connector ("Et pourquoi ?"), that point back
    ("Why is that?"), or that ask for nothing of their own ("Donne un exemple").
    """
    words = plain_words(question)
    own = [word for word in content_words(question) if word not in phrases.requests]
    own = [word for word in own if word not in phrases.openers | phrases.pronouns]
    if not own:
        return bool(words)
    if words[0] in phrases.openers and len(own) <= MAX_OPENED_WORDS:
        return True
    # "La tension varie-t-elle ?" names what "elle" stands for, "Varie-t-elle ?" does not.
    limit = MAX_INVERTED_WORDS if _INVERTED.search(question) else MAX_PRONOUN_WORDS
    return not phrases.pronouns.isdisjoint(words) and len(own) <= limit


def standalone_query(question: str, earlier: Sequence[str], phrases: Phrases) -> str:
    """Return words to search with that need no earlier question.

    earlier: the talk's questions, oldest first. A question that stands alone comes back as it is;
    otherwise the words of the last one that stood alone, and of those since, go before it.
    """
    if not earlier or not leans_on_history(question, phrases):
        return question
    words: list[str] = []
    for asked in reversed(earlier):
        words = [*_words_to_carry(asked, phrases), *words]
        if not leans_on_history(asked, phrases):
            break
    return " ".join([*dict.fromkeys(words), question])


def _words_to_carry(question: str, phrases: Phrases) -> list[str]:
    ignored = phrases.requests | phrases.openers | phrases.pronouns
    spelled = re.findall(r"[^\W_]+", question)
    return [word for word in spelled if content_words(word) and plain_words(word)[0] not in ignored]
