from pathlib import Path

import pytest

from lti_app.language.follow_ups import leans_on_history, standalone_query
from lti_app.language.phrases import load_phrases

BOOK = load_phrases(Path(__file__).parents[2] / "prompts" / "embedded")


FOLLOW_UPS = [
    ("Et pourquoi ?", "fr"),
    ("Donne un exemple", "fr"),
    ("Peux-tu expliquer plus simplement ?", "fr"),
    ("Et pour une diode ?", "fr"),
    ("Donne un exemple de calcul", "fr"),
    ("Quelle est la formule ?", "fr"),
    ("Comment se mesure-t-elle ?", "fr"),
    ("Pourquoi ?", "fr"),
    ("and why is that?", "en"),
    ("Can you give another example?", "en"),
    ("How is it measured?", "en"),
    ("Why?", "en"),
]


@pytest.mark.parametrize(("question", "language"), FOLLOW_UPS)
def test_follow_up_questions_lean_on_history(question, language):
    assert leans_on_history(question, BOOK.of(language))


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Qu'est-ce que la loi d'Ohm ?", "fr"),
        ("Comment brancher un ampèremètre dans un circuit ?", "fr"),
        ("Pourquoi le condensateur se décharge-t-il dans une résistance ?", "fr"),
        ("Condensateur", "fr"),
        ("Is it true that the current of a diode grows exponentially?", "en"),
        ("What is a diode?", "en"),
        ("", "fr"),
    ],
)
def test_whole_questions_stand_alone(question, language):
    assert not leans_on_history(question, BOOK.of(language))


def test_whole_question_is_its_own_query():
    earlier = ["Qu'est-ce que la loi d'Ohm ?"]
    question = "Comment brancher un ampèremètre en série ?"
    assert standalone_query(question, earlier, BOOK.of("fr")) == question


def test_follow_up_gets_the_words_of_the_last_question():
    query = standalone_query("Et pourquoi ?", ["Qu'est-ce que la loi d'Ohm ?"], BOOK.of("fr"))
    assert query == "loi Ohm Et pourquoi ?"


def test_follow_up_of_a_follow_up_goes_back_to_what_stood_alone():
    earlier = ["What is a diode?", "Why does a capacitor discharge?", "And for an inductor?"]
    query = standalone_query("Give another example", earlier, BOOK.of("en"))
    assert query == "capacitor discharge inductor Give another example"


def test_first_question_has_nothing_to_lean_on():
    assert standalone_query("Et pourquoi ?", [], BOOK.of("fr")) == "Et pourquoi ?"
