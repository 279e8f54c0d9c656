"""The rows of answers, also while they grow."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, Table, bindparam, select, update
from sqlalchemy.orm import Session

from lti_app.domain.answer import (
    Answer,
    Ending,
    Progress,
    Rating,
    RatingReason,
    Source,
    Stage,
)
from lti_app.domain.errors import NotFoundError
from lti_app.domain.model import Usage
from lti_app.domain.visit import Scope
from lti_app.store.database import Database, now
from lti_app.store.tables import AnswerRow, ConversationRow, QuestionRow, UsageRow

TABLE = cast(Table, AnswerRow.__table__)
# A plain statement for many rows: the lock is held for as long as this takes.
GROWTH = (
    update(TABLE)
    .where(TABLE.c.id == bindparam("kept_id"), TABLE.c.ending.is_(None))
    .values({name: bindparam(name) for name in ("revision", "stage", "text", "sources")})
)


class Answers:
    """Answers to questions of one person in one course."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, scope: Scope, question_id: str, engine: str) -> str:
        """Write down that an answer has begun; return its id."""
        with self._database.transaction() as session:
            row = AnswerRow(
                institution_id=scope.institution_id,
                course_id=scope.course_id,
                question_id=question_id,
                engine=engine,
                stage=Stage.SEARCHING,
                sources=[],
                rating_reasons=[],
            )
            session.add(row)
            session.flush()
            return row.id

    def get(self, scope: Scope, person_id: str, answer_id: str) -> Answer:
        """Return an answer of this person; raises NotFoundError."""
        with self._database.reading() as session:
            return _to_answer(_get(session, scope, person_id, answer_id))

    def progress(self, scope: Scope, person_id: str, answer_id: str) -> tuple[Progress, datetime]:
        """Return what is stored of an answer, and when its writer last gave a sign of life."""
        with self._database.reading() as session:
            row = _get(session, scope, person_id, answer_id)
            return _to_progress(row), row.touched_at

    def question_of(self, scope: Scope, person_id: str, answer_id: str) -> tuple[str, str, str]:
        """Return conversation id, question id and question text of an answer."""
        with self._database.reading() as session:
            row = _get(session, scope, person_id, answer_id)
            question = session.get_one(QuestionRow, row.question_id)
            return question.conversation_id, question.id, question.text

    def keep_across_institutions(self, running: Mapping[str, Progress | None]) -> frozenset[str]:
        """Store what grew of this process's answers; return those that someone wants stopped.

        running: answer id to its progress, None where nothing changed. Ids come from begin().
        """
        if not running:
            return frozenset()
        with self._database.transaction() as session:
            moment = now()
            session.execute(
                update(AnswerRow)
                .where(AnswerRow.id.in_(running), AnswerRow.ending.is_(None))
                .values(touched_at=moment)
            )
            grown = [
                {"kept_id": answer_id, **_grown(progress)}
                for answer_id, progress in running.items()
                if progress is not None
            ]
            if grown:
                session.connection().execute(GROWTH, grown)
            wanted = session.scalars(
                select(AnswerRow.id).where(AnswerRow.id.in_(running), AnswerRow.is_stop_wanted)
            )
            return frozenset(wanted)

    def finish(
        self,
        scope: Scope,
        answer_id: str,
        progress: Progress,
        *,
        language: str,
        prompt_version: str,
        usages: Iterable[Usage],
    ) -> None:
        """Store an ended answer with the usage of its model calls."""
        with self._database.transaction() as session:
            session.execute(
                update(AnswerRow)
                .where(
                    AnswerRow.institution_id == scope.institution_id,
                    AnswerRow.course_id == scope.course_id,
                    AnswerRow.id == answer_id,
                )
                .values(
                    **_grown(progress),
                    ending=progress.ending,
                    language=language,
                    prompt_version=prompt_version,
                    ended_at=now(),
                )
            )
            session.add_all(_to_usage_row(scope, usage) for usage in usages)

    def interrupt(self, scope: Scope, answer_id: str, touched_before: datetime) -> None:
        """End an answer whose writer has died, unless it has ended or lives again."""
        with self._database.transaction() as session:
            session.execute(
                update(AnswerRow)
                .where(
                    AnswerRow.institution_id == scope.institution_id,
                    AnswerRow.course_id == scope.course_id,
                    AnswerRow.id == answer_id,
                    AnswerRow.ending.is_(None),
                    AnswerRow.touched_at < touched_before,
                )
                .values(
                    ending=Ending.INTERRUPTED,
                    stage=Stage.ENDED,
                    ended_at=now(),
                    revision=AnswerRow.revision + 1,
                )
            )

    def want_stop(self, scope: Scope, person_id: str, answer_id: str) -> None:
        """Ask whichever process writes the answer to stop; raises NotFoundError."""
        with self._database.transaction() as session:
            _get(session, scope, person_id, answer_id).is_stop_wanted = True

    def rate(
        self,
        scope: Scope,
        person_id: str,
        answer_id: str,
        rating: Rating | None,
        reasons: Collection[RatingReason],
    ) -> None:
        """Store a thumb with its reasons, or take it back (None); raises NotFoundError."""
        with self._database.transaction() as session:
            row = _get(session, scope, person_id, answer_id)
            row.rating = rating
            row.rating_reasons = [reason.value for reason in reasons]


