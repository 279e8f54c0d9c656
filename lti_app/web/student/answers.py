"""Following an answer, stopping it, rating it."""

from functools import partial

from flask import Response, request
from flask.typing import ResponseReturnValue

from lti_app.domain.answer import Ending, Rating, RatingReason
from lti_app.web.access import EVERYONE, current_visit, requires
from lti_app.web.endings import ending_words, stage_words
from lti_app.web.render_words import render_words
from lti_app.web.services import services
from lti_app.web.stream import HEADERS, StreamWords, stream_events
from lti_app.web.student import bp
from lti_app.web.student.answer_language import answer_language
from lti_app.web.student.fields import choice, choices_field, optional_text_field

HEARTBEAT_S = 10.0


@bp.get("/answers/<answer_id>/events")
@requires(*EVERYONE)
def events(answer_id: str) -> ResponseReturnValue:
    """Stream an answer as it grows; ?conversation lets its ending tell its language."""
    visit, conversation_id = current_visit(), request.args.get("conversation", "")
    progresses = services().answering.follow(visit, answer_id, HEARTBEAT_S)
    language = partial(answer_language, services().talks, visit, conversation_id, answer_id)
    return Response(stream_events(progresses, stream_words(), language), headers=HEADERS)


@bp.post("/answers/<answer_id>/stop")
@requires(*EVERYONE)
def stop(answer_id: str) -> ResponseReturnValue:
    """End an answer; its text stays."""
    services().answering.stop(current_visit(), answer_id)
    return "", 204


@bp.post("/answers/<answer_id>/rating")
@requires(*EVERYONE)
def rate(answer_id: str) -> ResponseReturnValue:
    """Keep a thumb with its reasons, or take it back."""
    given = optional_text_field("rating")
    rating = choice(Rating, given) if given else None
    reasons = choices_field("reasons", RatingReason)
    services().answering.rate(current_visit(), answer_id, rating, reasons)
    return "", 204


def stream_words() -> StreamWords:
    """Return the sentences of a stream, in the language of the current request."""
    return StreamWords(
        stage=stage_words(services().settings.passages_per_question),
        endings={ending: ending_words(ending) for ending in Ending},
        render=render_words(),
    )
