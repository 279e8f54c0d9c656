"""An assistant that answers from a script, with the methods of the real one."""

import re
import threading
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count

from lti_app.domain.answer import Answer, Ending, Progress, Rating, RatingReason, Source, Stage
from lti_app.domain.conversation import Asked, Conversation, Question, Talk, Turn
from lti_app.domain.errors import (
    AnswerRunningError,
    EmptyQuestionError,
    EmptyTitleError,
    LongQuestionError,
    NotFoundError,
)
from lti_app.domain.visit import Visit
from tests.web.student.scripts import SOURCES, script_for

ids = count(1)
HOLD_AFTER_CHARS = 300


@dataclass
class Script:
    """An answer that grows; `go_on` lets one that holds go on."""

    answer: Answer
    text: str
    ending: Ending
    holds: bool
    step_s: float
    go_on: threading.Event
    changed: threading.Condition = field(default_factory=threading.Condition)
    is_stopped: bool = False
    revision: int = 0
    stage: Stage = Stage.SEARCHING

    def write(self) -> None:
        self._pause()
        self._show(stage=Stage.READING, sources=SOURCES)
        self._pause()
        for end in range(0, len(self.text) + 24, 24):
            if self.is_stopped:
                break
            if self.holds and end > HOLD_AFTER_CHARS:
                self.go_on.wait(20)
                self.holds = False
            self._show(stage=Stage.WRITING, text=self.text[:end])
            self._pause()
        ending = Ending.STOPPED if self.is_stopped else self.ending
        cited = tuple(
            source for source in SOURCES if re.search(rf"\[.*{source.number}\]", self.answer.text)
        )
        now = datetime.now(UTC)
        language = "fr" if "filtre" in self.text else "en"
        self._show(stage=Stage.ENDED, sources=cited, ending=ending, ended_at=now, language=language)

    def progress(self) -> Progress:
        answer = self.answer
        return Progress(
            answer.id, self.revision, self.stage, answer.text, answer.sources, answer.ending
        )

    def wait_for_more_than(self, revision: int, timeout_s: float) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: self.revision > revision, timeout_s)

    def _show(self, *, stage: Stage, **facts: object) -> None:
        with self.changed:
            self.stage = stage
            self.answer = replace(self.answer, **facts)
            self.revision += 1
            self.changed.notify_all()

    def _pause(self) -> None:
        threading.Event().wait(self.step_s)


