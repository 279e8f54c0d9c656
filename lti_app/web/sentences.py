"""The sentence of every error, in the visitor's language, with who can mend it."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from lti_app.domain import errors as known


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a page of an error says: a title, what happened, who can mend it."""

    title: str
    sentence: str
    who: str = ""


Words = tuple[LazyString | str, LazyString | str, LazyString | str]

REOPEN = _l("Open the activity again from your course page.")
YOURSELF = _l("You can mend this yourself.")
SUPPORT = _l("If it happens again, give the reference below to your institution's support.")
ADMIN = _l("The administrator of your learning platform can mend this. Give them the reference.")
OPERATOR = _l("Those who run this service can mend this. Give them the reference.")

WORDS: dict[str, Words] = {
    "error": (
        _l("Something went wrong"),
        _l("This did not work, through no fault of yours."),
        SUPPORT,
    ),
    "bad_request": (
        _l("This request cannot be read"),
        _l("The request has a form that this service does not know."),
        SUPPORT,
    ),
    "page_not_found": (_l("There is no such page"), _l("Nothing stands at this address."), REOPEN),
    "method_not_allowed": (
        _l("This cannot be opened directly"),
        _l("This address is only reached from another page."),
        REOPEN,
    ),
    "visit_missing": (
        _l("Please open this from your course"),
        _l("This page opens only from an activity in your course."),
        REOPEN,
    ),
    "visit_expired": (
        _l("Your visit has ended"),
        _l("For your safety a visit ends after a while. Nothing that was saved is lost."),
        REOPEN,
    ),
    "role_not_allowed": (
        _l("This page is not for your role"),
        _l("Your role in this course does not reach this page."),
        _l("If it should, ask your teacher or the administrator of your learning platform."),
    ),
    "not_found": (
        _l("This is not here any more"),
        _l("It was deleted, or it belongs to another course or person."),
        REOPEN,
    ),
    "empty_question": (_l("The question is empty"), _l("Please write a question first."), YOURSELF),
    "long_question": (_l("The question is too long"), _l("Please shorten the question."), YOURSELF),
    "empty_title": (_l("The title is empty"), _l("Please write a title first."), YOURSELF),
    "unknown_format": (
        _l("This kind of file cannot be read"),
        _l("Please choose a PDF, Word, PowerPoint, Markdown, HTML or text file."),
        YOURSELF,
    ),
    "empty_file": (
        _l("The file is empty"),
        _l("The file has no content. Please choose another one."),
        YOURSELF,
    ),
    "large_file": (
        _l("The file is too large"),
        _l("Please choose a smaller file, or split it."),
        YOURSELF,
    ),
    "duplicate_file": (
        _l("This file is already there"),
        _l("The course already has a document with exactly this content."),
        YOURSELF,
    ),
    "malformed_input": (
        _l("Something is missing"),
        _l("A field is missing or has a form that cannot be read."),
        SUPPORT,
    ),
    "answer_running": (
        _l("An answer is still being written"),
        _l("Please wait until the answer is complete, or stop it."),
        YOURSELF,
    ),
    "too_many_answers": (
        _l("Many people are asking right now"),
        _l("Please try again in a moment. Your question is kept."),
        SUPPORT,
    ),
    "document_unreadable": (
        _l("The document cannot be read"),
        _l("No text could be read from this document."),
        YOURSELF,
    ),
    "search_unavailable": (
        _l("The course search does not answer"),
        _l("The course material cannot be searched right now. Please try again in a moment."),
        OPERATOR,
    ),
    "roster_unavailable": (
        _l("The list of participants is not available"),
        _l("The learning platform did not give the list of participants."),
        ADMIN,
    ),
    "model": (
        _l("The language model gave no answer"),
        _l("Please try again in a moment."),
        OPERATOR,
    ),
}


def explain(code: str, error: known.AppError | None = None) -> Explanation:
    """Return the words for an error code; limits and names come from the error itself."""
    title, sentence, who = all_words().get(code) or WORDS["error"]
    return Explanation(str(title), _specific(error) or str(sentence), str(who))


def all_words() -> dict[str, Words]:
    """Return the words of every code, those of a launch among them."""
    from lti_app.web.launch.sentences import WORDS as LAUNCH_WORDS

    return {**LAUNCH_WORDS, **WORDS}


def _specific(error: known.AppError | None) -> str:
    if isinstance(error, known.LongQuestionError):
        return str(_("A question may have up to %(n)s characters.", n=error.limit_chars))
    if isinstance(error, known.LargeFileError):
        return str(_("A file may have up to %(n)s MB.", n=error.limit_bytes // 1_000_000))
    if isinstance(error, known.DuplicateFileError):
        return str(_("“%(title)s” already has exactly this content.", title=error.title))
    return ""
