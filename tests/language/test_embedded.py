"""The extractive engine, on passages of a small course."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_app.domain.errors import ModelSaidNothingError
from lti_app.domain.model import ModelUsage, Purpose
from lti_app.language.embedded import ExtractiveModel
from lti_app.language.words import plain_words
from tests.language.course import COURSE, course_from, source
from tests.language.engine import BOOK, QUESTIONS, WordEmbeddings, asked


@pytest.mark.parametrize(("question", "found_first", "answer"), QUESTIONS)
def test_answer_holds_the_sentence_that_answers(model, question, found_first, answer):
    text, _ = model.complete(asked(question, course_from(found_first)))
    quoted = text.split("\n\n", 1)[1]
    assert answer in quoted
    assert quoted.index("[1]") < 500


@pytest.mark.parametrize(("question", "found_first", "_"), QUESTIONS)
def test_answer_is_a_few_cited_quotes(model, question, found_first, _):
    text, _ = model.complete(asked(question, course_from(found_first)))
    cited = re.findall(r"\[(\d+)\]", text)
    assert 1 <= len(cited) <= 5
    assert len(text.split()) < 220
    assert all(line.startswith(">") for line in text.splitlines()[2:] if line)


@pytest.mark.parametrize(("question", "found_first", "_"), QUESTIONS)
def test_every_word_is_of_a_source_or_the_introduction(model, question, found_first, _):
    sources = course_from(found_first)
    text, _ = model.complete(asked(question, sources))
    introduction, quoted = text.split("\n\n", 1)
    assert introduction == BOOK.of("fr").introduction
    for number, quote in _quotes_by_source(quoted):
        known = set(plain_words(sources[number - 1].text))
        assert set(plain_words(quote)) <= known


def _quotes_by_source(quoted):
    """Return source numbers with their text, citations taken away."""
    for block in quoted.strip().split("\n\n> "):
        number = int(re.search(r"\[(\d+)\]", block).group(1))
        yield number, re.sub(r"\[\d+\]", "", block)


VOCABULARY = (
    "la loi d'Ohm est une résistance. Elle vaut $R = U/I$ ; le courant [3] ? On appelle "
    "tension : - | # $$a$$ 5 $ A diode is because \\[x\\] `code` fig. 3 « non » <b> & \n \n\n"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))


@given(
    passages=st.lists(st.lists(WORDS, max_size=40).map(" ".join), min_size=1, max_size=4),
    question=st.lists(WORDS, max_size=6).map(" ".join),
    language=st.sampled_from(["fr", "en", "de", ""]),
)
def test_no_word_is_ever_invented(passages, question, language):
    sources = [source(n, text, language=language) for n, text in enumerate(passages, start=1)]
    model = ExtractiveModel(embeddings=WordEmbeddings(), phrases=BOOK)
    try:
        text, _ = model.complete(asked(question, sources, language=language))
    except ModelSaidNothingError:
        assert not any(re.search(r"[^\W_]", _without_headings(passage)) for passage in passages)
        return
    quoted = text.split("\n\n", 1)[1]
    offered = {str(s.number) for s in sources}
    in_formulas = Counter(re.findall(r"\[(\d+)\]", " ".join(passages)))
    assert set(re.findall(r"\[(\d+)\]", quoted)) <= offered | set(in_formulas)
    without_citations = re.sub(r" ?\[\d+\]", " ", quoted)
    assert set(plain_words(without_citations)) <= set(plain_words(" ".join(passages)))


def _without_headings(passage):
    return re.sub(r"(?m)^\s*#+\s.*$", "", passage)


def test_formula_is_quoted_whole_with_what_it_follows(model):
    text, _ = model.complete(asked("Qu'est-ce que la loi d'Ohm ?"))
    assert "> Elle s'écrit :\n>\n> $$U = R\\,I$$\n>\n> où $U$ est la tension" in text


def test_list_is_quoted_with_the_sentence_that_opens_it(model):
    text, _ = model.complete(asked("De quoi dépend la capacité ?", course_from(2)))
    assert "> La capacité dépend de :\n>\n> - la surface" in text
    assert "le mica. [1]" in text


def test_bracketed_number_of_the_course_is_no_citation(model):
    text, _ = model.complete(asked("Qu'est-ce que la loi de Faraday ?", course_from(4)))
    assert "la loi de Faraday (4)." in text


def test_lone_dollar_opens_no_formula(model):
    passage = "Le composant coûte 5 $ à la pièce selon le catalogue. Sa tension est $U$ nominale."
    text, _ = model.complete(asked("Combien coûte le composant ?", [source(1, passage)]))
    assert "5 \\$ à la pièce" in text


def test_row_of_a_table_is_quoted_with_its_head_and_its_citation_below(model):
    text, _ = model.complete(asked("Quel appareil mesure l'intensité ?", course_from(6)))
    assert "> | Grandeur | Appareil | Unité |\n> |---|---|---|\n> | intensité | amp" in text
    assert "| A |\n>\n> [1]\n" in text


def test_label_is_quoted_with_what_it_names(model):
    passage = "On mesure. On calcule ensuite.\n\nLoi d'Ohm. La tension croît avec le courant."
    text, _ = model.complete(asked("Qu'est-ce que la loi d'Ohm ?", [source(1, passage)]))
    assert "> **Loi d'Ohm.** La tension croît avec le courant. [1]" in text


def test_rows_of_one_table_share_its_head(model):
    text, _ = model.complete(asked("tension : voltmètre ; intensité : ampèremètre", course_from(6)))
    assert "| tension | voltmètre | V |\n> | intensité | ampèremètre | A |" in text
    assert text.count("Grandeur") == 1


@pytest.mark.parametrize(
    "task", ["Calculer le courant de la diode.", "Quel est le courant de la diode ?"]
)
def test_what_is_asked_of_students_is_not_quoted_first(model, task):
    passage = f"{task} Le courant de la diode croît comme l'exponentielle de sa tension."
    text, _ = model.complete(asked("Que vaut le courant de la diode ?", [source(1, passage)]))
    assert text.split("\n\n")[1].startswith("> Le courant de la diode croît")


def test_overlapping_passages_are_quoted_once(model):
    twice = [source(1, COURSE[2].text), source(2, COURSE[2].text)]
    text, _ = model.complete(asked("C'est quoi la loi des mailles ?", twice))
    assert text.count("La loi des mailles dit que") == 1


def test_sentence_that_points_back_brings_the_one_before(model):
    text, _ = model.complete(asked("Où emmagasine-t-il une charge ?", course_from(2)))
    assert "par un isolant. Il emmagasine" in text


FILTERS = """\
Filtre passe-bas. Un filtre passe-bas est un filtre qui garde les basses fréquences.

