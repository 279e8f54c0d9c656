"""The retriever indexes what is new and finds it again, in one course at a time."""

import pytest

from retrieval.errors import EmbeddingsError, ModelMismatchError
from retrieval.keyword_index import KeywordIndex
from retrieval.passage import IndexReport
from retrieval.retriever import Retriever
from retrieval.vector_store import ChromaVectorStore
from tests.retrieval.conftest import WordEmbeddings, document

OHM = "# Ohm\n\nOhm's law says that the voltage is the product of resistance and current."
FILTER = "# Filters\n\nA low-pass filter lets the slow signals pass and stops the fast ones."
CANARY = "The secret canary sings at midnight behind the old laboratory."


def test_passage_knows_its_document_page_and_headings(retriever: Retriever) -> None:
    retriever.index("physics", document("d1", OHM, FILTER, title="Circuits"))

    found = retriever.find_passages("physics", "What does a low-pass filter stop?").passages[0]

    assert (found.document_id, found.title, found.page_number) == ("d1", "Circuits", 2)
    assert found.heading_path == ("Filters",)
    assert found.text == "A low-pass filter lets the slow signals pass and stops the fast ones."
    assert FILTER[found.start_char : found.end_char] == found.text
    assert found.language == "en"


def test_best_passage_comes_first(retriever: Retriever) -> None:
    retriever.index("physics", document("d1", OHM, FILTER))

    passages = retriever.find_passages("physics", "resistance, voltage, current").passages

    assert [passage.page_number for passage in passages] == [1, 2]
    assert passages[0].score > passages[1].score


def test_limit_is_kept(retriever: Retriever) -> None:
    retriever.index("physics", document("d1", OHM, FILTER))

    assert len(retriever.find_passages("physics", "signals", limit=1).passages) == 1


@pytest.mark.parametrize("limit", [0, 51])
def test_limit_out_of_range_is_refused(retriever: Retriever, limit: int) -> None:
    with pytest.raises(ValueError, match="limit"):
        retriever.find_passages("physics", "signals", limit=limit)


def test_unknown_course_has_nothing(retriever: Retriever) -> None:
    finding = retriever.find_passages("nowhere", "signals")

    assert finding.passages == ()
    assert not finding.is_sufficient


def test_indexing_again_writes_nothing(retriever: Retriever, embeddings: WordEmbeddings) -> None:
    first = retriever.index("physics", document("d1", OHM, FILTER))
    embeddings.embedded.clear()

    again = retriever.index("physics", document("d1", OHM, FILTER))

    assert (first, again) == (IndexReport(2, 0, 0), IndexReport(0, 2, 0))
    assert embeddings.embedded == []


def test_changed_page_replaces_only_its_chunks(
    retriever: Retriever, embeddings: WordEmbeddings
) -> None:
    retriever.index("physics", document("d1", OHM, FILTER))
    embeddings.embedded.clear()

    report = retriever.index("physics", document("d1", OHM, FILTER.replace("slow", "low")))

    assert report == IndexReport(written=1, skipped=1, removed=1)
    assert len(embeddings.embedded) == 1
    texts = [p.text for p in retriever.find_passages("physics", "low-pass filter").passages]
    assert not any("slow" in text for text in texts)


def test_inserted_page_moves_the_others_without_embedding(
    retriever: Retriever, embeddings: WordEmbeddings
) -> None:
    retriever.index("physics", document("d1", OHM))
    embeddings.embedded.clear()

    report = retriever.index("physics", document("d1", FILTER, OHM))

    assert report == IndexReport(written=1, skipped=1, removed=0)
    assert retriever.find_passages("physics", "Ohm's law").passages[0].page_number == 2


def test_progress_ends_with_all_chunks(retriever: Retriever) -> None:
    seen: list[tuple[int, int]] = []

    retriever.index(
        "physics", document("d1", OHM, FILTER), lambda done, total: seen.append((done, total))
    )

    assert (seen[0], seen[-1]) == ((0, 2), (2, 2))


class _StopsAfter(WordEmbeddings):
    """Embeds a number of batches, then fails: a worker that is killed."""

    def __init__(self, batches: int) -> None:
        super().__init__()
        self.batches = batches

    def embed_passages(self, texts):  # type: ignore[no-untyped-def]
        if self.batches == 0:
            raise EmbeddingsError("gone")
        self.batches -= 1
        return super().embed_passages(texts)


def test_stopped_indexing_goes_on_where_it_was(
    vector_store: ChromaVectorStore, keyword_index: KeywordIndex
) -> None:
    pages = [f"# Part {number}\n\nThis part tells of number {number}." for number in range(70)]
    embeddings = _StopsAfter(batches=1)
    retriever = Retriever(embeddings, vector_store, keyword_index)
    with pytest.raises(EmbeddingsError):
        retriever.index("physics", document("d1", *pages))
    embeddings.batches = 10

    report = retriever.index("physics", document("d1", *pages))

    assert report == IndexReport(written=38, skipped=32, removed=0)


