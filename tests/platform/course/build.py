"""Build the documents of the sample course from their sources."""

import shutil
from pathlib import Path

from make_figures import write_figures
from make_pdf import print_course

HERE = Path(__file__).parent
SOURCES = HERE / "sources"


def build() -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("Chromium is needed to print the course; install it first.")
    write_figures(SOURCES / "figures")
    chapters = sorted((SOURCES / "polycopie").glob("*.md"))
    title_page = (SOURCES / "title-page.html").read_text(encoding="utf-8")
    css = (SOURCES / "polycopie.css").read_text(encoding="utf-8")
    pdf = print_course(chapters, title_page, css, chromium)
    (HERE / "polycopie-electronique.pdf").write_bytes(pdf)


if __name__ == "__main__":
    build()
