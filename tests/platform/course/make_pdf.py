"""Print Markdown chapters with formulas as one tagged A4 PDF."""

import html
import re
from pathlib import Path

import latex2mathml.converter
import pypdfium2
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from playwright.sync_api import Page, sync_playwright

CHROMIUM_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
TITLE = "Électronique analogique et traitement du signal"
IMAGE = re.compile(r'<p><img src="([^"]+)" alt="([^"]*)" /></p>')
FORMULA_AND_STOP = re.compile(r'(<span class="math inline">(?:(?!</span>).)*</span>)([.,;)»]+)')
# French sets a space before these signs, and a unit stays with its number.
UNBROKEN_SPACE = re.compile(r" (?=[;:?!»])|(?<=\d) (?=[GMkmµnp]?(?:Ω|V|A|W|Hz|F|H|s|dB|bits|%)\b)")
HEADING = re.compile(r"<h([12])>(.*?)</h\1>")


def print_course(chapters: list[Path], title_page: str, css: str, executable: str) -> bytes:
    """Return the PDF of the chapters, its contents list filled from a first printing."""
    parts = [chapter_html(path) for path in chapters]
    body = number_figures("".join(section(number, part) for number, part in enumerate(parts, 1)))
    style = css + "".join(running_header(number, part) for number, part in enumerate(parts, 1))
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, args=CHROMIUM_ARGS)
        page = browser.new_page()
        draft = to_pdf(page, document(title_page, contents(body, []), body, style))
        pages = pages_of_headings(draft)
        final = to_pdf(page, document(title_page, contents(body, pages), body, style))
        browser.close()
    return final


def chapter_html(path: Path) -> str:
    """Return one chapter as HTML: formulas as MathML, figures as inline SVG."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.use(
        dollarmath_plugin,
        allow_space=False,
        double_inline=True,
        renderer=lambda text, options: to_mathml(text, display=options["display_mode"]),
    )
    text = markdown.render(path.read_text(encoding="utf-8"))
    text = UNBROKEN_SPACE.sub("\N{NO-BREAK SPACE}", text)
    text = FORMULA_AND_STOP.sub(r'<span class="kept">\1\2</span>', text)
    return IMAGE.sub(lambda found: figure(path.parent / found[1], found[2]), text)


def to_mathml(latex: str, *, display: bool) -> str:
    """Return MathML in which a decimal comma belongs to its number."""
    spoken = html.escape(latex.replace("{,}", ","))
    latex = re.sub(r"(\d)\{,\}(\d)", r"\1.\2", latex)
    mode = "block" if display else "inline"
    mathml = latex2mathml.converter.convert(latex, display=mode)
    mathml = re.sub(r"<mn>(\d+)\.(\d+)</mn>", r"<mn>\1,\2</mn>", mathml)
    # One tag a formula, read as its LaTeX: a tag a letter would make the file four times as large.
    mathml = mathml.replace("<math ", f'<math role="img" aria-label="{spoken}" ', 1)
    # Names of functions (sin, log) stand upright.
    return re.sub(r"<mi>(\w{2,})</mi>", r'<mi mathvariant="normal">\1</mi>', mathml)


def figure(svg: Path, caption: str) -> str:
    drawing = svg.read_text(encoding="utf-8").replace(
        "<svg ", f'<svg role="img" aria-label="{caption}" ', 1
    )
    return f"<figure>{drawing}<figcaption>Figure # — {caption}</figcaption></figure>"


def number_figures(body: str) -> str:
    pieces = body.split("Figure # — ")
    numbered = (f"Figure {n} — {piece}" for n, piece in enumerate(pieces[1:], 1))
    return pieces[0] + "".join(numbered)


def section(number: int, part: str) -> str:
    return f'<section class="chapter" style="page: chapter{number}">{part}</section>'


def running_header(number: int, part: str) -> str:
    # Chromium knows neither string-set nor target-counter: one named page a chapter instead.
    title = html.unescape(plain(HEADING.search(part)[2])).replace('"', "'")
    return f'@page chapter{number} {{ @top-right {{ content: "{title}"; }} }}\n'


def contents(body: str, pages: list[int]) -> str:
    """Return the contents list; a heading without a known page keeps an empty place."""
    headings = HEADING.findall(body)
    numbers = pages or [0] * len(headings)
    rows = [
        f'<li class="level{level}"><span>{plain(title)}</span><span>{number or "000"}</span></li>'
        for (level, title), number in zip(headings, numbers, strict=True)
    ]
    return f'<nav><p class="contents-title">Table des matières</p><ol>{"".join(rows)}</ol></nav>'


def plain(markup: str) -> str:
    return re.sub(r"<[^>]+>", "", markup)


def document(title_page: str, nav: str, body: str, style: str) -> str:
    head = f'<meta charset="utf-8"><title>{TITLE}</title><style>{style}</style>'
    return f'<!doctype html><html lang="fr"><head>{head}</head><body>{title_page}{nav}{body}</body>'


def to_pdf(page: Page, text: str) -> bytes:
    page.set_content(text)
    return page.pdf(prefer_css_page_size=True, tagged=True, outline=True, print_background=True)


def pages_of_headings(pdf: bytes) -> list[int]:
    """Return the page, from 1, of each first- and second-level heading in reading order."""
    marks = pypdfium2.PdfDocument(pdf).get_toc(max_depth=2)
    return [mark.get_dest().get_index() + 1 for mark in marks]
