"""Cuts a document into chunks that know their page and headings."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from retrieval.blocks import Block, BlockKind, to_blocks
from retrieval.contents_lines import without_contents_lines
from retrieval.language import tell_language
from retrieval.page_ends import unfinished_chars
from retrieval.passage import Chunk, DocumentText, PageText
from retrieval.pieces import CountTokens, cut_block

# Of 128, 256 and 480 tokens, 256 held the answer most often within the same
# budget of retrieved tokens (docs/retrieval.md).
CHUNK_TOKENS = 256
# How far a chunk may be over its size to finish what its page leaves unfinished.
LONGEST_TO_FINISH = 1.5
_LANGUAGE_SAMPLE_CHARS = 20_000

_UNSAFE = re.compile("[\x00\ud800-\udfff]")
_TOKEN = re.compile(r"\w{1,5}|[^\w\s]")


def estimate_tokens(text: str) -> int:
    """Return about how many tokens a multilingual model makes of the text."""
    return len(_TOKEN.findall(text))


def to_chunks(
    document: DocumentText,
    *,
    chunk_tokens: int = CHUNK_TOKENS,
    default_language: str = "en",
    count_tokens: CountTokens = estimate_tokens,
) -> list[Chunk]:
    """Return the chunks of a document in order, of about chunk_tokens at most.

    Headings are carried over pages. A chunk never spans two headings. It ends with its page,
    so that a citation opens the right one, but for a sentence, a row, a formula or code that
    runs on: their end belongs to the page where they began. NUL and lone surrogates become
    spaces, so that positions stay those of the given text.
    default_language: of a document whose words do not tell.
    """
    pages = [PageText(page.number, _UNSAFE.sub(" ", page.text)) for page in document.pages]
    sample = "\n".join(page.text[:2_000] for page in pages)[:_LANGUAGE_SAMPLE_CHARS]
    language = tell_language(sample, otherwise=default_language)
    blocks = _split_rests(_sections(pages, document.title))
    drafts = _pack(blocks, chunk_tokens, count_tokens)
    return list(_number(_finish(draft, document, language) for draft in drafts))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block with its page and the headings above it.

    is_rest: whether it finishes what the page before left unfinished.
    """

    block: Block
    page: int
    headings: tuple[str, ...]
    is_rest: bool = False


@dataclass(slots=True)
class _Draft:
    """A chunk in the making."""

    blocks: list[_Placed] = field(default_factory=list)
    tokens: int = 0


def _sections(pages: Iterable[PageText], title: str) -> Iterator[_Placed]:
    """Yield every block but headings, each with the headings above it."""
    above: list[tuple[int, str]] = []
    last: Block | None = None
    for page in pages:
        headings: list[Block] = []
        has_body = False
        for block in to_blocks(page.text, last):
            last = block
            if block.kind is BlockKind.HEADING:
                above = _below(above, block, title)
                headings.append(block)
            else:
                has_body = True
                yield from _as_body(block, page.number, tuple(name for _, name in above))
        if headings and not has_body:
            yield from _as_text(headings, page.number, above)


def _as_body(block: Block, page: int, headings: tuple[str, ...]) -> Iterator[_Placed]:
    """Yield the block without its lines of a table of contents, which would answer nothing."""
    if block.kind in (BlockKind.PARAGRAPH, BlockKind.TABLE):
        block = replace(block, text=without_contents_lines(block.text, headings).rstrip())
    if block.text:
        yield _Placed(block, page, headings)


def _below(above: list[tuple[int, str]], block: Block, title: str) -> list[tuple[int, str]]:
    """Return the headings that hold below this one; the document's title is not repeated."""
    marks, _, name = block.text.strip().partition(" ")
    level, name = len(marks), name.strip().rstrip("#").strip()
    kept = [(other, text) for other, text in above if other < level]
    return kept if name.casefold() == title.strip().casefold() else [*kept, (level, name)]


def _as_text(headings: list[Block], page: int, above: list[tuple[int, str]]) -> Iterator[_Placed]:
    """Yield the headings of a page without body (a slide with a picture) as its text."""
    for block in headings:
        text = block.text.strip().lstrip("#").strip()
        shown = replace(block, kind=BlockKind.PARAGRAPH, text=text)
        yield _Placed(shown, page, tuple(name for _, name in above if name != text))


def _split_rests(blocks: Iterable[_Placed]) -> Iterator[_Placed]:
    """Yield the blocks, the rest of what the page before left unfinished apart."""
    last: _Placed | None = None
    for placed in blocks:
        if last and placed.page == last.page + 1 and placed.headings == last.headings:
            yield from _split_rest(placed, unfinished_chars(last.block, placed.block))
        else:
            yield placed
        last = placed


def _split_rest(placed: _Placed, chars: int) -> Iterator[_Placed]:
    block = placed.block
    rest, own = block.text[:chars], block.text[chars:].lstrip()
    if rest:
        ended = replace(block, text=rest, end=block.start + chars)
        yield replace(placed, block=ended, is_rest=True)
    if own:
        yield replace(placed, block=replace(block, text=own, start=block.end - len(own)))


def _pack(
    blocks: Iterable[_Placed], chunk_tokens: int, count_tokens: CountTokens
) -> Iterator[_Draft]:
    draft = _Draft()
    for placed in blocks:
        for piece in cut_block(placed.block, chunk_tokens, count_tokens):
            tokens = count_tokens(piece.text)
            if draft.blocks and _is_full(draft, placed, tokens, chunk_tokens):
                yield draft
                draft = _Draft()
            draft.blocks.append(replace(placed, block=piece))
            draft.tokens += tokens
    if draft.blocks:
        yield draft


def _is_full(draft: _Draft, following: _Placed, tokens: int, chunk_tokens: int) -> bool:
    last = draft.blocks[-1]
    if following.is_rest:
        return draft.tokens + tokens > LONGEST_TO_FINISH * chunk_tokens
    if following.headings != last.headings or following.page != draft.blocks[0].page:
        return True
    return draft.tokens + tokens > chunk_tokens


def _finish(draft: _Draft, document: DocumentText, language: str) -> Chunk:
    first, last = draft.blocks[0], draft.blocks[-1]
    on_first_page = [placed.block for placed in draft.blocks if placed.page == first.page]
    text = "".join(map(_with_joint, draft.blocks)).strip()
    return Chunk(
        document_id=document.document_id,
        title=_UNSAFE.sub(" ", document.title),
        page_number=first.page,
        last_page_number=last.page,
        heading_path=first.headings,
        text=text,
        start_char=on_first_page[0].start,
        end_char=on_first_page[-1].end,
        language=tell_language(text, otherwise=language),
    )


def _with_joint(placed: _Placed) -> str:
    """Return the block's text with what stands between it and the block before it."""
    joint = "\n\n"
    if placed.is_rest:
        joint = " " if placed.block.kind is BlockKind.PARAGRAPH else "\n"
    return joint + placed.block.text.strip("\n")


def _number(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """Count equal chunks apart (a slide shown twice), so that each has an id of its own."""
    seen: Counter[str] = Counter()
    for chunk in chunks:
        if chunk.text:
            yield replace(chunk, occurrence=seen[chunk.text_to_embed])
            seen[chunk.text_to_embed] += 1
