"""Every error has a code of its own, a status and words."""

import pytest

from lti_app.domain import errors
from lti_app.web.errors import STATUSES, status_of
from lti_app.web.sentences import all_words


def family(kind: type[errors.AppError]) -> list[type[errors.AppError]]:
    return [kind, *(child for one in kind.__subclasses__() for child in family(one))]


KINDS = [kind for kind in family(errors.AppError) if kind.__module__ == errors.__name__]
# Groups that are never raised themselves; an operator's fault that no page can show.
UNSHOWN = {"launch", "access", "input", "settings"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_has_a_status(kind):
    error = kind.__new__(kind)
    assert 400 <= status_of(error) < 600


def test_codes_are_unique():
    codes = [kind.code for kind in KINDS]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_has_words(kind):
    inherited = next(base.code for base in kind.__mro__ if base.code in all_words())
    if kind.code not in UNSHOWN and not issubclass(kind, errors.ModelError):
        assert inherited == kind.code


def test_the_tree_at_the_head_of_the_file_is_complete():
    assert [kind.__name__ for kind in KINDS if kind.__name__ not in errors.__doc__] == []


def test_no_status_is_kept_for_an_error_that_is_gone():
    assert set(STATUSES) <= set(KINDS)
