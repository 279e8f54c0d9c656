"""The chat page."""

from flask import request
from flask.typing import ResponseReturnValue

from lti_app.web.access import EVERYONE, current_visit, page, requires
from lti_app.web.page import render_page
from lti_app.web.services import services
from lti_app.web.student import bp
from lti_app.web.student.chosen_talk import chosen_talk
from lti_app.web.student.draft_key import draft_key
from lti_app.web.student.starters import starter_questions
from lti_app.web.student.texts import page_texts
from lti_app.web.student.turn_view import to_view


# POST reads too: a browser without cookies sends the visit's token in a form.
@bp.route("/chat", methods=("GET", "POST"))
@requires(*EVERYONE)
@page
def chat() -> ResponseReturnValue:
    """Show a conversation, or the beginning of a new one."""
    visit, known = current_visit(), services()
    talk = chosen_talk(known.talks, visit, request.args.get("conversation", ""))
    ready_ids = known.materials.ready_document_ids(visit)
    documents = known.materials.documents(visit) if ready_ids else ()
    titles = [document.title for document in documents if document.id in ready_ids]
    assistant = known.courses.assistant(visit)
    return render_page(
        "student/chat.html",
        talk=talk,
        turns=[to_view(turn) for turn in talk.turns] if talk else [],
        texts=page_texts(),
        draft_key=draft_key(visit),
        starters=assistant.starter_questions or starter_questions(titles),
        has_material=bool(ready_ids),
        engine_label=known.answering.engine_label,
        is_generative=known.answering.is_generative,
        max_question_chars=known.settings.max_question_chars,
        masthead_tools="student/chat_tools.html",
    )
