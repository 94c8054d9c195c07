"""Proofs to be read and signed on paper: galleys (小样) and pages (大样).

They are set by the same lines as the paper; numbers stand beside every line that a
reader may want to name, and a box waits for the signatures of 三审三校.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import Final

from newsletter.layout import Layout
from newsletter.model.correction_box import with_correction_box
from newsletter.model.issue import Article, Issue
from newsletter.model.pages import Box, Page
from newsletter.press.edition import draw, open_shop, paint_style
from newsletter.press.flatplan import PagePlan
from newsletter.press.furniture import LineBox, place
from newsletter.press.grid import POINTS_PER_MM
from newsletter.press.heads import HeadLine, Shop, broken
from newsletter.press.lines import set_line
from newsletter.press.matter import galley_of
from newsletter.press.pages import plan_issue
from newsletter.press.paint import Painted, paint
from newsletter.press.proof import proof_of
from newsletter.press.proofscore import (
    fitted,
    frame_foot,
    frame_marks,
    hole_tints,
    outline,
    score_line,
)
from newsletter.press.values import (
    Bar,
    Block,
    Drawing,
    Item,
    Line,
    Piece,
    TextLine,
)

_MM: Final = POINTS_PER_MM
_A4: Final = (210 * _MM, 297 * _MM)
_MARGIN: Final = 18 * _MM
_NUMBERS: Final = 10 * _MM
"""Room for line numbers left of what they count."""

_BOX: Final = 26 * _MM
"""Height of the sign-off box."""

_MARK: Final = 5
"""Type of the words at a frame's foot, points."""

_EVERY: Final = 5
_BODY: Final = 10.5
"""Type of a galley, points: large enough to be marked by hand."""

