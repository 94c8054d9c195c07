"""Composing: every slicing tiles its region, keeps the order and costs least."""

from dataclasses import dataclass, field
from itertools import product
from typing import Any

import pytest

from newsletter.press.compose import Matter, Placed, Shaped
from newsletter.press.slicing import Composer
from newsletter.press.tabling import SEAM

COLUMNS = 4


@dataclass(frozen=True)
class FakeShape:
    """A shape with nothing but its measures."""

    height: int
    cost: float
    head_size: float = 0.0
    head_line: int = 0
    head_reaches: bool = True


@dataclass(frozen=True, eq=False)
class FakeMatter:
    """Takes an area, within a given slack of lines, in any number of columns."""

    area: int
    slack: int = 2
    widths: tuple[int, ...] = (1, 2, 3, 4)
    inner: tuple[Matter, ...] = field(default=())
    crosses: bool = False
    head_size: float = 0.0
    head_line: int = 0
    head_reaches: bool = True

    def shapes(self, columns: int) -> tuple[Shaped, ...]:
        if columns not in self.widths:
            return ()
        least = -(-self.area // columns)
        head = (self.head_size, self.head_line, self.head_reaches)
        heights = range(least, least + self.slack + 1)
        return tuple(FakeShape(h, float(h - least), *head) for h in heights)


def cells(placed: Placed) -> set[tuple[int, int]]:
    columns = range(placed.column, placed.column + placed.columns)
    lines = range(placed.line, placed.line + placed.shape.height)
    return set(product(columns, lines))


def test_frames_tile_the_region_without_gap_or_overlap() -> None:
    run = tuple(FakeMatter(area) for area in (30, 24, 18, 12, 20, 9))
    composer = Composer(COLUMNS, 30)

    placed = composer.place(run, 30)

    covered = [cell for frame in placed for cell in cells(frame)]
    assert len(covered) == len(set(covered)) == COLUMNS * 30


def test_matter_keeps_its_order_from_top_left_to_bottom_right() -> None:
    run = tuple(FakeMatter(area) for area in (40, 24, 18, 12))
    composer = Composer(COLUMNS, 25)
    height = min(composer.costs(run))

    placed = composer.place(run, height)

    assert [frame.matter for frame in placed] == list(run)
    assert (placed[0].column, placed[0].line) == (0, 0)


def test_the_cost_of_a_height_is_the_sum_of_what_stands_in_it() -> None:
    run = tuple(FakeMatter(area) for area in (40, 40, 16))
    composer = Composer(COLUMNS, 40)

    costs = composer.costs(run)

    for height in costs:
        # Only a cut that parts the whole page costs besides the shapes.
        shapes = sum(frame.shape.cost for frame in composer.place(run, height))
        assert (costs[height] - shapes) % SEAM % 6 == pytest.approx(0)


def test_matter_that_is_too_big_for_the_region_has_no_height() -> None:
    composer = Composer(COLUMNS, 10)

    costs = composer.costs((FakeMatter(41), FakeMatter(4)))

    assert costs == {}


def test_a_banner_stands_above_all_the_articles_it_owns() -> None:
    owned = (FakeMatter(16), FakeMatter(16))
    banner = FakeMatter(area=8, slack=0, widths=(4,), inner=owned)
    composer = Composer(COLUMNS, 20)
    height = min(composer.costs((banner,)))

    strip, *articles = composer.place((banner,), height)

    assert [article.matter for article in articles] == list(owned)
    assert all(a.line >= strip.line + strip.shape.height for a in articles)
    assert {c for a in articles for c, _ in cells(a)} == set(range(COLUMNS))


HALF = 2


def headed(area: int, **fields: Any) -> FakeMatter:
    given: dict[str, Any] = {"slack": 0, "widths": (HALF,), "head_size": 24.0}
    return FakeMatter(area, **given | fields)


def test_heads_side_by_side_cost_more_than_any_other_fault() -> None:
    bumping = (headed(20), headed(20))
    bare = (headed(20), headed(20, head_size=0.0))
    composer = Composer(COLUMNS, 10)

    costs = [composer.costs(run)[10] for run in (bumping, bare)]

    assert costs[0] - costs[1] > SEAM


@pytest.mark.parametrize(
    "first",
    [headed(20, head_reaches=False), headed(20, head_line=4)],
    ids=["text beside the head", "head below a picture"],
)
def test_heads_that_something_parts_do_not_bump(first: FakeMatter) -> None:
    bare = (headed(20, head_size=0.0), headed(20, head_size=0.0))
    composer = Composer(COLUMNS, 10)

    cost = composer.costs((first, headed(20)))[10]

    assert cost == composer.costs(bare)[10]


def test_a_page_that_can_do_without_bumping_heads_has_none() -> None:
    # Four articles of one size: a grid of two by two bumps, a stack does not.
    run = tuple(headed(20, widths=(2, 4), slack=1) for _ in range(4))
    composer = Composer(COLUMNS, 20)

    placed = composer.place(run, 20)

    tops = [(frame.column, frame.line) for frame in placed]
    assert len({line for _, line in tops}) == len(tops)


def test_a_straight_cut_across_costs_unless_the_lead_plans_it() -> None:
    wide = {"widths": (COLUMNS,), "slack": 0}
    planned = (FakeMatter(20, crosses=True, **wide), FakeMatter(20, **wide))
    cut = (FakeMatter(20, **wide), FakeMatter(20, **wide))
    composer = Composer(COLUMNS, 10)

    costs = [composer.costs(run)[10] for run in (planned, cut)]

    assert costs[1] - costs[0] == pytest.approx(SEAM)


def test_five_parts_turn_like_a_wheel_where_straight_cuts_would_bump() -> None:
    upright, lying = {"widths": (1,), "slack": 0}, {"widths": (3,), "slack": 0}
    run = (
        FakeMatter(12, **lying),
        FakeMatter(10, **upright),
        FakeMatter(10, **upright),
        FakeMatter(12, slack=0, widths=(2,)),
        FakeMatter(12, **lying),
    )
    composer = Composer(COLUMNS, 14)

    placed = composer.place(run, 14)

    corners = [(frame.column, frame.line) for frame in placed]
    assert corners == [(0, 0), (3, 0), (0, 4), (1, 4), (1, 10)]
