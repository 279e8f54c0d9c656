"""What can be quoted of a source: a sentence with the formula or list that belongs to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lti_app.domain.answer import Source
from lti_app.language.sentences import Kind, Sentence, split_sentences
from lti_app.language.words import plain_words, stems

MAX_LED_WORDS = 90
MAX_LABEL_WORDS = 5

_BACKWARD = (
    "il elle ils elles ce ces cet cette cela ceci celui celle son sa ses leur leurs "
    "it its this these they their that such"
)
_POINTS_BACK = frozenset(_BACKWARD.split())


@dataclass(frozen=True)
class Quote:
    """A sentence with what belongs to it: its formula, the list that it opens.

    place: where it stands in its source, counted in quotes. context: headings above it.
    """

    source: Source
    place: int
    parts: tuple[Sentence, ...]
    context: str = ""

    @cached_property
    def text(self) -> str:
        """The parts as one line."""
        return " ".join(part.text for part in self.parts)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its words."""
        return frozenset(stems(self.text, self.source.language))

    @cached_property
    def context_stems(self) -> frozenset[str]:
        """The stems of the headings above it."""
        return frozenset(stems(self.context, self.source.language))

    @property
    def points_back(self) -> bool:
        """Whether it opens with a pronoun, so that the sentence before explains it."""
        words = plain_words(self.text[:40])
        return bool(words) and words[0] in _POINTS_BACK

    def follows(self, other: "Quote") -> bool:
        """Return whether it stands right after another in one paragraph of one source."""
        return (
            self.source.number == other.source.number
            and self.place == other.place + 1
            and self.parts[0].block == other.parts[-1].block
        )


def quotes_of(source: Source) -> list[Quote]:
    """Return what can be quoted of a source, in reading order; headings are context only."""
    quotes: list[Quote] = []
    headings = list(source.heading_path)
    for group in _grouped(split_sentences(source.text)):
        if group[0].kind is Kind.HEADING:
            headings = [*source.heading_path, group[0].text]
        else:
            quotes.append(Quote(source, len(quotes), tuple(group), " ".join(headings)))
    return quotes


def _grouped(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Yield sentences with the formulas, continuations and lists that belong to them."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and _belongs(sentence, group):
            group.append(sentence)
            continue
        if group:
            yield group
        group = [sentence]
    if group:
        yield group


def _belongs(sentence: Sentence, group: Sequence[Sentence]) -> bool:
    last = group[-1]
    if Kind.HEADING in (sentence.kind, last.kind) or Kind.TABLE in (sentence.kind, last.kind):
        return False
    if sentence.kind is Kind.FORMULA:
        return True
    if last.kind is Kind.FORMULA:
        return sentence.kind is Kind.PROSE and sentence.text[:1].islower()
    if sentence.kind in (Kind.ITEM, Kind.CODE):
        words = sum(len(part.text.split()) for part in (*group, sentence))
        return group[0].text.rstrip().endswith(":") and words <= MAX_LED_WORDS
    if last.block == sentence.block:
        return len(group) == 1 and _is_label(last)
    return last.text.rstrip().endswith(":")


def _is_label(sentence: Sentence) -> bool:
    """Return whether it names what comes next: "Loi d'Ohm. La tension aux bornes…"."""
    words = len(sentence.text.split())
    return words <= MAX_LABEL_WORDS and sentence.text.rstrip("*_ ").endswith(".")
