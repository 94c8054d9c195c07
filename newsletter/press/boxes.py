"""Turn a drawing into the boxes that a layout's page template prints.

Pure: what stands where is decided already; this only finds tags and classes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby

from newsletter.press.classes import Classes, font_css
from newsletter.press.metrics import is_kerned
from newsletter.press.values import Bar, Block, Drawing, Item, Picture, Run, TextLine

_POINT = "\u2027"
_TRIMMED = tuple("，。、；：？！”’）》〉」』】")

# HTML for screen readers; whatever is not named here is a paragraph.
_HEADINGS = {
    "nameplate": "h1",
    "banner": "h2",
    "headline": "h2",
    "box-headline": "h2",
    "subhead": "h3",
}
_CAPTIONS = ("caption", "credit")
# Pango would begin a new line at some of these; surrogates are no characters at all.
_CONTROLS = {
    **dict.fromkeys((*range(32), 0x7F, 0x85, 0x2028, 0x2029), " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}


@dataclass(frozen=True, slots=True)
class RunBox:
    """Characters of a line; without classes they are set as the line is."""

    text: str
    classes: str


@dataclass(frozen=True, slots=True)
class LineBox:
    """One line at its place."""

    classes: str
    href: str
    runs: tuple[RunBox, ...]


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
        classes=_at(left, top, classes),
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
    lines = tuple(
        _line_box(i, origin, classes) for i in items if isinstance(i, TextLine)
    )
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


def _line_box(line: TextLine, origin: tuple[float, float], classes: Classes) -> LineBox:
    runs = _with_last_mark_joined(tuple(run for run in line.runs if run.text))
    plain = _plainest(runs, classes.strut)
    spacing = plain.spacing if plain else 0.0
    names = (
        f"role-{line.role}",
        _at(line.x - origin[0], line.y - origin[1], classes),
        classes.name(f"font-size:{_pt(line.size)};line-height:{_pt(line.height)}"),
        classes.spaced(spacing, line.size) if spacing else "",
    )
    return LineBox(
        classes=" ".join(filter(None, names)),
        href=line.href,
        runs=tuple(_run_boxes(runs, plain, line.size, classes)),
    )


def _with_last_mark_joined(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Set the last character as those before it: no one sees the white after it.

    Half the lines of Chinese copy end with a mark that was trimmed, and each box that
    is spared makes painting faster.
    """
    if len(runs) < 2 or runs[-1].text not in _TRIMMED:
        return runs
    *others, before, last = runs
    joined = replace(before, text=before.text + last.text)
    is_like = (before.face, before.font) == (last.face, last.font)
    is_han = "\u3400" <= before.text[-1] <= "\u9fff"
    if is_like and is_han and is_kerned(before.text) == is_kerned(joined.text):
        return (*others, joined)
    return runs


def _plainest(runs: tuple[Run, ...], strut: str) -> Run | None:
    """Find the setting of most of a line's characters, to be the line's own."""
    counts: Counter[Run] = Counter()
    for run in runs:
        if run.face == strut and not run.font:
            counts[Run("", run.face, run.spacing)] += len(run.text)
    return max(counts, key=lambda run: counts[run], default=None)


def _run_boxes(
    runs: tuple[Run, ...], plain: Run | None, size: float, classes: Classes
) -> Iterator[RunBox]:
    """Box every run; two plain ones side by side must not become one, and kern."""
    after_plain = False
    for run in chain.from_iterable(map(_point_apart, runs)):
        box = _run_box(run, None if after_plain else plain, size, classes)
        after_plain = not box.classes
        yield box


def _point_apart(run: Run) -> Iterator[Run]:
    """Keep a hyphenation point, which Taiwan writes in names, from a run's end.

    There Pango takes it for a hyphen that a line ends with.  A joiner behind it takes
    no room, but half as much spacing again.
    """
    if not run.text.endswith(_POINT):
        yield run
        return
    body = run.text.removesuffix(_POINT)
    if body:
        yield replace(run, text=body)
    yield replace(run, text=f"{_POINT}\u200d", spacing=run.spacing / 1.5)


def _run_box(run: Run, plain: Run | None, size: float, classes: Classes) -> RunBox:
    text = run.text.translate(_CONTROLS)
    # Without letters beside them Pango takes dashes for Latin, and narrows them.
    is_dash, kerned = set(text) == {"—"}, is_kerned(text)
    is_plain = plain == Run("", run.face, run.spacing, run.font)
    if is_plain and kerned and not is_dash:
        return RunBox(text, "")
    names = [classes.spaced(run.spacing, size)]
    if run.face != classes.strut or run.font:
        names.append(classes.name(font_css(classes.faces[run.face], run.font)))
    if not kerned:
        names.append(classes.name("font-kerning:none"))
    if is_dash:
        names.append(classes.name("font-variant-east-asian:full-width"))
    return RunBox(text, " ".join(names))


def _at(x: float, y: float, classes: Classes) -> str:
    across, down = f"left:{_pt(x)}", f"top:{_pt(y)}"
    return f"{classes.name(across)} {classes.name(down)}"


def _area(item: Bar | Picture, origin: tuple[float, float], classes: Classes) -> str:
    extent = f"width:{_pt(item.width)};height:{_pt(item.height)}"
    place = _at(item.x - origin[0], item.y - origin[1], classes)
    return f"{place} {classes.name(extent)}"


def _bar(bar: Bar, origin: tuple[float, float], classes: Classes) -> str:
    ink = f"background-color:device-cmyk(0 0 0 {bar.black:.4f})"
    return f"{_area(bar, origin, classes)} {classes.name(ink)}"


def _pt(length: float) -> str:
    return f"{length:.4f}".rstrip("0").rstrip(".") + "pt"
