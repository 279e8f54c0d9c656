"""Takes a question, has its answer written, lets it be followed."""

import threading
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import structlog

from lti_app.answering.live import Live, LiveAnswer
from lti_app.answering.model import LanguageModel
from lti_app.answering.pipeline import Pipeline
from lti_app.answering.state import Ended, State
from lti_app.answering.stores import AnswerStore, TalkStore
from lti_app.domain.answer import Ending, Progress, Rating, RatingReason, Source, Stage
from lti_app.domain.conversation import Asked
from lti_app.domain.errors import (
    AnswerRunningError,
    EmptyQuestionError,
    LongQuestionError,
    NotFoundError,
)
from lti_app.domain.model import Usage
from lti_app.domain.visit import Visit

log = structlog.get_logger()

DEAD_AFTER_S = 15
POLL_S = 0.5


class Answering:
    """The service behind the chat page."""

    def __init__(
        self,
        *,
        pipeline: Pipeline,
        live: Live,
        answers: AnswerStore,
        talks: TalkStore,
        model: LanguageModel,
        visible_document_ids: Callable[[Visit], frozenset[str]],
        assistant_id_of: Callable[[Visit], str],
        on_ending: Callable[[Ending], None],
        max_question_chars: int,
    ) -> None:
        self._pipeline = pipeline
        self._live = live
        self._answers = answers
        self._talks = talks
        self._visible_document_ids = visible_document_ids
        self._assistant_id_of = assistant_id_of
        self._on_ending = on_ending
        self._max_question_chars = max_question_chars
        self.engine_label = model.label
        self.is_generative = model.is_generative

    @property
    def running_count(self) -> int:
        """How many answers this process is writing."""
        return self._live.running_count

    def ask(self, visit: Visit, text: str, conversation_id: str | None = None) -> Asked:
        """Take a question and begin its answer; a talk is begun where none is named.

        Raises EmptyQuestionError, LongQuestionError, AnswerRunningError, TooManyAnswersError,
        NotFoundError; nothing is stored then.
        """
        question = self._checked(text)
        self._live.check_room()
        if conversation_id is None:
            assistant_id = self._assistant_id_of(visit)
            conversation_id = self._talks.begin(
                visit.scope, visit.person_id, assistant_id, question
            )
        else:
            self._check_quiet(visit, conversation_id)
        question_id = self._talks.add_question(
            visit.scope, visit.person_id, conversation_id, question
        )
        return self._begin(visit, conversation_id, question_id, question)

    def edit(self, visit: Visit, question_id: str, text: str) -> Asked:
        """Ask otherwise in the place of the last question; raises as ask() does."""
        question = self._checked(text)
        self._live.check_room()
        conversation_id, new_id = self._talks.replace_last_question(
            visit.scope, visit.person_id, question_id, question
        )
        return self._begin(visit, conversation_id, new_id, question)

    def retry(self, visit: Visit, answer_id: str) -> Asked:
        """Answer the same question again; raises AnswerRunningError, NotFoundError."""
        conversation_id, question_id, question = self._answers.question_of(
            visit.scope, visit.person_id, answer_id
        )
        self._live.check_room()
        self._check_quiet(visit, conversation_id)
        return self._begin(visit, conversation_id, question_id, question)

    def stop(self, visit: Visit, answer_id: str) -> None:
        """End an answer early and keep its text; raises NotFoundError."""
        self._answers.want_stop(visit.scope, visit.person_id, answer_id)
        running = self._live.get(answer_id)
        if running is not None:
            running.end_early(Ending.STOPPED)

    def follow(
        self, visit: Visit, answer_id: str, heartbeat_s: float = 10.0
    ) -> Iterator[Progress | None]:
        """Yield the answer as it stands, then each change, until it has ended.

        None stands for heartbeat_s seconds without a change. Raises NotFoundError at once.
        """
        stored, _ = self._answers.progress(visit.scope, visit.person_id, answer_id)
        running = self._live.get(answer_id)
        if stored.ending is None and running is not None:
            return running.follow(heartbeat_s)
        return self._follow_stored(visit, answer_id, heartbeat_s)

    def source(self, visit: Visit, answer_id: str, number: int) -> Source:
        """Return a source of an answer, while the visitor may see its document.

        Raises NotFoundError.
        """
        sources = self._answers.get(visit.scope, visit.person_id, answer_id).sources
        running = self._live.get(answer_id)
        if running is not None:
            sources = running.now().sources
        for source in sources:
            if source.number == number and self._may_see(visit, source):
                return source
        raise NotFoundError("source")

    def rate(
        self,
        visit: Visit,
        answer_id: str,
        rating: Rating | None,
        reasons: Collection[RatingReason] = (),
    ) -> None:
        """Store a thumb with its reasons, or take it back; raises NotFoundError."""
        kept = reasons if rating is Rating.DOWN else ()
        self._answers.rate(visit.scope, visit.person_id, answer_id, rating, kept)

    def _checked(self, text: str) -> str:
        question = text.replace("\x00", "").strip()
        if not question:
            raise EmptyQuestionError
        if len(question) > self._max_question_chars:
            raise LongQuestionError(limit_chars=self._max_question_chars)
        return question

    def _check_quiet(self, visit: Visit, conversation_id: str) -> None:
        turns = self._talks.talk(visit.scope, visit.person_id, conversation_id).turns
        last = turns[-1].answer if turns else None
        if last is None or last.ending is not None:
            return
        if self._live.get(last.id) is not None or not self._bury(visit, last.id):
            raise AnswerRunningError

    def _bury(self, visit: Visit, answer_id: str) -> bool:
        """End an answer whose writer gives no sign of life; return whether it had died."""
        _, touched_at = self._answers.progress(visit.scope, visit.person_id, answer_id)
        limit = datetime.now(UTC) - timedelta(seconds=DEAD_AFTER_S)
        if touched_at >= limit:
            return False
        self._answers.interrupt(visit.scope, answer_id, limit)
        return True

    def _may_see(self, visit: Visit, source: Source) -> bool:
        return source.document_id in self._visible_document_ids(visit)

    def _begin(self, visit: Visit, conversation_id: str, question_id: str, text: str) -> Asked:
        answer_id = self._answers.begin(visit.scope, question_id, self.engine_label)
        state = State(
            scope=visit.scope,
            person_id=visit.person_id,
            conversation_id=conversation_id,
            question_id=question_id,
            answer_id=answer_id,
            question=text,
            locale=visit.locale,
            document_ids=self._visible_document_ids(visit),
        )
        self._live.start(answer_id, lambda running: self._write(state, running))
        return Asked(conversation_id, question_id, answer_id)

    def _write(self, state: State, running: LiveAnswer) -> None:
        """Run the pipeline; whatever happens, the answer gets an ending and is stored."""
        began_s = time.monotonic()
        ended: Ended | None = None
        try:
            ended = self._pipeline.run(state, running)
        finally:
            # None after a fault of ours: what a reader has already seen is kept.
            progress = _ended(ended, running.now()) if ended else _failed(running.now())
            try:
                self._keep(ended.state if ended else state, progress, running.usages)
            finally:
                running.end(progress)
                self._note(progress, began_s)

    def _keep(self, state: State, progress: Progress, usages: Collection[Usage]) -> None:
        self._answers.finish(
            state.scope,
            state.answer_id,
            progress,
            language=state.language,
            prompt_version=state.prompt_version,
            usages=usages,
        )

    def _note(self, progress: Progress, began_s: float) -> None:
        ending = progress.ending or Ending.FAILED
        self._on_ending(ending)
        log.info(
            "answer.done",
            answer=progress.answer_id,
            ending=ending.value,
            sources=len(progress.sources),
            total_ms=round((time.monotonic() - began_s) * 1000),
        )

    def _follow_stored(
        self, visit: Visit, answer_id: str, heartbeat_s: float
    ) -> Iterator[Progress | None]:
        """Follow an answer that another process writes, or that has ended."""
        seen, waited_s = -1, 0.0
        while True:
            progress, _ = self._answers.progress(visit.scope, visit.person_id, answer_id)
            if progress.revision > seen:
                seen, waited_s = progress.revision, 0.0
                yield progress
            if progress.ending is not None:
                return
            self._bury(visit, answer_id)
            threading.Event().wait(POLL_S)
            waited_s += POLL_S
            if waited_s >= heartbeat_s:
                waited_s = 0.0
                yield None


def _ended(ended: Ended, shown: Progress) -> Progress:
    state = ended.state
    return replace(
        shown,
        revision=shown.revision + 1,
        stage=Stage.ENDED,
        text=state.text,
        sources=state.sources if state.text else (),
        ending=ended.ending,
    )


def _failed(shown: Progress) -> Progress:
    return replace(shown, revision=shown.revision + 1, stage=Stage.ENDED, ending=Ending.FAILED)
