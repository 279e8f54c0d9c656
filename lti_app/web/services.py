"""The services that routes call, as wiring.py has built them."""

from typing import TYPE_CHECKING, cast

from flask import current_app

if TYPE_CHECKING:
    from lti_app.wiring import Services

EXTENSION = "passerelle"


def services() -> "Services":
    """Return the services of the running application."""
    return cast("Services", current_app.extensions[EXTENSION])
