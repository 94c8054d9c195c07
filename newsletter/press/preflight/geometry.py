"""Matrices and boxes of PDF (ISO 32000-1, 8.3)."""

from collections.abc import Iterable
from math import hypot
from typing import Final, TypeAlias

from newsletter.press.sheet import Rectangle

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Point: TypeAlias = tuple[float, float]

IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Final[Rectangle] = (-1e9, -1e9, 1e9, 1e9)


def times(first: Matrix, then: Matrix) -> Matrix:
    """Apply one matrix, then another."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def moved(matrix: Matrix, x: float, y: float) -> Point:
    """Take a point through a matrix."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def around(points: Iterable[Point]) -> Rectangle:
    """Give the smallest box around points; at least one."""
    across, down = zip(*points, strict=True)
    return (min(across), min(down), max(across), max(down))


def box_of(matrix: Matrix, box: Rectangle) -> Rectangle:
    """Give the box around a rectangle taken through a matrix."""
    left, bottom, right, top = box
    corners = ((left, bottom), (right, bottom), (left, top), (right, top))
    return around(moved(matrix, *corner) for corner in corners)


def common(one: Rectangle, other: Rectangle) -> Rectangle | None:
    """Give what two boxes share; None when they only touch or are apart."""
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right, top = min(one[2], other[2]), min(one[3], other[3])
    return (left, bottom, right, top) if left <= right and bottom <= top else None


def holds(outer: Rectangle, inner: Rectangle, slack: float = 0.0) -> bool:
    """Tell whether a box lies within another."""
    return (
        outer[0] - slack <= inner[0]
        and outer[1] - slack <= inner[1]
        and outer[2] + slack >= inner[2]
        and outer[3] + slack >= inner[3]
    )


def across(matrix: Matrix) -> float:
    """Tell how long one unit across becomes."""
    return hypot(matrix[0], matrix[1])


def upwards(matrix: Matrix) -> float:
    """Tell how long one unit upwards becomes."""
    return hypot(matrix[2], matrix[3])
