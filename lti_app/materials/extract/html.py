"""HTML, of which only the text and its structure stay."""

from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from lti_app.domain.document import DocumentPage
from lti_app.materials.extract.reader import Progress, heading, number, paginate, plain, table

DROPPED = (
    *("script", "style", "noscript", "template", "nav", "svg", "iframe", "object"),
    *("form", "button", "select", "textarea", "head"),
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = (
    *("html", "body", "main", "header", "footer", "aside", "section", "article", "address"),
    *("p", "div", "blockquote", "figure", "figcaption", "pre", "table", "hr"),
    *("ul", "ol", "li", "dl", "dt", "dd", "details", "summary"),
)


def read(path: Path, on_progress: Progress) -> Iterator[DocumentPage]:
    """Yield pages of about 500 words that begin at headings where they can."""
    soup = BeautifulSoup(path.read_bytes(), "lxml")
    for tag in soup(list(DROPPED)):
        tag.decompose()
    root = soup.find("main") or soup.find("article") or soup.body or soup
    yield from number(paginate(_blocks(root) if isinstance(root, Tag) else []))


def _blocks(tag: Tag) -> Iterator[str]:
    """Yield the blocks within a tag; text between two blocks is a block of its own."""
    loose: list[str] = []
    for child in tag.children:
        if not isinstance(child, Tag):
            loose.append("" if isinstance(child, PreformattedString) else str(child))
        elif _is_block(child):
            yield from _paragraph("".join(loose))
            loose = []
            yield from _block(child)
        else:
            loose.append("\n" if child.name == "br" else _inline(child))
    yield from _paragraph("".join(loose))


def _block(tag: Tag) -> Iterator[str]:
    if tag.name in HEADINGS:
        text = _inline(tag).strip()
        yield from [heading(HEADINGS[tag.name], text)] if text else []
    elif tag.name == "pre":
        yield f"```\n{tag.get_text().strip(chr(10))}\n```"
    elif tag.name == "table":
        rows = [[_inline(cell) for cell in row(["td", "th"])] for row in tag("tr")]
        yield from [text] if (text := table(row for row in rows if row)) else []
    elif tag.name in ("ul", "ol"):
        yield from _list(tag)
    else:
        yield from _blocks(tag)


def _list(tag: Tag) -> Iterator[str]:
    lines = []
    for position, item in enumerate(tag.find_all("li", recursive=False), start=1):
        mark = f"{position}." if tag.name == "ol" else "-"
        first, *rest = "\n".join(_blocks(item)).split("\n") if isinstance(item, Tag) else [""]
        lines += [f"{mark} {first}", *(f"  {line}" for line in rest if line.strip())]
    yield from ["\n".join(lines)] if lines else []


def _inline(tag: Tag) -> str:
    # MathML carries its TeX in an annotation; the rest of it says the same again.
    if tag.name == "math" and (tex := tag.find("annotation", encoding="application/x-tex")):
        return f"${tex.get_text().strip()}$"
    if tag.name == "img":
        return str(tag.get("alt") or "")
    parts = []
    for child in tag.children:
        if isinstance(child, Tag):
            parts.append("\n" if child.name == "br" else _inline(child))
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            parts.append(str(child))
    return "".join(parts)


def _is_block(tag: Tag) -> bool:
    return tag.name in BLOCKS or tag.name in HEADINGS or tag.find(list(BLOCKS)) is not None


def _paragraph(text: str) -> Iterator[str]:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    joined = " ".join(line for line in lines if line)
    if joined:
        yield plain(joined)
