"""Reads files as the service does: in a process of their own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lti_app.domain.document import DocumentPage
from lti_app.materials.extractor import Extractor
from lti_app.materials.formats import format_of

Read = Callable[[Path], tuple[DocumentPage, ...]]


@pytest.fixture
def read() -> Read:
    def read_file(path: Path) -> tuple[DocumentPage, ...]:
        return Extractor().read(path, format_of(path, path.name), lambda done, total: None)

    return read_file
