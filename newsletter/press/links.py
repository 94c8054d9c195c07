"""Links of the reader's PDF: one for each line, whatever type it is set in."""

from pikepdf import Array, Dictionary, Object, Page

_SLIP = 0.5
"""Points by which a change of type may stand out of its line's link."""


def drop_nested_links(page: Page) -> None:
    """Remove links inside a link to the same place.

    The painter makes one more for every change of type within a line; no element of
    the structure owns them, as PDF/UA-1 (ISO 14289-1, 7.18.5) wants of each link.
    """
    kept: list[Object] = []
    for link in page.obj.get("/Annots", Array([])).as_list():
        if not any(_is_inside(link, other) for other in kept):
            kept.append(link)
    if kept:
        page.obj["/Annots"] = Array(kept)


def _is_inside(link: Object, other: Object) -> bool:
    if _target(link) != _target(other):
        return False
    (left, right), (low, high) = _extent(link)
    (west, east), (south, north) = _extent(other)
    across = west - _SLIP <= left and right <= east + _SLIP
    return across and south - _SLIP <= (low + high) / 2 <= north + _SLIP


def _extent(link: Object) -> tuple[tuple[float, float], tuple[float, float]]:
    """Read the rectangle, whose corners may stand in any order."""
    x, y, other_x, other_y = (float(side) for side in link.Rect.as_list())
    return (min(x, other_x), max(x, other_x)), (min(y, other_y), max(y, other_y))


def _target(link: Object) -> tuple[str, str]:
    action = link.get("/A", Dictionary())
    return str(link.get("/Dest", action.get("/D", ""))), str(action.get("/URI", ""))
