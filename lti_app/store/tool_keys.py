"""The rows of the tool's own keys."""

from datetime import datetime

from sqlalchemy import delete, select, update

from lti_app.domain.tool_key import ToolKey
from lti_app.store.database import Database
from lti_app.store.tables import ToolKeyRow


class ToolKeys:
    """Keys of the whole tool; no institution owns them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all_across_institutions(self) -> tuple[ToolKey, ...]:
        """Return every key, the oldest first."""
        with self._database.reading() as session:
            rows = session.scalars(select(ToolKeyRow).order_by(ToolKeyRow.created_at))
            return tuple(
                ToolKey(row.kid, row.private_pem, row.created_at, row.active_at, row.retired_at)
                for row in rows
            )

    def add(self, *keys: ToolKey) -> None:
        """Keep new keys."""
        with self._database.transaction() as session:
            session.add_all(_to_row(key) for key in keys)

    def change_over(
        self, *, retire: tuple[str, ...], activate: str, add: ToolKey, at: datetime
    ) -> None:
        """Retire keys, let another sign, and add the one after it, all at once."""
        with self._database.transaction() as session:
            session.execute(
                update(ToolKeyRow).where(ToolKeyRow.kid.in_(retire)).values(retired_at=at)
            )
            session.execute(
                update(ToolKeyRow).where(ToolKeyRow.kid == activate).values(active_at=at)
            )
            session.add(_to_row(add))

    def forget_retired(self, before: datetime) -> None:
        """Delete the keys that were retired before a moment."""
        with self._database.transaction() as session:
            session.execute(delete(ToolKeyRow).where(ToolKeyRow.retired_at < before))


def _to_row(key: ToolKey) -> ToolKeyRow:
    return ToolKeyRow(
        kid=key.kid,
        private_pem=key.private_pem,
        created_at=key.created_at,
        active_at=key.active_at,
        retired_at=key.retired_at,
    )
