"""The words for a launch that did not come about: title, what happened, who can mend it."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

REOPEN = _l("Open the activity again from your course page.")
AGAIN_OR_ADMIN = _l(
    "Open the activity again from your course page. If it happens again, give the reference to "
    "the administrator of your learning platform."
)
ADMIN = _l("The administrator of your learning platform can mend this. Give them the reference.")
NOT_OPENED = _l("The assistant could not be opened")

WORDS: dict[str, tuple[LazyString, LazyString, LazyString]] = {
    "launch": (NOT_OPENED, _l("Your learning platform could not open the assistant."), ADMIN),
    "unknown_platform": (
        _l("This learning platform is not known here"),
        _l("The assistant has no registration for the learning platform that sent you."),
        ADMIN,
    ),
    "unknown_deployment": (
        _l("The assistant is not yet allowed here"),
        _l("Your learning platform is known, but not this place in it."),
        ADMIN,
    ),
    "invalid_launch": (
        NOT_OPENED,
        _l("The message from your learning platform is not as it should be."),
        AGAIN_OR_ADMIN,
    ),
    "launch_expired": (
        _l("That took too long"),
        _l("The message from your learning platform is too old."),
        AGAIN_OR_ADMIN,
    ),
    "launch_replayed": (
        _l("This link has been used"),
        _l("For your safety each opening of the assistant works once."),
        REOPEN,
    ),
    "launch_state_lost": (
        _l("Your browser keeps no cookies"),
        _l("The assistant needs a cookie to know that it was you who opened it."),
        _l("Allow cookies for this site, or use another browser, and open the activity again."),
    ),
    "platform_refused": (
        _l("Your learning platform said no"),
        _l("Your learning platform did not confirm who you are. You may have been signed out."),
        _l(
            "Sign in to your learning platform and open the activity again. If it happens again, "
            "give the reference to its administrator."
        ),
    ),
    "platform_unreachable": (
        _l("Your learning platform does not answer"),
        _l("The message could not be checked, since the platform's keys could not be fetched."),
        AGAIN_OR_ADMIN,
    ),
}
