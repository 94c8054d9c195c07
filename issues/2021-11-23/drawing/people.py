"""One figure: legs, body, head, and arms that reach for a point."""

import math
from dataclasses import dataclass
from enum import Enum

from canvas import (
    INK,
    KHAKI,
    RED,
    SHADOW,
    STEEL,
    WHITE,
    Canvas,
    Pair,
    Point,
    arc,
    mixed,
)
from goods import heart, helmet

FAIR: Pair = ((226, 176, 140), (202, 150, 116))
TANNED: Pair = ((206, 152, 114), (180, 126, 92))
BAND = (236, 230, 196)
HAIR, SHOE = (58, 50, 46), (70, 62, 56)


class Head(Enum):
    """What a person wears on the head."""

    BARE = "bare"
    BOB = "bob"
    CAP = "cap"
    HELMET = "helmet"


class Dress(Enum):
    """What the upper clothing shows."""

    BANDS = "reflecting bands"
    HEART = "the volunteers' heart"
    COAT = "a doctor's coat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A figure on its feet at (x, y); lengths of the body are heads of ``size``."""

    x: float
    y: float
    size: float
    turn: int
    """1 looks to the right, -1 to the left."""

    near_hand: Point
    far_hand: Point
    shirt: Pair
    top: Pair
    trousers: Pair
    dress: Dress
    skin: Pair = FAIR
    head: Head = Head.BARE
    lean: float = 0.0
    """How far the shoulders are before the feet, heads."""

    def at(self, across: float, up: float) -> Point:
        """Give the point so many heads before and above the feet."""
        forward = across + self.lean * max(0.0, up - 3.0) / 2.4
        return self.x + self.turn * forward * self.size, self.y - up * self.size

    def outline(self, *points: Point) -> list[Point]:
        """Give several points at once."""
        return [self.at(*point) for point in points]


def person(c: Canvas, p: Person) -> None:
    """Draw a figure, the far side first."""
    c.oval(p.x, p.y + 4, p.size * 0.95, p.size * 0.17, SHADOW)
    _arm(c, p, p.at(0.42, 4.72), p.far_hand, shade=1)
    _leg(c, p, 0.26, shade=1)
    _leg(c, p, -0.2, shade=0)
    _torso(c, p)
    _head(c, p)
    _arm(c, p, p.at(-0.4, 4.72), p.near_hand, shade=0)


def _leg(c: Canvas, p: Person, across: float, shade: int) -> None:
    s, foot = p.size, p.at(across * 1.25, 0.1)[0]
    toe = foot - (0.22 if p.turn > 0 else 0.5) * s
    c.rounded((toe, p.y - 0.24 * s), (0.72 * s, 0.26 * s), 0.12 * s, SHOE)
    points = p.outline((across, 3.05), (across * 1.25, 1.6), (across * 1.25, 0.3))
    c.limb(points, (0.66 * s, 0.52 * s, 0.4 * s), p.trousers[shade])


def _torso(c: Canvas, p: Person) -> None:
    s, low = p.size, 2.2 if p.dress is Dress.COAT else 2.78
    c.limb(p.outline((0.02, 5.0), (0.06, 5.4)), (0.4 * s, 0.38 * s), p.skin[1])
    c.limb(p.outline((-0.36, 4.74), (0.34, 4.74)), (0.62 * s, 0.62 * s), p.top[0])
    shoulders = ((-0.62, 4.72), (-0.3, 5.08), (0.32, 5.08), (0.62, 4.72))
    c.polygon(p.outline(*shoulders, (0.6, low), (-0.56, low)), p.top[0])
    back = ((-0.66, 4.74), (-0.42, 4.9), (-0.28, 3.6), (-0.3, low), (-0.56, low))
    c.polygon(p.outline(*back, (-0.58, 3.6)), p.top[1])
    c.polygon(p.outline((0.0, 5.12), (0.38, 5.1), (0.24, 4.45)), p.shirt[0])
    c.polygon(p.outline((0.06, 5.16), (0.34, 5.16), (0.23, 4.86)), p.skin[1])
    c.line(p.at(0.24, 4.44), p.at(0.22, low + 0.03), 0.045 * s, p.top[1])
    _DRESSING[p.dress](c, p)


def _bands(c: Canvas, p: Person) -> None:
    for low in (3.82, 3.22):
        edge = ((-0.585, low), (0.57, low), (0.58, low + 0.22), (-0.6, low + 0.22))
        c.polygon(p.outline(*edge), BAND)
    brace = ((-0.36, 5.04), (-0.16, 5.07), (-0.16, 4.02), (-0.36, 4.02))
    c.polygon(p.outline(*brace), BAND)


def _badge(c: Canvas, p: Person) -> None:
    x, y = p.at(0.4, 4.36)
    heart(c, x, y, 0.13 * p.size, WHITE)
    hem = ((-0.56, 2.78), (0.56, 2.78), (0.56, 2.86), (-0.56, 2.86))
    c.polygon(p.outline(*hem), p.top[1])


