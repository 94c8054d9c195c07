"""Make-up: planned pages become drawings, exact to the point."""

from collections.abc import Iterator
from dataclasses import replace

from newsletter.press.art import Shot, crop_of
from newsletter.press.compose import Placed
from newsletter.press.fixed.box import FixedRow
from newsletter.press.fixed.pages import area_of
from newsletter.press.flatplan import PagePlan
from newsletter.press.furniture import LineBox, place
from newsletter.press.heads import HeadLine, Shop
from newsletter.press.judge import Seam, ruled_seams
from newsletter.press.lines import set_line
from newsletter.press.matter import Banner, FillerBox
from newsletter.press.shapes import SEPARATOR, Shape
from newsletter.press.values import (
    Bar,
    Block,
    Item,
    Line,
    Picture,
    Piece,
    TextLine,
)

_ART_TOP = 0.35
"""White between what stands above a picture and the picture, grid lines."""


def page_blocks(plan: PagePlan, shop: Shop) -> tuple[Block, ...]:
    """Draw every frame of a page, and the rules between frames last."""
    blocks = [block for placed in plan.placed for block in _blocks(placed, plan, shop)]
    rules = tuple(_rules(plan, shop))
    if rules:
        blocks.append(Block(kind="furniture", items=rules))
    return tuple(blocks)


def anchor(slug: str, part: int) -> str:
    """Name the place where a part of an article begins."""
    return slug if part == 1 else f"{slug}--{part}"


def _blocks(placed: Placed, plan: PagePlan, shop: Shop) -> Iterator[Block]:
    if isinstance(placed.shape, Shape):
        yield _article(placed, placed.shape, plan, shop)
    elif isinstance(placed.matter, Banner):
        yield _banner(placed, placed.matter, plan, shop)
    elif isinstance(placed.matter, FillerBox):
        yield _filler(placed, placed.matter, plan, shop)
    elif isinstance(placed.matter, FixedRow):
        yield from _fixed(placed, placed.matter, plan, shop)


def _article(placed: Placed, shape: Shape, plan: PagePlan, shop: Shop) -> Block:
    galley = shape.galley
    top = plan.region.first + placed.line
    items: list[Item] = [
        *_head(placed, shape, top + shape.head_line, shop),
        *_art(placed, shape, top + shape.art_line, shop),
        *_legs(placed, shape, top, shop),
    ]
    if shape.jumps:
        items.append(_jump_notice(placed, shape, top, plan.overleaf, shop))
    return Block(
        kind="article",
        id=anchor(galley.article.slug, galley.part),
        bookmark=galley.article.title if galley.part == 1 else "",
        items=tuple(items),
    )


def _head(placed: Placed, shape: Shape, top: int, shop: Shop) -> Iterator[TextLine]:
    grid = shop.grid
    parts = shape.head.parts
    room = shape.head_depth * grid.leading
    width = grid.span(shape.head_columns)
    spare = room - sum(part.height for part in parts)
    y = grid.y(top) + spare * 0.4
    paragraph = 0
    role = ""
    for part in parts:
        if part.role != role:
            paragraph, role = paragraph + 1, part.role
            if role == "byline":
                y += spare * 0.25
        box = LineBox(grid.x(placed.column), width, y, part.height)
        yield place(part, box, 0.5 if shop.style.centred else 0.0, -paragraph)
        y += part.height


def _art(placed: Placed, shape: Shape, top: int, shop: Shop) -> Iterator[Item]:
    first = placed.column + placed.columns - shape.art.columns
    for shot in shape.art.shots:
        yield from _shot(shot, first, top, shop)


def _shot(shot: Shot, first: int, top: int, shop: Shop) -> Iterator[Item]:
    grid = shop.grid
    x, width = grid.x(first + shot.column), grid.span(shot.columns)
    y = grid.y(top + shot.line) + grid.leading * _ART_TOP
    height = shot.lines * grid.leading - grid.leading * _ART_TOP
    crop = crop_of(shot.photo, width, height)
    yield Picture(x=x, y=y, width=width, height=height, photo=shot.photo, crop=crop)
    y += height + grid.leading * 0.1
    for part in shot.caption:
        yield place(part, LineBox(x, width, y, part.height), 0.0, -9)
        y += part.height


def _legs(placed: Placed, shape: Shape, top: int, shop: Shop) -> Iterator[TextLine]:
    paragraph = 0
    for leg, (first, end) in enumerate(shape.legs):
        box = _leg_box(placed, shape, leg, top, shop)
        for line in shape.galley.lines[first:end]:
            paragraph += line.opens
            yield _body_line(line.justified(), box, shape.measure.ems, paragraph, shop)
            box = replace(box, y=box.y + shop.grid.leading)


def _leg_box(placed: Placed, shape: Shape, leg: int, top: int, shop: Shop) -> LineBox:
    """Find the box of a leg's first line."""
    grid, measure = shop.grid, shape.measure
    line = top + shape.drops[leg]
    across = leg * (measure.ems + measure.gutter) * grid.size
    return LineBox(
        x=grid.x(placed.column) + across,
        width=measure.ems * grid.size,
        y=grid.y(line),
        height=grid.leading,
    )


