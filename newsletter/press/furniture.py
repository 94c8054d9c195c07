"""Page furniture: nameplate 报头, folio 报眉 and masthead 版权."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.model.calendar import long_date, lunar_date, weekday
from newsletter.model.issue import Byline, Issue, PageName
from newsletter.press.heads import HeadLine, Shop, broken
from newsletter.press.lines import set_line
from newsletter.press.values import Bar, Block, Item, Piece, TextLine

FOLIO_LINES = 2
_SMALL = 0.9
_NAME_SHARE = 0.56
"""Of the page's width that the paper's name may take."""


@dataclass(frozen=True, slots=True)
class LineBox:
    """A box to set one line of type in; points."""

    x: float
    width: float
    y: float
    height: float


def nameplate(issue: Issue, pages: int, shop: Shop) -> Block:
    """Draw the paper's name, date and legal facts at the head of page one."""
    grid, style = shop.grid, shop.style
    left, width = grid.x(0), grid.span(grid.columns)
    bottom = grid.y(style.nameplate_lines - 1)
    facts = bottom - grid.leading * 0.75
    name = LineBox(left, width, grid.y(0), facts - grid.y(0) - style.heavy_rule)
    items: list[Item] = [
        _name(issue, name, shop),
        *_ear(_left_ear(issue), name, shop, right=False),
        *_ear(_right_ear(issue, pages, shop), name, shop, right=True),
        Bar(x=left, y=facts - 2, width=width, height=style.heavy_rule),
        *_facts(issue, LineBox(left, width, facts, grid.leading), shop),
        Bar(x=left, y=facts + grid.leading, width=width, height=style.frame_rule),
    ]
    return Block(
        kind="nameplate", id="nameplate", items=tuple(i for i in items if _shows(i))
    )


def _shows(item: Item) -> bool:
    return not isinstance(item, TextLine) or bool(item.runs)


def folio(issue: Issue, number: int, shop: Shop) -> Block:
    """Draw the running line of a page after the first: page, paper, date."""
    grid = shop.grid
    line = LineBox(grid.x(0), grid.span(grid.columns), grid.y(0), grid.leading)
    language = shop.language
    day = f"{long_date(issue.date, language)} {weekday(issue.date, language)}"
    staff = str(Byline(page_name(issue, number).editors))
    right = f"{day}\u3000{staff}" if staff else day
    items: list[Item] = [
        _set(page_title(issue, number, shop), "folio", grid.size, line, shop, 0.0),
        _set(issue.publication.name, "folio", grid.size * 1.2, line, shop, 0.5),
        _set(right, "folio", grid.size * _SMALL, line, shop, 1.0),
        Bar(
            x=line.x,
            y=grid.y(1) + grid.leading * 0.25,
            width=line.width,
            height=shop.style.frame_rule * 2,
        ),
    ]
    return Block(kind="folio", id=f"folio-{number}", items=tuple(items))


def page_name(issue: Issue, number: int) -> PageName:
    """Find what the manifest says of a page; an unnamed page has no name."""
    named = (page for page in issue.pages if page.number == number)
    return next(named, PageName(number=number))


def page_title(issue: Issue, number: int, shop: Shop) -> str:
    """Write number and name of a page: ``第02版：综合`` or ``Page 2: Local``."""
    name = page_name(issue, number).name
    if shop.is_chinese:
        return f"第{number:02d}版：{name}" if name else f"第{number:02d}版"
    return f"Page {number}: {name}" if name else f"Page {number}"


def masthead_parts(issue: Issue, shop: Shop) -> tuple[HeadLine, ...]:
    """Set the staff box: publisher, address, printer; empty if nothing is given."""
    text = "\u3000".join(_masthead_facts(issue, shop))
    if not text:
        return ()
    size = shop.grid.size * _SMALL
    ems = shop.grid.span(shop.grid.columns) / size
    return tuple(
        HeadLine(role="furniture", line=line, size=size, height=size * 1.5)
        for line in broken(text, "furniture", ems, shop)
    )


def masthead_lines(parts: tuple[HeadLine, ...], shop: Shop) -> int:
    """Count the grid lines the masthead keeps free at the foot of the last page."""
    if not parts:
        return 0
    return shop.grid.lines_for(sum(p.height for p in parts) + shop.grid.leading * 0.6)


