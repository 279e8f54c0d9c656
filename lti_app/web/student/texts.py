"""The words that the page's scripts show."""

from flask_babel import gettext as _


def page_texts() -> dict[str, str]:
    """Return the words by their names in the scripts, in the language of the current request."""
    return {
        "answer_begins": _("The answer has begun."),
        "answer_complete": _("The answer is complete."),
        "answer_ended": _("The answer has ended:"),
        "connecting": _("The connection was lost. Connecting again…"),
        "network": _("The server cannot be reached. What you typed is kept here."),
        "failed": _("This did not work. What you typed is kept here."),
        "visit_ended": _(
            "Your visit has ended. Copy what you typed, "
            "then open the activity again from your course page."
        ),
        "still_answering": _("Please wait until the answer is complete, or stop it."),
        "copied": _("Copied"),
        "copy_failed": _("The browser did not allow copying."),
        "page": _("page"),
        "sources": _("Sources"),
        "thanks": _("Thank you. Your rating is kept."),
        "rating_removed": _("Your rating is removed."),
        "source_failed": _("This source cannot be shown right now."),
        "picture_failed": _("The picture of this page cannot be shown. Its text is below."),
        "conversations_failed": _("Your conversations cannot be shown right now."),
        "renamed": _("Renamed"),
        "deleted": _("Deleted"),
        "restored": _("Restored"),
        "ai_mark": _("Written by an AI from the course material. It may be wrong."),
    }
