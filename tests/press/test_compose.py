"""Composing: every slicing tiles its region, keeps the order and costs least."""

from dataclasses import dataclass, field
from itertools import product

import pytest

from newsletter.press.compose import Composer, Matter, Placed, Shaped

COLUMNS = 4


@dataclass(frozen=True)
class FakeShape:
    """A shape with nothing but its measures."""

    height: int
    cost: float
    head_size: float = 0.0
    head_line: int = 0


@dataclass(frozen=True, eq=False)
class FakeMatter:
    """Takes an area, within a given slack of lines, in any number of columns."""

    area: int
    slack: int = 2
    widths: tuple[int, ...] = (1, 2, 3, 4)
    inner: tuple[Matter, ...] = field(default=())

    def shapes(self, columns: int, tallest: int) -> dict[int, Shaped]:
        if columns not in self.widths:
            return {}
        least = -(-self.area // columns)
        heights = range(least, min(tallest, least + self.slack) + 1)
        return {h: FakeShape(h, float(h - least)) for h in heights}


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
        # A seam across the whole page is the only cost outside the shapes.
        shapes = sum(frame.shape.cost for frame in composer.place(run, height))
        assert (costs[height] - shapes) % 3 == pytest.approx(0)


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


def test_two_heads_of_one_size_cost_more_side_by_side_than_stacked() -> None:
    @dataclass(frozen=True, eq=False)
    class Headed(FakeMatter):
        def shapes(self, columns: int, tallest: int) -> dict[int, Shaped]:
            plain = super().shapes(columns, tallest)
            return {h: FakeShape(h, s.cost, 24.0) for h, s in plain.items()}

    side_by_side = (Headed(20, widths=(2,)), Headed(20, widths=(2,)))
    plain = (FakeMatter(20, widths=(2,)), FakeMatter(20, widths=(2,)))
    composer = Composer(COLUMNS, 10)

    bumping, quiet = composer.costs(side_by_side)[10], composer.costs(plain)[10]

    assert bumping > quiet
