"""Colour spaces as a PDF names them (ISO 32000-1, 8.6)."""

from typing import Final

from pikepdf import Array, Object

from newsletter.press.preflight.facts import CMYK, GRAY, PATTERN, RGB, SPOTS, Colour

_FIRST: Final = {
    GRAY: (0.0,),
    RGB: (0.0, 0.0, 0.0),
    CMYK: (0.0, 0.0, 0.0, 1.0),
    "/G": (0.0,),
}
_SHORT: Final = {"/G": GRAY, "/RGB": RGB, "/CMYK": CMYK, "/I": "/Indexed"}


def described(space: Object) -> Colour:
    """Describe a colour space; an indexed one is of its base's."""
    if not isinstance(space, Array):
        return named(str(space))
    family = str(space[0])
    family = _SHORT.get(family, family)
    if family == "/Indexed":
        return described(space[1])
    if family == PATTERN:
        return Colour(PATTERN)
    if family in SPOTS:
        listed = space[1].as_list() if isinstance(space[1], Array) else [space[1]]
        names = tuple(str(name).lstrip("/") for name in listed)
        return Colour(family, (1.0,) * len(names), names)
    return Colour(family, (0.0,))


def named(name: str) -> Colour:
    """Describe a device colour space, by either of its names."""
    name = _SHORT.get(name, name)
    return Colour(name, _FIRST.get(name, (0.0,)))