def _body_line(
    line: Line, box: LineBox, ems: int, paragraph: int, shop: Shop
) -> TextLine:
    size = shop.grid.size
    spare = ems - line.width if line.role == "subhead" else 0.0
    shift = spare / 2 if shop.style.centred else 0.0
    return TextLine(
        role=line.role,
        x=box.x + (line.left + shift) * size,
        y=box.y,
        height=box.height,
        size=size,
        runs=line.runs,
        paragraph=paragraph,
    )


def _jump_notice(
    placed: Placed, shape: Shape, top: int, page: int, shop: Shop
) -> TextLine:
    grid = shop.grid
    text = shop.wording.to_page.format(page=page)
    line = set_line((Piece(text, "jump"),), shop.fonts, shop.rules)
    part = HeadLine(role="jump", line=line, size=grid.size, height=grid.leading)
    last = len(shape.legs) - 1
    first, end = shape.legs[last]
    box = _leg_box(placed, shape, last, top, shop)
    box = replace(box, y=box.y + (end - first) * grid.leading)
    notice = place(part, box, 1.0, 10_000)
    galley = shape.galley
    target = anchor(galley.article.slug, galley.part + 1)
    return replace(notice, href=f"#{target}")


def _banner(placed: Placed, banner: Banner, plan: PagePlan, shop: Shop) -> Block:
    grid, style = shop.grid, shop.style
    x, width = grid.x(placed.column), grid.span(placed.columns)
    y = grid.y(plan.region.first + placed.line) + grid.leading * 0.3
    height = style.banner_lines * grid.leading
    line = set_line((Piece(banner.text, "banner"),), shop.fonts, shop.rules)
    size = min(style.banner_size, width / max(line.width, 1.0))
    part = HeadLine(role="banner", line=line, size=size, height=height)
    items: tuple[Item, ...] = (
        Bar(x=x, y=y, width=width, height=style.heavy_rule),
        place(part, LineBox(x, width, y, height), 0.5),
        Bar(x=x, y=y + height, width=width, height=style.frame_rule),
    )
    return Block(kind="banner", items=items)


def _filler(placed: Placed, filler: FillerBox, plan: PagePlan, shop: Shop) -> Block:
    grid = shop.grid
    x, width = grid.x(placed.column), grid.span(placed.columns)
    y = grid.y(plan.region.first + placed.line) + grid.leading * 0.3
    height = (placed.shape.height - SEPARATOR) * grid.leading - grid.leading * 0.3
    parts = filler.parts(placed.columns)
    items: list[Item] = list(_box_rules(x, y, width, height))
    inner = sum(part.height for part in parts)
    at = y + (height - inner) / 2
    for number, part in enumerate(parts):
        box = LineBox(x, width, at, part.height)
        items.append(place(part, box, 0.5, number if part.role == "filler" else 0))
        at += part.height
    return Block(kind="filler", items=tuple(items))


def _fixed(
    placed: Placed, row: FixedRow, plan: PagePlan, shop: Shop
) -> Iterator[Block]:
    area = area_of(placed, plan, shop.grid)
    for box in row.boxes:
        yield Block(
            kind=box.content.kind,
            id=f"{box.content.kind}-{plan.number}-{placed.column}-{placed.line}",
            bookmark=box.content.title,
            items=tuple(box.content.items(area, shop)),
        )


def _box_rules(x: float, y: float, width: float, height: float) -> Iterator[Bar]:
    rule = 0.6
    yield Bar(x=x, y=y, width=width, height=rule)
    yield Bar(x=x, y=y + height - rule, width=width, height=rule)
    yield Bar(x=x, y=y, width=rule, height=height)
    yield Bar(x=x + width - rule, y=y, width=rule, height=height)


def _rules(plan: PagePlan, shop: Shop) -> Iterator[Bar]:
    for placed in plan.placed:
        ruled = not isinstance(placed.matter, Banner | FixedRow)
        if placed.shape.height > SEPARATOR and ruled:
            yield from _frame_rules(placed, plan, shop)
    for seam in ruled_seams(plan.placed, shop.grid.columns):
        yield _section_rule(seam, plan, shop)


def _section_rule(seam: Seam, plan: PagePlan, shop: Shop) -> Bar:
    """Part the page at a long seam, so that it looks meant."""
    grid, height = shop.grid, shop.style.heavy_rule
    middle = grid.y(plan.region.first + seam.line) - grid.leading / 2
    return Bar(
        x=grid.x(seam.column),
        y=middle - height / 2,
        width=grid.span(seam.columns),
        height=height,
    )


def _frame_rules(placed: Placed, plan: PagePlan, shop: Shop) -> Iterator[Bar]:
    grid, style = shop.grid, shop.style
    x, y = grid.x(placed.column), grid.y(plan.region.first + placed.line)
    height = (placed.shape.height - SEPARATOR) * grid.leading
    right = placed.column + placed.columns
    if right < grid.columns:
        gutter = grid.gutter * grid.size
        yield Bar(
            x=grid.x(right) - gutter / 2 - style.column_rule / 2,
            y=y,
            width=style.column_rule,
            height=height,
        )
    below = placed.line + placed.shape.height
    boxed = isinstance(placed.matter, FillerBox)
    if below < plan.region.height - plan.white and not boxed:
        yield Bar(
            x=x,
            y=y + height + grid.leading / 2,
            width=grid.span(placed.columns),
            height=style.frame_rule,
        )
