"""Every table; each row hangs from an institution."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from lti_app.store.database import UtcDateTime, new_id, now

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The root of the tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: JSON, list[Any]: JSON}


def _key(target: str) -> Any:
    return mapped_column(String(32), ForeignKey(target, ondelete="CASCADE"), index=True)


class Institution(Base):
    """A university with its platforms."""

    __tablename__ = "institution"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))


class OfInstitution:
    """What every row but the institution itself has."""

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    institution_id: Mapped[str] = _key("institution.id")


class PlatformRow(OfInstitution, Base):
    """A registration: one issuer with one client id."""

    __tablename__ = "platform"
    __table_args__ = (UniqueConstraint("issuer", "client_id"),)

    name: Mapped[str] = mapped_column(String(200))
    issuer: Mapped[str] = mapped_column(String(500))
    client_id: Mapped[str] = mapped_column(String(200))
    authorization_url: Mapped[str] = mapped_column(String(1000))
    token_url: Mapped[str] = mapped_column(String(1000))
    jwks_url: Mapped[str] = mapped_column(String(1000))
    audience: Mapped[str | None] = mapped_column(String(1000))


class DeploymentRow(OfInstitution, Base):
    """A deployment of a platform."""

    __tablename__ = "deployment"
    __table_args__ = (UniqueConstraint("platform_id", "deployment_id"),)

    platform_id: Mapped[str] = _key("platform.id")
    deployment_id: Mapped[str] = mapped_column(String(255))
    last_launched_at: Mapped[datetime | None]


class CourseRow(OfInstitution, Base):
    """A course: a context id is unique only within its deployment."""

    __tablename__ = "course"
    __table_args__ = (UniqueConstraint("deployment_id", "context_id"),)

    deployment_id: Mapped[str] = _key("deployment.id")
    context_id: Mapped[str] = mapped_column(String(255))
    title: Mapped[str] = mapped_column(String(500), default="")


class OfCourse(OfInstitution):
    """What every row of a course has."""

    course_id: Mapped[str] = _key("course.id")


class AssistantRow(OfCourse, Base):
    """An assistant of a course."""

    __tablename__ = "assistant"

    name: Mapped[str] = mapped_column(String(200), default="")
    greeting: Mapped[str] = mapped_column(Text, default="")
    scope_note: Mapped[str] = mapped_column(Text, default="")
    starter_questions: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[datetime] = mapped_column(default=now)


class ResourceLinkRow(OfCourse, Base):
    """An activity on the course page with the assistant that it opens."""

    __tablename__ = "resource_link"
    __table_args__ = (UniqueConstraint("course_id", "resource_link_id"),)

    resource_link_id: Mapped[str] = mapped_column(String(255))
    assistant_id: Mapped[str] = _key("assistant.id")


class PersonRow(OfInstitution, Base):
    """A person as one platform numbers them; no name, no e-mail address."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("platform_id", "subject"),)

    platform_id: Mapped[str] = _key("platform.id")
    subject: Mapped[str] = mapped_column(String(255))


class VisitRow(OfCourse, Base):
    """An open visit; of its token only the SHA-256 is kept. facts: what the launch said."""

    __tablename__ = "visit"

    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    platform_id: Mapped[str] = _key("platform.id")
    person_id: Mapped[str] = _key("person.id")
    role: Mapped[str] = mapped_column(String(20))
    facts: Mapped[dict[str, Any]]
    started_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class LoginRow(OfInstitution, Base):
    """A login under way; taken once, by the digest of its state. facts: what the login said."""

    __tablename__ = "login"

    state_digest: Mapped[str] = mapped_column(String(64), unique=True)
    platform_id: Mapped[str] = _key("platform.id")
    nonce: Mapped[str] = mapped_column(String(64))
    facts: Mapped[dict[str, Any]]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class ToolKeyRow(Base):
    """A signing key of the tool, for every institution; signs from active_at to retired_at."""

    __tablename__ = "tool_key"

    kid: Mapped[str] = mapped_column(String(64), primary_key=True)
    private_pem: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)
    active_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class DocumentRow(OfCourse, Base):
    """An uploaded document."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("course_id", "digest"),)

    title: Mapped[str] = mapped_column(String(500))
    file_name: Mapped[str] = mapped_column(String(500))
    media_type: Mapped[str] = mapped_column(String(100))
    size_bytes: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(20))
    failure: Mapped[str | None] = mapped_column(String(40))
    page_count: Mapped[int] = mapped_column(default=0)
    word_count: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)


class DocumentPageRow(OfCourse, Base):
    """The text read from one page."""

    __tablename__ = "document_page"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    document_id: Mapped[str] = _key("document.id")
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)


class JobRow(OfInstitution, Base):
    """Work for later; a worker holds it until lease_until."""

    __tablename__ = "job"

    kind: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(20), index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None]
    run_at: Mapped[datetime] = mapped_column(default=now)
    created_at: Mapped[datetime] = mapped_column(default=now)
    error_code: Mapped[str | None] = mapped_column(String(60))


class ConversationRow(OfCourse, Base):
    """A talk of one person with one assistant."""

    __tablename__ = "conversation"
    __table_args__ = (Index("ix_conversation_owner", "course_id", "person_id", "updated_at"),)

    assistant_id: Mapped[str] = _key("assistant.id")
    person_id: Mapped[str] = _key("person.id")
    title: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)
    deleted_at: Mapped[datetime | None]


class QuestionRow(OfCourse, Base):
    """A question; one that was edited stays, superseded, out of sight."""

    __tablename__ = "question"
    __table_args__ = (Index("ix_question_talk", "conversation_id", "asked_at"),)

    conversation_id: Mapped[str] = _key("conversation.id")
    text: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(default=now)
    superseded_at: Mapped[datetime | None]


class AnswerRow(OfCourse, Base):
    """An answer, also while it grows: revision rises with each stored change."""

    __tablename__ = "answer"

    question_id: Mapped[str] = _key("question.id")
    engine: Mapped[str] = mapped_column(String(100))
    language: Mapped[str] = mapped_column(String(10), default="")
    prompt_version: Mapped[str] = mapped_column(String(40), default="")
    revision: Mapped[int] = mapped_column(default=0)
    stage: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text, default="")
    sources: Mapped[list[Any]] = mapped_column(default=list)
    ending: Mapped[str | None] = mapped_column(String(40))
    is_stop_wanted: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime] = mapped_column(default=now)
    touched_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]
    rating: Mapped[str | None] = mapped_column(String(10))
    rating_reasons: Mapped[list[Any]] = mapped_column(default=list)


class UsageRow(OfCourse, Base):
    """One call of a model."""

    __tablename__ = "usage"

    answer_id: Mapped[str | None] = mapped_column(
        String(32), ForeignKey("answer.id", ondelete="SET NULL"), index=True
    )
    purpose: Mapped[str] = mapped_column(String(20))
    model: Mapped[str] = mapped_column(String(100))
    prompt_version: Mapped[str] = mapped_column(String(40))
    input_tokens: Mapped[int]
    output_tokens: Mapped[int]
    cached_tokens: Mapped[int]
    first_text_ms: Mapped[int | None]
    total_ms: Mapped[int]
    ending: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(default=now)
