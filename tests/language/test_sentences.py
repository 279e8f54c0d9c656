import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_app.language.sentences import Kind, nearest_sentence, split_sentences
from lti_app.language.words import plain_words
from tests.language.course import CAPACITOR, COURSE, KIRCHHOFF, MEASURES, OHM


def texts(text):
    return [sentence.text for sentence in split_sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "On utilise un isolant, p. ex. Le mica ou l'air.",
        "La courbe de la fig. 3 est une droite.",
        "Voir l'éq. (4) et la fig. $A$ du chap. 2.",
        "Une résistance de 2,5 kΩ ou 2.5 kΩ convient.",
        "J. C. Maxwell a écrit les équations.",
        "See Fig. 2 and eq. (3), e.g. The load line.",
        "M. Ohm et Mme Curie, cf. Annexe B.",
        "La tension (env. 5 V) est faible, i.e. Négligeable.",
        "La formule $U = R. I$ est connue.",
        "Le code `a. B` s'exécute.",
        "Elle vaut \\(x. Y\\) puis \\[z. T\\] ici.",
        "On écrit $$a. B$$ sur la ligne.",
        "1. Introduction",
    ],
)
def test_what_is_one_sentence_stays_one(sentence):
    found = texts(sentence)
    assert found == [sentence] or found == [sentence.removeprefix("1. ")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il vaut 5 V. Le courant suit.", ["Il vaut 5 V.", "Le courant suit."]),
        ("Vraiment ? Oui ! Bien… Alors.", ["Vraiment ?", "Oui !", "Bien…", "Alors."]),
        ("Il a dit « non. » Elle part.", ["Il a dit « non. »", "Elle part."]),
        ("The answer is no. The law holds.", ["The answer is no.", "The law holds."]),
        ("Les volts, etc. Puis les ampères.", ["Les volts, etc.", "Puis les ampères."]),
        ("En 1845. La loi suit.", ["En 1845.", "La loi suit."]),
        ("Fin. $U$ est la tension.", ["Fin.", "$U$ est la tension."]),
        ("une ligne\nqui continue.\n\nUne autre.", ["une ligne qui continue.", "Une autre."]),
    ],
)
def test_sentences_end_where_they_end(text, expected):
    assert texts(text) == expected


def test_kinds_are_told_apart():
    text = "# Titre\nProse ici :\n- un\n  et demi\n- deux\n\n$$a = b$$\n\n| a | b |\n| 1 | 2 |\n\n"
    text += "```python\nx. Y\n\nz = 1\n```\n"
    found = [(sentence.kind, sentence.text) for sentence in split_sentences(text)]
    assert found == [
        (Kind.HEADING, "Titre"),
        (Kind.PROSE, "Prose ici :"),
        (Kind.ITEM, "un et demi"),
        (Kind.ITEM, "deux"),
        (Kind.FORMULA, "$$a = b$$"),
        (Kind.TABLE, "| a | b |\n| 1 | 2 |"),
        (Kind.CODE, "```python\nx. Y\n\nz = 1\n```"),
    ]


def test_sentences_of_one_paragraph_share_their_block():
    blocks = [sentence.block for sentence in split_sentences("Un. Deux.\n\nTrois.")]
    assert blocks[0] == blocks[1] != blocks[2]


def test_row_of_a_table_comes_with_its_head():
    head = "| a | b |\n|---|:-:|\n"
    assert texts(head + "| 1 | 2 |\n| 3 | 4 |") == [head + "| 1 | 2 |", head + "| 3 | 4 |"]


def test_marks_of_a_quotation_are_left_out():
    assert texts("> Une loi\n> vaut ici.\n>\n> > Une autre.") == ["Une loi vaut ici.", "Une autre."]


def test_images_are_left_out():
    assert texts("Avant ![une figure](../figures/a.svg) après.\n\n![seule](b.png)") == [
        "Avant après."
    ]


def test_prices_are_no_formula():
    assert texts("Il coûte 5 $ ici. Il coûte 6 $ là.") == ["Il coûte 5 $ ici.", "Il coûte 6 $ là."]


WORDS = ["Le", "courant", "dans", "cette", "branche", "est", "nul.", "Il", "reste,", "donc", "\n\n"]


@given(st.text(alphabet="aÉ.!? \n$`|#>-1\\[)\x00\x01:«»", max_size=60))
def test_no_word_is_invented_or_moved(text):
    kept = plain_words(" ".join(texts(text)))
    given_words = iter(plain_words(text.replace("\x00", " ").replace("\x01", " ")))
    assert all(word in given_words for word in kept)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join))
def test_no_word_of_prose_is_lost(text):
    assert plain_words(" ".join(texts(text))) == plain_words(text)


@pytest.mark.parametrize(
    ("question", "passage", "begins"),
    [
        ("Qui a énoncé les lois ?", KIRCHHOFF, "G. Kirchhoff"),
        ("la loi des mailles", KIRCHHOFF, "La loi des mailles"),
        ("De quoi dépend la capacité ?", CAPACITOR, "La capacité dépend"),
        ("Comment brancher un amperemetre ?", MEASURES, "Un ampèremètre se branche"),
        ("Is the law valid for a diode?", OHM, "Cette loi n'est pas valable"),
        ("Sans aucun rapport", KIRCHHOFF, "La loi des nœuds"),
    ],
)
def test_nearest_sentence_shares_most_words(question, passage, begins):
    assert nearest_sentence(question, passage).startswith(begins)


def test_nearest_sentence_takes_its_formula_along():
    passage = "Un mot.\n\nLa puissance s'écrit :\n\n$$P = U I$$\n\nFin."
    assert nearest_sentence("puissance", passage) == "La puissance s'écrit : $$P = U I$$"


def test_nearest_sentence_of_a_heading_or_nothing():
    assert nearest_sentence("x", "# Titre seul") == "Titre seul"
    assert nearest_sentence("x", " \n ") == ""


@pytest.mark.parametrize("source", COURSE, ids=lambda source: source.heading_path[-1])
def test_no_sentence_of_the_course_is_a_scrap(source):
    for sentence in split_sentences(source.text):
        assert len(sentence.text) > 5
        assert sentence.text.count("$") % 2 == 0
