"""What a reader of an answer is told, event by event."""

import json
from collections.abc import Iterator

import pytest

from lti_app.domain.answer import Ending, Progress, Source, Stage
from lti_app.web.endings import EndingWords
from lti_app.web.render_words import RenderWords
from lti_app.web.stream import HEADERS, HEARTBEAT, StreamWords, stream_events

SOURCES = (
    Source(1, "doc", "Filters", 4, "text", "A sentence.", (), "en"),
    Source(2, "doc", "Filters", 5, "text"),
)
WORDS = StreamWords(
    stage=lambda progress: f"{progress.stage.value} {len(progress.sources)}",
    endings={ending: EndingWords(ending.value.title(), "Do this.", False) for ending in Ending},
    render=RenderWords(),
)


def at(revision: int, text: str = "", **facts: object) -> Progress:
    return Progress("a", revision, **{"stage": Stage.WRITING, "text": text, **facts})


def told(*progresses: Progress | None) -> list[tuple[str, dict[str, object]]]:
    stream = "".join(stream_events(iter(progresses), WORDS, lambda: "fr"))
    messages = [message.split("\n") for message in stream.split("\n\n") if message]
    return [
        (lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: ")))
        for lines in messages
        if not lines[0].startswith(":")
    ]


def test_the_first_event_is_the_whole_state():
    [(name, facts)] = told(at(3, "One [1].\n\nTwo", sources=SOURCES))
    assert name == "snapshot"
    assert facts["stage"] == "writing"
    assert facts["sentence"] == "writing 2"
    assert facts["ending"] is None
    assert len(facts["blocks"]) == 2
    assert facts["sources"][0] == {
        "number": 1,
        "title": "Filters",
        "page": 4,
        "sentence": "A sentence.",
        "language": "en",
    }


def test_only_changed_blocks_are_told():
    events = told(at(1, "One"), at(2, "One\n\nTwo"), at(3, "One\n\nTwo more"))
    assert [(name, facts.get("index")) for name, facts in events] == [
        ("snapshot", None),
        ("block", 1),
        ("block", 1),
    ]


def test_a_block_that_melts_into_another_is_emptied():
    events = told(at(1, "One\n# "), at(2, "One\n#1 is first"))
    emptied = [facts for name, facts in events if name == "block" and facts["html"] == ""]
    assert [facts["index"] for facts in emptied] == [1]


def test_stages_and_sources_are_told_when_they_change():
    events = told(
        at(1, stage=Stage.SEARCHING), at(2, stage=Stage.READING, sources=SOURCES), at(3, "Text")
    )
    assert [name for name, _ in events][:3] == ["snapshot", "stage", "sources"]
    assert events[1][1]["sentence"] == "reading 2"


def test_new_sources_make_their_citations_known():
    events = told(at(1, "See [1]."), at(2, "See [1].", sources=SOURCES))
    assert any("data-source" in str(facts.get("html")) for _, facts in events)


def test_the_ending_closes_with_the_final_text():
    events = told(at(1, "Draft"), at(2, "Final [1]", sources=SOURCES[:1], ending=Ending.ANSWERED))
    name, facts = events[-1]
    assert name == "ending"
    assert facts["code"] == "answered"
    assert facts["title"] == "Answered"
    assert facts["can_retry"] is False
    assert facts["language"] == "fr"
    assert "Final" in facts["blocks"][0]
    assert [source["number"] for source in facts["sources"]] == [1]


def test_an_ended_answer_is_told_at_once():
    events = told(at(9, "", ending=Ending.MODEL_BUSY))
    assert [name for name, _ in events] == ["snapshot", "ending"]
    assert events[0][1]["ending"]["can_retry"] is True


def test_silence_becomes_a_heartbeat():
    stream = list(stream_events(iter([at(1), None, None]), WORDS, lambda: "fr"))
    assert stream[1:] == [HEARTBEAT, HEARTBEAT]


def test_progress_without_news_tells_nothing():
    assert len(told(at(1, "Same"), at(2, "Same"))) == 1


def test_line_ends_in_a_text_stay_within_one_event():
    for name, _ in told(at(1, "```\na\n\nb\n```"), at(2, "x\u2028y\r\nz")):
        assert name in ("snapshot", "block")


def test_a_reader_who_leaves_closes_the_progress():
    closed = []

    def progresses() -> Iterator[Progress]:
        try:
            yield at(1)
            yield at(2, "more")
        finally:
            closed.append(True)

    stream = stream_events(progresses(), WORDS, lambda: "fr")
    next(stream)
    stream.close()
    assert closed == [True]


@pytest.mark.parametrize(
    ("name", "value"), [("X-Accel-Buffering", "no"), ("Cache-Control", "no-store")]
)
def test_proxies_are_asked_not_to_hold_events_back(name, value):
    assert HEADERS[name] == value
