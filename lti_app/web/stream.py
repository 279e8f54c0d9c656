"""From an answer's progress to server-sent events.

`snapshot` always comes first, so that a reader may join or return at any moment; then `stage`,
`sources` and `block` tell what changed, `ending` closes. How often they come is the pace of the
progress itself, which tells the latest state rather than each token.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lti_app.domain.answer import Ending, Progress, Source
from lti_app.web.endings import EndingWords
from lti_app.web.render import BlockRenderer
from lti_app.web.render_words import RenderWords

HEARTBEAT = ": beat\n\n"
HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    # nginx would hold the events back (nginx, ngx_http_proxy_module, X-Accel-Buffering).
    "X-Accel-Buffering": "no",
}


@dataclass(frozen=True, slots=True)
class StreamWords:
    """The sentences of a stream, made before it begins."""

    stage: Callable[[Progress], str]
    endings: Mapping[Ending, EndingWords]
    render: RenderWords


def stream_events(
    progresses: Iterator[Progress | None], words: StreamWords, language: Callable[[], str]
) -> Iterator[str]:
    """Yield events until the answer has ended; None among the progress becomes a heartbeat.

    language: asked once, at the end; returns the answer's ISO 639-1 code, or "" when unknown.
    A reader who leaves (GeneratorExit) closes the progress too.
    """
    follower = Follower(words, language)
    try:
        for progress in progresses:
            yield HEARTBEAT if progress is None else follower.tell(progress)
    finally:
        close = getattr(progresses, "close", None)
        if close is not None:
            close()


class Follower:
    """Knows what one reader has seen of an answer."""

    def __init__(self, words: StreamWords, language: Callable[[], str]) -> None:
        self._words = words
        self._language = language
        self._seen: Progress | None = None
        self._renderer = BlockRenderer((), words.render)
        self._blocks: list[str] = []

    def tell(self, progress: Progress) -> str:
        """Return the events that bring the reader up to date; empty when nothing changed."""
        before, blocks = self._seen, self._blocks
        if before is None or before.sources != progress.sources:
            self._renderer = BlockRenderer(progress.sources, self._words.render)
        self._blocks = self._renderer.render(progress.text, is_growing=progress.ending is None)
        self._seen = progress
        ending = None if progress.ending is None else self._ending(progress, progress.ending)
        if before is None:
            events = [event("snapshot", self._snapshot(progress, ending))]
        else:
            events = self._changes(before, progress, blocks)
        if ending is not None:
            events.append(event("ending", ending))
        return "".join(events)

    def _changes(self, before: Progress, now: Progress, blocks: list[str]) -> list[str]:
        if now.ending is not None:
            return []
        events = []
        if (before.stage, len(before.sources)) != (now.stage, len(now.sources)):
            events.append(event("stage", self._stage(now)))
        if before.sources != now.sources:
            events.append(event("sources", {"sources": source_cards(now.sources)}))
        for index, html in enumerate(_padded(self._blocks, len(blocks))):
            if index >= len(blocks) or blocks[index] != html:
                events.append(event("block", {"index": index, "html": html}))
        return events

    def _snapshot(self, progress: Progress, ending: dict[str, object] | None) -> dict[str, object]:
        return {
            **self._stage(progress),
            "blocks": self._blocks,
            "sources": source_cards(progress.sources),
            "ending": ending,
        }

    def _stage(self, progress: Progress) -> dict[str, object]:
        return {"stage": progress.stage.value, "sentence": self._words.stage(progress)}

    def _ending(self, progress: Progress, ending: Ending) -> dict[str, object]:
        words = self._words.endings[ending]
        return {
            "code": ending.value,
            "title": words.title,
            "sentence": words.advice,
            "is_calm": words.is_calm,
            "can_retry": ending.can_retry,
            "language": self._language(),
            "blocks": self._blocks,
            "sources": source_cards(progress.sources),
        }


def event(name: str, facts: Mapping[str, object]) -> str:
    """Return one server-sent event; its data is one line of JSON (HTML standard, 9.2)."""
    data = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return f"event: {name}\ndata: {data}\n\n"


def source_cards(sources: Sequence[Source]) -> list[dict[str, object]]:
    """Return what a citation shows before its source is opened."""
    return [
        {
            "number": source.number,
            "title": source.title,
            "page": source.page_number,
            "sentence": source.sentence,
            "language": source.language,
        }
        for source in sources
    ]


def _padded(blocks: list[str], length: int) -> list[str]:
    """Return the blocks, with empty ones where the reader saw more of them."""
    return blocks + [""] * (length - len(blocks))
