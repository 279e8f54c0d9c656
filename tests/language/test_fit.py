import pytest

from lti_app.language.fit import fitness, is_on_topic, is_unfit, rarity, shared_words
from lti_app.language.quote import quotes_of
from tests.language.course import source


def quote(text, **facts):
    return quotes_of(source(1, text, **facts))[0]


@pytest.mark.parametrize(
    "text",
    [
        "2.1 La loi d'Ohm 10 2.2 Effet Joule et puissance 10 2.3 Vocabulaire des réseaux 11",
        "Figure 2 — Un réseau vu de deux bornes et son modèle de Thévenin",
        "est égale à la résistance de Thévenin du circuit.",
        ", x0 et τ, pour écrire la solution sans équation.",
        "Une phrase que la fin du passage coupe au milieu de",
        "Calculer le courant dans la branche de gauche.",
        "Quel est le courant dans la branche de gauche ?",
        "By the end of the lab you should be able to: compute a spectrum.",
        "Coupure RC fc = 1 / 2 Coupure RL",
        "2RL = Rth − RL : elle s'annule pour cette valeur.",
    ],
)
def test_scraps_and_tasks_are_unfit(text):
    assert is_unfit(quote(text))


@pytest.mark.parametrize(
    "text",
    [
        "Filtre passe-bas. Un filtre passe-bas laisse passer les basses fréquences.",
        "L'AOP sature parce que sa tension de sortie est limitée.",
        "**Zero padding** draws more points on the same curve.",
        "- fc = 1 / (2πRC)\n- Gain en fc : −3 dB\n- Pente : −20 dB par décade",
        "| Broche | Fonction |\n|---|---|\n| 6 | sortie |",
    ],
)
def test_sentences_lists_and_rows_are_fit(text):
    assert not is_unfit(quote(text))


def test_what_stands_under_exercises_is_unfit():
    assert is_unfit(quote("Le courant vaut deux ampères ici.", headings=("4.7 Exercices",)))


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("Pourquoi la lampe ?", "La lampe brille car on la ferme.", "La lampe brille le soir ici."),
        ("À quoi sert la lampe ?", "La lampe permet de voir là.", "La lampe brille le soir ici."),
        ("Un exemple de lampe", "Exemple : la lampe du bureau.", "La lampe brille le soir ici."),
        ("Quelle formule pour la lampe ?", "La lampe suit P = UI ici.", "La lampe brille le soir."),
        ("Différence lampe et LED ?", "La lampe diffère, alors que la LED.", "La lampe est une."),
    ],
)
def test_form_that_is_asked_for_gains(question, better, worse):
    assert fitness(question, quote(better), 1.0) > fitness(question, quote(worse), 1.0)


def test_form_gains_nothing_without_the_words():
    why = "Pourquoi la lampe ?"
    off_the_point = quote("Le train arrive en retard car il neige.")
    assert fitness(why, off_the_point, 0.0) == fitness("La lampe ?", off_the_point, 0.0)


def test_mistyped_word_counts_as_the_word():
    quotes = [quote("Le théorème de superposition vaut pour les tensions.")]
    weights = rarity("superpostion", quotes)
    assert shared_words(weights, quotes[0]) == pytest.approx(1.0)


def test_words_of_asking_weigh_nothing():
    quotes = [quote("La formule du pont diviseur est connue.")]
    assert rarity("Quelle est la formule ?", quotes) == {}


def test_heading_in_the_line_tells_the_topic():
    named = quote("Filtre actif. Il contient un composant amplificateur.")
    weights = rarity("Pourquoi un filtre actif ?", [named])
    assert is_on_topic(weights, named)
    assert not is_on_topic(weights, quote("Pont diviseur. Il contient deux résistances."))
