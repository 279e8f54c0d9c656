from pathlib import Path

import pytest

from lti_app.language.phrases import load_phrases
from lti_app.language.words import plain_words

FOLDER = Path(__file__).parents[2] / "prompts" / "embedded"


def test_active_version_is_read():
    assert load_phrases(FOLDER).version == "v2"


def test_languages_without_phrases_get_the_english_ones():
    book = load_phrases(FOLDER)
    assert book.of("de") is book.of("en")
    assert book.of("fr") is not book.of("en")


@pytest.mark.parametrize("language", load_phrases(FOLDER).by_language)
def test_phrases_keep_their_limits(language):
    phrases = load_phrases(FOLDER).of(language)
    assert 0 < len(phrases.introduction) <= 120
    assert "\n" not in phrases.introduction
    for words in (phrases.openers, phrases.pronouns, phrases.requests):
        assert words
        assert all(plain_words(word) == [word] for word in words)


def test_missing_phrase_is_an_error(tmp_path):
    (tmp_path / "active.cfg").write_text("[active]\nversion = v7\n")
    (tmp_path / "v7.cfg").write_text("[head]\nname = x\n[en]\nintroduction = x\n")
    with pytest.raises(KeyError):
        load_phrases(tmp_path)
