"""The job that removes all that is left of a deleted document."""

from collections.abc import Callable

from lti_app.domain.job import Job
from lti_app.materials.index import CourseIndex
from lti_app.materials.jobs import scope_of
from lti_app.materials.stores import FileStore


class ForgetDocument:
    """Removes passages, then files."""

    def __init__(self, files: FileStore, index: CourseIndex) -> None:
        self._files, self._index = files, index

    def run(self, job: Job, checkpoint: Callable[[], None]) -> None:
        """Remove what is left; done twice, it changes nothing. Raises SearchUnavailableError."""
        document_id = job.facts["document_id"]
        self._index.remove(scope_of(job), document_id)
        self._files.remove(scope_of(job), document_id)

    def give_up(self, job: Job, error: Exception | None) -> None:
        """Remove at least the files; passages without a document are found by nobody."""
        self._files.remove(scope_of(job), job.facts["document_id"])
