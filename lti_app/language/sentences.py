"""Course text in sentences, with formulas, lists or tables left whole."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from lti_app.language.mend import close_up, is_scrap, mend
from lti_app.language.words import content_words, stems


class Kind(StrEnum):
    """What a piece of course text is."""

    PROSE = "prose"
    ITEM = "item"
    HEADING = "heading"
    FORMULA = "formula"
    TABLE = "table"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or what stands for one: an item, a heading, a formula, a table, some code.

    block: counts the paragraphs of the text from 0; the sentences of one paragraph share it.
    """

    text: str
    kind: Kind
    block: int


# Code, then formulas: what must not be cut and in which no stop ends a sentence.
PROTECTED = re.compile(
    r"```.*?(?:```|\Z)|\$\$.+?\$\$|\\\[.+?\\\]|\\\(.+?\\\)"
    r"|\\begin\{(?P<env>[a-z]+\*?)\}.+?\\end\{(?P=env)\}"
    r"|(?<![\\$])\$(?![\s$])(?:[^$\n]|\n(?!\s*\n))+?(?<![\s\\])\$(?![\d$])|`[^`\n]+`",
    re.DOTALL,
)
_MASK = re.compile("\x00(\\d+)\x01")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_QUOTED = re.compile(r"^(?:\s{0,3}>(?:\s|$))+")
_TABLE_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
_ITEM = re.compile(r"\s*(?:[-*+•▪◦–]|\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
_STOP = re.compile(r"[.!?…]+(?:\s?[»”\"')\]])*(?=\s)")
_LAST_WORD = re.compile(r"([^\s(\[«“\"'’]+)$")

# Never the end of a sentence.
_OPEN_ENDED_WORDS = (
    "ex i.e e.g p.ex c.-à-d c-à-d cf vs m mm mme mmes mlle dr pr prof mr mrs ms st resp env "
    "approx ca"
)
_OPEN_ENDED = frozenset(_OPEN_ENDED_WORDS.split())
# Not the end where what follows is what they count: "fig. 3", "éq. (2)".
_REFERRING_WORDS = (
    "fig figs tab éq eq eqs éqs no nos n n° p pp vol chap ch sec sect art ref réf th thm prop déf "
    "def ann app ex exo"
)
_REFERRING = frozenset(_REFERRING_WORDS.split())


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences in reading order; line breaks within one become spaces.

    A row of a table comes with the table's head. Images and the marks of quotations are left out.
    """
    protected: list[str] = []

    def mask(match: re.Match[str]) -> str:
        protected.append(match.group())
        return f"\x00{len(protected) - 1}\x01"

    shown = _IMAGE.sub("", text.replace("\x00", " ").replace("\x01", " "))
    masked = PROTECTED.sub(mask, shown)

    def unmask(part: str) -> str:
        return _MASK.sub(lambda match: protected[int(match.group(1))], part)

    return tuple(
        Sentence(unmask(part), _kind_of(kind, part, unmask), number)
        for number, (kind, block) in enumerate(_mended(_blocks(masked)))
        for part in _parts(kind, block)
    )


def nearest_sentence(question: str, passage: str) -> str:
    """Return the sentence of a passage that shares most with a question, the first if none does.

    Rare words of the passage count more. A formula that follows a colon comes along.
    Empty when the passage is.
    """
    found = split_sentences(passage)
    texts = [s for s in found if s.kind in (Kind.PROSE, Kind.ITEM)] or list(found)
    if not texts:
        return ""
    words = [set(stems(s.text)) for s in texts]
    rarity = _rarity(words)
    asked = set(stems(question))
    scores = [sum(rarity[stem] for stem in asked & own) for own in words]
    best = texts[scores.index(max(scores))]
    after = found[found.index(best) + 1 :]
    if best.text.endswith(":") and after and after[0].kind is Kind.FORMULA:
        return f"{best.text} {after[0].text}"
    return best.text


def _rarity(texts: list[set[str]]) -> dict[str, float]:
    counts = Counter(stem for own in texts for stem in own)
    return {stem: math.log(1 + len(texts) / count) for stem, count in counts.items()}


def _blocks(masked: str) -> Iterator[tuple[Kind, list[str]]]:
    """Yield paragraphs, items, headings, tables and lone formulas as lists of lines."""
    kind, lines = Kind.PROSE, list[str]()
    for quoted_line in [*masked.splitlines(), ""]:
        line = _QUOTED.sub("", quoted_line, count=1)
        starts = _kind_of_line(line)
        goes_on = lines and starts is kind and kind in (Kind.PROSE, Kind.TABLE)
        is_continued_item = lines and kind is Kind.ITEM and starts is Kind.PROSE
        if starts is not None and (goes_on or is_continued_item):
            lines.append(line)
            continue
        if lines:
            yield kind, lines
        kind, lines = (starts, [line]) if starts is not None else (Kind.PROSE, [])


def _mended(blocks: Iterator[tuple[Kind, list[str]]]) -> Iterator[tuple[Kind, list[str]]]:
    """Yield the blocks; paragraphs that stand one after another are mended."""
    for kind, own in groupby(list(_with_item_ends(blocks)), key=lambda block: block[0]):
        if kind is Kind.PROSE:
            paragraphs = [" ".join(" ".join(lines).split()) for _, lines in own]
            yield from ((kind, [text]) for text in mend(paragraphs))
        elif kind is Kind.ITEM:
            yield from ((kind, [close_up(" ".join(lines))]) for _, lines in own)
        else:
            yield from own


def _with_item_ends(
    blocks: Iterator[tuple[Kind, list[str]]],
) -> Iterator[tuple[Kind, list[str]]]:
    """Yield the blocks; a lone stop goes back to the item that a printed index cut it from."""
    item: list[str] = []
    for kind, lines in blocks:
        if item and kind is Kind.PROSE and lines[0].strip() in (".", ";", ","):
            item[-1] += lines[0].strip()
            continue
        item = lines if kind is Kind.ITEM else []
        yield kind, lines


def _kind_of_line(line: str) -> Kind | None:
    """Return the kind of block that a masked line belongs to, None for a blank one."""
    bare = line.strip()
    if not bare:
        return None
    if _MASK.fullmatch(bare):
        return Kind.FORMULA
    if bare.startswith("|") and bare.endswith("|"):
        return Kind.TABLE
    if _HEADING.match(line):
        return Kind.HEADING
    item = _ITEM.match(line)
    # A plus sign before a symbol is a printed formula's, not a list's.
    is_formula = item and "+" in item.group() and is_scrap(line[item.end() :].split()[0])
    return Kind.ITEM if item and not is_formula else Kind.PROSE


def _parts(kind: Kind, lines: list[str]) -> Iterator[str]:
    if kind is Kind.TABLE:
        yield from _rows([line.strip() for line in lines])
        return
    text = " ".join(" ".join(lines).split())
    if kind in (Kind.HEADING, Kind.FORMULA):
        yield _HEADING.sub("", text)
        return
    if kind is Kind.ITEM:
        text = _ITEM.sub("", text, count=1)
    start = 0
    for match in _STOP.finditer(text):
        if _ends_sentence(text[start : match.start()], match.group(), text[match.end() :]):
            yield text[start : match.end()].strip()
            start = match.end()
    if rest := text[start:].strip():
        yield rest


def _rows(lines: list[str]) -> Iterator[str]:
    """Yield each row under the table's head; a table without a head is one piece."""
    if len(lines) < 3 or not _TABLE_RULE.fullmatch(lines[1]):
        yield "\n".join(lines)
        return
    for row in lines[2:]:
        yield "\n".join([*lines[:2], row])


def _kind_of(kind: Kind, part: str, unmask: Callable[[str], str]) -> Kind:
    """Tell code, and a formula within a paragraph's own line, from the block's kind."""
    if kind is not Kind.FORMULA:
        return kind
    whole = unmask(part)
    if whole.startswith("`"):
        return Kind.CODE
    return Kind.FORMULA if not whole.startswith("$") or whole.startswith("$$") else Kind.PROSE


def _ends_sentence(before: str, stop: str, after: str) -> bool:
    following = after.lstrip()
    if following[:1].islower() or (stop.startswith("…") and not following[:1].isupper()):
        return False
    last = _LAST_WORD.search(before)
    if stop[0] != "." or len(stop.rstrip("»”\"')] ")) > 1 or last is None:
        return True
    word = last.group(1)
    if word.lower() in _OPEN_ENDED:
        return False
    if word.lower() in _REFERRING and not following[:1].isupper():
        return False
    if before.strip() == word and word.isdigit():
        return False
    # "J. C. Maxwell" is one name, "5 V. Le courant" is two sentences.
    is_initial = len(word) == 1 and word.isupper() and not _opens_with_small_word(following)
    return not is_initial or before[: last.start()].rstrip()[-1:].isdigit()


def _opens_with_small_word(text: str) -> bool:
    """Return whether a text opens with "Le", "On" or the like, which no name does."""
    first = re.match(r"[^\W\d_]{2,}", text)
    return first is not None and not content_words(first.group())
