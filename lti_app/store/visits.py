"""The rows of open visits."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from lti_app.domain.visit import DeepLinkRequest, Role, Scope, Visit
from lti_app.store.database import Database
from lti_app.store.tables import VisitRow

FACTS = (
    "deployment_id",
    "locale",
    "platform_origin",
    "is_cookieless",
    "resource_link_id",
    "assistant_id",
    "roster_url",
)


class Visits:
    """Visits by the digest of their token, which is what proves the scope."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, visit: Visit, *, token_digest: str, started_at: datetime) -> None:
        """Keep a new visit."""
        with self._database.transaction() as session:
            session.add(
                VisitRow(
                    id=visit.id,
                    institution_id=visit.scope.institution_id,
                    course_id=visit.scope.course_id,
                    token_digest=token_digest,
                    platform_id=visit.platform_id,
                    person_id=visit.person_id,
                    role=visit.role.value,
                    facts=_to_facts(visit),
                    started_at=started_at,
                    expires_at=visit.expires_at,
                )
            )

    def by_token(self, token_digest: str) -> tuple[Visit, datetime] | None:
        """Return the visit of a token with the moment of its launch, or None."""
        with self._database.reading() as session:
            row = session.scalar(select(VisitRow).where(VisitRow.token_digest == token_digest))
            return (_to_visit(row), row.started_at) if row else None

    def extend(self, visit: Visit) -> None:
        """Store a visit's new end."""
        self._update(visit, expires_at=visit.expires_at)

    def store_facts(self, visit: Visit) -> None:
        """Store what the visit has come to know."""
        self._update(visit, facts=_to_facts(visit))

    def forget_expired(self, at: datetime) -> None:
        """Delete the visits that have ended."""
        with self._database.transaction() as session:
            session.execute(delete(VisitRow).where(VisitRow.expires_at < at))

    def _update(self, visit: Visit, **values: Any) -> None:
        with self._database.transaction() as session:
            session.execute(
                update(VisitRow)
                .where(
                    VisitRow.institution_id == visit.scope.institution_id,
                    VisitRow.course_id == visit.scope.course_id,
                    VisitRow.id == visit.id,
                )
                .values(**values)
            )


def _to_facts(visit: Visit) -> dict[str, Any]:
    facts = {name: getattr(visit, name) for name in FACTS}
    return {**facts, "deep_link": asdict(visit.deep_link) if visit.deep_link else None}


def _to_visit(row: VisitRow) -> Visit:
    facts = dict(row.facts)
    deep_link = facts.pop("deep_link")
    return Visit(
        id=row.id,
        scope=Scope(row.institution_id, row.course_id),
        platform_id=row.platform_id,
        person_id=row.person_id,
        role=Role(row.role),
        expires_at=row.expires_at,
        deep_link=_to_deep_link(deep_link) if deep_link else None,
        **facts,
    )


def _to_deep_link(facts: dict[str, Any]) -> DeepLinkRequest:
    return DeepLinkRequest(**{**facts, "accept_types": tuple(facts["accept_types"])})
