"""Judging pages: what a sub-editor would not let pass costs more."""

from dataclasses import dataclass

import pytest

from newsletter.press.compose import Matter, Placed, Shaped
from newsletter.press.judge import (
    CROSSED,
    Seam,
    clashes,
    growths,
    longest_seam,
    page_cost,
    ruled_seams,
    skeleton,
    touch,
)
from newsletter.press.tabling import LONGEST_SEAM

COLUMNS = 4


@dataclass(frozen=True)
class FakeShape:
    height: int
    head_size: float = 0.0
    cost: float = 0.0
    head_line: int = 0
    head_reaches: bool = True


@dataclass(frozen=True, eq=False)
class FakeMatter:
    area: int = 0
    inner: tuple[Matter, ...] = ()
    crosses: bool = False

    def shapes(self, columns: int) -> tuple[Shaped, ...]:
        del columns
        return ()


def frame(
    column: int,
    line: int,
    columns: int,
    height: int,
    head: float,
    *,
    crosses: bool = False,
) -> Placed:
    matter = FakeMatter(crosses=crosses)
    return Placed(matter, FakeShape(height, head), column, line, columns)


def test_heads_side_by_side_are_worst_at_one_height() -> None:
    level = (frame(0, 0, 2, 10, 32), frame(2, 0, 2, 10, 24))
    nearly = (frame(0, 0, 2, 10, 32), frame(0, 10, 2, 9, 24), frame(2, 11, 2, 8, 24))
    stacked = (frame(0, 0, 4, 10, 32), frame(0, 10, 4, 10, 24))

    costs = [_bump_cost(page) for page in (level, nearly, stacked)]

    assert costs[0] > costs[1] > costs[2]


def _bump_cost(page: tuple[Placed, ...]) -> float:
    seams = CROSSED * (longest_seam(page, COLUMNS) > LONGEST_SEAM)
    return page_cost(page, (), COLUMNS) - seams


def test_heads_with_text_between_them_do_not_clash() -> None:
    raw = FakeShape(10, 32, head_reaches=False)
    page = (Placed(FakeMatter(), raw, 0, 0, 2), frame(2, 0, 2, 10, 24))

    assert clashes(page) == ()
    assert len(clashes((frame(0, 0, 2, 10, 32), page[1]))) == 1


@pytest.mark.parametrize(
    ("page", "seam"),
    [
        ((frame(0, 0, 4, 9, 32), frame(0, 9, 4, 9, 24)), 1.0),
        ((frame(0, 0, 4, 9, 32, crosses=True), frame(0, 9, 4, 9, 24)), 0.0),
        ((frame(0, 0, 2, 9, 32), frame(2, 0, 2, 18, 24), frame(0, 9, 2, 9, 24)), 0.5),
        (
            (
                frame(0, 0, 2, 9, 32),
                frame(2, 0, 2, 9, 24),
                frame(0, 9, 1, 9, 24),
                frame(1, 9, 3, 9, 24),
            ),
            1.0,
        ),
    ],
    ids=["across", "below the lead", "half way", "two frames over two"],
)
def test_a_seam_is_measured_unless_the_lead_plans_it(
    page: tuple[Placed, ...], seam: float
) -> None:
    assert longest_seam(page, COLUMNS) == seam


def test_a_long_seam_is_parted_by_a_rule_that_a_short_one_does_not_need() -> None:
    across = (frame(0, 0, 3, 9, 32), frame(3, 0, 1, 18, 24), frame(0, 9, 3, 9, 16))
    half = (frame(0, 0, 2, 9, 32), frame(2, 0, 2, 18, 24), frame(0, 9, 2, 9, 16))

    assert ruled_seams(across, COLUMNS) == (Seam(9, 0, 3),)
    assert ruled_seams(half, COLUMNS) == ()


def test_a_row_of_notices_plans_the_seam_above_it() -> None:
    notices = (
        frame(0, 9, 2, 9, 0, crosses=True),
        frame(2, 9, 2, 9, 0, crosses=True),
    )

    assert longest_seam((frame(0, 0, 4, 9, 32), *notices), COLUMNS) == 0


def test_a_head_that_grows_in_the_papers_order_costs() -> None:
    falling = (frame(0, 0, 4, 10, 32), frame(0, 10, 4, 10, 24))
    growing = (frame(0, 0, 4, 10, 24), frame(0, 10, 4, 10, 32))

    assert page_cost(growing, (), COLUMNS) > page_cost(falling, (), COLUMNS)
    assert [growths(falling), growths(growing)] == [0, 1]


def test_the_skeleton_of_the_page_before_costs_most() -> None:
    page = (frame(0, 0, 4, 10, 32), frame(0, 10, 4, 12, 24))
    other = (frame(0, 0, 4, 12, 32), frame(0, 12, 4, 10, 24))

    assert page_cost(page, skeleton(page), COLUMNS) > page_cost(
        page, skeleton(other), COLUMNS
    )


@pytest.mark.parametrize(
    ("second", "touches"),
    [
        (frame(2, 5, 2, 10, 0), True),
        (frame(0, 10, 1, 4, 0), True),
        (frame(2, 10, 2, 4, 0), False),
        (frame(3, 0, 1, 10, 0), False),
        (frame(0, 12, 2, 4, 0), False),
    ],
    ids=["beside", "below", "corner only", "a column between", "lines between"],
)
def test_frames_touch_when_they_share_an_edge(second: Placed, touches: bool) -> None:  # noqa: FBT001
    first = frame(0, 0, 2, 10, 0)

    assert touch(first, second) is touches
    assert touch(second, first) is touches