def masthead(parts: tuple[HeadLine, ...], shop: Shop) -> Block:
    """Draw the staff box at the foot of the last page."""
    grid = shop.grid
    # The last line of copy hangs a little into the white above the rule.
    top = grid.y(grid.lines - masthead_lines(parts, shop)) + grid.leading * 0.3
    left, width = grid.x(0), grid.span(grid.columns)
    items: list[Item] = [
        Bar(x=left, y=top, width=width, height=shop.style.frame_rule * 2)
    ]
    y = top + grid.leading * 0.25
    for part in parts:
        items.append(place(part, LineBox(left, width, y, part.height), 0.5))
        y += part.height
    return Block(kind="masthead", id="masthead", items=tuple(items))


def place(part: HeadLine, box: LineBox, share: float, paragraph: int = 0) -> TextLine:
    """Stand a set line in a box; ``share`` of the spare width goes to its left."""
    spare = box.width - (part.line.left + part.line.width) * part.size
    return TextLine(
        role=part.role,
        x=box.x + part.line.left * part.size + spare * share,
        y=box.y,
        height=box.height,
        size=part.size,
        runs=part.line.runs,
        paragraph=paragraph,
    )


def _set(
    text: str, face: str, size: float, box: LineBox, shop: Shop, share: float
) -> TextLine:
    line = set_line((Piece(text, face),), shop.fonts, shop.rules)
    part = HeadLine(role=face, line=line, size=size, height=box.height)
    return place(part, box, share)


def _name(issue: Issue, box: LineBox, shop: Shop) -> TextLine:
    name = issue.publication.name
    ems = shop.fonts.width(name, "nameplate")
    size = min(
        shop.style.nameplate_size,
        box.width * _NAME_SHARE / max(ems, 1.0),
        box.height / 1.15,
    )
    return _set(name, "nameplate", size, box, shop, 0.5)


def _left_ear(issue: Issue) -> tuple[str, ...]:
    furniture = issue.publication.furniture
    organ = f"主办：{furniture.organ}" if issue.publication.is_chinese else ""
    return tuple(
        text
        for text in (
            furniture.motto,
            organ if furniture.organ else "",
            "" if issue.publication.is_chinese else furniture.organ,
        )
        if text
    )


def _right_ear(issue: Issue, pages: int, shop: Shop) -> tuple[str, ...]:
    language = shop.language
    day, name = long_date(issue.date, language), weekday(issue.date, language)
    if shop.is_chinese:
        return (
            day,
            name,
            lunar_date(issue.date),
            f"第{issue.number}期\u3000今日{pages}版",
        )
    count = "1 page" if pages == 1 else f"{pages} pages"
    return (name, day, f"No. {issue.number} · {count}")


def _ear(
    texts: tuple[str, ...], box: LineBox, shop: Shop, *, right: bool
) -> Iterator[TextLine]:
    size = shop.grid.size
    height = size * 1.5
    width = box.width * (1 - _NAME_SHARE) / 2
    ems = width / size
    lines = [
        line for text in texts if text for line in broken(text, "furniture", ems, shop)
    ]
    y = box.y + (box.height - height * len(lines)) / 2
    x = box.x + box.width - width if right else box.x
    for line in lines:
        part = HeadLine(role="furniture", line=line, size=size, height=height)
        yield place(part, LineBox(x, width, y, height), 1.0 if right else 0.0)
        y += height


def _facts(issue: Issue, box: LineBox, shop: Shop) -> Iterator[TextLine]:
    furniture = issue.publication.furniture
    staff = str(Byline(page_name(issue, 1).editors))
    postal = furniture.postal_code
    if postal and shop.is_chinese:
        postal = f"邮发代号：{postal}"
    given = (furniture.licence, postal, furniture.price, staff, issue.publication.url)
    text = "\u3000".join(fact for fact in given if fact)
    size = shop.grid.size * _SMALL
    ems = shop.fonts.width(text, "furniture")
    yield _set(text, "furniture", min(size, box.width / max(ems, 1.0)), box, shop, 0.5)


def _masthead_facts(issue: Issue, shop: Shop) -> Iterator[str]:
    furniture = issue.publication.furniture
    labelled = (
        ("主管：", "", furniture.supervisor),
        ("主办：", "", furniture.organ),
        ("地址：", "", furniture.address),
        ("电话：", "Tel. ", furniture.phone),
        ("邮箱：", "", furniture.email),
        ("印刷：", "Printed by ", furniture.printer),
    )
    for chinese, english, fact in labelled:
        if fact:
            yield f"{chinese if shop.is_chinese else english}{fact}"
