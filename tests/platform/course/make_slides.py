"""Write slides with speaker notes from a Markdown outline."""

from pathlib import Path

from playwright.sync_api import sync_playwright
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Cm, Pt

IMAGE, NOTES, BULLET = "![", "Notes : ", "- "


def write_slides(source: Path, target: Path, executable: str) -> None:
    """Write one slide for each part of the source between "---" lines."""
    parts = source.read_text(encoding="utf-8").split("\n---\n")
    deck = Presentation()
    deck.core_properties.author = "The Passerelle authors"
    for part in parts:
        add_slide(deck, part.strip().splitlines(), source.parent, executable)
    deck.save(str(target))


def add_slide(deck: Deck, lines: list[str], folder: Path, executable: str) -> None:
    is_first = len(deck.slides) == 0
    slide = deck.slides.add_slide(deck.slide_layouts[0 if is_first else 1])
    slide.shapes.title.text = lines[0].lstrip("# ")
    bullets = [line.removeprefix(BULLET) for line in lines if line.startswith(BULLET)]
    images = [line for line in lines if line.startswith(IMAGE)]
    notes = [line.removeprefix(NOTES) for line in lines if line.startswith(NOTES)]
    fill_body(slide, bullets, is_narrow=bool(images))
    for line in images:
        add_image(slide, line, folder, executable)
    slide.notes_slide.notes_text_frame.text = "\n".join(notes)


def fill_body(slide: Slide, bullets: list[str], *, is_narrow: bool) -> None:
    body = slide.placeholders[1]
    body.text_frame.text = "\n".join(bullets)
    for paragraph in body.text_frame.paragraphs:
        paragraph.font.size = Pt(18)
    if is_narrow:
        body.left, body.top, body.width, body.height = Cm(1.2), Cm(4.5), Cm(11.5), Cm(12)


def add_image(slide: Slide, line: str, folder: Path, executable: str) -> None:
    """Add a picture on the right; the words in brackets become its alternative text."""
    words, _, name = line.removeprefix(IMAGE).rstrip(")").partition("](")
    png = folder / "figures" / f"{Path(name).stem}.png"
    picture_of(folder / name, png, executable)
    picture = slide.shapes.add_picture(str(png), Cm(13), Cm(5), width=Cm(11.5))
    picture._element.nvPicPr.cNvPr.set("descr", words)
    png.unlink()


def picture_of(svg: Path, png: Path, executable: str) -> None:
    # PowerPoint shows no SVG before 2016, so the browser draws it once.
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page(device_scale_factor=1.5)
        page.set_content(svg.read_text(encoding="utf-8"))
        page.locator("svg").screenshot(path=str(png))
        browser.close()
