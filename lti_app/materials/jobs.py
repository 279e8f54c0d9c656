"""The jobs of materials, by name."""

from lti_app.domain.job import Job, NewJob
from lti_app.domain.visit import Scope

READ = "read_document"
FORGET = "forget_document"


def read_job(scope: Scope, document_id: str, digest: str) -> NewJob:
    """Return the job that makes the file with this digest searchable."""
    return NewJob(
        READ, {"course_id": scope.course_id, "document_id": document_id, "digest": digest}
    )


def forget_job(scope: Scope, document_id: str) -> NewJob:
    """Return the job that removes all that is left of a document."""
    return NewJob(FORGET, {"course_id": scope.course_id, "document_id": document_id})


def scope_of(job: Job) -> Scope:
    """Return the scope in which the job was ordered."""
    return Scope(job.institution_id, job.facts["course_id"])
