"""How the words or the form of a quote suit a question."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from lti_app.language.questions import asked_term, asks_why, defines, gives_reason
from lti_app.language.quote import Quote
from lti_app.language.sentences import Kind
from lti_app.language.words import plain_words, stems

DEFINITION_BONUS, REASON_BONUS = 0.40, 0.15
TABLE_PENALTY, UNFIT_PENALTY = 0.08, 1.0
FEWEST_WORDS, MOST_WORDS = 5, 150

_BOLD_TITLE = re.compile(r"(?:\*\*|__)[^*_]+(?:\*\*|__)")
# What is asked of students answers nothing.
_EXERCISE = re.compile(r"\b(?:exercices?|problèmes?|exercises?|problems?)\b", re.IGNORECASE)
_TASK = re.compile(
    r"[^\w]*(?:calculer|comparer|démontrer|déterminer|donner|établir|exprimer|montrer|tracer|"
    r"trouver|vérifier|exercices?|questions?|calculate|compare|compute|determine|find|prove|show|"
    r"sketch|exercises?)\b",
    re.IGNORECASE,
)


def shared_words(question: str, quotes: Sequence[Quote]) -> list[float]:
    """Return how much of the question's rare words each has, 0 to 1; headings count a third."""
    counts = Counter(stem for quote in quotes for stem in quote.stems | quote.context_stems)
    asked = {stem for code in ("fr", "en") for stem in stems(question, code)}
    rarity = {s: math.log(1 + len(quotes) / counts[s]) for s in asked if counts[s]}
    total = sum(rarity.values()) or 1.0

    def share(quote: Quote) -> float:
        own = sum(weight for stem, weight in rarity.items() if stem in quote.stems)
        headed = quote.context_stems - quote.stems
        above = sum(weight for stem, weight in rarity.items() if stem in headed)
        return (own + above / 3) / total

    return [share(quote) for quote in quotes]


def fitness(question: str, quotes: Sequence[Quote]) -> list[float]:
    """Return what each gains or loses by its form: definition, reason, task, scrap."""
    term, wants_reason = asked_term(question), asks_why(question)
    return [
        DEFINITION_BONUS * defines(quote.text, term, quote.source.language)
        + REASON_BONUS * (wants_reason and gives_reason(quote.text))
        - TABLE_PENALTY * (quote.parts[0].kind is Kind.TABLE)
        - UNFIT_PENALTY * is_unfit(quote)
        for quote in quotes
    ]


def is_unfit(quote: Quote) -> bool:
    """Return whether it can hardly answer: question, task, title, scrap, bare formula, code."""
    words = len(plain_words(quote.text))
    return (
        not FEWEST_WORDS <= words <= MOST_WORDS
        or quote.parts[0].kind in (Kind.FORMULA, Kind.CODE)
        or quote.text.rstrip().endswith("?")
        or _BOLD_TITLE.fullmatch(quote.text) is not None
        or _TASK.match(quote.text) is not None
        or _EXERCISE.search(quote.context) is not None
    )
