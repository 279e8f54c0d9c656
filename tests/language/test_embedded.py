"""The extractive engine, on passages of a small course."""

import hashlib
import re
from collections import Counter
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_app.domain.errors import ModelSaidNothingError
from lti_app.domain.model import Exchange, ModelRequest, ModelUsage, Purpose
from lti_app.language import extract
from lti_app.language.embedded import ExtractiveModel
from lti_app.language.phrases import load_phrases
from lti_app.language.sentence_vectors import RememberedVectors
from lti_app.language.words import plain_words, stems
from tests.language.course import COURSE, course_from, source

BOOK = load_phrases(Path(__file__).parents[2] / "prompts" / "embedded")


class WordEmbeddings:
    """Texts that share stems lie close; counts the texts that it embeds."""

    def __init__(self):
        self.embedded = []

    def embed_question(self, text):
        return self._vector(text)

    def embed_passages(self, texts):
        self.embedded.extend(texts)
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text):
        vector = np.zeros(512, dtype=np.float32)
        for stem in stems(text):
            vector[int(hashlib.sha256(stem.encode()).hexdigest(), 16) % 512] += 1
        return vector / max(1e-6, float(np.linalg.norm(vector)))


@pytest.fixture
def embeddings():
    return WordEmbeddings()


@pytest.fixture
def model(embeddings):
    return ExtractiveModel(embeddings=embeddings, phrases=BOOK)


def asked(question, sources=COURSE, *, language="fr", purpose=Purpose.ANSWER, history=()):
    exchanges = tuple(Exchange(earlier, "Une réponse [1].") for earlier in history)
    return ModelRequest(purpose, (), question, language, tuple(sources), exchanges)


QUESTIONS = [
    ("Qu'est-ce que la loi d'Ohm ?", 1, "On appelle loi d'Ohm la relation"),
    ("Qu'est-ce qu'un condensateur ?", 2, "Un condensateur est un composant"),
    ("De quoi dépend la capacité ?", 2, "La capacité dépend de :"),
    ("Pourquoi le condensateur se décharge-t-il ?", 2, "parce que le courant diminue"),
    ("C'est quoi la loi des mailles ?", 3, "La loi des mailles dit que"),
    ("Qui a énoncé ces lois et quand ?", 3, "en 1845"),
    ("À quoi servent les transformateurs ?", 4, "élever ou abaisser une tension"),
    ("Comment brancher un ampèremètre ?", 6, "se branche en série"),
    ("La loi d'Ohm vaut-elle pour une diode ?", 1, "n'est pas valable pour une diode"),
    ("What is a diode?", 5, "A diode is a two-terminal component"),
    ("Why is a diode destroyed?", 5, "because the current is then no longer limited"),
]


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


def test_few_sentences_are_embedded_of_many(model, embeddings):
    many = [
        source(n, " ".join(f"Phrase {n} {i} sur le courant." for i in range(40))) for n in (1, 2)
    ]
    model.complete(asked("Qu'est-ce que le courant ?", many))
    assert len(embeddings.embedded) == extract.MAX_EMBEDDED


def test_sentence_is_embedded_once(model, embeddings):
    for question in ("Qu'est-ce que la loi d'Ohm ?", "Pourquoi la loi d'Ohm ?"):
        model.complete(asked(question, COURSE[:2]))
    assert len(embeddings.embedded) == len(set(embeddings.embedded))


def test_remembered_vectors_are_those_of_the_embeddings(embeddings):
    remembered = RememberedVectors(embeddings, capacity=2)
    for texts in (["un", "deux"], ["deux", "trois", "deux"], ["un"]):
        expected = WordEmbeddings().embed_passages(texts)
        np.testing.assert_array_equal(remembered.embed_passages(texts), expected)
    assert embeddings.embedded == ["un", "deux", "trois", "un"]


@pytest.mark.parametrize(("question", "found_first", "_"), QUESTIONS)
def test_quotes_of_a_source_stand_together_in_reading_order(embeddings, question, found_first, _):
    chosen = extract.choose_quotes(question, course_from(found_first), embeddings)
    by_source = [list(own) for _, own in groupby(chosen, key=lambda quote: quote.source.number)]
    assert len(by_source) == len({quote.source.number for quote in chosen})
    for own in by_source:
        assert all(a.place < b.place for a, b in pairwise(own))
