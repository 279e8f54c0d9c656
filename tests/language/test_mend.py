import pytest

from lti_app.language.mend import GAP, is_scrap, mend, starts_with_formula


@pytest.mark.parametrize(
    ("paragraphs", "mended"),
    [
        (
            ["en série avec une résistance Rth", ". La tension est nulle."],
            ["en série avec une résistance Rth. La tension est nulle."],
        ),
        (
            ["supérieures à fe", "/ 2. Il est indispensable."],
            ["supérieures à fe / 2. Il est indispensable."],
        ),
        (
            ["Le courant dans R1 vaut I1 = I", "R2 R1 + R2", ": c'est l'autre branche."],
            [f"Le courant dans R1 vaut {GAP} : c'est l'autre branche."],
        ),
        (
            ["Le courant dans R1 vaut I1 = I R2 R1 + R2 : c'est l'autre branche."],
            [f"Le courant dans R1 vaut {GAP} : c'est l'autre branche."],
        ),
        (
            ["D'après le chapitre 8 :", "H =", "1 1 + jf / fc", "Exemple 9.1. On veut un filtre."],
            [f"D'après le chapitre 8 : {GAP}", "Exemple 9.1. On veut un filtre."],
        ),
        (
            ["La source se modélise par :", "U = E − rI", "On ne la court-circuite jamais."],
            ["La source se modélise par : U = E − rI", "On ne la court-circuite jamais."],
        ),
        (
            ["La source se modélise par : U = E − rI On ne la court-circuite jamais."],
            ["La source se modélise par : U = E − rI", "On ne la court-circuite jamais."],
        ),
        (["j Cω Le module diminue."], ["Le module diminue."]),
    ],
)
def test_scraps_of_printed_formulas_become_gaps(paragraphs, mended):
    assert mend(paragraphs) == mended


@pytest.mark.parametrize(
    "text",
    [
        "La tension vaut u = R · i, en convention récepteur.",
        "On prend R = 10 kΩ et C = 4,7 µF : la constante vaut τ = 47 ms.",
        "La loi de la bobine est u = L di / dt, en convention récepteur.",
        "La charge vaut q = 3×3600 = 10 800 C.",
        "Deux bornes A et B. A diode is a component.",
        "Titre sans point",
    ],
)
def test_whole_paragraph_stays_as_it_is(text):
    assert mend([text, "Une autre phrase."]) == [text, "Une autre phrase."]


def test_paragraph_of_scraps_alone_is_not_lost():
    assert mend(["H = 1 2", "x"]) == ["H = 1 2", "x"]


@pytest.mark.parametrize("token", ["=", "R1", "2πfc", "jCω", "10", "uC", "∫", "Us", "sinωp"])
def test_symbols_are_scraps(token):
    assert is_scrap(token)


@pytest.mark.parametrize("token", ["a", "À", "de", "et", "On", "vaut", "c'est-à-dire", "Ohm", "is"])
def test_words_are_no_scraps(token):
    assert not is_scrap(token)


def test_sentence_that_opens_with_a_formula_is_known():
    assert starts_with_formula("2RL = Rth − RL : elle s'annule.")
    assert not starts_with_formula("R1 est la résistance.")
