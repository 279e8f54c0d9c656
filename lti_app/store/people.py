"""The rows of people: a platform's number for them, nothing else."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lti_app.store.database import Database, new_id
from lti_app.store.tables import PersonRow


class People:
    """People by the platform that numbers them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ensure(self, institution_id: str, *, platform_id: str, subject: str) -> str:
        """Return our id of a person, made at the first launch."""
        known = self._find(institution_id, platform_id, subject)
        if known:
            return known
        person_id = new_id()
        row = PersonRow(
            id=person_id, institution_id=institution_id, platform_id=platform_id, subject=subject
        )
        try:
            with self._database.transaction() as session:
                session.add(row)
        except IntegrityError:
            # Two first launches at once: the other one has made the row.
            return self._find(institution_id, platform_id, subject) or person_id
        return person_id

    def _find(self, institution_id: str, platform_id: str, subject: str) -> str | None:
        with self._database.reading() as session:
            return session.scalar(
                select(PersonRow.id).where(
                    PersonRow.institution_id == institution_id,
                    PersonRow.platform_id == platform_id,
                    PersonRow.subject == subject,
                )
            )
