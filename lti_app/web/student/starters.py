"""Questions to begin with, where the teacher has set none."""

from collections.abc import Sequence

from flask_babel import gettext as _

LIMIT = 3
TITLE_CHARS = 60


def starter_questions(titles: Sequence[str]) -> tuple[str, ...]:
    """Return up to three questions about the documents of the course, by their titles."""
    short = [title for title in titles if len(title) <= TITLE_CHARS]
    return tuple(_("What is “%(title)s” about?", title=title) for title in short[:LIMIT])
