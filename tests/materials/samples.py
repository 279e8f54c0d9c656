"""Documents of every format, made anew for each test."""

import ctypes
import io
from collections.abc import Sequence
from pathlib import Path

import docx
import pptx
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pptx.util import Inches

Text = tuple[str, float, str]
BODY, BOLD, CODE = "Helvetica", "Helvetica-Bold", "Courier"
OHM = b"# Ohm\n\nLa tension vaut la resistance fois le courant."
WATT = b"# Watt\n\nLa puissance vaut la tension fois le courant."
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def make_pdf(path: Path, pages: Sequence[Sequence[Text]], *, turned: bool = False) -> Path:
    """Write a PDF; each page is a list of lines: text, size in points, font."""
    document = pdfium.PdfDocument.new()
    for lines in pages:
        page = document.new_page(595, 842)
        height = 780.0
        for text, size, font in lines:
            _write(document, page, text, size, font, height)
            height -= size * 1.2 if text else size
        if turned:
            page.set_rotation(90)
        page.gen_content()
    document.save(path)
    return path


def _write(
    document, page, text: str, size: float, font: str, height: float, left: float = 72
) -> None:
    item = raw.FPDFPageObj_NewTextObj(document.raw, font.encode(), size)
    content = ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0")
    raw.FPDFText_SetText(item, ctypes.cast(content, ctypes.POINTER(ctypes.c_ushort)))
    raw.FPDFPageObj_Transform(item, 1, 0, 0, 1, left, height)
    raw.FPDFPage_InsertObject(page.raw, item)


def placed_pdf(path: Path, words: Sequence[tuple[str, float, float, float]]) -> Path:
    """Write a PDF of one page; each word is a text, its size, its left, its height."""
    document = pdfium.PdfDocument.new()
    page = document.new_page(595, 842)
    for text, size, left, height in words:
        _write(document, page, text, size, BODY, height, left)
    page.gen_content()
    document.save(path)
    return path


def encrypted_pdf() -> bytes:
    """Return a PDF whose user password nobody knows (ISO 32000-1, 7.6.3)."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"41" * 32, b"42" * 32),
    ]
    file, places = io.BytesIO(), []
    file.write(b"%PDF-1.4\n")
    for number, part in enumerate(parts, start=1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    table = file.tell()
    file.write(b"xref\n0 5\n0000000000 65535 f \n")
    file.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    file.write(b"trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<41> <41>] >>\n")
    file.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return file.getvalue()


def encrypted_office() -> bytes:
    return COMPOUND_FILE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512


def course_pdf(path: Path) -> Path:
    """Write two pages of a course, with headings, a hyphen at a line end, a bullet, code."""
    return make_pdf(
        path,
        [
            [
                ("Circuits", 24, BOLD),
                ("", 12, BODY),
                ("La loi des nœuds dit que la somme des courants qui en-", 12, BODY),
                ("trent dans un nœud égale la somme de ceux qui en sortent.", 12, BODY),
                ("", 24, BODY),
                ("1.1 Loi des mailles", 16, BOLD),
                ("", 12, BODY),
                ("La somme des tensions le long d'une maille est nulle.", 12, BODY),
                ("• premier point", 12, BODY),
                ("• second point", 12, BODY),
            ],
            [("u = R * i", 12, CODE), ("", 24, BODY), ("Le condensateur se charge.", 12, BODY)],
        ],
    )


def course_docx(path: Path) -> Path:
    document = docx.Document()
    document.add_heading("Électricité", level=1)
    document.add_paragraph("La résistance se mesure en ohms.")
    document.add_heading("Symboles", level=2)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells],
        ["Grandeur", "Unité", "Tension", "volt | V"],
        strict=True,
    ):
        cell.text = text
    document.add_paragraph("Premier point", style="List Bullet")
    document.save(str(path))
    return path


def course_pptx(path: Path) -> Path:
    slides = pptx.Presentation()
    first = slides.slides.add_slide(slides.slide_layouts[1])
    first.shapes.title.text = "Le condensateur"
    first.placeholders[1].text = "Il stocke une charge"
    first.placeholders[1].text_frame.add_paragraph().text = "q égale C fois u"
    first.notes_slide.notes_text_frame.text = "Montrer la décharge."
    second = slides.slides.add_slide(slides.slide_layouts[6])
    box = second.shapes.add_textbox(Inches(1), Inches(1), Inches(4), Inches(1))
    box.text_frame.text = "La bobine s'oppose aux variations du courant."
    slides.save(str(path))
    return path


MARKDOWN = """---
author: nobody
---
# Ohm's law

The voltage equals the resistance times the current.

```python
# not a heading
u = r * i
```

Second title
============

Text below the second title, with <!-- a hidden remark --> nothing hidden.
"""

HTML = """<!doctype html><html><head><title>t</title><style>p{color:red}</style></head>
<body><nav>Menu Menu</nav><main><h1>Diode</h1><p>Une diode laisse passer
le courant <b>dans un sens</b>.</p><script>alert("no")</script>
<ul><li>anode</li><li>cathode</li></ul>
<table><tr><th>Type</th><th>Seuil</th></tr><tr><td>silicium</td><td>0,6 V</td></tr></table>
<pre>i = 0
j = 1</pre><p>Formule <math><semantics><mi>u</mi>
<annotation encoding="application/x-tex">u=Ri</annotation></semantics></math></p>
</main><!-- hidden --></body></html>"""


def broken_office(path: Path) -> Path:
    """Write the first half of a Word document."""
    whole = course_docx(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path
