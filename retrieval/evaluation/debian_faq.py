"""Makes the English, French and French-to-English sets from the Debian FAQ.

    apt-get download debian-faq debian-faq-fr   # then dpkg-deb -x each into a folder
    python -m retrieval.evaluation.debian_faq usr/share/doc/debian/FAQ retrieval/evaluation/data

A section whose title asks is a question, its text the passages that answer it. The title is
left out of the passages. A fifth of the asking sections is withheld: their questions have no
answer among passages of the same subject.
"""

import argparse
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.chunks import to_chunks
from retrieval.evaluation.corpus import Corpus, CorpusPassage, CorpusQuestion, write_corpus
from retrieval.passage import DocumentText, PageText

WITHHELD = 0.2


@dataclass(frozen=True, slots=True)
class _Section:
    anchor: str
    chapter: str
    title: str
    text: str

    @property
    def is_question(self) -> bool:
        return self.title.endswith("?")

    @property
    def is_withheld(self) -> bool:
        return self.is_question and _fraction(self.anchor) < WITHHELD


def read_sections(folder: Path, language: str) -> list[_Section]:
    """Return the sections of all chapters of one language, chapters by name."""
    files = sorted(folder.glob(f"*.{language}.html"))
    return [section for file in files for section in _sections_of(file)]


def to_corpus(name: str, asked: list[_Section], read: list[_Section], language: str) -> Corpus:
    """Return a corpus of questions from one list of sections and passages from another."""
    passages = [
        CorpusPassage(f"{section.anchor}-{number}", section.chapter, chunk.text, chunk.language)
        for section in read
        if not section.is_withheld
        for number, chunk in enumerate(to_chunks(_to_document(section)))
    ]
    ids: dict[str, list[str]] = {}
    for passage in passages:
        ids.setdefault(passage.id.rpartition("-")[0], []).append(passage.id)
    anchors = {section.anchor for section in read}
    questions = [
        CorpusQuestion(
            id=section.anchor,
            text=section.title,
            language=language,
            gold_ids=tuple(ids.get(section.anchor, ())),
            is_answerable=section.anchor in ids,
            split="held_back",
        )
        for section in asked
        if section.is_question and section.anchor in anchors
    ]
    return Corpus(name, tuple(passages), tuple(questions))


def _sections_of(file: Path) -> Iterator[_Section]:
    from bs4 import BeautifulSoup

    page = BeautifulSoup(file.read_text("utf-8"), "lxml-xml")
    chapter = _heading(page.select_one("h1.title"))
    for section in page.select("div.section"):
        title = section.select_one("h2.title, h3.title, h4.title")
        anchor = section.select_one("a[id]")
        for inner in section.select("div.section, div.titlepage"):
            inner.extract()
        text = _to_text(section)
        if title and anchor and text:
            yield _Section(str(anchor["id"]), chapter, _heading(title), text)


def _heading(element: Any) -> str:
    """Return a heading's words without its number ("Chapter 2. ", "2.1. ")."""
    words = " ".join(element.get_text(" ").split()) if element else ""
    return re.sub(r"^(Chapter|Chapitre)?\s*[\d.]+\s*", "", words)


def _to_text(section: Any) -> str:
    """Return the paragraphs and listings of a section, a blank line between."""
    parts = section.select("p, pre")
    texts = (" ".join(part.get_text().split()) for part in parts)
    return "\n\n".join(text for text in texts if text)


def _to_document(section: _Section) -> DocumentText:
    return DocumentText(section.anchor, section.chapter, (PageText(1, section.text),))


def _fraction(text: str) -> float:
    """Return a number of 0 to 1 that follows from the text."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) / 2**32


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the three corpora as the command line says."""
    parser = argparse.ArgumentParser(description="Make corpora from the Debian FAQ.")
    parser.add_argument("faq", type=Path)
    parser.add_argument("data", type=Path)
    options = parser.parse_args(arguments)
    english = read_sections(options.faq, "en")
    french = read_sections(options.faq / "fr", "fr")
    for name, asked, read, language in (
        ("debian-faq-en", english, english, "en"),
        ("debian-faq-fr", french, french, "fr"),
        ("debian-faq-fr-en", french, english, "fr"),
    ):
        corpus = to_corpus(name, asked, read, language)
        write_corpus(corpus, options.data / name)
        answerable = sum(question.is_answerable for question in corpus.questions)
        print(
            f"{name}: {len(corpus.passages)} passages, {answerable} questions with and "
            f"{len(corpus.questions) - answerable} without an answer"
        )


if __name__ == "__main__":
    main()
