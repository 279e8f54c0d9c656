"""Which pieces of the sources answer a question best."""

from collections.abc import Sequence

from lti_app.domain.answer import Source
from lti_app.language.fit import fitness, shared_words
from lti_app.language.quote import Quote, quotes_of
from lti_app.language.sentence_vectors import SentenceEmbeddings

MAX_EMBEDDED = 12
MAX_EMBEDDED_CHARS = 300
MAX_QUOTES = 5
MIN_QUOTES = 2
MAX_WORDS = 150

# Weights found by eye on the sample course and on the passages of tests/language/course.py.
MEANING_WEIGHT, WORDS_WEIGHT, RANK_WEIGHT = 0.45, 0.35, 0.20
# Shares of the best score: what a quote needs to be added, and what the second one needs.
CLOSE_TO_BEST, WORTH_A_LOOK = 0.70, 0.40
SAME_WORDS = 0.7


def choose_quotes(
    question: str, sources: Sequence[Source], embeddings: SentenceEmbeddings
) -> list[Quote]:
    """Return up to five quotes, those of the source with the best one first, in reading order.

    Embeds the question with at most 12 texts. Raises what embeddings raises.
    """
    everything = [quote for source in sources for quote in quotes_of(source)]
    candidates = _preselect(question, everything)
    if not candidates:
        return []
    scores = _scores(question, candidates, embeddings)
    ranked = sorted(zip(scores, candidates, strict=True), key=lambda pair: -pair[0])
    chosen = _take(ranked, everything)
    order = list(dict.fromkeys(quote.source.number for quote in chosen))
    return sorted(chosen, key=lambda quote: (order.index(quote.source.number), quote.place))


def _preselect(question: str, quotes: Sequence[Quote]) -> list[Quote]:
    """Return the 12 that share most words with the question, first sources first."""
    if len(quotes) <= MAX_EMBEDDED:
        return list(quotes)
    shared, fit = shared_words(question, quotes), fitness(question, quotes)
    keys = [
        shared[index] + fit[index] - 0.02 * quote.place - 0.05 * _rank(quote, quotes)
        for index, quote in enumerate(quotes)
    ]
    best = sorted(range(len(quotes)), key=lambda index: -keys[index])[:MAX_EMBEDDED]
    return [quotes[index] for index in sorted(best)]


def _scores(question: str, quotes: Sequence[Quote], embeddings: SentenceEmbeddings) -> list[float]:
    texts = [quote.text[:MAX_EMBEDDED_CHARS] for quote in quotes]
    meaning = embeddings.embed_passages(texts) @ embeddings.embed_question(question)
    low, high = float(meaning.min()), float(meaning.max())
    shared, fit = shared_words(question, quotes), fitness(question, quotes)
    return [
        MEANING_WEIGHT * (float(meaning[index]) - low) / max(high - low, 1e-6)
        + WORDS_WEIGHT * shared[index]
        + RANK_WEIGHT / (1 + 0.5 * _rank(quote, quotes))
        + fit[index]
        for index, quote in enumerate(quotes)
    ]


def _rank(quote: Quote, quotes: Sequence[Quote]) -> int:
    numbers = list(dict.fromkeys(q.source.number for q in quotes))
    return numbers.index(quote.source.number)


def _take(ranked: Sequence[tuple[float, Quote]], everything: Sequence[Quote]) -> list[Quote]:
    best_score, best = ranked[0]
    chosen = [*_what_explains(best, everything), best]
    _add(_what_goes_on(best, everything), chosen)
    for score, quote in ranked[1:]:
        needed = CLOSE_TO_BEST if len(chosen) >= MIN_QUOTES else WORTH_A_LOOK
        if score < needed * best_score:
            break
        if _add([*_what_explains(quote, everything), quote], chosen):
            _add(_what_goes_on(quote, everything), chosen)
    return chosen


def _what_explains(quote: Quote, everything: Sequence[Quote]) -> list[Quote]:
    """Return the sentence before one that points back, which is hardly understood without."""
    return [other for other in everything if quote.points_back and quote.follows(other)]


def _what_goes_on(quote: Quote, everything: Sequence[Quote]) -> list[Quote]:
    """Return the sentence after one if it goes on with "Il" or the like."""
    return [other for other in everything if other.points_back and other.follows(quote)]


def _add(quotes: Sequence[Quote], chosen: list[Quote]) -> bool:
    """Add all of the quotes, or none where there is no room or the last is said already."""
    new = [quote for quote in quotes if quote not in chosen]
    words = sum(len(quote.text.split()) for quote in (*chosen, *new))
    has_room = len(chosen) + len(new) <= MAX_QUOTES and words <= MAX_WORDS
    if not new or not has_room or _repeats(new[-1], chosen):
        return False
    chosen.extend(new)
    return True


def _repeats(quote: Quote, chosen: Sequence[Quote]) -> bool:
    """Return whether it says again what is chosen, as overlapping passages do."""
    return any(
        len(quote.stems & other.stems)
        > SAME_WORDS * max(1, min(len(quote.stems), len(other.stems)))
        for other in chosen
    )
