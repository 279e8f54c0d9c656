"""How few sentences the extractive engine embeds, and in which order it quotes them."""

from itertools import groupby, pairwise

import numpy as np
import pytest

from lti_app.language import extract
from lti_app.language.sentence_vectors import RememberedVectors
from tests.language.course import COURSE, course_from, source
from tests.language.engine import QUESTIONS, WordEmbeddings, asked


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