def _stethoscope(c: Canvas, p: Person) -> None:
    s = p.size
    tube = p.outline((-0.12, 5.1), (-0.02, 4.5), (0.12, 4.2), (0.3, 4.5), (0.38, 5.08))
    c.limb(tube, [0.055 * s] * len(tube), STEEL)
    c.line(p.at(0.12, 4.2), p.at(0.14, 3.9), 0.055 * s, STEEL)
    x, y = p.at(0.14, 3.84)
    c.oval(x, y, 0.1 * s, 0.1 * s, STEEL)
    c.oval(x, y, 0.05 * s, 0.05 * s, WHITE)


_DRESSING = {Dress.BANDS: _bands, Dress.HEART: _badge, Dress.COAT: _stethoscope}


def _arm(c: Canvas, p: Person, shoulder: Point, hand: Point, shade: int) -> None:
    s, skin = p.size, p.skin[shade]
    elbow = _elbow(shoulder, hand, (1.08 * s, 1.0 * s), p.turn)
    wrist = tuple(h + (e - h) * 0.16 for h, e in zip(hand, elbow, strict=True))
    joints = (shoulder, elbow, (wrist[0], wrist[1]))
    c.limb(joints, (0.5 * s, 0.4 * s, 0.3 * s), p.shirt[shade])
    c.limb((joints[2], hand), (0.22 * s, 0.25 * s), skin)
    c.oval(hand[0], hand[1], 0.16 * s, 0.15 * s, skin)


def _elbow(a: Point, b: Point, bones: Point, turn: int) -> Point:
    """Place the elbow below and behind the line from shoulder to hand."""
    upper, fore = bones
    reach = min(math.dist(a, b), (upper + fore) * 0.995)
    opening = (upper**2 + reach**2 - fore**2) / (2 * upper * reach or 1.0)
    angle = math.atan2(b[1] - a[1], b[0] - a[0])
    angle += turn * math.acos(max(-1.0, min(1.0, opening)))
    return a[0] + upper * math.cos(angle), a[1] + upper * math.sin(angle)


def _head(c: Canvas, p: Person) -> None:
    s, t = p.size, p.turn
    x, y = p.at(0.1, 5.86)
    if p.head is Head.BOB:
        c.rounded((x - (0.46 + t * 0.06) * s, y - 0.5 * s), (0.9 * s, s), 0.4 * s, HAIR)
    c.oval(x, y, 0.43 * s, 0.5 * s, p.skin[0])
    nose = [(0.39, -0.06), (0.53, 0.12), (0.38, 0.16)]
    c.polygon([(x + t * dx * s, y + dy * s) for dx, dy in nose], p.skin[0])
    _face(c, p, x, y)
    _crown(c, p, x, y)


def _face(c: Canvas, p: Person, x: float, y: float) -> None:
    s, t = p.size, p.turn
    c.oval(x - t * 0.2 * s, y + 0.06 * s, 0.09 * s, 0.12 * s, p.skin[1])
    for dx in (0.1, 0.31):
        c.oval(x + t * dx * s, y - 0.01 * s, 0.036 * s, 0.046 * s, INK)
        if p.head in {Head.BARE, Head.BOB}:
            centre = (x + t * dx * s, y - 0.11 * s)
            brow = arc(centre, (0.065 * s, 0.05 * s), 205, 335)
            c.limb(brow, [0.028 * s] * len(brow), HAIR)
    blush = mixed(p.skin[0], RED[0], 0.2)
    c.oval(x + t * 0.06 * s, y + 0.17 * s, 0.08 * s, 0.05 * s, blush)
    smile = arc((x + t * 0.22 * s, y + 0.2 * s), (0.11 * s, 0.09 * s), 15, 165)
    c.limb(smile, [0.034 * s] * len(smile), RED[1])


def _crown(c: Canvas, p: Person, x: float, y: float) -> None:
    s, t = p.size, p.turn
    if p.head is Head.HELMET:
        helmet(c, x, y - 0.2 * s, 0.52 * s, t)
        return
    _hair(c, (x, y), s, t)
    if p.head is Head.CAP:
        _cap(c, (x, y - 0.18 * s), s, t)


def _hair(c: Canvas, at: Point, s: float, t: int) -> None:
    turns = (180, 360) if t > 0 else (360, 180)
    crown = arc((at[0] - t * 0.02 * s, at[1] - 0.06 * s), (0.47 * s, 0.5 * s), *turns)
    edge = [(0.42, -0.16), (0.3, -0.25), (-0.14, -0.2), (-0.18, 0.0), (-0.44, 0.12)]
    c.polygon(
        [*crown, *((at[0] + t * dx * s, at[1] + dy * s) for dx, dy in edge)], HAIR
    )


def _cap(c: Canvas, at: Point, s: float, t: int) -> None:
    x, y = at
    radii = (0.49 * s, 0.46 * s)
    c.polygon(arc(at, radii, 180, 360), RED[0])
    shade = arc(at, radii, *((180, 250) if t > 0 else (360, 290)))
    c.polygon([*shade, (x - t * 0.2 * s, y)], RED[1])
    peak = ((x - t * 0.1 * s, y - 0.01 * s), (x + t * 0.74 * s, y + 0.02 * s))
    c.limb(peak, (0.12 * s, 0.1 * s), RED[1])
    c.oval(x, y - 0.47 * s, 0.06 * s, 0.04 * s, KHAKI[1])