Filtre passe-bande. Un filtre passe-bande est un filtre qui garde une bande de fréquences.

Un multimètre mesure la résistance du fil, la masse sert de référence à tout le montage.
"""


def test_definition_stands_alone(model):
    text, _ = model.complete(asked("Qu'est-ce qu'un filtre passe-bas ?", [source(1, FILTERS)]))
    assert "garde les basses fréquences" in text
    assert "passe-bande" not in text


def test_both_sides_of_a_comparison_are_quoted(model):
    question = "Quelle est la différence entre un filtre passe-bas et un passe-bande ?"
    text, _ = model.complete(asked(question, [source(1, FILTERS)]))
    assert "basses fréquences" in text
    assert "bande de fréquences" in text


def test_lost_formula_is_a_gap_of_the_quote(model):
    passage = "Le courant dans R1 vaut I1 = I\n\nR2 R1 + R2\n\n: c'est l'autre branche qui compte."
    text, _ = model.complete(asked("Que vaut le courant dans R1 ?", [source(1, passage)]))
    assert "> Le courant dans R1 vaut […] : c'est l'autre branche qui compte. [1]" in text


def test_example_that_is_asked_for_is_quoted_whole(model):
    passage = (
        "L'AOP sature à sa tension d'alimentation.\n\nExemple 12.1. Un AOP de gain 100 sature à "
        "105 mV. Une sinusoïde de 200 mV sort écrêtée."
    )
    request = asked("Donne un exemple", [source(1, passage)], history=["Quand sature un AOP ?"])
    text, _ = model.complete(request)
    assert "> **Exemple 12.1.** Un AOP de gain 100 sature à 105 mV. Une sinusoïde" in text


def test_introduction_is_in_the_language_of_the_question(model):
    text, _ = model.complete(asked("What is a diode?", language="en"))
    assert text.startswith(BOOK.of("en").introduction)


def test_heading_tells_what_its_sentences_are_about(model):
    first = source(1, "## Fusible\n\nIl protège le circuit contre une intensité trop grande.")
    other = source(2, "## Relais\n\nIl ouvre le circuit quand une bobine est alimentée.")
    text, _ = model.complete(asked("À quoi sert un relais ?", [first, other]))
    assert text.split("\n\n")[1].endswith("[2]")


@pytest.mark.parametrize("passages", [[], [""], ["# Titre"], [" \n\n "]])
def test_sources_without_a_sentence_say_nothing(model, passages):
    sources = [source(n, text) for n, text in enumerate(passages, start=1)]
    with pytest.raises(ModelSaidNothingError):
        model.complete(asked("Quoi ?", sources))


def test_stream_gives_the_same_text_in_groups_of_words(model):
    request = asked("Qu'est-ce que la loi d'Ohm ?")
    *pieces, usage = list(model.stream(request))
    assert "".join(piece.text for piece in pieces) == model.complete(request)[0]
    assert len(pieces) > 10
    assert all(piece.text.count("$") % 2 == 0 for piece in pieces)
    assert isinstance(usage, ModelUsage)


def test_usage_counts_words(model):
    text, usage = model.complete(asked("Une diode ?", [source(1, "Une diode conduit bien.")]))
    assert usage == ModelUsage("embedded-extractive", 3 + 4, len(text.split()))


def test_answer_to_a_follow_up_uses_the_question_before(model):
    request = asked("Et pourquoi ?", course_from(6), history=["Comment brancher un ampèremètre ?"])
    assert "car il doit être traversé par le courant" in model.complete(request)[0]


def test_rephrasing_gives_a_query_that_stands_alone(model):
    request = asked(
        "Donne un exemple",
        (),
        purpose=Purpose.REPHRASE,
        history=["Qu'est-ce que la loi d'Ohm ?"],
    )
    text, usage = model.complete(request)
    assert text == "loi Ohm Donne un exemple"
    assert "".join(p.text for p in list(model.stream(request))[:-1]) == text
    assert usage.model == model.model
