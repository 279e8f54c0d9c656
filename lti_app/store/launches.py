"""The rows of logins under way."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, select

from lti_app.domain.login import Login, LoginRequest
from lti_app.store.database import Database
from lti_app.store.tables import LoginRow


class Logins:
    """Logins by the digest of their state, before any institution is proven."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, state_digest: str, login: Login) -> None:
        """Keep a login until it is taken or too old."""
        facts = {
            "secret_digest": login.secret_digest,
            "begun_at": login.begun_at.isoformat(),
            "request": asdict(login.request),
        }
        with self._database.transaction() as session:
            session.add(
                LoginRow(
                    institution_id=login.institution_id,
                    platform_id=login.platform_id,
                    state_digest=state_digest,
                    nonce=login.nonce,
                    facts=facts,
                    expires_at=login.expires_at,
                )
            )

    def find(self, state_digest: str) -> Login | None:
        """Return a login and leave it where it is."""
        with self._database.reading() as session:
            row = session.scalar(select(LoginRow).where(LoginRow.state_digest == state_digest))
            return _to_login(row) if row else None

    def take(self, state_digest: str) -> Login | None:
        """Return a login to exactly one caller: one statement deletes and returns the row."""
        with self._database.transaction() as session:
            row = session.scalar(
                delete(LoginRow).where(LoginRow.state_digest == state_digest).returning(LoginRow)
            )
            return _to_login(row) if row else None

    def forget_expired(self, at: datetime) -> None:
        """Delete the logins that nobody came back for."""
        with self._database.transaction() as session:
            session.execute(delete(LoginRow).where(LoginRow.expires_at < at))


def _to_login(row: LoginRow) -> Login:
    return Login(
        institution_id=row.institution_id,
        platform_id=row.platform_id,
        nonce=row.nonce,
        secret_digest=row.facts["secret_digest"],
        request=LoginRequest(**row.facts["request"]),
        begun_at=datetime.fromisoformat(row.facts["begun_at"]),
        expires_at=row.expires_at,
    )
