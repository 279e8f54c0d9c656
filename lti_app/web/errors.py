"""From an error to a status and a sentence; nowhere else."""

from secrets import token_hex

import structlog
from flask import Flask, Response, g, jsonify, make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from lti_app.domain import errors as known
from lti_app.logs import trace_of
from lti_app.web.page import render_bare_page
from lti_app.web.sentences import explain

log = structlog.get_logger()

STATUSES: dict[type[known.AppError], int] = {
    known.PlatformUnreachableError: 502,
    known.UnknownPlatformError: 403,
    known.UnknownDeploymentError: 403,
    known.LaunchError: 400,
    known.VisitMissingError: 401,
    known.VisitExpiredError: 401,
    known.AccessError: 403,
    known.NotFoundError: 404,
    known.LargeFileError: 413,
    known.UnknownFormatError: 415,
    known.DuplicateFileError: 409,
    known.InputError: 422,
    known.AnswerRunningError: 409,
    known.TooManyAnswersError: 503,
    known.DocumentUnreadableError: 422,
    known.ModelError: 502,
    known.SearchUnavailableError: 503,
    known.RosterUnavailableError: 502,
    known.AppError: 500,
}

# What may be told before it is known whose frame it is told in. These pages hold words and no
# control, so that framing them gives nothing away; blocked, the visitor would see no words at all.
TOLD_IN_ANY_FRAME = (
    known.AccessError,
    known.InvalidLaunchError,
    known.LaunchExpiredError,
    known.LaunchReplayedError,
    known.PlatformRefusedError,
)


def install(app: Flask) -> None:
    """Answer every error of the application in words."""
    app.register_error_handler(known.AppError, _show)
    app.register_error_handler(HTTPException, _show_http)
    if not app.testing:
        app.register_error_handler(Exception, _show_unknown)


def status_of(error: known.AppError) -> int:
    """Return the HTTP status of an error: its own class's, else its nearest parent's."""
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def _show(error: known.AppError) -> ResponseReturnValue:
    reference = token_hex(4)
    log.warning(
        "error.shown",
        code=error.code,
        reference=reference,
        endpoint=request.endpoint,
        **{name: value[:200] for name, value in error.log_facts.items() if value},
    )
    response = _respond(error.code, status_of(error), reference, error)
    if isinstance(error, known.TooManyAnswersError):
        response.headers["Retry-After"] = str(error.retry_after_s)
    return response


def _show_http(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, RequestEntityTooLarge):
        return _show(known.LargeFileError(limit_bytes=error_limit_bytes()))
    status = error.code or 500
    if status < 400:
        return error
    code = {404: "page_not_found", 405: "method_not_allowed"}.get(status, "bad_request")
    reference = token_hex(4)
    log.info("error.shown", code=code, reference=reference, endpoint=request.endpoint)
    return _respond(code, status, reference, None)


def _show_unknown(error: Exception) -> ResponseReturnValue:
    reference = token_hex(4)
    log.error("error.unknown", reference=reference, endpoint=request.endpoint, **trace_of(error))
    return _respond("error", 500, reference, None)


def error_limit_bytes() -> int:
    """Return the largest upload, in bytes, for the sentence that names it."""
    from lti_app.web.services import services

    return services().settings.max_upload_bytes


def wants_json() -> bool:
    """Return whether the request came from a script of ours rather than as a page."""
    if request.headers.get("Authorization"):
        return True
    kinds = request.accept_mimetypes
    return kinds["application/json"] > kinds["text/html"]


def _respond(code: str, status: int, reference: str, error: known.AppError | None) -> Response:
    explanation = explain(code, error)
    if wants_json():
        body = {"code": code, "sentence": explanation.sentence, "reference": reference}
        return make_response(jsonify(error=body), status)
    if isinstance(error, TOLD_IN_ANY_FRAME) and "visit" not in g:
        g.setdefault("framed_by_origins", ("*",))
    page = render_bare_page("error.html", explanation=explanation, reference=reference)
    return make_response(page, status)
