"""A table of contents is told from a table of data."""

import pytest

from retrieval.contents_lines import without_contents_lines


@pytest.mark.parametrize(
    "line",
    [
        "1.1 Ohm's law ........ 4",
        "Filters . . . . . . 12",
        "Noise ············ 7",
        "| Diodes ........... | 31 |",
    ],
)
def test_line_with_leaders_is_left_out(line: str) -> None:
    assert without_contents_lines(f"before\n{line}\nafter", ()) == "before\nafter"


@pytest.mark.parametrize("title", ["Table des matières", "CONTENTS", "1. Sommaire", "Contents:"])
def test_block_under_the_title_of_contents_is_left_out(title: str) -> None:
    assert without_contents_lines("Ohm | 4\nFilters | 12\nabout it", ("Book", title)) == ""


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Resistance | 4\nCapacitance | 12", "Values"),
        ("This course has two parts.\nThe first is on filters.", "Contents"),
        ("and so on... 4", "Series"),
        ("1, 2, 3, ... 5\n$x_1 \\dots x_4$", "Series"),
    ],
)
def test_other_text_stays(text: str, heading: str) -> None:
    assert without_contents_lines(text, (heading,)) == text
