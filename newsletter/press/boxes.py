"""Turn a drawing into the boxes that a layout's page template prints.

Pure: what stands where is decided already; this only finds tags and classes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from newsletter.press.classes import Classes
from newsletter.press.lineboxes import LineBox, line_box, place, points, stacks
from newsletter.press.values import Bar, Block, Drawing, Item, Picture, TextLine

# HTML for screen readers; whatever is not named here is a paragraph.
_HEADINGS = {
    "nameplate": "h1",
    "banner": "h2",
    "headline": "h2",
    "box-headline": "h2",
    "subhead": "h3",
}
_CAPTIONS = ("caption", "credit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What one HTML element inside a block holds."""

    tag: str
    """``h1`` to ``h3``, ``p``, ``figure`` or ``bar``."""

    classes: str = ""
    """Place of the picture or bar."""

    source: str = ""
    """Address of the picture."""

    alt: str = ""
    href: str = ""
    """Address that the picture leads to."""

    lines: tuple[LineBox, ...] = ()
    """Lines of the heading or paragraph, or of the figure's caption."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockBox:
    """One block of the drawing."""

    tag: str
    kind: str
    id: str
    bookmark: str
    classes: str
    groups: tuple[Group, ...]


def block_boxes(
    drawing: Drawing, classes: Classes, sources: dict[Picture, str]
) -> tuple[BlockBox, ...]:
    """Turn the blocks of a page into boxes, in reading order.

    Args:
        drawing: The page.
        classes: Collects the CSS classes that the boxes name.
        sources: Address of every picture on the page.
    """
    return tuple(_block_box(b, classes, sources) for b in drawing.blocks if b.items)


def strays(drawing: Drawing) -> Iterator[str]:
    """Name what stands off the page: WeasyPrint would drop it without a word."""
    for item in (item for block in drawing.blocks for item in block.items):
        width = 0.0 if isinstance(item, TextLine) else item.width
        inside_across = -0.01 <= item.x <= drawing.width - width + 0.01
        inside_down = -0.01 <= item.y <= drawing.height - item.height + 0.01
        if not (inside_across and inside_down):
            what = type(item).__name__
            if isinstance(item, TextLine):
                what = "".join(run.text for run in item.runs)
            yield f"page {drawing.number}: {what} at {item.x:.1f}, {item.y:.1f} pt"


def _block_box(block: Block, classes: Classes, sources: dict[Picture, str]) -> BlockBox:
    left = min(item.x for item in block.items)
    top = min(item.y for item in block.items)
    groups = (
        group
        for key, items in groupby(block.items, _element)
        for group in _groups(key, tuple(items), (left, top), classes, sources)
    )
    return BlockBox(
        tag="article" if block.kind == "article" else "section",
        kind=block.kind,
        id=block.id,
        bookmark=block.bookmark,
        classes=place(left, top, classes),
        groups=tuple(_with_captions(groups)),
    )


def _element(item: Item) -> tuple[str, str, int]:
    """Tell which HTML element an item belongs to: tag, role, number."""
    if isinstance(item, Bar):
        return ("bar", "", 0)
    if isinstance(item, Picture):
        return ("figure", "", 0)
    heading = _HEADINGS.get(item.role)
    if heading:
        return (heading, item.role, 0)
    if item.role in _CAPTIONS:
        return ("figcaption", "", 0)
    return ("p", item.role, item.paragraph)


def _groups(
    element: tuple[str, str, int],
    items: tuple[Item, ...],
    origin: tuple[float, float],
    classes: Classes,
    sources: dict[Picture, str],
) -> Iterator[Group]:
    texts = tuple(item for item in items if isinstance(item, TextLine))
    lines = tuple(line_box(stack, origin, classes) for stack in stacks(texts))
    if lines:
        yield Group(tag=element[0], lines=lines)
    for item in items:
        match item:
            case Bar():
                yield Group(tag="bar", classes=_bar(item, origin, classes))
            case Picture():
                yield Group(
                    tag="figure",
                    classes=_area(item, origin, classes),
                    source=sources[item],
                    alt=_alt(item),
                    href=item.href,
                )


def _with_captions(groups: Iterable[Group]) -> Iterator[Group]:
    """Put a caption into the figure before it; one without a figure is text."""
    waiting: Group | None = None
    for group in groups:
        if group.tag == "figcaption" and waiting:
            yield replace(waiting, lines=group.lines)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = group if group.tag == "figure" else None
        if not waiting:
            is_text = group.tag == "figcaption"
            yield Group(tag="p", lines=group.lines) if is_text else group
    if waiting:
        yield waiting


def _alt(picture: Picture) -> str:
    photo = picture.photo
    return photo.alt or photo.caption or photo.credit or photo.file


def _area(item: Bar | Picture, origin: tuple[float, float], classes: Classes) -> str:
    extent = f"width:{points(item.width)};height:{points(item.height)}"
    at = place(item.x - origin[0], item.y - origin[1], classes)
    return f"{at} {classes.name(extent)}"


def _bar(bar: Bar, origin: tuple[float, float], classes: Classes) -> str:
    ink = f"background-color:device-cmyk(0 0 0 {bar.black:.4f})"
    return f"{_area(bar, origin, classes)} {classes.name(ink)}"
