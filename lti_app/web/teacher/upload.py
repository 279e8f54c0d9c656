"""The file of an upload."""

from dataclasses import dataclass
from typing import BinaryIO, cast

from flask import request

from lti_app.domain.errors import MalformedInputError

FIELD = "file"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file with the name that it has on the visitor's machine."""

    file_name: str
    stream: BinaryIO


def parse_upload() -> Upload:
    """Return the file of this request's form; raises MalformedInputError."""
    file = request.files.get(FIELD)
    if file is None or not file.filename:
        raise MalformedInputError(FIELD)
    return Upload(file.filename, cast(BinaryIO, file.stream))
