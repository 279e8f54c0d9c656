"""The ending that each error of a step becomes."""

from lti_app.domain.answer import Ending
from lti_app.domain.errors import (
    AppError,
    ModelBrokeOffError,
    ModelBusyError,
    ModelRefusedKeyError,
    ModelSaidNothingError,
    ModelUnavailableError,
    SearchUnavailableError,
)

ENDINGS: dict[type[AppError], Ending] = {
    ModelRefusedKeyError: Ending.MODEL_REFUSED_KEY,
    ModelBusyError: Ending.MODEL_BUSY,
    ModelUnavailableError: Ending.MODEL_UNAVAILABLE,
    ModelBrokeOffError: Ending.MODEL_BROKE_OFF,
    ModelSaidNothingError: Ending.MODEL_SAID_NOTHING,
    SearchUnavailableError: Ending.SEARCH_UNAVAILABLE,
}


def ending_of(error: AppError) -> Ending:
    """Return the ending of an error; FAILED for one that no step is known to raise."""
    return ENDINGS.get(type(error), Ending.FAILED)
