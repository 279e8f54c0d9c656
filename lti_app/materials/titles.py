"""Names of documents out of names of files."""

import re
import unicodedata
from pathlib import PurePath

MAX_CHARS = 200
NUMBERS = re.compile(r"(\d+)")


def clean_name(file_name: str) -> str:
    """Return a file's name without folders or control characters, never empty."""
    name = PurePath(file_name.replace("\\", "/")).name
    kept = "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
    return unicodedata.normalize("NFC", " ".join(kept.split()))[-MAX_CHARS:] or "document"


def title_of(file_name: str) -> str:
    """Return the title of a document: its file's name without extension and underscores."""
    name = clean_name(file_name)
    return " ".join(PurePath(name).stem.replace("_", " ").split()) or name


def natural_order(title: str) -> list[tuple[int, str]]:
    """Return a sorting key by which chapter 2 stands before chapter 10."""
    plain = unicodedata.normalize("NFKD", title).casefold()
    return [(int(part), "") if part.isdecimal() else (0, part) for part in NUMBERS.split(plain)]
