"""Markdown, HTML, plain text."""

import pytest

from tests.materials.samples import HTML, MARKDOWN


@pytest.fixture
def read_text(read, tmp_path):
    def read_content(name: str, content: str | bytes) -> list[str]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return [page.text for page in read(path)]

    return read_content


def test_markdown_keeps_its_headings_and_drops_what_is_hidden(read_text):
    (text,) = read_text("x.md", MARKDOWN)
    assert text.startswith("# Ohm's law\n\nThe voltage")
    assert "# Second title" in text.split("\n")
    assert "author" not in text
    assert "hidden remark" not in text


def test_a_comment_in_code_stays_within_its_fence(read_text):
    (text,) = read_text("x.md", MARKDOWN)
    assert "```python\n# not a heading\nu = r * i\n```" in text


def test_markdown_sections_become_pages(read_text):
    content = "\n\n".join(f"# Part {n}\n\n{'word ' * 300}" for n in range(3))
    assert [text[:8] for text in read_text("x.md", content)] == ["# Part 0", "# Part 1", "# Part 2"]


def test_html_becomes_text_with_structure(read_text):
    (text,) = read_text("x.html", HTML)
    assert text.split("\n\n") == [
        "# Diode",
        "Une diode laisse passer le courant dans un sens.",
        "- anode\n- cathode",
        "| Type | Seuil |\n| --- | --- |\n| silicium | 0,6 V |",
        "```\ni = 0\nj = 1\n```",
        "Formule $u=Ri$",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_every_usual_encoding(read_text, encoding):
    content = "L'été, la résistance chauffe à 40 °C."
    assert read_text("x.txt", content.encode(encoding)) == [content]


def test_form_feeds_end_pages_of_text(read_text):
    assert read_text("x.txt", "first page here\fsecond page here") == [
        "first page here",
        "second page here",
    ]


def test_characters_that_a_database_refuses_are_dropped(read_text):
    assert read_text("x.html", "<p>some bad\x1b characters &#0; here</p>") == [
        "some bad characters \ufffd here"
    ]
