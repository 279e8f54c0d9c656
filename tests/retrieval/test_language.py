"""The language of a text shows in its small words."""

import pytest

from retrieval.language import LANGUAGES, is_small_word, tell_language

SENTENCES = {
    "fr": "Quelle est la tension aux bornes de la résistance ?",
    "en": "What is the voltage across the resistor?",
    "es": "¿Cuál es la tensión en los bornes de la resistencia?",
    "de": "Wie hoch ist die Spannung an dem Widerstand?",
    "it": "Qual è la tensione ai capi della resistenza e che cosa dice?",
    "pt": "Qual é a tensão nos terminais do resistor e o que não muda?",
    "nl": "Wat is de spanning over het weerstandje en hoe wordt die gemeten?",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentence_tells_its_language(language: str) -> None:
    assert tell_language(SENTENCES[language], otherwise="??") == language


SHORT = {
    "fr": [
        "Que dit le théorème de Shannon ?",
        "Que dit la loi d'Ohm ?",
        "Donne un exemple",
        "Définition du gain",
        "Unité de la capacité",
        "De quoi dépend le gain ?",
        "Que veut dire offset ?",
        "Que vaut la tension ?",
        "Peux-tu résumer le chapitre 3 ?",
        "Rôle de la diode",
        "Et en décibels ?",
        "Théorème de superposition",
        "c koi une diode zener",
    ],
    "en": [
        "Give an example",
        "and in decibels?",
        "Define duty cycle",
        "What was the lab about?",
        "Who is Shannon?",
        "Explain aliasing",
        "Tell me more",
        "What if R doubles?",
        "I don't understand",
        "Meaning of offset voltage",
        "What is spectral leakage?",
    ],
}


@pytest.mark.parametrize("otherwise", ["fr", "en", "nl"])
@pytest.mark.parametrize(
    ("language", "question"),
    [(of, question) for of, all_of in SHORT.items() for question in all_of],
)
def test_short_question_tells_its_language(language: str, question: str, otherwise: str) -> None:
    assert tell_language(question, otherwise=otherwise) == language


@pytest.mark.parametrize(("otherwise", "language"), [("it", "it"), ("??", "fr")])
def test_tie_goes_to_the_expected_language_then_to_french(otherwise: str, language: str) -> None:
    assert tell_language("la la si si le", otherwise=otherwise) == language


@pytest.mark.parametrize("text", ["", "U = R I", "a", "日本語です", "\ud800", "entropie"])
def test_text_without_small_words_is_otherwise(text: str) -> None:
    assert tell_language(text, otherwise="xx") == "xx"


def test_typographic_apostrophe_is_one() -> None:
    assert tell_language("L’eau d’un lac", otherwise="en") == "fr"


def test_small_words_are_told_from_others() -> None:
    assert is_small_word("dans")
    assert not is_small_word("tension")
