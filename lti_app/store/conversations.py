"""The rows of conversations with their questions."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lti_app.domain.conversation import Conversation, Question, Talk, Turn
from lti_app.domain.errors import NotFoundError
from lti_app.domain.visit import Scope
from lti_app.store.answers import latest_answers
from lti_app.store.database import Database, now
from lti_app.store.tables import ConversationRow, QuestionRow

TITLE_CHARS = 80


class Conversations:
    """Conversations of one person in one course."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, scope: Scope, person_id: str, assistant_id: str, first_words: str) -> str:
        """Make a conversation titled by its first question; return its id."""
        with self._database.transaction() as session:
            row = ConversationRow(
                institution_id=scope.institution_id,
                course_id=scope.course_id,
                assistant_id=assistant_id,
                person_id=person_id,
                title=_short(first_words),
            )
            session.add(row)
            session.flush()
            return row.id

    def all(self, scope: Scope, person_id: str) -> tuple[Conversation, ...]:
        """Return the person's conversations, the last used first, without deleted ones."""
        with self._database.reading() as session:
            rows = session.scalars(
                _of(scope, person_id)
                .where(ConversationRow.deleted_at.is_(None))
                .order_by(ConversationRow.updated_at.desc())
            )
            return tuple(_to_conversation(row) for row in rows)

    def talk(self, scope: Scope, person_id: str, conversation_id: str) -> Talk:
        """Return a conversation with its turns; raises NotFoundError."""
        with self._database.reading() as session:
            row = _get(session, scope, person_id, conversation_id)
            questions = _questions(session, row.id)
            answers = latest_answers(session, [question.id for question in questions])
            turns = tuple(Turn(_to_question(q), answers.get(q.id)) for q in questions)
            return Talk(_to_conversation(row), turns)

    def add_question(self, scope: Scope, person_id: str, conversation_id: str, text: str) -> str:
        """Write a question at the end of a talk; return its id. Raises NotFoundError."""
        with self._database.transaction() as session:
            row = _get(session, scope, person_id, conversation_id)
            row.updated_at = now()
            return _add_question(session, row, text).id

    def replace_last_question(
        self, scope: Scope, person_id: str, question_id: str, text: str
    ) -> tuple[str, str]:
        """Put a new question in the place of the talk's last one; return conversation and id.

        Raises NotFoundError when it is not the last question of a talk of this person.
        """
        with self._database.transaction() as session:
            old = session.get(QuestionRow, question_id)
            if old is None:
                raise NotFoundError("question")
            talk = _get(session, scope, person_id, old.conversation_id)
            questions = _questions(session, talk.id)
            if not questions or questions[-1].id != question_id:
                raise NotFoundError("last question")
            old.superseded_at = talk.updated_at = now()
            if len(questions) == 1 and talk.title == _short(old.text):
                talk.title = _short(text)
            return talk.id, _add_question(session, talk, text).id

    def rename(self, scope: Scope, person_id: str, conversation_id: str, title: str) -> None:
        """Give a conversation another title; raises NotFoundError."""
        with self._database.transaction() as session:
            _get(session, scope, person_id, conversation_id).title = _short(title)

    def mark_deleted(
        self, scope: Scope, person_id: str, conversation_id: str, moment: datetime | None
    ) -> None:
        """Hide a conversation from a moment on, or show it again (None); raises NotFoundError."""
        with self._database.transaction() as session:
            row = _get(session, scope, person_id, conversation_id, is_deleted=moment is None)
            row.deleted_at = moment

    def purge_deleted_across_institutions(self, before: datetime) -> int:
        """Remove for good what was deleted before a moment; return how many conversations."""
        with self._database.transaction() as session:
            rows = session.scalars(
                select(ConversationRow).where(ConversationRow.deleted_at < before)
            ).all()
            for row in rows:
                session.delete(row)
            return len(rows)


def _of(scope: Scope, person_id: str) -> Select[ConversationRow]:
    return select(ConversationRow).where(
        ConversationRow.institution_id == scope.institution_id,
        ConversationRow.course_id == scope.course_id,
        ConversationRow.person_id == person_id,
    )


def _get(
    session: Session,
    scope: Scope,
    person_id: str,
    conversation_id: str,
    *,
    is_deleted: bool = False,
) -> ConversationRow:
    row = session.scalar(_of(scope, person_id).where(ConversationRow.id == conversation_id))
    if row is None or (row.deleted_at is not None) != is_deleted:
        raise NotFoundError("conversation")
    return row


def _questions(session: Session, conversation_id: str) -> Sequence[QuestionRow]:
    return session.scalars(
        select(QuestionRow)
        .where(QuestionRow.conversation_id == conversation_id, QuestionRow.superseded_at.is_(None))
        .order_by(QuestionRow.asked_at)
    ).all()


def _add_question(session: Session, talk: ConversationRow, text: str) -> QuestionRow:
    row = QuestionRow(
        institution_id=talk.institution_id,
        course_id=talk.course_id,
        conversation_id=talk.id,
        text=text,
    )
    session.add(row)
    session.flush()
    return row


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= TITLE_CHARS else line[: TITLE_CHARS - 1].rstrip() + "…"


def _to_question(row: QuestionRow) -> Question:
    return Question(row.id, row.conversation_id, row.text, row.asked_at)


def _to_conversation(row: ConversationRow) -> Conversation:
    return Conversation(
        id=row.id,
        institution_id=row.institution_id,
        course_id=row.course_id,
        assistant_id=row.assistant_id,
        person_id=row.person_id,
        title=row.title,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
