"""Page furniture: folio 报眉 and masthead 版权."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.model.calendar import long_date, weekday
from newsletter.model.issue import Byline, Issue, PageName
from newsletter.press.heads import HeadLine, Shop, broken
from newsletter.press.lines import set_line
from newsletter.press.values import Bar, Block, Item, Piece, TextLine

FOLIO_LINES = 2
_SMALL = 0.9
_LEAST = 4.5
"""Points below which nobody can read a folio."""

_PAPER = 0.4
"""Of a folio's width that the paper's name may take."""


@dataclass(frozen=True, slots=True)
class LineBox:
    """A box to set one line of type in; points."""

    x: float
    width: float
    y: float
    height: float


def folio(issue: Issue, number: int, shop: Shop) -> Block:
    """Draw the running line of a page after the first: page, paper, date."""
    grid = shop.grid
    line = LineBox(grid.x(0), grid.span(grid.columns), grid.y(0), grid.leading)
    language = shop.language
    day = f"{long_date(issue.date, language)} {weekday(issue.date, language)}"
    staff = str(Byline(page_name(issue, number).editors))
    right = f"{day}\u3000{staff}" if staff else day
    title, name = page_title(issue, number, shop), issue.publication.name
    paper = _fitting(name, grid.size * 1.2, line.width * _PAPER, shop)
    side = (line.width - shop.fonts.width(name, "folio") * paper) / 2 - grid.size
    left_size = _fitting(title, grid.size, side, shop)
    right_size = _fitting(right, grid.size * _SMALL, side, shop)
    items: list[Item] = [
        set_at(title, "folio", left_size, line, shop, 0.0),
        set_at(name, "folio", paper, line, shop, 0.5),
        set_at(right, "folio", right_size, line, shop, 1.0),
        Bar(
            x=line.x,
            y=grid.y(1) + grid.leading * 0.25,
            width=line.width,
            height=shop.style.frame_rule * 2,
        ),
    ]
    return Block(kind="folio", id=f"folio-{number}", items=tuple(items))


def _fitting(text: str, size: float, width: float, shop: Shop) -> float:
    """Find the size, at most the one wished, at which text fits a width if it can."""
    ems = max(shop.fonts.width(text, "folio"), 1.0)
    return min(size, max(width / ems, _LEAST))


def page_name(issue: Issue, number: int) -> PageName:
    """Find what the manifest says of a page; an unnamed page has no name."""
    named = (page for page in issue.pages if page.number == number)
    return next(named, PageName(number=number))


def page_title(issue: Issue, number: int, shop: Shop) -> str:
    """Write number and name of a page: ``第02版：综合`` or ``Page 2: Local``."""
    name = page_name(issue, number).name
    words = shop.wording
    template = words.page_named if name else words.page
    return template.format(number=number, name=name)


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


def set_at(
    text: str, face: str, size: float, box: LineBox, shop: Shop, share: float
) -> TextLine:
    """Set text in one line of a face and stand it in a box, as ``place`` does."""
    line = set_line((Piece(text, face),), shop.fonts, shop.rules)
    part = HeadLine(role=face, line=line, size=size, height=box.height)
    return place(part, box, share)


def _masthead_facts(issue: Issue, shop: Shop) -> Iterator[str]:
    furniture = issue.publication.furniture
    words = shop.wording
    labelled = (
        (words.supervisor, furniture.supervisor),
        (words.organ, furniture.organ),
        (words.address, furniture.address),
        (words.phone, furniture.phone),
        (words.email, furniture.email),
        (words.printer, furniture.printer),
    )
    return (template.format(fact=fact) for template, fact in labelled if fact)
