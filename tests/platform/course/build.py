"""Build the documents of the sample course from their sources."""

import shutil
from pathlib import Path

from make_docx import write_docx
from make_figures import write_figures
from make_pdf import print_course
from make_slides import write_slides

HERE = Path(__file__).parent
SOURCES = HERE / "sources"


def build() -> None:
    """Write every built document beside this file; the others are their own source."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("Chromium is needed to print the course; install it first.")
    write_figures(SOURCES / "figures")
    build_script(chromium)
    write_docx(SOURCES / "travaux-diriges.md", HERE / "travaux-diriges.docx")
    slides = HERE / "diapositives-filtres.pptx"
    write_slides(SOURCES / "diapositives-filtres.md", slides, chromium)


def build_script(chromium: str) -> None:
    chapters = sorted((SOURCES / "polycopie").glob("*.md"))
    title_page = (SOURCES / "title-page.html").read_text(encoding="utf-8")
    css = (SOURCES / "polycopie.css").read_text(encoding="utf-8")
    pdf = print_course(chapters, title_page, css, chromium)
    (HERE / "polycopie-electronique.pdf").write_bytes(pdf)


if __name__ == "__main__":
    build()
