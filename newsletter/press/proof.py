"""The proof: geometry of the finished pages in millimetres, for web and desk."""

from collections.abc import Iterator

from newsletter.model.issue import Issue
from newsletter.model.pages import Box, Frame, Jump, Link, Page, Proof
from newsletter.press.compose import Placed
from newsletter.press.fixed.area import Area, Zone
from newsletter.press.fixed.pages import area_of, box_of
from newsletter.press.flatplan import PagePlan
from newsletter.press.furniture import page_name
from newsletter.press.grid import POINTS_PER_MM, Grid
from newsletter.press.heads import Shop
from newsletter.press.matter import FillerBox
from newsletter.press.shapes import SEPARATOR, Shape

_BIGGEST_UNSEEN_HOLE = 2
"""White of so many lines is no hole to a reader."""


def proof_of(issue: Issue, plans: tuple[PagePlan, ...], shop: Shop) -> Proof:
    """Describe where everything fell."""
    return Proof(
        pages=tuple(_page(issue, plan, shop) for plan in plans),
        jumps=tuple(jump for plan in plans for jump in _jumps(plan)),
    )


def _page(issue: Issue, plan: PagePlan, shop: Shop) -> Page:
    grid = shop.grid
    return Page(
        number=plan.number,
        name=page_name(issue, plan.number).name,
        width=_mm(grid.width),
        height=_mm(grid.height),
        columns=grid.columns,
        grid_lines=grid.lines,
        fill=round(_fill(plan, grid), 4),
        holes=tuple(_holes(plan, grid)),
        frames=tuple(_frames(plan, grid)),
        links=tuple(_links(plan, shop)),
    )


def _fill(plan: PagePlan, grid: Grid) -> float:
    cells = (plan.region.height - SEPARATOR) * grid.columns
    # White at the foot swallows the separator that the last frame would not need.
    white = max(0, plan.white) * grid.columns
    unused = sum(p.shape.unused for p in plan.placed if isinstance(p.shape, Shape))
    return 1 - min(cells, white + unused) / cells


def _holes(plan: PagePlan, grid: Grid) -> Iterator[Box]:
    if plan.white > _BIGGEST_UNSEEN_HOLE:
        first = plan.region.last - plan.white
        beside = plan.region.corner_lines
        corner = plan.region.corner if beside >= plan.white else None
        taken = corner.area // beside if corner else 0
        yield _box(grid, 0, grid.columns - taken, first, plan.white)


def _frames(plan: PagePlan, grid: Grid) -> Iterator[Frame]:
    for placed in plan.placed:
        if isinstance(placed.shape, Shape):
            yield _frame(placed, placed.shape, plan, grid)
        elif box := box_of(placed):
            yield _box_frame(placed, plan, grid, box.content.kind)
        elif isinstance(placed.matter, FillerBox):
            yield _box_frame(placed, plan, grid, "filler")


def _box_frame(placed: Placed, plan: PagePlan, grid: Grid, kind: str) -> Frame:
    lines = placed.shape.height - SEPARATOR
    return Frame(
        article="",
        kind=kind,
        box=_frame_box(placed, plan, grid, lines),
        columns=placed.columns,
        lines=lines,
        start=0,
        end=0,
    )


def _links(plan: PagePlan, shop: Shop) -> Iterator[Link]:
    for placed in plan.placed:
        box = box_of(placed)
        if box:
            area = area_of(placed, plan, shop.grid)
            yield from map(_link, box.content.zones(area, shop))


def _link(zone: Zone) -> Link:
    inside = zone.href.startswith("#")
    return Link(
        _mm_box(zone.area),
        zone.title,
        article=zone.href[1:] if inside else "",
        href="" if inside else zone.href,
    )


def _mm_box(area: Area) -> Box:
    return Box(_mm(area.x), _mm(area.y), _mm(area.width), _mm(area.height))


def _frame(placed: Placed, shape: Shape, plan: PagePlan, grid: Grid) -> Frame:
    lines = shape.galley.lines
    start = lines[0].start if lines else 0
    return Frame(
        article=shape.galley.article.slug,
        part=shape.galley.part,
        box=_frame_box(placed, plan, grid, shape.height - SEPARATOR),
        columns=shape.measure.legs,
        lines=shape.height - SEPARATOR,
        start=start,
        end=lines[shape.taken - 1].end if shape.taken else start,
    )


def _jumps(plan: PagePlan) -> Iterator[Jump]:
    for placed in plan.placed:
        shape = placed.shape
        if isinstance(shape, Shape) and shape.jumps:
            yield Jump(
                shape.galley.article.slug,
                plan.number,
                plan.overleaf,
                shape.galley.lines[shape.taken].start,
            )


def _frame_box(placed: Placed, plan: PagePlan, grid: Grid, lines: int) -> Box:
    first = plan.region.first + placed.line
    return _box(grid, placed.column, placed.columns, first, lines)


def _box(grid: Grid, column: int, columns: int, line: int, lines: int) -> Box:
    return Box(
        _mm(grid.x(column)),
        _mm(grid.y(line)),
        _mm(grid.span(columns)),
        _mm(lines * grid.leading),
    )


def _mm(points: float) -> float:
    return round(points / POINTS_PER_MM, 2)
