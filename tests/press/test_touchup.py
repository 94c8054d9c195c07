"""Touching up: small changes to a page, and only those that make it better."""

from dataclasses import dataclass, replace

from newsletter.press.compose import Matter, Placed, Shaped
from newsletter.press.judge import growths
from newsletter.press.ranking import GROWN
from newsletter.press.touchup import Page, touched_up


@dataclass(frozen=True)
class FakeShape:
    height: int
    cost: float = 0.0
    head_size: float = 24.0
    head_line: int = 0
    head_reaches: bool = True


@dataclass(frozen=True, eq=False)
class FakeMatter:
    """Takes heights from ``least`` to ``most``, with a large head or a small one."""

    least: int
    most: int
    area: int = 0
    inner: tuple[Matter, ...] = ()
    crosses: bool = False

    def shapes(self, columns: int) -> tuple[Shaped, ...]:
        del columns
        return tuple(
            FakeShape(height, 1.0, size)
            for height in range(self.least, self.most + 1)
            for size in (32.0, 24.0)
        )


def page(*matters: FakeMatter, height: int = 10) -> Page:
    """Stack matter in one column, large heads throughout."""
    return tuple(
        Placed(matter, FakeShape(height, 1.0, 32.0), 0, n * height, 2)
        for n, matter in enumerate(matters)
    )


def test_a_head_gets_smaller_where_the_page_asks_for_it() -> None:
    placed = page(FakeMatter(10, 10), FakeMatter(10, 10))

    touched = touched_up(placed, lambda p: 2 + (p[1].shape.head_size > 30) * 9)

    assert [frame.shape.head_size for frame in touched] == [32.0, 24.0]


def test_a_boundary_moves_and_what_stands_below_it_with_it() -> None:
    placed = page(FakeMatter(8, 12), FakeMatter(8, 12))

    touched = touched_up(placed, lambda p: 2 + (p[1].line == 10) * 9)

    upper, lower = touched
    assert lower.line == upper.shape.height != 10
    assert upper.shape.height + lower.shape.height == 20


def test_a_page_that_only_gets_worse_stays_as_it_is() -> None:
    placed = page(FakeMatter(8, 12), FakeMatter(8, 12))

    touched = touched_up(placed, lambda p: 5.0 if p == placed else 50.0)

    assert touched == placed


@dataclass(frozen=True, eq=False)
class OneHead(FakeMatter):
    """Has a head as large as the others' only in a frame a line taller."""

    def shapes(self, columns: int) -> tuple[Shaped, ...]:
        del columns
        return (FakeShape(10, 1.0, 16.0), FakeShape(11, 1.0, 32.0))


def _cost(page: Page) -> float:
    return sum(frame.shape.cost for frame in page) + growths(page) * GROWN


def test_heads_take_sizes_that_fall_with_importance() -> None:
    matters = [FakeMatter(10, 10) for _ in range(3)]
    sizes = (24.0, 32.0, 32.0)
    placed = tuple(
        replace(frame, shape=FakeShape(10, 1.0, size))
        for frame, size in zip(page(*matters), sizes, strict=True)
    )

    touched = touched_up(placed, _cost)

    assert growths(placed) == 2
    assert growths(touched) == 0


def test_a_boundary_moves_where_no_head_of_the_same_height_is_in_rank() -> None:
    upper, lower = page(OneHead(10, 11), FakeMatter(9, 10))
    placed = (
        replace(upper, shape=FakeShape(10, 1.0, 16.0)),
        replace(lower, shape=FakeShape(10, 1.0, 24.0)),
    )

    touched = touched_up(placed, _cost)

    assert growths(placed) == 1
    assert [frame.shape.height for frame in touched] == [11, 9]
