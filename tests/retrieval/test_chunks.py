"""Chunks know their page and headings, and cut nothing that must stay whole."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from retrieval.chunks import estimate_tokens, to_chunks
from retrieval.contents_lines import without_contents_lines
from retrieval.passage import Chunk
from tests.retrieval.conftest import document

SENTENCE = "The current through a resistor follows from the voltage across it. "


def _texts(chunks: list[Chunk]) -> list[str]:
    return [chunk.text for chunk in chunks]


def test_headings_are_carried_over_pages() -> None:
    chunks = to_chunks(document("d", "# One\n\n## Two\n\nFirst.", "Second.\n\n# Three\n\nThird."))

    assert [(chunk.heading_path, chunk.page_number) for chunk in chunks] == [
        (("One", "Two"), 1),
        (("One", "Two"), 2),
        (("Three",), 2),
    ]
    assert _texts(chunks) == ["First.", "Second.", "Third."]


def test_title_is_not_repeated_as_heading() -> None:
    (chunk,) = to_chunks(document("d", "# Circuits\n\n## Ohm\n\ntext", title="circuits"))

    assert chunk.heading_path == ("Ohm",)
    assert chunk.text_to_embed == "circuits > Ohm\ntext"


def test_equal_level_replaces_a_heading() -> None:
    chunks = to_chunks(document("d", "# A\n## B\nb\n## C ##\nc\n# D\nd"))

    assert [chunk.heading_path for chunk in chunks] == [("A", "B"), ("A", "C"), ("D",)]


def test_page_of_headings_alone_is_kept() -> None:
    (chunk,) = to_chunks(document("d", "# The water cycle\n"))

    assert (chunk.text, chunk.heading_path) == ("The water cycle", ())


def test_chunks_stay_below_the_limit() -> None:
    chunks = to_chunks(document("d", SENTENCE * 200), chunk_tokens=100)

    assert max(estimate_tokens(chunk.text) for chunk in chunks) <= 100
    assert len(chunks) == 40  # Five sentences of 20 tokens each.
    assert "".join(_texts(chunks)).replace(" ", "") == (SENTENCE * 200).replace(" ", "")


def test_long_text_is_cut_after_sentences() -> None:
    chunks = to_chunks(document("d", SENTENCE * 30), chunk_tokens=50)

    assert all(chunk.text.endswith("across it.") for chunk in chunks)


def test_chunk_ends_with_its_page() -> None:
    chunks = to_chunks(document("d", SENTENCE, SENTENCE), chunk_tokens=100)

    assert [(chunk.page_number, chunk.last_page_number) for chunk in chunks] == [(1, 1), (2, 2)]


def test_sentence_over_two_pages_is_finished_on_the_first() -> None:
    second = "is stored.\nHalf is lost. More is lost later."
    first, other = to_chunks(document("d", "Half of the energy", second))

    assert (first.text, first.page_number, first.last_page_number) == (
        "Half of the energy is stored.",
        1,
        2,
    )
    assert (other.text, other.page_number) == ("Half is lost. More is lost later.", 2)
    assert second[other.start_char : other.end_char] == other.text


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("$$\nx = a", "+ b\n$$"),
        ("```\nx = a", "y = b\n```"),
        ("| a | b |\n|---|---|\n| 1", "| 2 |"),
    ],
    ids=["formula", "code", "row"],
)
def test_what_runs_on_over_pages_stays_whole(first: str, second: str) -> None:
    chunks = to_chunks(document("d", first, f"{second}\n\nAnd more."))

    assert chunks[0].text.startswith(first)
    assert (chunks[0].page_number, chunks[0].last_page_number) == (1, 2)
    assert (chunks[-1].text.splitlines()[-1], chunks[-1].page_number) == ("And more.", 2)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("It ends here.", "then it goes on"),
        ("« C'est fini. »", "puis il reprend"),
        ("Figure 1", "The text goes on"),
        ("```\nx = a\n```", "and so on"),
        ("$$\nx = a\n$$", "and so on"),
    ],
)
def test_what_is_finished_takes_nothing_of_the_next_page(first: str, second: str) -> None:
    assert _texts(to_chunks(document("d", first, second))) == [first, second]


def test_rest_of_a_page_does_not_make_a_chunk_too_long() -> None:
    chunks = to_chunks(document("d", "It goes on", "and on " * 100), chunk_tokens=50)

    assert [chunk.page_number for chunk in chunks[:2]] == [1, 2]
    assert max(estimate_tokens(chunk.text) for chunk in chunks) <= 75


@pytest.mark.parametrize(
    "whole",
    [
        "$$\n" + "x = a + b\n" * 80 + "$$",
        "\\begin{align}\n" + "x &= a + b \\\\\n" * 80 + "\\end{align}",
        "\\[\n" + "x = a + b\n" * 80 + "\\]",
    ],
    ids=["dollars", "environment", "brackets"],
)
def test_formula_is_never_cut(whole: str) -> None:
    chunks = to_chunks(document("d", f"before\n\n{whole}\n\nafter"), chunk_tokens=60)

    assert whole in _texts(chunks)


def test_inline_formula_is_not_cut() -> None:
    formula = "$" + " + ".join(f"x_{number}" for number in range(40)) + "$"
    chunks = to_chunks(document("d", f"{SENTENCE}{formula} {SENTENCE}"), chunk_tokens=30)

    assert any(formula in text for text in _texts(chunks))


def test_prices_do_not_glue_a_text_together() -> None:
    chunks = to_chunks(document("d", "It costs 5 $. " + SENTENCE * 30), chunk_tokens=50)

    assert max(estimate_tokens(chunk.text) for chunk in chunks) <= 50


def test_short_code_is_one_chunk_with_its_fence() -> None:
    code = "```python\n# no heading\nx = 1\n\ny = 2\n```"

    (chunk,) = to_chunks(document("d", f"# Code\n\n{code}"))

    assert (chunk.text, chunk.heading_path) == (code, ("Code",))


def test_long_code_is_cut_after_lines() -> None:
    lines = [f"value_{number} = compute({number})" for number in range(60)]
    chunks = to_chunks(document("d", "```\n" + "\n".join(lines) + "\n```"), chunk_tokens=60)

    assert len(chunks) > 1
    assert {line for text in _texts(chunks) for line in text.split("\n")} == {*lines, "```"}


def test_long_table_repeats_its_head() -> None:
    head = "| symbol | meaning |\n|---|---|\n"
    rows = "".join(f"| x{number} | the number {number} |\n" for number in range(60))

    chunks = to_chunks(document("d", head + rows), chunk_tokens=80)

    assert len(chunks) > 1
    assert all(text.startswith(head.strip()) for text in _texts(chunks))
    assert sum(text.count("the number") for text in _texts(chunks)) == 60


def test_span_points_into_the_page() -> None:
    page = "intro\n\n# Title\n\nThe text itself,\non two lines.\n\nAnd more.\n"
    chunk = to_chunks(document("d", page))[-1]

    assert page[chunk.start_char : chunk.end_char] == chunk.text


def test_equal_chunks_have_ids_of_their_own() -> None:
    chunks = to_chunks(document("d", "# A\n\nsame", "# A\n\nsame\n\n# B\n\nx", "# A\n\nsame"))
    ids = {chunk.digest(course_id="c", model="m") for chunk in chunks}

    assert len(ids) == len(chunks)


@pytest.mark.parametrize("change", [{"course_id": "other"}, {"model": "other"}])
def test_id_depends_on_course_and_model(change: dict[str, str]) -> None:
    (chunk,) = to_chunks(document("d", "text"))
    usual = {"course_id": "c", "model": "m"}

    assert chunk.digest(**usual) != chunk.digest(**(usual | change))


@pytest.mark.parametrize(
    ("page", "language"),
    [
        ("La tension est le produit de la résistance et du courant.", "fr"),
        ("The voltage is the product of the resistance and the current.", "en"),
        ("U = R I", "fr"),
    ],
)
def test_each_chunk_has_its_language(page: str, language: str) -> None:
    french = "Le cours est en français, et les exemples sont dans les deux langues."

    chunk = to_chunks(document("d", f"# A\n\n{french}", f"# B\n\n{page}"))[-1]

    assert chunk.language == language


def test_table_of_contents_is_left_out() -> None:
    contents = "# Table des matières\n\n1. Ohm | 4\n2. Filtres | 12"
    chunks = to_chunks(document("d", contents, "3. Diodes 14\n4. Bruit 20", "# Ohm\n\nU = R I"))

    assert _texts(chunks) == ["U = R I"]


def test_unsafe_characters_become_spaces() -> None:
    (chunk,) = to_chunks(document("d", "a\x00b\ud800c"))

    assert chunk.text == "a b c"


@given(
    st.text(st.characters(exclude_characters="#|"), max_size=400),
    st.integers(min_value=5, max_value=60),
)
def test_any_page_keeps_its_letters_in_order(page: str, chunk_tokens: int) -> None:
    assume(without_contents_lines(page, ()) == page)
    chunks = to_chunks(document("d", page), chunk_tokens=chunk_tokens)

    assert _letters("".join(_texts(chunks))) == _letters(page)


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
