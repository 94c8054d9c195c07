"""Colours that a black-and-process press must not get."""

from collections.abc import Iterator
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from newsletter.press.compact import instructions_of
from newsletter.press.inks import PRINTABLE, ink_faults


def colour_faults(pdf: bytes) -> tuple[str, ...]:
    """Find colours that a black-and-process press must not get.

    Reads page streams, form XObjects, patterns, pictures and resources.

    Returns:
        One line for each fault, with its page: RGB, Lab, ICC or spot colour, and
        type that is not black or a tint of black alone.
    """
    with Pdf.open(BytesIO(pdf)) as document:
        faults = (
            f"page {number}: {fault}"
            for number, page in enumerate(document.pages, 1)
            for fault in _part_faults(page, page.resources, set())
        )
        return tuple(dict.fromkeys(faults))


def _part_faults(
    part: Page | Object, resources: Object, seen: set[tuple[int, int]]
) -> Iterator[str]:
    """Find faults in a content stream and in everything its resources hold."""
    spaces = resources.get("/ColorSpace", Dictionary())
    families = {name: _family(space) for name, space in spaces.items()}
    yield from ink_faults(instructions_of(part), families)
    for name, family in families.items():
        if family not in PRINTABLE:
            yield f"colour space {name} {family}"
    for shading in resources.get("/Shading", Dictionary()).values():
        yield from _space_fault("shading", shading)
    for kind in ("/XObject", "/Pattern"):
        for name, inner in resources.get(kind, Dictionary()).items():
            if inner.objgen not in seen:
                seen.add(inner.objgen)
                yield from _inner_faults(name, inner, resources, seen)


def _inner_faults(
    name: str, inner: Object, resources: Object, seen: set[tuple[int, int]]
) -> Iterator[str]:
    if inner.get("/Subtype") == Name.Image:
        yield from _space_fault(f"picture {name}", inner)
    elif "/Shading" in inner:
        yield from _space_fault(f"pattern {name}", inner.Shading)
    else:
        yield from _part_faults(inner, inner.get("/Resources", resources), seen)


def _space_fault(what: str, painted: Object) -> Iterator[str]:
    if "/ColorSpace" in painted:
        family = _family(painted.ColorSpace)
        if family not in PRINTABLE:
            yield f"{what} in {family}"


def _family(space: Object) -> str:
    """Name the family of a colour space; an indexed one is of its base's."""
    if not isinstance(space, Array):
        return str(space)
    family = str(space[0])
    return _family(space[1]) if family in ("/Indexed", "/Pattern") else family
