"""Corpora are read, checked, written and made from other formats."""

import json
from pathlib import Path

import pytest

from retrieval.evaluation import squad
from retrieval.evaluation.__main__ import DATA
from retrieval.evaluation.corpus import CorpusError, read_corpus, write_corpus

PASSAGE = {"id": "p", "title": "T", "text": "one\u2028two", "language": "fr"}
ARTICLES = [
    {
        "title": f"Article_{article}",
        "paragraphs": [
            {
                "context": f"Paragraph {place} of article {article}.",
                "qas": [{"id": f"{article}-{place}", "question": f" What is {place}? "}],
            }
            for place in range(10)
        ],
    }
    for article in range(10)
]


def _write(folder: Path, *questions: dict[str, object]) -> Path:
    (folder / "passages.jsonl").write_text(json.dumps(PASSAGE, ensure_ascii=False), "utf-8")
    lines = "\n".join(json.dumps(question) for question in questions)
    (folder / "questions.jsonl").write_text(lines, "utf-8")
    return folder


def test_written_corpus_is_read_back(tmp_path: Path) -> None:
    corpus = squad.to_corpus(ARTICLES, name="made-up", language="en", withhold=0.2)

    write_corpus(corpus, tmp_path / "made-up")

    assert read_corpus(tmp_path / "made-up") == corpus


def test_line_separator_in_a_text_is_text(tmp_path: Path) -> None:
    folder = _write(tmp_path, {"id": "q", "question": "?", "gold_ids": ["p"]})

    assert read_corpus(folder).passages[0].text == "one\u2028two"
    assert read_corpus(folder).questions[0].is_answerable


@pytest.mark.parametrize(
    "question",
    [
        {"id": "q", "text": "?", "gold_ids": ["unknown"]},
        {"id": "q", "text": "?", "gold_ids": [], "is_answerable": True},
        {"id": "q", "text": "?", "gold_ids": ["p"], "is_answerable": False},
        {"id": "q", "gold_ids": ["p"]},
    ],
)
def test_question_that_does_not_fit_is_refused(tmp_path: Path, question: dict[str, object]) -> None:
    with pytest.raises(CorpusError):
        read_corpus(_write(tmp_path, question))


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="nowhere"):
        read_corpus(tmp_path / "nowhere")


def test_withheld_paragraphs_leave_unanswerable_questions() -> None:
    corpus = squad.to_corpus(ARTICLES, name="made-up", language="en", withhold=0.2)
    unanswerable = [q for q in corpus.questions if not q.is_answerable]

    assert len(corpus.questions) == 100
    assert len(corpus.passages) + len(unanswerable) == 100
    assert 5 < len(unanswerable) < 40


def test_articles_fall_whole_into_a_split() -> None:
    corpus = squad.to_corpus(ARTICLES, name="made-up", language="en")
    splits = {(q.id.partition("-")[0], q.split) for q in corpus.questions}

    assert len(splits) == 10
    assert {split for _, split in splits} == {"dev", "held_back"}
    halves = [corpus.of_split(split).questions for split in ("dev", "held_back")]
    assert sum(map(len, halves)) == len(corpus.of_split("all").questions) == 100


def test_parallel_questions_find_the_same_paragraphs() -> None:
    parallel = json.loads(json.dumps(ARTICLES).replace("What is", "Was ist"))

    corpus = squad.to_corpus(
        ARTICLES, name="x", language="en", parallel=parallel, question_language="de"
    )

    first = corpus.questions[0]
    assert (first.text, first.language, first.gold_ids) == ("Was ist 0?", "de", ("0-0",))


def test_command_converts_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "squad.json").write_text(json.dumps({"data": ARTICLES}), "utf-8")

    squad.main([str(tmp_path / "squad.json"), str(tmp_path / "out"), "--language", "en"])

    assert len(read_corpus(tmp_path / "out").passages) == 100
    assert "100 passages, 100 questions" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["debian-faq-en", "debian-faq-fr", "debian-faq-fr-en"])
def test_kept_corpora_are_whole(name: str) -> None:
    corpus = read_corpus(DATA / name)

    assert len(corpus.passages) > 100
    assert {question.is_answerable for question in corpus.questions} == {True, False}
    assert (DATA / "LICENCE").is_file()
