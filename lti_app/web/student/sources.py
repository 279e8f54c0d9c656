"""A source at its page, with the cited passage marked."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from lti_app.domain.errors import MalformedInputError
from lti_app.web.access import EVERYONE, current_visit, requires
from lti_app.web.page import page_locale
from lti_app.web.render_words import render_words
from lti_app.web.services import services
from lti_app.web.student import bp
from lti_app.web.student.page_blocks import page_blocks

PICTURE_WIDTHS_PX = (200, 2000)
PICTURE_WIDTH_PX = 1000


@bp.get("/answers/<answer_id>/sources/<int:number>")
@requires(*EVERYONE)
def source(answer_id: str, number: int) -> ResponseReturnValue:
    """Show a page of a cited document; without ?page the cited one, its passage marked."""
    visit = current_visit()
    cited = services().answering.source(visit, answer_id, number)
    page_number = request.args.get("page", cited.page_number, type=int)
    passage = cited.text if page_number == cited.page_number else ""
    view = services().materials.view(visit, cited.document_id, page_number, passage)
    return render_template(
        "student/source.html",
        source=cited,
        view=view,
        answer_id=answer_id,
        locale=page_locale(),
        blocks=page_blocks(view, render_words()),
    )


@bp.get("/documents/<document_id>/pages/<int:number>/picture")
@requires(*EVERYONE)
def picture(document_id: str, number: int) -> ResponseReturnValue:
    """Return the picture of a page, as PNG."""
    width_px = request.args.get("width", PICTURE_WIDTH_PX, type=int)
    if not PICTURE_WIDTHS_PX[0] <= width_px <= PICTURE_WIDTHS_PX[1]:
        raise MalformedInputError("width")
    visit = current_visit()
    png = services().materials.picture(visit, document_id, number, width_px)
    return Response(png, mimetype="image/png", headers={"Cache-Control": "no-store"})