class FakeTalks:
    """One person's conversations, in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Conversation] = {}
        self.deleted: dict[str, Conversation] = {}
        self.questions: dict[str, list[Question]] = {}
        self.scripts: dict[str, Script] = {}

    def list(self, visit: Visit) -> tuple[Conversation, ...]:
        return tuple(sorted(self.kept.values(), key=lambda talk: talk.updated_at, reverse=True))

    def talk(self, visit: Visit, conversation_id: str) -> Talk:
        conversation = self._get(conversation_id)
        return Talk(conversation, tuple(map(self._turn, self.questions[conversation_id])))

    def rename(self, visit: Visit, conversation_id: str, title: str) -> None:
        if not title.strip():
            raise EmptyTitleError
        self.kept[conversation_id] = replace(self._get(conversation_id), title=title)

    def delete(self, visit: Visit, conversation_id: str) -> None:
        self.deleted[conversation_id] = self._get(conversation_id)
        del self.kept[conversation_id]

    def restore(self, visit: Visit, conversation_id: str) -> None:
        self.kept[conversation_id] = self.deleted.pop(conversation_id)

    def begin(self, visit: Visit, title: str, moment: datetime | None = None) -> str:
        moment = moment or datetime.now(UTC)
        talk = Conversation(
            f"talk{next(ids)}",
            visit.scope.institution_id,
            visit.scope.course_id,
            "assistant",
            visit.person_id,
            title,
            moment,
            moment,
        )
        self.kept[talk.id], self.questions[talk.id] = talk, []
        return talk.id

    def _get(self, conversation_id: str) -> Conversation:
        if conversation_id not in self.kept:
            raise NotFoundError("conversation")
        return self.kept[conversation_id]

    def _turn(self, question: Question) -> Turn:
        script = self.scripts.get(question.id)
        return Turn(question, script.answer if script else None)


class FakeAnswering:
    """Answers from a script, at the pace of step_s."""

    engine_label = "Mistral Small"
    is_generative = True

    def __init__(self, talks: FakeTalks, *, step_s: float = 0.0) -> None:
        self.talks = talks
        self.step_s = step_s
        self.go_on = threading.Event()
        self.by_answer: dict[str, Script] = {}
        self.rated: list[tuple[str, Rating | None, tuple[RatingReason, ...]]] = []
        self.fails_with: Exception | None = None

    def ask(self, visit: Visit, text: str, conversation_id: str | None = None) -> Asked:
        if self.fails_with:
            raise self.fails_with
        self._check(text)
        if conversation_id is None:
            conversation_id = self.talks.begin(visit, text)
        turns = self.talks.talk(visit, conversation_id).turns
        if turns and turns[-1].answer and turns[-1].answer.ending is None:
            raise AnswerRunningError
        question = Question(f"q{next(ids)}", conversation_id, text, datetime.now(UTC))
        self.talks.questions[conversation_id].append(question)
        return self._begin(question)

    def edit(self, visit: Visit, question_id: str, text: str) -> Asked:
        self._check(text)
        for asked in self.talks.questions.values():
            if asked and asked[-1].id == question_id:
                asked[-1] = replace(asked[-1], id=f"q{next(ids)}", text=text)
                return self._begin(asked[-1])
        raise NotFoundError("question")

    def retry(self, visit: Visit, answer_id: str) -> Asked:
        question_id = self._get(answer_id).answer.question_id
        for asked in self.talks.questions.values():
            for question in asked:
                if question.id == question_id:
                    return self._begin(question)
        raise NotFoundError("question")

    def stop(self, visit: Visit, answer_id: str) -> None:
        self._get(answer_id).is_stopped = True
        self.go_on.set()

    def follow(
        self, visit: Visit, answer_id: str, heartbeat_s: float = 10.0
    ) -> Iterator[Progress | None]:
        return self._follow(self._get(answer_id), heartbeat_s)

    def _follow(self, script: Script, heartbeat_s: float) -> Iterator[Progress | None]:
        seen = -1
        while True:
            if not script.wait_for_more_than(seen, heartbeat_s):
                yield None
                continue
            progress = script.progress()
            seen = progress.revision
            yield progress
            if progress.ending is not None:
                return

    def source(self, visit: Visit, answer_id: str, number: int) -> Source:
        for source in self._get(answer_id).answer.sources:
            if source.number == number:
                return source
        raise NotFoundError("source")

    def rate(
        self,
        visit: Visit,
        answer_id: str,
        rating: Rating | None,
        reasons: Collection[RatingReason] = (),
    ) -> None:
        script = self._get(answer_id)
        script.answer = replace(script.answer, rating=rating, rating_reasons=tuple(reasons))
        self.rated.append((answer_id, rating, tuple(reasons)))

    def _check(self, text: str) -> None:
        if not text.strip():
            raise EmptyQuestionError
        if len(text) > 4000:
            raise LongQuestionError(limit_chars=4000)

    def _begin(self, question: Question) -> Asked:
        text, ending = script_for(question.text)
        answer = Answer(f"a{next(ids)}", question.id, datetime.now(UTC), self.engine_label)
        holds = question.text.startswith("hold")
        self.go_on.clear()
        script = Script(answer, text, ending, holds, self.step_s, self.go_on)
        self.by_answer[answer.id] = self.talks.scripts[question.id] = script
        threading.Thread(target=script.write, daemon=True).start()
        return Asked(question.conversation_id, question.id, answer.id)

    def _get(self, answer_id: str) -> Script:
        if answer_id not in self.by_answer:
            raise NotFoundError("answer")
        return self.by_answer[answer_id]
