"""Only citations that the server numbered survive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_app.answering.cite import cited_numbers, keep_known, without_unfinished


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Oui [1].", "Oui [1]."),
        ("Oui [9].", "Oui."),
        ("Oui [1, 9].", "Oui [1]."),
        ("Oui [2; 1].", "Oui [2][1]."),
        ("Un tableau `x[9]` et $a[9]$.", "Un tableau `x[9]` et $a[9]$."),
        ("```python\nx[9]\n```\nfin [9]", "```python\nx[9]\n```\nfin"),
        ("$$\\sqrt[9]{2}$$ [2]", "$$\\sqrt[9]{2}$$ [2]"),
        ("```\nx[9]", "```\nx[9]"),
        ("[9](https://evil.example)", "[9](https://evil.example)"),
        ("[2024]", "[2024]"),
    ],
)
def test_unknown_citation_is_dropped(text, kept):
    assert keep_known(text, {1, 2}) == kept


def test_cited_numbers_come_in_the_order_of_first_mention():
    assert cited_numbers("b [3]. a [1, 3]. `x[2]` fin [2]") == (3, 1, 2)


@pytest.mark.parametrize("end", [" [", " [1", " [1, ", "["])
def test_half_a_citation_waits(end):
    assert without_unfinished("Oui" + end) == "Oui"


def test_a_finished_citation_does_not_wait():
    assert without_unfinished("Oui [1]") == "Oui [1]"


@given(st.text(alphabet="ab [1239],;`$\n", max_size=60))
def test_what_is_cited_is_always_known(text):
    assert set(cited_numbers(keep_known(text, {1, 2}))) <= {1, 2}


@given(st.text(alphabet="ab [1239],;`$\n", max_size=60))
def test_keeping_twice_changes_nothing(text):
    once = keep_known(text, {1, 2})
    if "$" not in text and "`" not in text:
        assert set(cited_numbers(keep_known(once, {1, 2}))) == set(cited_numbers(once))
