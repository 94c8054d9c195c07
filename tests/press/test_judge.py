"""Judging pages: what a sub-editor would not let pass costs more."""

from dataclasses import dataclass

import pytest

from newsletter.press.compose import Matter, Placed, Shaped
from newsletter.press.judge import page_cost, skeleton, touch


@dataclass(frozen=True)
class FakeShape:
    height: int
    head_size: float = 0.0
    cost: float = 0.0
    head_line: int = 0


@dataclass(frozen=True, eq=False)
class FakeMatter:
    area: int = 0
    inner: tuple[Matter, ...] = ()

    def shapes(self, columns: int, tallest: int) -> dict[int, Shaped]:
        del columns, tallest
        return {}


def frame(column: int, line: int, columns: int, height: int, head: float) -> Placed:
    return Placed(FakeMatter(), FakeShape(height, head), column, line, columns)


def test_heads_of_one_size_side_by_side_are_worst() -> None:
    alike = (frame(0, 0, 2, 10, 24), frame(2, 0, 2, 10, 24))
    differing = (frame(0, 0, 2, 10, 32), frame(2, 0, 2, 10, 24))
    stacked = (frame(0, 0, 4, 10, 32), frame(0, 10, 4, 10, 24))

    costs = [page_cost(page, ()) for page in (alike, differing, stacked)]

    assert costs[0] > costs[1] > costs[2] == 0


def test_a_head_that_grows_in_the_papers_order_costs() -> None:
    falling = (frame(0, 0, 4, 10, 32), frame(0, 10, 4, 10, 24))
    growing = (frame(0, 0, 4, 10, 24), frame(0, 10, 4, 10, 32))

    assert page_cost(growing, ()) > page_cost(falling, ())


def test_the_skeleton_of_the_page_before_costs_most() -> None:
    page = (frame(0, 0, 4, 10, 32), frame(0, 10, 4, 12, 24))
    other = (frame(0, 0, 4, 12, 32), frame(0, 12, 4, 10, 24))

    assert page_cost(page, skeleton(page)) > page_cost(page, skeleton(other))


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
