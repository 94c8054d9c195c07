"""The nameplate 报头: name, date and legal facts at the head of page one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsletter.errors import Place
from newsletter.model.calendar import long_date, lunar_date, weekday
from newsletter.model.issue import Byline, Issue, Photo
from newsletter.model.web import PlateImage
from newsletter.press.furniture import LineBox, page_name, place, set_at
from newsletter.press.heads import HeadLine, Shop, broken
from newsletter.press.values import Bar, Block, Item, Line, Picture, TextLine

_SMALL = 0.9
LEAST_EAR, _CONDENSE = 5.0, 0.93
"""Type of an ear that is too full becomes smaller by steps, to so many points."""

_NAME_LEADING = 1.15
_WORTH_TWO = 1.25
"""Times by which a name on two lines must be larger than on one."""

_BETWEEN_EARS, _WITHOUT_EARS = 0.56, 0.98
"""Of the page's width that the paper's name may take."""


@dataclass(frozen=True, slots=True)
class PlateRoom:
    """What the nameplate has of page one."""

    lines: int
    """Grid lines."""

    ear: int = 0
    """Columns at the right that a box takes."""


def nameplate(
    issue: Issue, pages: int, shop: Shop, room: PlateRoom | None = None
) -> Block:
    """Draw the nameplate as the layout wishes: with ears beside the name, or without.

    Without ears, date and number stand in the line of facts; beside a box, they stand
    under the name.

    Args:
        issue: Gives name, date and facts.
        pages: How many there are.
        shop: Fonts, grid and style.
        room: What the page leaves to it; as the layout says when left out.
    """
    grid, style = shop.grid, shop.style
    room = room or PlateRoom(style.nameplate_lines)
    left, width = grid.x(0), grid.span(grid.columns)
    facts = grid.y(room.lines - 1) - grid.leading * 0.75
    above, below = style.nameplate_rules
    height = facts - grid.y(0) - above
    name = LineBox(left, grid.span(grid.columns - room.ear), grid.y(0), height)
    line = LineBox(left, width, facts, grid.leading)
    items: list[Item] = [
        *_top_rule(name, shop),
        *_titled(issue, pages, name, shop, beside_ear=bool(room.ear)),
        Bar(x=left, y=facts - 2, width=width, height=above),
        *_facts(issue, pages, line, shop, beside_ear=bool(room.ear)),
        Bar(x=left, y=facts + grid.leading, width=width, height=below),
    ]
    return Block(
        kind="nameplate", id="nameplate", items=tuple(i for i in items if _shows(i))
    )


def _top_rule(box: LineBox, shop: Shop) -> Iterator[Bar]:
    if shop.style.nameplate_top:
        height = shop.style.nameplate_top
        yield Bar(x=box.x, y=box.y, width=box.width, height=height)


def _titled(
    issue: Issue, pages: int, box: LineBox, shop: Shop, *, beside_ear: bool
) -> Iterator[Item]:
    """Set the name, and the date beside it or under it."""
    if not beside_ear:
        yield from _name(issue, box, shop, _share(shop))
        yield from _beside(issue, pages, box, shop)
        return
    leading = shop.grid.leading
    yield from _name(
        issue, replace(box, height=box.height - leading), shop, _WITHOUT_EARS
    )
    day = "\u3000".join(_right_ear(issue, pages, shop))
    under = replace(box, y=box.y + box.height - leading * 1.4, height=leading)
    ems = max(shop.fonts.width(day, "furniture"), 1.0)
    size = min(shop.grid.size, box.width / ems)
    yield set_at(day, "furniture", size, under, shop, 0.5)


def _shows(item: Item) -> bool:
    return not isinstance(item, TextLine) or bool(item.runs)


def _share(shop: Shop) -> float:
    return _BETWEEN_EARS if shop.style.nameplate_ears else _WITHOUT_EARS


def _name(issue: Issue, box: LineBox, shop: Shop, share: float) -> Iterator[Item]:
    plate = issue.publication.furniture.nameplate
    if plate:
        yield _picture(issue, plate, box, shop, share)
        return
    name = issue.publication.name
    if shop.style.nameplate_capitals:
        name = name.upper()
    yield from _in_type(name, box, shop, share)


def _in_type(name: str, box: LineBox, shop: Shop, share: float) -> Iterator[TextLine]:
    """Set the name on one line, or on two where they can be larger."""
    wish, width = shop.style.nameplate_size, box.width * share
    whole = shop.fonts.width(name, "nameplate")
    size = min(wish, width / max(whole, 1.0), box.height / _NAME_LEADING)
    for ems in (whole * 0.5, whole * 0.55, whole * 0.6, whole * 0.7):
        lines = broken(name, "nameplate", max(ems, 1.0), shop)
        widest = max(line.left + line.width for line in lines)
        twice = min(wish, width / max(widest, 1.0), box.height / (2 * _NAME_LEADING))
        if len(lines) == 2 and twice > size * _WORTH_TWO:
            height = twice * _NAME_LEADING
            y = box.y + (box.height - 2 * height) / 2
            for n, line in enumerate(lines):
                part = HeadLine(role="nameplate", line=line, size=twice, height=height)
                yield place(part, replace(box, y=y + n * height, height=height), 0.5)
            return
    yield set_at(name, "nameplate", size, box, shop, 0.5)


def _picture(
    issue: Issue, plate: PlateImage, box: LineBox, shop: Shop, share: float
) -> Picture:
    """Stand the picture of the name in the middle, as large as the room lets it be."""
    room = box.height - shop.grid.leading
    scale = min(box.width * share / plate.width, room / plate.height)
    width, height = plate.width * scale, plate.height * scale
    photo = Photo(
        path=plate.path,
        file=plate.file,
        width=plate.width,
        height=plate.height,
        alt=issue.publication.name,
        place=Place(file="issues/publication.yaml"),
    )
    return Picture(
        x=box.x + (box.width - width) / 2,
        y=box.y + (box.height - height) / 2,
        width=width,
        height=height,
        photo=photo,
        crop=(0.0, 0.0, 1.0, 1.0),
    )


def _beside(issue: Issue, pages: int, box: LineBox, shop: Shop) -> Iterator[TextLine]:
    if shop.style.nameplate_ears:
        yield from _ear(_left_ear(issue, shop), box, shop, right=False)
        yield from _ear(_right_ear(issue, pages, shop), box, shop, right=True)


def _left_ear(issue: Issue, shop: Shop) -> tuple[str, ...]:
    furniture = issue.publication.furniture
    organ = shop.wording.organ.format(fact=furniture.organ)
    return tuple(filter(None, (furniture.motto, furniture.organ and organ)))


def _right_ear(issue: Issue, pages: int, shop: Shop) -> tuple[str, ...]:
    language, words = shop.language, shop.wording
    day, name = long_date(issue.date, language), weekday(issue.date, language)
    number = words.issue.format(number=issue.number)
    count = words.one_page if pages == 1 else words.pages.format(count=pages)
    if shop.is_chinese:
        lunar = lunar_date(issue.date, traditional=shop.rules.is_traditional)
        return (day, name, lunar, f"{number}\u3000{count}")
    if shop.rules.is_han:
        return (day, name, f"{number} · {count}")
    return (name, day, f"{number} · {count}")


def _ear(
    texts: tuple[str, ...], box: LineBox, shop: Shop, *, right: bool
) -> Iterator[TextLine]:
    width = box.width * (1 - _BETWEEN_EARS) / 2
    size, lines = shop.grid.size, _ear_lines(texts, width / shop.grid.size, shop)
    while len(lines) * size * 1.5 > box.height and size > LEAST_EAR:
        size *= _CONDENSE
        lines = _ear_lines(texts, width / size, shop)
    height = size * 1.5
    y = box.y + (box.height - height * len(lines)) / 2
    x = box.x + box.width - width if right else box.x
    for line in lines:
        part = HeadLine(role="furniture", line=line, size=size, height=height)
        yield place(part, LineBox(x, width, y, height), 1.0 if right else 0.0)
        y += height


def _ear_lines(texts: tuple[str, ...], ems: float, shop: Shop) -> list[Line]:
    return [
        line for text in texts if text for line in broken(text, "furniture", ems, shop)
    ]


def _facts(
    issue: Issue, pages: int, box: LineBox, shop: Shop, *, beside_ear: bool
) -> Iterator[TextLine]:
    furniture = issue.publication.furniture
    staff = str(Byline(page_name(issue, 1).editors))
    postal = furniture.postal_code
    if postal:
        postal = shop.wording.postal.format(fact=postal)
    ears: tuple[str, ...] = ()
    if beside_ear:
        ears = _left_ear(issue, shop)
    elif not shop.style.nameplate_ears:
        ears = (*_left_ear(issue, shop), *_right_ear(issue, pages, shop))
    given = (
        *ears,
        furniture.licence,
        postal,
        furniture.price,
        staff,
        issue.publication.url,
    )
    text = "\u3000".join(fact for fact in given if fact)
    size = shop.grid.size * _SMALL
    ems = shop.fonts.width(text, "furniture")
    yield set_at(
        text, "furniture", min(size, box.width / max(ems, 1.0)), box, shop, 0.5
    )
