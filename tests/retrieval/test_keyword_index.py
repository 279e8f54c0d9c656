"""Words are found in any form, by any question, from any thread."""

import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.errors import IndexUnavailableError
from retrieval.index_file import IndexFile
from retrieval.keyword_index import Coverage, KeywordIndex
from retrieval.passage import Chunk


def chunk(text: str, *, language: str = "fr", document_id: str = "d", title: str = "") -> Chunk:
    return Chunk(document_id, title, 1, 1, (), text, 0, len(text), language)


def _found(index: KeywordIndex, question: str, course_id: str = "c") -> list[str]:
    asked = index.look_up(course_id, question)
    return [hit.chunk_id for hit in index.search(asked, limit=10)]


@pytest.mark.parametrize(
    ("text", "language", "question"),
    [
        ("L'énergie cinétique", "fr", "énergies cinétiques"),
        ("L'énergie cinétique", "fr", "energie"),
        ("the running filters", "en", "filter runs"),
        ("le filtre dans l’eau", "fr", "eau"),
        ("ﬁltre actif", "fr", "filtre"),
    ],
)
def test_word_is_found_in_other_forms(
    keyword_index: KeywordIndex, text: str, language: str, question: str
) -> None:
    keyword_index.write("c", {"1": chunk(text, language=language)})

    assert _found(keyword_index, question) == ["1"]


def test_question_is_stemmed_in_each_language_of_the_course(keyword_index: KeywordIndex) -> None:
    keyword_index.write(
        "c",
        {"1": chunk("il filtrait", language="fr"), "2": chunk("they filter", language="en")},
    )

    assert _found(keyword_index, "filtrer") == ["1"]
    assert _found(keyword_index, "filtering") == ["2"]


def test_rare_word_counts_more(keyword_index: KeywordIndex) -> None:
    common = {str(number): chunk(f"circuit ordinaire {number}") for number in range(9)}
    keyword_index.write("c", {**common, "rare": chunk("thyristor isolé")})

    assert _found(keyword_index, "circuit thyristor")[0] == "rare"


def test_title_is_searched(keyword_index: KeywordIndex) -> None:
    keyword_index.write("c", {"1": chunk("voir plus loin", title="Les thyristors")})

    assert _found(keyword_index, "thyristor") == ["1"]


def test_scores_are_positive_and_fall(keyword_index: KeywordIndex) -> None:
    texts = ["pont diviseur", "pont", "diviseur de tension", "rien"]
    keyword_index.write("c", {str(n): chunk(text) for n, text in enumerate(texts)})

    scores = [
        hit.score
        for hit in keyword_index.search(keyword_index.look_up("c", "pont diviseur"), limit=10)
    ]

    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 3
    assert scores[-1] > 0


def test_hidden_documents_are_left_out_before_the_limit(keyword_index: KeywordIndex) -> None:
    hidden = {str(n): chunk("pont", document_id="hidden") for n in range(9)}
    keyword_index.write("c", {**hidden, "shown": chunk("le pont de bois", document_id="shown")})

    hits = keyword_index.search(keyword_index.look_up("c", "pont"), limit=1, document_ids={"shown"})

    assert [hit.chunk_id for hit in hits] == ["shown"]


def test_written_chunk_is_read_back(keyword_index: KeywordIndex) -> None:
    written = Chunk("d", "T", 3, 4, ("A", "é"), "text", 5, 9, "fr", 2)
    keyword_index.write("c", {"1": written})

    assert keyword_index.read("c", ["1", "unknown"]) == {"1": written}


def test_removed_chunk_is_not_found(keyword_index: KeywordIndex) -> None:
    keyword_index.write("c", {"1": chunk("pont"), "2": chunk("pont")})

    keyword_index.remove("c", ["1", "unknown"])

    assert _found(keyword_index, "pont") == ["2"]
    assert keyword_index.chunk_ids("c", "d") == {"2"}


def test_unknown_course_is_empty(keyword_index: KeywordIndex) -> None:
    keyword_index.remove("c", ["1"])
    keyword_index.remove_course("c")

    assert _found(keyword_index, "pont") == []
    assert keyword_index.look_up("c", "pont").terms == {}
    assert keyword_index.coverages(keyword_index.look_up("c", "pont"), ["1"]) == {}


def test_coverage_is_the_share_of_the_words_that_a_chunk_holds(
    keyword_index: KeywordIndex,
) -> None:
    texts = {"all": "les ponts diviseurs", "one": "un pont", "none": "autre chose"}
    keyword_index.write("c", {name: chunk(text) for name, text in texts.items()})

    coverages = keyword_index.coverages(
        keyword_index.look_up("c", "pont diviseur"), [*texts, "unknown"]
    )

    assert coverages["all"].share == pytest.approx(1)
    assert 0 < coverages["one"].share < 0.5
    assert coverages["none"] == Coverage("fr", 0)
    assert set(coverages) == set(texts)


def test_rarity_is_that_of_the_course(keyword_index: KeywordIndex) -> None:
    texts = {"1": "pont", "2": "diviseur", "3": "autre"}
    keyword_index.write("c", {name: chunk(text) for name, text in texts.items()})
    before = keyword_index.coverages(keyword_index.look_up("c", "pont diviseur"), ["1"])

    keyword_index.write("other", {str(number): chunk("pont") for number in range(9)})

    assert keyword_index.coverages(keyword_index.look_up("c", "pont diviseur"), ["1"]) == before


def test_failed_write_leaves_nothing(keyword_index: KeywordIndex) -> None:
    broken = chunk("x", document_id="bad\ud800")
    with pytest.raises(UnicodeEncodeError):
        keyword_index.write("c", {"1": chunk("pont"), "2": broken})

    assert _found(keyword_index, "pont") == []


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text(st.characters(), max_size=80))
def test_no_question_is_query_syntax(keyword_index: KeywordIndex, question: str) -> None:
    keyword_index.write("c", {"1": chunk("pont diviseur")})

    assert set(_found(keyword_index, question)) <= {"1"}


def test_threads_write_and_search_at_once(keyword_index: KeywordIndex) -> None:
    failures: list[Exception] = []

    def work(number: int) -> None:
        try:
            for turn in range(5):
                keyword_index.write("c", {f"{number}-{turn}": chunk(f"pont {number}")})
                assert _found(keyword_index, "pont")
        except Exception as err:  # noqa: BLE001 - the test tells of any failure in a thread
            failures.append(err)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert len(keyword_index.chunk_ids("c", "d")) == 30


def test_file_is_opened_again_with_its_content(tmp_path: Path) -> None:
    first = IndexFile(tmp_path / "sub" / "words.sqlite")
    KeywordIndex(first).write("c", {"1": chunk("pont")})
    first.close()

    second = IndexFile(tmp_path / "sub" / "words.sqlite")

    assert _found(KeywordIndex(second), "pont") == ["1"]
    second.close()


def test_foreign_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words.sqlite").write_bytes(b"this is no database at all, but some text" * 99)

    with pytest.raises(IndexUnavailableError) as caught:
        IndexFile(tmp_path / "words.sqlite")

    assert isinstance(caught.value.__cause__, sqlite3.Error)
