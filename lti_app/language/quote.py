"""What can be quoted of a source: a sentence with the formula or list that belongs to it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from lti_app.domain.answer import Source
from lti_app.language.sentences import Kind, Sentence, split_sentences
from lti_app.language.words import content_words, plain_words, stems

MAX_LED_WORDS = 90
MAX_LABEL_WORDS = 8
# Short items mean little alone, as those of a slide.
MAX_ITEM_WORDS, MAX_LIST_WORDS = 14, 70

_BACKWARD = (
    "il elle ils elles ce ces cet cette cela ceci celui celle son sa ses leur leurs "
    "it its this these they their that such"
)
_POINTS_BACK = frozenset(_BACKWARD.split())
_NUMBERED = re.compile(r"(?:exemple|example|exercice|exercise|tp|td)\s\d", re.IGNORECASE)
_TASK = re.compile(
    r"[^\w]*(?:calculer|comparer|démontrer|déterminer|donner|établir|exprimer|montrer|tracer|"
    r"trouver|vérifier|énoncer|rappeler|insister|annoncer|faire|exercices?|questions?|calculate|"
    r"compare|compute|determine|find|prove|show|sketch|explain|exercises?)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"[=,:]|\b(?:is|are|was|has|have|can|must|may|est|sont|ont|peut|doit|faut|vaut)\b",
    re.IGNORECASE,
)


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
    def has_label(self) -> bool:
        """Whether it opens with a run-in heading: "Loi d'Ohm. La tension…"."""
        return is_label(self.parts[0])

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


def is_label(sentence: Sentence) -> bool:
    """Return whether it names what comes next: "Loi d'Ohm.", "Exemple 2.1 (pont).", "Méthode."."""
    return sentence.kind is Kind.PROSE and _is_title(sentence.text)


def is_task(text: str) -> bool:
    """Return whether a text tells students or the lecturer what to do."""
    return _TASK.match(text) is not None


def _is_title(text: str) -> bool:
    bare = text.strip("*_ ")
    if len(bare.split()) > MAX_LABEL_WORDS or not bare.endswith(".") or is_task(bare):
        return False
    if _NUMBERED.match(bare):
        return True
    # "Le gain est nul." opens with a small word, as sentences do, titles do not.
    first = re.match(r"[^\W\d_]+", bare)
    opens_as_title = first is not None and bool(content_words(first.group()))
    return opens_as_title and bare[0].isupper() and _VERB.search(bare) is None


def _grouped(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Yield sentences with the formulas, continuations and lists that belong to them."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and _belongs(sentence, group):
            group.append(sentence)
            continue
        if group:
            yield group
        # What follows a list's last item on its line, such as "Exemple 2.", is no item.
        is_own = not group or group[-1].block != sentence.block
        group = [sentence if is_own else replace(sentence, kind=_plain(sentence.kind))]
    if group:
        yield group


def _plain(kind: Kind) -> Kind:
    return Kind.PROSE if kind is Kind.ITEM else kind


def _belongs(sentence: Sentence, group: Sequence[Sentence]) -> bool:
    last = group[-1]
    if Kind.HEADING in (sentence.kind, last.kind) or Kind.TABLE in (sentence.kind, last.kind):
        return False
    if sentence.kind is Kind.FORMULA:
        return True
    if last.kind is Kind.FORMULA:
        return sentence.kind is Kind.PROSE and sentence.text[:1].islower()
    if sentence.kind in (Kind.ITEM, Kind.CODE):
        return _belongs_to_list(sentence, group)
    if last.block == sentence.block:
        return len(group) == 1 and is_label(last)
    return last.text.rstrip().endswith(":")


def _belongs_to_list(sentence: Sentence, group: Sequence[Sentence]) -> bool:
    lead, last = group[0], group[-1]
    words = sum(len(part.text.split()) for part in (*group, sentence))
    if lead.text.rstrip().endswith(":") or (is_label(lead) and len(group) == 1) or _is_led(group):
        return words <= MAX_LED_WORDS
    if sentence.kind is not Kind.ITEM or last.kind is not Kind.ITEM:
        return False
    if last.block == sentence.block:
        return not _is_title(sentence.text)
    longest = max(len(part.text.split()) for part in (*group, sentence))
    return longest <= MAX_ITEM_WORDS and words <= MAX_LIST_WORDS


def _is_led(group: Sequence[Sentence]) -> bool:
    """Return whether a label opens the list that a group holds so far."""
    return len(group) > 1 and is_label(group[0]) and group[1].kind is Kind.ITEM
