"""How the words or the form of a quote suit a question."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from lti_app.language.mend import GAP, starts_with_formula
from lti_app.language.questions import (
    asked_term,
    asks_difference,
    asks_example,
    asks_formula,
    asks_how,
    asks_purpose,
    asks_why,
    defines,
    gives_reason,
    tells_apart,
    tells_purpose,
)
from lti_app.language.quote import Quote, is_label, is_task
from lti_app.language.sentences import Kind
from lti_app.language.words import content_words, plain_words, stems

DEFINITION_BONUS, REASON_BONUS, FORMULA_BONUS = 0.40, 0.20, 0.20
CONTRAST_BONUS, EXAMPLE_BONUS, PURPOSE_BONUS = 0.20, 0.30, 0.20
TOPIC_BONUS, TOPIC_SHARE = 0.20, 0.5
TABLE_PENALTY, TASK_PENALTY, TASKS_PENALTY, EXAMPLE_PENALTY = 0.08, 0.35, 0.15, 0.15
GAP_PENALTY, OPEN_PENALTY = 0.10, 0.10
UNFIT_PENALTY = 1.0
FEWEST_WORDS, FEWEST_IN_TABLE, MOST_WORDS = 5, 3, 150
# More cells than a glossary's line has are rows of a table run together.
MAX_CELLS, WORDS_TO_A_GAP = 3, 6
MISTYPED, MISTYPED_CHARS = 0.85, 5

_BOLD_TITLE = re.compile(r"(?:\*\*|__)[^*_]+(?:\*\*|__)")
_CAPTION = re.compile(r"\W*(?:figure|fig\.|tableau|table|listing)\s+\d", re.IGNORECASE)
_CONTENTS_LINE = re.compile(r"\b\d{1,2}\.\d{1,2}\.? [^\W\d][^\d]{2,80} \d{1,3}\b|\.{4,}")
_ENDED = re.compile(r"(?:[.!?:;…]|\$|\x60)[»”\"')\]*_]*$")
# What is asked of students answers nothing, nor does what is promised to them.
_ABOVE_TASKS = re.compile(
    r"\b(?:exercices?|problèmes?|exercises?|problems?|objectifs?|plan|sommaire|outline|"
    r"agenda|table des matières|contents)\b",
    re.IGNORECASE,
)
_NEAR_TASKS = re.compile(r"\b(?:tasks?|préparation|protocole|questions?|travail)\b", re.IGNORECASE)
_PROMISE = re.compile(r"you should be able to|serez capables?|savoir \w+er\b", re.IGNORECASE)
_INFINITIVE = re.compile(r"[^\w]*[A-ZÉ][a-zà-ÿ]+(?:er|ir|dre|tre)\b")
_EXAMPLE = re.compile(
    r"\b(?:exemples?|examples?|e\.g\.|p\. ?ex|par exemple|for instance)", re.IGNORECASE
)
# Words that tell what is asked about a thing, not which thing.
_SAY_LITTLE_WORDS = (
    "formule formules difference differences exemple exemples definition signifie "
    "signifient dit sert servent fonctionne fonctionnent donne donner calcul calcule "
    "calculer formula formulas example examples mean means say says use used work works "
    "give calculate compute"
)
_SAY_LITTLE = frozenset(_SAY_LITTLE_WORDS.split())


def rarity(question: str, quotes: Sequence[Quote]) -> dict[str, float]:
    """Return the stems asked for that quotes hold, with weights that add up to 1."""
    counts = Counter(stem for quote in quotes for stem in quote.stems | quote.context_stems)
    found = {_as_in(counts, word) for word in content_words(question)} - {""}
    weights = {stem: math.log(1 + len(quotes) / counts[stem]) for stem in found}
    total = sum(weights.values()) or 1.0
    return {stem: weight / total for stem, weight in weights.items()}


def _as_in(counts: Mapping[str, int], word: str) -> str:
    """Return the stem by which sources hold a word, "" if none does; it may be mistyped."""
    if word in _SAY_LITTLE:
        return ""
    own = {*stems(word, "fr"), *stems(word, "en")}
    if known := own & counts.keys():
        return max(known, key=lambda stem: (counts[stem], stem))
    if len(word) < MISTYPED_CHARS:
        return ""
    return next(iter(get_close_matches(max(own, key=len), counts, 1, MISTYPED)), "")


def shared_words(
    weights: Mapping[str, float], quote: Quote, *, heading_share: float = 1 / 3
) -> float:
    """Return how much of the question's rare words a quote has, 0 to 1.

    heading_share: how much a word counts that only the headings above have.
    """
    own = sum(weight for stem, weight in weights.items() if stem in quote.stems)
    headed = quote.context_stems - quote.stems
    return own + heading_share * sum(w for stem, w in weights.items() if stem in headed)


def is_on_topic(weights: Mapping[str, float], quote: Quote) -> bool:
    """Return whether a run-in heading names what the question is about and nothing else."""
    named = set(stems(quote.parts[0].text, quote.source.language)) if quote.has_label else set()
    return named <= weights.keys() and sum(weights[stem] for stem in named) >= TOPIC_SHARE


def fitness(question: str, quote: Quote, shared: float) -> float:
    """Return what a quote gains or loses by its form: definition, reason, task, scrap.

    shared: how much of the question's words it has, without which a reason is worth nothing.
    """
    example = _EXAMPLE.search(quote.text)
    gains = (
        REASON_BONUS * (asks_why(question) and gives_reason(quote.text))
        + PURPOSE_BONUS * (asks_purpose(question) and tells_purpose(quote.text))
        + CONTRAST_BONUS * (asks_difference(question) and tells_apart(quote.text))
        + EXAMPLE_BONUS * (asks_example(question) and example is not None)
    )
    is_definition = defines(quote.text, asked_term(question), quote.source.language)
    is_formula = asks_formula(question) and ("=" in quote.text or "$" in quote.text)
    certain = DEFINITION_BONUS * is_definition + FORMULA_BONUS * is_formula
    return certain + gains * min(1.0, 3 * shared) - _losses(question, quote)


def _losses(question: str, quote: Quote) -> float:
    is_example = not asks_example(question) and _EXAMPLE.match(quote.text) is not None
    return (
        EXAMPLE_PENALTY * is_example
        + TABLE_PENALTY * (quote.parts[0].kind is Kind.TABLE)
        + TASK_PENALTY * (not asks_how(question) and _tells_to_do(quote))
        + TASKS_PENALTY * (_NEAR_TASKS.search(quote.context) is not None)
        + GAP_PENALTY * (GAP in quote.text)
        + OPEN_PENALTY * quote.text.endswith((":", GAP))
        + UNFIT_PENALTY * is_unfit(quote)
    )


def _tells_to_do(quote: Quote) -> bool:
    """Return whether it opens with a French infinitive, as steps do."""
    return quote.source.language == "fr" and _INFINITIVE.match(quote.text) is not None


def is_unfit(quote: Quote) -> bool:
    """Return whether it can hardly answer: question, task, title, scrap, bare formula, code."""
    fewest = FEWEST_IN_TABLE if quote.parts[0].kind is Kind.TABLE else FEWEST_WORDS
    return (
        not fewest <= len(plain_words(quote.text)) <= MOST_WORDS
        or quote.parts[0].kind in (Kind.FORMULA, Kind.CODE)
        or quote.text.rstrip().endswith("?")
        or _is_broken(quote)
        or _is_title(quote)
        or is_task(quote.text)
        or _PROMISE.search(quote.text) is not None
        or _ABOVE_TASKS.search(quote.context) is not None
    )


def _is_broken(quote: Quote) -> bool:
    """Return whether it lacks its start or its end, as where a passage was cut."""
    first, last = quote.parts[0], quote.parts[-1]
    has_start = (first.text[:1].isalnum() and not first.text[:1].islower()) or first.text[
        :1
    ] in "*_«("
    has_start = has_start and not starts_with_formula(first.text)
    has_end = _ENDED.search(last.text) is not None
    is_jumbled = first.kind is Kind.PROSE and quote.text.count(" | ") > MAX_CELLS
    is_full_of_gaps = quote.text.count(GAP) * WORDS_TO_A_GAP > len(quote.text.split())
    if is_full_of_gaps or is_jumbled or first.text[:1] in "=≈+−×/":
        return True
    return (first.kind is Kind.PROSE and not has_start) or (last.kind is Kind.PROSE and not has_end)


def _is_title(quote: Quote) -> bool:
    """Return whether it only names what stands elsewhere: a title, a caption, a contents line."""
    return (
        (len(quote.parts) == 1 and is_label(quote.parts[0]))
        or _BOLD_TITLE.fullmatch(quote.text) is not None
        or _CAPTION.match(quote.text) is not None
        or (quote.parts[0].kind is Kind.PROSE and not _has_small_word(quote.text))
        or len(_CONTENTS_LINE.findall(quote.text)) > 1
    )


def _has_small_word(text: str) -> bool:
    """Return whether a text has a word such as "le" or "is", as every sentence has."""
    return any(len(word) > 1 and not content_words(word) for word in plain_words(text))
