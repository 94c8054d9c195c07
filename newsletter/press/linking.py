"""Load the painter without what it does not need.

cffi looks for a library through ``ctypes.util.find_library``, which on Linux starts
gcc and ldconfig for every name that is not a file's.  WeasyPrint tries four such
names for each of its seven libraries before the right one (its issue 1125).

Of fontTools it needs the parts named here for variable fonts and for old HarfBuzz
alone; to load them takes as long as the rest of WeasyPrint.
"""

import ctypes.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any, Final

_SELDOM: Final = (
    "fontTools.subset",
    "fontTools.ttLib.woff2",
    "fontTools.varLib.instancer",
)


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


@contextmanager
def seldom_used_later() -> Iterator[None]:
    """Let functions of some modules be imported without the modules, meanwhile.

    They load theirs when they are called.
    """
    later = {name: _Later(name) for name in _SELDOM if name not in sys.modules}
    sys.modules.update(later)
    try:
        yield
    finally:
        for name in later:
            del sys.modules[name]


class _Later(ModuleType):
    """Stands for a module of which only functions and classes are called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def called(*given: Any, **named: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*given, **named)

        return called
