"""Questions that lean on the one before, made to stand alone."""

import re
from collections.abc import Sequence

from lti_app.language.phrases import Phrases
from lti_app.language.words import content_words, plain_words

MAX_OPENED_WORDS = 3
MAX_PRONOUN_WORDS = 2
MAX_INVERTED_WORDS = 1

_INVERTED = re.compile(r"-(?:t-)?(?:ils?|elles?)\b", re.IGNORECASE)


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
