from pathlib import Path

import pytest

from lti_app.language.phrases import load_phrases
from lti_app.language.questions import (
    asked_term,
    defines,
    leans_on_history,
    standalone_query,
)
from lti_app.language.words import stems

BOOK = load_phrases(Path(__file__).parents[2] / "prompts" / "embedded")


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Qu'est-ce que la loi d'Ohm ?", "loi Ohm"),
        ("Qu’est-ce qu’un condensateur ?", "condensateur"),
        ("Qu'est ce que c'est qu'un nœud ?", "nœud"),
        ("C'est quoi une maille ?", "maille"),
        ("Une maille, c'est quoi ?", "maille"),
        ("Que signifie tension efficace ?", "tension efficace"),
        ("Donne la définition du flux", "flux"),
        ("Définir la résistance", "résistance"),
        ("What is a diode?", "diode"),
        ("What does breakdown voltage mean?", "breakdown voltage"),
        ("Define impedance", "impedance"),
    ],
)
def test_asked_term_is_found(question, term):
    assert asked_term(question) == set(stems(term))


@pytest.mark.parametrize(
    "question",
    [
        "Pourquoi le condensateur se décharge-t-il ?",
        "How do I connect an ammeter?",
        "Qu'est-ce que la somme des courants entrant dans un nœud vaut pour une source idéale ?",
        "",
    ],
)
def test_other_questions_ask_no_definition(question):
    assert asked_term(question) == frozenset()


@pytest.mark.parametrize(
    ("sentence", "term", "language"),
    [
        ("Un condensateur est un composant à deux armatures.", "condensateur", "fr"),
        ("On appelle loi d'Ohm la relation entre U et I.", "loi Ohm", "fr"),
        ("Loi d'Ohm. La tension croît avec le courant.", "loi Ohm", "fr"),
        ("**Loi d'Ohm (1827).** La tension croît avec le courant.", "loi Ohm", "fr"),
        ("Maille : chemin fermé d'un circuit.", "maille", "fr"),
        ("A diode is a two-terminal component.", "diode", "en"),
        ("| Terme | Sens |\n|---|---|\n| Diode | Ne conduit qu'en un sens |", "diode", "fr"),
        ("This ratio is called impedance.", "impedance", "en"),
    ],
)
def test_definitions_are_known_by_their_shape(sentence, term, language):
    assert defines(sentence, stems(term, language), language)


@pytest.mark.parametrize(
    "sentence",
    [
        "Le condensateur n'est pas chargé.",
        "Un condensateur se charge vite.",
        "La valeur usuelle en pratique du condensateur est faible.",
        "La résistance est un composant.",
    ],
)
def test_other_sentences_define_nothing(sentence):
    assert not defines(sentence, stems("condensateur", "fr"), "fr")


FOLLOW_UPS = [
    ("Et pourquoi ?", "fr"),
    ("Donne un exemple", "fr"),
    ("Peux-tu expliquer plus simplement ?", "fr"),
    ("Et pour une diode ?", "fr"),
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
