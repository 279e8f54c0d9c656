import pytest

from lti_app.language.questions import asked_term, defines
from lti_app.language.words import stems


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