def latest_answers(session: Session, question_ids: Collection[str]) -> dict[str, Answer]:
    """Return the newest answer of each question that has one."""
    rows = session.scalars(
        select(AnswerRow)
        .where(AnswerRow.question_id.in_(question_ids))
        .order_by(AnswerRow.started_at)
    )
    return {row.question_id: _to_answer(row) for row in rows}


def _of(scope: Scope, person_id: str) -> Select[AnswerRow]:
    return (
        select(AnswerRow)
        .join(QuestionRow, QuestionRow.id == AnswerRow.question_id)
        .join(ConversationRow, ConversationRow.id == QuestionRow.conversation_id)
        .where(
            AnswerRow.institution_id == scope.institution_id,
            AnswerRow.course_id == scope.course_id,
            ConversationRow.person_id == person_id,
            ConversationRow.deleted_at.is_(None),
        )
    )


def _get(session: Session, scope: Scope, person_id: str, answer_id: str) -> AnswerRow:
    row = session.scalar(_of(scope, person_id).where(AnswerRow.id == answer_id))
    if row is None:
        raise NotFoundError("answer")
    return row


def _grown(progress: Progress) -> dict[str, Any]:
    return {
        "revision": progress.revision,
        "stage": progress.stage,
        "text": progress.text,
        "sources": [asdict(source) for source in progress.sources],
    }


def _to_source(facts: dict[str, Any]) -> Source:
    return Source(**{**facts, "heading_path": tuple(facts["heading_path"])})


def _to_progress(row: AnswerRow) -> Progress:
    return Progress(
        answer_id=row.id,
        revision=row.revision,
        stage=Stage(row.stage),
        text=row.text,
        sources=tuple(_to_source(facts) for facts in row.sources),
        ending=Ending(row.ending) if row.ending else None,
    )


def _to_answer(row: AnswerRow) -> Answer:
    progress = _to_progress(row)
    return Answer(
        id=row.id,
        question_id=row.question_id,
        started_at=row.started_at,
        engine=row.engine,
        language=row.language,
        prompt_version=row.prompt_version,
        text=progress.text,
        sources=progress.sources,
        ending=progress.ending,
        ended_at=row.ended_at,
        rating=Rating(row.rating) if row.rating else None,
        rating_reasons=tuple(RatingReason(reason) for reason in row.rating_reasons),
    )


def _to_usage_row(scope: Scope, usage: Usage) -> UsageRow:
    return UsageRow(
        institution_id=scope.institution_id,
        course_id=scope.course_id,
        **{**asdict(usage), "purpose": usage.purpose.value},
    )
