"""The nouns of retrieval: what goes into the index, what is found in it."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page; lines that begin with `# ` to `###### ` are headings.

    number: counted from 1, as a reader sees it in the document.
    """

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document as it was read: its title and its pages in order."""

    document_id: str
    title: str
    pages: tuple[PageText, ...]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document, small enough to be embedded and cited.

    start_char, end_char: the span on the first page; a chunk that runs on to
    last_page_number ends its span where the first page ends.
    language: ISO 639-1. occurrence: 0 for the first of equal chunks in a document.
    """

    document_id: str
    title: str
    page_number: int
    last_page_number: int
    heading_path: tuple[str, ...]
    text: str
    start_char: int
    end_char: int
    language: str
    occurrence: int = 0

    @property
    def text_to_embed(self) -> str:
        """The text with its title and headings before it, which are not shown."""
        head = " > ".join(part for part in (self.title, *self.heading_path) if part)
        return f"{head}\n{self.text}" if head else self.text

    def digest(self, *, course_id: str, model: str) -> str:
        """Return the chunk's id: 32 hex digits of all that its vector depends on.

        The page is left out, so that pages inserted before do not embed a script again.
        """
        parts = (course_id, model, self.document_id, str(self.occurrence), self.text_to_embed)
        framed = "".join(f"{len(part)}:{part}" for part in parts)
        return hashlib.sha256(framed.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk that was found for a question.

    score: 0 to 1, how the passages of one finding are ranked, not comparable between questions.
    cosine: -1 to 1, closeness in meaning. keyword_score: BM25, 0 when no word is shared.
    """

    chunk_id: str
    document_id: str
    title: str
    page_number: int
    last_page_number: int
    heading_path: tuple[str, ...]
    text: str
    language: str
    start_char: int
    end_char: int
    score: float
    cosine: float
    keyword_score: float


@dataclass(frozen=True, slots=True)
class Finding:
    """The passages found for a question, and whether they suffice to answer it.

    passages: best first. confidence: 0 to 1, that the material holds an answer.
    is_sufficient: false says "not in the material".
    """

    passages: tuple[Passage, ...]
    confidence: float
    is_sufficient: bool


@dataclass(frozen=True, slots=True)
class IndexReport:
    """How many chunks were written, left as they were, and removed."""

    written: int
    skipped: int
    removed: int
