"""Flat shapes and the colours they may have.

Every colour stays inside newsprint's range: no bright blue or green, nothing
darker or lighter than ink on this paper can show, so that the press picture looks
like the one on the screen.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 2400, 1600

Point = tuple[float, float]
Colour = tuple[int, int, int]
Pair = tuple[Colour, Colour]
"""A colour in light and in shade."""

WHITE, PAPER = (247, 245, 238), (232, 226, 210)
STEEL, INK = (104, 108, 108), (66, 54, 48)
RED: Pair = ((186, 66, 56), (156, 54, 48))
YELLOW: Pair = ((232, 180, 62), (202, 148, 50))
GREEN: Pair = ((82, 126, 96), (62, 104, 80))
ORANGE: Pair = ((216, 116, 60), (188, 96, 50))
NAVY: Pair = ((74, 90, 108), (60, 74, 92))
KHAKI: Pair = ((150, 134, 106), (128, 113, 88))
GREY: Pair = ((112, 116, 120), (92, 96, 102))
CONCRETE: Pair = ((196, 192, 182), (168, 163, 153))
CARTON: Pair = ((200, 166, 118), (172, 138, 94))
SKY: Pair = ((186, 207, 212), (246, 236, 214))
"""Above and at the horizon."""

GROUND: Pair = ((214, 200, 174), (200, 187, 163))
SHADOW = (186, 170, 144)


class Canvas:
    """A picture to draw on, in coordinates of the full-size drawing."""

    def __init__(self, width: int) -> None:
        self.scale = width / WIDTH
        self.image = Image.new("RGB", (width, round(HEIGHT * self.scale)), PAPER)
        self._pen = ImageDraw.Draw(self.image)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a polygon."""
        self._pen.polygon([(x * self.scale, y * self.scale) for x, y in points], colour)

    def box(self, x: float, y: float, w: float, h: float, colour: Colour) -> None:
        """Fill a rectangle."""
        self.polygon([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], colour)

    def rounded(
        self, corner: Point, size: Point, radius: float, colour: Colour
    ) -> None:
        """Fill a rectangle with round corners."""
        (x, y), (w, h), s = corner, size, self.scale
        edges = (x * s, y * s, (x + w) * s, (y + h) * s)
        self._pen.rounded_rectangle(edges, radius * s, colour)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """Fill an ellipse about its centre."""
        s = self.scale
        edges = ((x - rx) * s, (y - ry) * s, (x + rx) * s, (y + ry) * s)
        self._pen.ellipse(edges, colour)

    def limb(
        self, points: Sequence[Point], widths: Sequence[float], colour: Colour
    ) -> None:
        """Draw a line of changing width with round joints."""
        joints = list(zip(points, widths, strict=True))
        for (x, y), width in joints:
            self.oval(x, y, width / 2, width / 2, colour)
        for (a, wide), (b, narrow) in pairwise(joints):
            self.polygon(_tapered(a, wide / 2, b, narrow / 2), colour)

    def line(self, a: Point, b: Point, width: float, colour: Colour) -> None:
        """Draw a straight line with round ends."""
        self.limb((a, b), (width, width), colour)


def _tapered(a: Point, wide: float, b: Point, narrow: float) -> list[Point]:
    length = math.dist(a, b) or 1.0
    nx, ny = (a[1] - b[1]) / length, (b[0] - a[0]) / length
    return [
        (a[0] + nx * wide, a[1] + ny * wide),
        (b[0] + nx * narrow, b[1] + ny * narrow),
        (b[0] - nx * narrow, b[1] - ny * narrow),
        (a[0] - nx * wide, a[1] - ny * wide),
    ]


def mixed(a: Colour, b: Colour, share: float) -> Colour:
    """Mix two colours; share 0 gives the first, 1 the second."""
    red, green, blue = (round(p + (q - p) * share) for p, q in zip(a, b, strict=True))
    return red, green, blue


def arc(centre: Point, radii: Point, start: float, end: float) -> list[Point]:
    """Give 25 points of an elliptical arc; degrees, clockwise from the right."""
    turns = (math.radians(start + (end - start) * n / 24) for n in range(25))
    return [
        (centre[0] + radii[0] * math.cos(t), centre[1] + radii[1] * math.sin(t))
        for t in turns
    ]
