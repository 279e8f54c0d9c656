"""Which pieces of the sources answer a question best."""

from collections.abc import Mapping, Sequence

from lti_app.domain.answer import Source
from lti_app.language.fit import TOPIC_BONUS, fitness, is_on_topic, is_unfit, rarity, shared_words
from lti_app.language.mend import GAP
from lti_app.language.questions import (
    asked_term,
    asks_difference,
    asks_example,
    asks_how,
    asks_why,
    defines,
)
from lti_app.language.quote import Quote, quotes_of
from lti_app.language.sentence_vectors import SentenceEmbeddings

MAX_EMBEDDED = 12
MAX_EMBEDDED_CHARS = 300
MAX_QUOTES = 5
MAX_WORDS = 120
MAX_PARAGRAPH_WORDS = 80

# Weights found on the questions of benchmarks/answers_quality.py that are not held back.
MEANING_WEIGHT, WORDS_WEIGHT, RANK_WEIGHT = 0.45, 0.35, 0.20
# Shares of the best score: of a quote as good as the best, of one that holds words asked for
# that are not quoted yet; the share of those words that it needs.
CLOSE_TO_BEST, WORTH_A_LOOK, NEW_WORDS = 0.80, 0.60, 0.25
# One of two things that are compared seldom scores as high as the other.
CLOSE_IN_COMPARISON = 0.65
SAME_WORDS = 0.7
# An example seldom names what it is an example of; its headings do.
HEADING_SHARE, HEADING_SHARE_OF_EXAMPLES = 1 / 3, 0.8


def choose_quotes(
    question: str, sources: Sequence[Source], embeddings: SentenceEmbeddings
) -> list[Quote]:
    """Return up to five quotes, those of the source with the best one first, in reading order.

    Embeds the question with at most 12 texts. Raises what embeddings raises.
    """
    everything = [quote for source in sources for quote in quotes_of(source)]
    if not everything:
        return []
    weights = rarity(question, everything)
    known = _known(question, weights, everything)
    candidates = sorted(everything, key=lambda quote: -known[quote])[:MAX_EMBEDDED]
    meaning = _meaning(question, candidates, embeddings)
    ranked = sorted(
        ((known[quote] + MEANING_WEIGHT * meaning[quote], quote) for quote in candidates),
        key=lambda pair: -pair[0],
    )
    chosen = _Choice(question, weights, everything).take(ranked)
    order = list(dict.fromkeys(quote.source.number for quote in chosen))
    return sorted(chosen, key=lambda quote: (order.index(quote.source.number), quote.place))


def _known(
    question: str, weights: Mapping[str, float], quotes: Sequence[Quote]
) -> dict[Quote, float]:
    """Return what tells for each without embeddings: words, form, the rank of its source."""
    order = list(dict.fromkeys(quote.source.number for quote in quotes))
    ranks = {number: rank for rank, number in enumerate(order)}
    heading_share = HEADING_SHARE_OF_EXAMPLES if asks_example(question) else HEADING_SHARE
    shared = {quote: shared_words(weights, quote, heading_share=heading_share) for quote in quotes}
    return {
        quote: WORDS_WEIGHT * shared[quote]
        + RANK_WEIGHT / (1 + 0.5 * ranks[quote.source.number])
        + TOPIC_BONUS * is_on_topic(weights, quote)
        + fitness(question, quote, shared[quote])
        for quote in quotes
    }


def _meaning(
    question: str, quotes: Sequence[Quote], embeddings: SentenceEmbeddings
) -> dict[Quote, float]:
    """Return how near each is to the question, 0 for the farthest of them, 1 for the nearest."""
    texts = [quote.text[:MAX_EMBEDDED_CHARS] for quote in quotes]
    near = embeddings.embed_passages(texts) @ embeddings.embed_question(question)
    low, high = float(near.min()), float(near.max())
    return {
        quote: (float(value) - low) / max(high - low, 1e-6)
        for quote, value in zip(quotes, near, strict=True)
    }


class _Choice:
    """The quotes taken so far for one question; a quote off the point is worse than none."""

    def __init__(
        self, question: str, weights: Mapping[str, float], everything: Sequence[Quote]
    ) -> None:
        self._term = asked_term(question)
        self._wants_paragraph = bool(self._term) or asks_how(question) or asks_why(question)
        self._wants_example = asks_example(question)
        self._close = CLOSE_IN_COMPARISON if asks_difference(question) else CLOSE_TO_BEST
        self._weights, self._everything = weights, everything
        self._chosen: list[Quote] = []

    def take(self, ranked: Sequence[tuple[float, Quote]]) -> list[Quote]:
        """Return the best quote with what belongs beside it."""
        best_score, best = ranked[0]
        self._chosen = [*self._what_explains(best), best]
        self._go_on(best, is_best=True)
        is_settled = defines(best.text, self._term, best.source.language)
        for score, quote in ranked[1:]:
            is_close = score >= self._close * best_score and not is_settled
            is_new = score >= WORTH_A_LOOK * best_score and self._new_words(quote) >= NEW_WORDS
            is_wanted = (is_close or is_new) and not is_unfit(quote)
            if is_wanted and self._add([*self._what_explains(quote), quote]):
                self._go_on(quote, is_best=False)
        return self._chosen

    def _new_words(self, quote: Quote) -> float:
        said = {stem for other in self._chosen for stem in other.stems}
        return sum(w for stem, w in self._weights.items() if stem in quote.stems - said)

    def _what_explains(self, quote: Quote) -> list[Quote]:
        """Return the sentence before one that points back, which is hardly understood without."""
        return [other for other in self._everything if quote.points_back and quote.follows(other)]

    def _go_on(self, quote: Quote, *, is_best: bool) -> None:
        """Add the sentence after one if it goes on with "Il", or completes a short best one."""
        for other in self._everything:
            if not _is_next(other, quote) or is_unfit(other) or other.has_label:
                continue
            words = len(f"{quote.text} {other.text}".split())
            wants_more = self._wants_paragraph or self._wants_example or quote.text.endswith(GAP)
            completes = is_best and wants_more and words <= MAX_PARAGRAPH_WORDS
            if (other.points_back or completes) and self._add([other]) and self._wants_example:
                self._go_on(other, is_best=is_best)

    def _add(self, quotes: Sequence[Quote]) -> bool:
        """Add all of the quotes, or none where there is no room or the last is said already."""
        new = [quote for quote in quotes if quote not in self._chosen]
        words = sum(len(quote.text.split()) for quote in (*self._chosen, *new))
        has_room = len(self._chosen) + len(new) <= MAX_QUOTES and words <= MAX_WORDS
        if not new or not has_room or _repeats(new[-1], self._chosen):
            return False
        self._chosen.extend(new)
        return True


def _repeats(quote: Quote, chosen: Sequence[Quote]) -> bool:
    """Return whether it says again what is chosen, as overlapping passages do.

    What stands under another run-in heading is something else, however much it looks alike.
    """
    if quote.has_label and all(o.has_label and o.parts[0] != quote.parts[0] for o in chosen):
        return False
    return any(
        len(quote.stems & other.stems)
        > SAME_WORDS * max(1, min(len(quote.stems), len(other.stems)))
        for other in chosen
    )


def _is_next(quote: Quote, before: Quote) -> bool:
    """Return whether a quote goes on in the paragraph, or after a formula that was left out."""
    if " | " in quote.text + before.text:
        return False
    goes_on = before.text.endswith(GAP) and quote.source == before.source
    return quote.follows(before) or (goes_on and quote.place == before.place + 1)
