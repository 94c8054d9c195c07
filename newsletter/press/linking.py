"""Find system libraries without asking a compiler.

cffi looks for a library through ``ctypes.util.find_library``, which on Linux starts
gcc and ldconfig for every name that is not a file's.  WeasyPrint tries four such
names for each of its seven libraries before the right one (its issue 1125).
"""

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def by_file_name() -> Iterator[None]:
    """Let libraries be found by the names of their files alone, meanwhile."""
    usual = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _not_found
    try:
        yield
    finally:
        ctypes.util.find_library = usual


def _not_found(name: str) -> str | None:
    del name
    return None
