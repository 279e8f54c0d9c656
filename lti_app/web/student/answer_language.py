"""The language that a stored answer is written in."""

from lti_app.domain.errors import NotFoundError
from lti_app.domain.visit import Visit
from lti_app.web.student.chosen_talk import Talks


def answer_language(talks: Talks, visit: Visit, conversation_id: str, answer_id: str) -> str:
    """Return its ISO 639-1 code; empty where it is unknown or the talk is gone."""
    if not conversation_id:
        return ""
    try:
        turns = talks.talk(visit, conversation_id).turns
    except NotFoundError:
        return ""
    answers = (turn.answer for turn in turns if turn.answer)
    return next((answer.language for answer in answers if answer.id == answer_id), "")
