"""Gives memory that was freed back to the system."""

import ctypes
import sys


def return_freed_memory() -> None:
    """Ask the C library to return what it keeps of freed memory; does nothing off Linux.

    glibc keeps the work space of a large batch for later: 80 MB of the 400 MB
    that a web process may take (mallopt(3), malloc_trim(3)).
    """
    if not sys.platform.startswith("linux"):
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none.
    if trim is not None:
        trim(0)
