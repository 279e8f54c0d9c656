"""Quotes written as Markdown, each with the citation of its source."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from lti_app.language.quote import Quote
from lti_app.language.sentences import PROTECTED, Kind, Sentence

_BRACKETED_NUMBER = re.compile(r"\[(\d+(?:\s*[,;–-]\s*\d+)*)\]")
_GROUP = re.compile(r"(?:\s*\S+){1,4}\s*")


def write_quotes(introduction: str, quotes: Sequence[Quote]) -> str:
    """Return the introduction, then one block quote a source, with `[n]` after each quote."""
    blocks = [introduction]
    for number, own in groupby(quotes, key=lambda quote: quote.source.number):
        lines = "\n\n".join(_paragraphs(list(own), number)).split("\n")
        blocks.append("\n".join(f"> {line}".rstrip() for line in lines))
    return "\n\n".join(blocks) + "\n"


def word_groups(text: str) -> Iterator[str]:
    """Yield a text in pieces of up to four words; a formula is never cut."""
    start = 0
    for match in PROTECTED.finditer(text):
        yield from _GROUP.findall(text[start : match.start()])
        yield match.group()
        start = match.end()
    yield from _GROUP.findall(text[start:])


def _paragraphs(quotes: Sequence[Quote], number: int) -> Iterator[str]:
    """Yield paragraphs, each with its citation; sentences that follow each other share one."""
    paragraph = ""
    quotes = list(_rows_together(quotes))
    for index, quote in enumerate(quotes):
        written = _write(quote)
        if paragraph and quote.follows(quotes[index - 1]) and "\n" not in paragraph + written:
            paragraph = f"{paragraph} {written}"
            continue
        if paragraph:
            yield _cite(paragraph, quotes[index - 1], number)
        paragraph = written
    if paragraph:
        yield _cite(paragraph, quotes[-1], number)


def _cite(paragraph: str, last: Quote, number: int) -> str:
    """Return a paragraph with its citation where its last part ends."""
    stands_alone = last.parts[-1].kind in (Kind.TABLE, Kind.CODE)
    return f"{paragraph}\n\n[{number}]" if stands_alone else f"{paragraph} [{number}]"


def _rows_together(quotes: Sequence[Quote]) -> Iterator[Quote]:
    """Yield the quotes, the rows of one table as one under one head."""
    for (block, kind), own in groupby(quotes, key=lambda q: (q.parts[0].block, q.parts[0].kind)):
        rows = list(own)
        if kind is not Kind.TABLE or len(rows) == 1:
            yield from rows
            continue
        text = "\n".join([rows[0].text, *(row.text.splitlines()[-1] for row in rows[1:])])
        yield replace(rows[0], parts=(Sentence(text, kind, block),))


def _write(quote: Quote) -> str:
    """Return one quote as Markdown, a run-in heading in bold."""
    text = ""
    for index, part in enumerate(quote.parts):
        before = quote.parts[index - 1] if index else None
        goes_on = before is not None and before.block == part.block
        write = _write_prose if goes_on else _WRITERS.get(part.kind, _write_prose)
        text += _gap(before, part) + write(part.text)
    label = quote.parts[0].text
    is_plain = quote.has_label and not set(label) & set("*_$`<[")
    return f"**{label}**{text[len(label) :]}" if is_plain else text


def _gap(before: Sentence | None, part: Sentence) -> str:
    if before is None:
        return ""
    if before.block == part.block:
        return " "
    return "\n" if before.kind is part.kind is Kind.ITEM else "\n\n"


def _write_prose(text: str) -> str:
    """Return text in which nothing can pass for a citation or open a formula."""
    return _outside_formulas(
        text, lambda part: _BRACKETED_NUMBER.sub(r"(\1)", part).replace("$", r"\$")
    )


def _outside_formulas(text: str, change: Callable[[str], str]) -> str:
    written, start = "", 0
    for match in PROTECTED.finditer(text):
        written += change(text[start : match.start()]) + match.group()
        start = match.end()
    return written + change(text[start:])


def _write_item(text: str) -> str:
    return f"- {_write_prose(text)}"


def _write_as_is(text: str) -> str:
    return text


_WRITERS: dict[Kind, Callable[[str], str]] = {
    Kind.ITEM: _write_item,
    Kind.FORMULA: _write_as_is,
    Kind.CODE: _write_as_is,
}
