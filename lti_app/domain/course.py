"""A course with the assistant that answers in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Course:
    """One LTI context of one deployment."""

    id: str
    institution_id: str
    deployment_id: str
    context_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Assistant:
    """What answers questions in a course.

    greeting, scope_note: plain text for the empty state; empty means the product's own words.
    """

    id: str
    institution_id: str
    course_id: str
    name: str
    greeting: str = ""
    scope_note: str = ""
    starter_questions: tuple[str, ...] = ()