_LEADING: Final = 21.0
_RULE: Final = 0.5
_SIGNERS: Final = {
    True: ("一校", "二校", "三校", "初审", "复审", "终审", "签发"),
    False: ("proof 1", "proof 2", "proof 3", "reading 1", "reading 2", "reading 3",
            "release"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What every sheet of proof needs."""

    shop: Shop
    label: str

    def words(self, text: str, x: float, y: float, size: float) -> TextLine:
        """Set a few words with their top left corner at a place."""
        line = set_line((Piece(text, "furniture"),), self.shop.fonts, self.shop.rules)
        part = HeadLine(role="furniture", line=line, size=size, height=size * 1.4)
        return place(part, LineBox(x, 0, y, part.height), 0.0)

    def fitted(self, text: str, area: tuple[float, float, float]) -> TextLine:
        """Set a line of words in a room of this left edge, top and width, points."""
        x, y, room = area
        width = partial(self.shop.fonts.width, face="furniture")
        text, size = fitted(text, room, width)
        return self.words(text, x, y, size)


def page_proofs(issue: Issue, layout: Layout) -> Painted:
    """Make the page proof: each page on a larger sheet with what is known of it.

    Lines are numbered, frames drawn and named, white tinted; the page's scores stand
    under it, and a box waits for signatures.

    Raises:
        InputError: copy that fits on no page.
        LayoutError: the layout is at fault.
    """
    shop, issue = open_shop(issue, layout), with_correction_box(issue)
    plans = plan_issue(issue, shop)
    pages, drawings = proof_of(issue, plans, shop).pages, draw(issue, plans, shop)
    sheet = _Sheet(shop, _label(issue, "大样", shop))
    sheets = tuple(
        _page_sheet(drawing, plan, page, sheet)
        for drawing, plan, page in zip(drawings, plans, pages, strict=True)
    )
    return paint(sheets, layout, paint_style(issue, shop))


def galley_proofs(issue: Issue, layout: Layout) -> Painted:
    """Make the galley proof: every article in one column with room for corrections.

    Lines break as they do in a single column of the paper.

    Raises:
        LayoutError: the layout is at fault.
    """
    shop, issue = open_shop(issue, layout), with_correction_box(issue)
    number = count(1)
    sheets = tuple(
        sheet
        for article in issue.articles
        for sheet in _galley_sheets(issue, article, shop, number)
    )
    return paint(sheets, layout, paint_style(issue, shop))


def _label(issue: Issue, kind: str, shop: Shop) -> str:
    day, number = issue.date.isoformat(), issue.number
    if shop.is_chinese:
        return f"{issue.publication.name} {day} 第{number}期 {kind}　校样，不得付印"
    english = {"大样": "page proof", "小样": "galley proof"}[kind]
    return f"{issue.publication.name} {day} no. {number}, {english}: not for print"


def _page_sheet(drawing: Drawing, plan: PagePlan, page: Page, sheet: _Sheet) -> Drawing:
    left, top, grid = _NUMBERS, 8 * _MM, sheet.shop.grid
    width, height = drawing.width + 2 * left, drawing.height + top + _BOX + 16 * _MM
    moved = tuple(_moved(block, left, top) for block in drawing.blocks)
    numbers = tuple(
        sheet.words(str(line), 2 * _MM, top + grid.y(line - 1), 7)
        for line in range(_EVERY, grid.lines + 1, _EVERY)
    )
    trim = tuple(_outline(left, top, drawing.width, drawing.height))
    title = f"{sheet.label}　{drawing.bookmark}"
    head = sheet.fitted(title, (left, 2 * _MM, drawing.width))
    y = top + drawing.height + 3 * _MM
    scored = score_line(plan, page, sheet.shop)
    scores = sheet.fitted(scored, (left, y, drawing.width))
    box = tuple(_sign_box(sheet, left, y + 7 * _MM, drawing.width))
    marks = tuple(_marks(plan, page, sheet, Box(left, top, 0, 0)))
    items = (head, *numbers, *trim, *marks, scores, *box)
    tints = Block(kind="furniture", items=tuple(hole_tints(page, left, top)))
    own = Block(kind="furniture", items=items)
    return replace(drawing, width=width, height=height, blocks=(tints, *moved, own))


def _marks(plan: PagePlan, page: Page, sheet: _Sheet, corner: Box) -> Iterator[Item]:
    """Draw the frames of a page, each with its few words at its foot."""
    for box, text in frame_marks(plan, page):
        yield from outline(box, corner.x, corner.y)
        words = sheet.words(text, corner.x, corner.y, _MARK)
        right, foot = frame_foot(box, sheet.shop.grid.leading)
        room = sheet.shop.fonts.width(text, "furniture") * _MARK
        yield replace(words, x=words.x + right - room, y=words.y + foot)


def _moved(block: Block, x: float, y: float) -> Block:
    items = tuple(replace(item, x=item.x + x, y=item.y + y) for item in block.items)
    return replace(block, items=items)


def _outline(x: float, y: float, width: float, height: float) -> Iterator[Bar]:
    yield Bar(x=x, y=y, width=width, height=_RULE)
    yield Bar(x=x, y=y + height, width=width, height=_RULE)
    yield Bar(x=x, y=y, width=_RULE, height=height)
    yield Bar(x=x + width, y=y, width=_RULE, height=height)


def _sign_box(sheet: _Sheet, x: float, y: float, width: float) -> Iterator[Item]:
    """Draw a cell for each who signs, with room for a name and a date."""
    names = _SIGNERS[sheet.shop.is_chinese]
    cell = width / len(names)
    yield from _outline(x, y, width, _BOX)
    for number, name in enumerate(names):
        if number:
            yield Bar(x=x + number * cell, y=y, width=_RULE, height=_BOX)
        yield sheet.words(name, x + number * cell + 4, y + 3, 8)
    yield Bar(x=x, y=y + 6 * _MM, width=width, height=_RULE)


def _galley_sheets(
    issue: Issue, article: Article, shop: Shop, number: Iterator[int]
) -> Iterator[Drawing]:
    sheet = _Sheet(shop, _label(issue, "小样", shop))
    broken = galley_of(article, shop.grid.measure, shop).lines
    lines = tuple(line.justified() for line in broken)
    heads = tuple(_heads(article, shop))
    head_room = sum(part.height for part in heads) + 10
    room = _A4[1] - 2 * _MARGIN - _BOX - 14 * _MM
    first = max(int((room - head_room) / _LEADING), 1)
    most = int(room / _LEADING)
    for start in (0, *range(first, len(lines), most)):
        taken = lines[start : start + most] if start else lines[:first]
        page = next(number)
        items = _galley_items(sheet, () if start else heads, taken, start)
        pictures = _captions(sheet, article) if start + len(taken) == len(lines) else ()
        yield _galley_sheet(sheet, article, page, (*items, *pictures))


def _galley_sheet(
    sheet: _Sheet, article: Article, page: int, items: tuple[Item, ...]
) -> Drawing:
    width, height = _A4
    top = f"{sheet.label}　{article.slug}　{page}"
    y = height - _MARGIN - _BOX
    own = (
        sheet.fitted(top, (_MARGIN, 8 * _MM, width - 2 * _MARGIN)),
        *_sign_box(sheet, _MARGIN, y, width - 2 * _MARGIN),
    )
    return Drawing(
        number=page,
        width=width,
        height=height,
        bookmark=f"{page} {article.title}",
        blocks=(
            Block(kind="article", items=items),
            Block(kind="furniture", items=own),
        ),
    )


def _heads(article: Article, shop: Shop) -> Iterator[HeadLine]:
    ems = (_A4[0] - 2 * _MARGIN) / _BODY
    for face, texts, scale in (
        ("kicker", article.kicker, 1.1),
        ("headline", article.headline, 1.8),
        ("deck", article.deck, 1.1),
        ("byline", (str(article.byline),), 0.9),
    ):
        for text in filter(None, texts):
            for line in broken(text, face, ems / scale, shop):
                size = _BODY * scale
                yield HeadLine(role=face, line=line, size=size, height=size * 1.5)


def _galley_items(
    sheet: _Sheet, heads: tuple[HeadLine, ...], lines: tuple[Line, ...], start: int
) -> tuple[Item, ...]:
    items: list[Item] = []
    left, y = _MARGIN + _NUMBERS, _MARGIN
    for number, part in enumerate(heads):
        items.append(place(part, LineBox(left, 0, y, part.height), 0.0, -1 - number))
        y += part.height
    y += 10 if heads else 0
    paragraph = 0
    for number, line in enumerate(lines, start + 1):
        paragraph += line.opens
        items.append(_galley_line(line, left, y, paragraph))
        if number % _EVERY == 0:
            items.append(sheet.words(str(number), _MARGIN, y + 5, 7))
        y += _LEADING
    return tuple(items)


def _galley_line(line: Line, x: float, y: float, paragraph: int) -> TextLine:
    return TextLine(
        role=line.role,
        x=x + max(line.left, 0) * _BODY,
        y=y,
        height=_LEADING,
        size=_BODY,
        runs=line.runs,
        paragraph=paragraph,
    )


def _captions(sheet: _Sheet, article: Article) -> tuple[Item, ...]:
    """Name the pictures that go with an article, beside its last lines."""
    x = _MARGIN + _NUMBERS + sheet.shop.grid.measure * _BODY + 12 * _MM
    y = _A4[1] - _MARGIN - _BOX - 12 * _MM
    ems = (_A4[0] - _MARGIN - x) / 8
    lines = [
        line
        for photo in article.photos
        for line in broken(f"{photo.file} {photo.caption} {photo.credit}", "caption",
                           ems, sheet.shop)
    ]  # fmt: skip
    first = y - len(lines) * 12
    return tuple(
        place(
            HeadLine(role="caption", line=line, size=8, height=12),
            LineBox(x, 0, first + number * 12, 12),
            0.0,
        )
        for number, line in enumerate(lines)
    )