def test_chunk_that_only_one_store_has_is_written_again(
    retriever: Retriever, vector_store: ChromaVectorStore, keyword_index: KeywordIndex
) -> None:
    retriever.index("physics", document("d1", OHM, FILTER))
    keyword_index.remove("physics", keyword_index.chunk_ids("physics", "d1"))

    report = retriever.index("physics", document("d1", OHM))

    assert report == IndexReport(written=1, skipped=0, removed=1)
    assert vector_store.chunk_ids("physics", "d1") == keyword_index.chunk_ids("physics", "d1")


def test_removed_document_is_not_found(retriever: Retriever) -> None:
    retriever.index("physics", document("d1", OHM))
    retriever.index("physics", document("d2", FILTER))

    assert retriever.remove("physics", "d1") == 1

    passages = retriever.find_passages("physics", "Ohm's law of resistance").passages
    assert {passage.document_id for passage in passages} == {"d2"}


def test_removed_course_can_be_filled_again(retriever: Retriever) -> None:
    retriever.index("physics", document("d1", OHM))

    retriever.remove_course("physics")

    assert retriever.find_passages("physics", "Ohm").passages == ()
    assert retriever.index("physics", document("d1", OHM)).written == 1


def test_same_document_in_two_courses_is_two_things(retriever: Retriever) -> None:
    retriever.index("physics", document("d1", OHM))
    retriever.index("chemistry", document("d1", OHM))

    retriever.remove("physics", "d1")

    assert retriever.find_passages("physics", "Ohm").passages == ()
    assert len(retriever.find_passages("chemistry", "Ohm").passages) == 1


def test_hidden_documents_are_left_out_before_the_limit(retriever: Retriever) -> None:
    for number in range(8):
        retriever.index("physics", document(f"hidden{number}", OHM))
    retriever.index("physics", document("shown", FILTER))

    passages = retriever.find_passages(
        "physics", "Ohm's law of resistance", limit=1, document_ids={"shown"}
    ).passages

    assert [passage.document_id for passage in passages] == ["shown"]


def test_no_visible_document_means_nothing_found(retriever: Retriever) -> None:
    retriever.index("physics", document("d1", OHM))

    assert retriever.find_passages("physics", "Ohm", document_ids=()).passages == ()


def test_no_course_sees_anothers_canary(
    retriever: Retriever,
    vector_store: ChromaVectorStore,
    keyword_index: KeywordIndex,
    embeddings: WordEmbeddings,
) -> None:
    retriever.index("a", document("d1", CANARY))
    retriever.index("b", document("d1", OHM))
    (canary_id,) = keyword_index.chunk_ids("a", "d1")
    vector = embeddings.embed_question(CANARY)

    fused = retriever.find_passages("b", CANARY, document_ids={"d1"}).passages
    assert all("canary" not in passage.text for passage in fused)
    assert canary_id not in {hit.chunk_id for hit in vector_store.nearest("b", vector, limit=50)}
    assert vector_store.cosines("b", vector, [canary_id]) == {}
    assert keyword_index.search(keyword_index.look_up("b", CANARY), limit=50) == []
    assert keyword_index.read("b", [canary_id]) == {}
    assert keyword_index.coverages(keyword_index.look_up("b", CANARY), [canary_id]) == {}


def test_another_model_is_refused(
    chroma: object, retriever: Retriever, keyword_index: KeywordIndex
) -> None:
    retriever.index("physics", document("d1", OHM))
    other = WordEmbeddings(model="words-2", dimensions=32)
    store = ChromaVectorStore(chroma, model=other.model, dimensions=other.dimensions)
    changed = Retriever(other, store, keyword_index)

    with pytest.raises(ModelMismatchError) as search:
        changed.find_passages("physics", "Ohm")
    with pytest.raises(ModelMismatchError):
        changed.index("physics", document("d1", OHM))

    assert (search.value.found_model, search.value.found_dimensions) == ("words-1", 64)
    assert (search.value.expected_model, search.value.expected_dimensions) == ("words-2", 32)


def test_course_of_another_model_can_be_removed_and_indexed_anew(
    chroma: object, retriever: Retriever, keyword_index: KeywordIndex
) -> None:
    retriever.index("physics", document("d1", OHM))
    other = WordEmbeddings(model="words-2", dimensions=32)
    store = ChromaVectorStore(chroma, model=other.model, dimensions=other.dimensions)
    changed = Retriever(other, store, keyword_index)

    changed.remove_course("physics")

    assert changed.index("physics", document("d1", OHM)).written == 1


@pytest.mark.parametrize(
    "question",
    [
        "",
        "   ",
        '"',
        "NEAR(a b)",
        "text: *",
        "a AND OR NOT b",
        "col^2 -x",
        "\x00",
        "\ud800",
        "?" * 9,
    ],
)
def test_any_question_gets_an_answer(retriever: Retriever, question: str) -> None:
    retriever.index("physics", document("d1", OHM))

    assert len(retriever.find_passages("physics", question).passages) == 1


def test_document_without_text_has_no_chunks(retriever: Retriever) -> None:
    assert retriever.index("physics", document("d1", "", " \n ")) == IndexReport(0, 0, 0)


def test_emptied_document_loses_its_chunks(retriever: Retriever) -> None:
    retriever.index("physics", document("d1", OHM))

    assert retriever.index("physics", document("d1", "")) == IndexReport(0, 0, 1)
