"""The rows that tie an activity made in the tool to its assistant."""

from lti_app.domain.visit import Scope
from lti_app.store.database import Database
from lti_app.store.tables import ResourceLinkRow


class DeepLinks:
    """Activities that a teacher added by deep linking."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def tie(self, scope: Scope, *, resource_link_id: str, assistant_id: str) -> None:
        """Let an activity open an assistant of the course."""
        with self._database.transaction() as session:
            session.add(
                ResourceLinkRow(
                    institution_id=scope.institution_id,
                    course_id=scope.course_id,
                    resource_link_id=resource_link_id,
                    assistant_id=assistant_id,
                )
            )
