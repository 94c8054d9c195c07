"""What stands behind the people: sky, town, crane, building and fence."""

import math

from canvas import (
    CONCRETE,
    GREEN,
    GROUND,
    INK,
    KHAKI,
    PAPER,
    SKY,
    STEEL,
    WHITE,
    WIDTH,
    YELLOW,
    Canvas,
    Point,
    arc,
    mixed,
)

HORIZON = 1180
FAR_TOWN, NEAR_TOWN = (203, 212, 207), (182, 196, 194)
CRANE, CRANE_SHADE = (212, 152, 62), (176, 120, 50)
MESH, MESH_LINE = (142, 166, 142), (120, 146, 122)
SUN, CLOUD = (251, 243, 218), (243, 243, 236)


def sky(c: Canvas) -> None:
    """Fade the sky to the horizon; a low sun and three clouds."""
    bands = 160
    for n in range(bands):
        c.box(0, n * 1240 / bands, WIDTH, 10, mixed(*SKY, n / bands))
    for radius, share in ((150, 0.35), (122, 0.65), (96, 1.0)):
        c.oval(1560, 560, radius, radius, mixed((226, 226, 213), SUN, share))
    for x, y, size in ((1010, 250, 1.0), (1850, 640, 0.8), (2240, 420, 0.7)):
        _cloud(c, x, y, size)


def _cloud(c: Canvas, x: float, y: float, size: float) -> None:
    for dx, dy, r in ((-90, 12, 44), (-28, -16, 62), (50, -4, 52), (106, 16, 36)):
        c.oval(x + dx * size, y + dy * size, r * size, r * size * 0.72, CLOUD)
    corner = (x - 140 * size, y + 6 * size)
    c.rounded(corner, (290 * size, 46 * size), 23 * size, CLOUD)


def town(c: Canvas) -> None:
    """Draw roofs far away and a green hill before them."""
    for n in range(22):
        height = 120 + (n * 73) % 150
        c.box(n * 116 - 30, HORIZON - height, 92, height + 10, FAR_TOWN)
    for x, width, height in ((1120, 120, 230), (1490, 96, 320), (1690, 130, 270)):
        _tower_block(c, x, width, height)
    hill = arc((1560, HORIZON + 10), (760, 120), 180, 360)
    c.polygon(hill, mixed(MESH, SKY[1], 0.42))


def _tower_block(c: Canvas, x: float, width: int, height: int) -> None:
    c.box(x, HORIZON - height, width, height, NEAR_TOWN)
    for row in range(height // 34):
        for column in range(width // 30):
            left, top = x + 12 + column * 28, HORIZON + 14 - height + row * 34
            c.box(left, top, 14, 18, FAR_TOWN)


def building(c: Canvas) -> None:
    """Draw five floors of a concrete frame, bars standing out of its top."""
    left, right, step = -20, 860, 172
    for floor in range(5):
        top = HORIZON - (floor + 1) * step
        wall = mixed((128, 128, 124), SKY[1], 0.08 * floor)
        c.box(left, top, right - left, step, wall)
        c.box(left, top + 96, right - left, step - 96, mixed(wall, INK, 0.16))
        for x in range(left, right, 166):
            c.box(x, top, 44, step, CONCRETE[0])
            c.box(x + 32, top, 12, step, CONCRETE[1])
        c.box(left - 10, top - 6, right - left + 24, 34, CONCRETE[0])
        c.box(left - 10, top + 22, right - left + 24, 8, CONCRETE[1])
    for column in range(5):
        for bar in range(4):
            x = left + 4 + column * 166 + bar * 12
            c.line((x, 320), (x, 250 - (bar % 2) * 14), 4, STEEL)


def scaffold(c: Canvas) -> None:
    """Draw the scaffold and its safety net over the building's right half."""
    left, right, top, lift = 474, 906, 296, 172
    for y in range(top + 50, top + 50 + 4 * lift, lift):
        _net(c, left, right, y, lift - 18)
    for x in range(left, right + 1, 108):
        c.line((x, top - 20), (x, HORIZON + 10), 10, STEEL)
    for y in range(top + 34, top + 34 + 6 * lift, lift):
        c.box(left - 22, y, right - left + 44, 15, KHAKI[0])
        c.box(left - 22, y + 11, right - left + 44, 5, KHAKI[1])
        c.line((left, y - 62), (right, y - 62), 6, STEEL)
    c.line((left, 1176), (left + 108, 1008), 6, STEEL)
    c.line((right, 1176), (right - 108, 1008), 6, STEEL)


def _net(c: Canvas, left: int, right: int, top: int, height: int) -> None:
    c.box(left, top, right - left, height, MESH)
    for x in range(left + 18, right, 18):
        c.box(x, top, 2.4, height, MESH_LINE)
    for y in range(top + 18, top + height, 18):
        c.box(left, y, right - left, 2.4, MESH_LINE)


def crane(c: Canvas) -> None:
    """Draw a tower crane that carries bars towards the building."""
    x, top, wide = 2080, 250, 62
    peak = (x + wide / 2, top - 166)
    for end in (x - 640, x - 1000, x + 270):
        c.line(peak, (end, top - 50), 5, CRANE_SHADE)
    _truss(c, (x, HORIZON + 10), (x, top), wide)
    _truss(c, (x - 1060, top - 8), (x + 290, top - 8), 44)
    for side in (-6, wide + 6):
        c.line((x + side, top), peak, 12, CRANE)
    c.line((x + 12, top - 90), (x + wide - 12, top - 90), 8, CRANE)
    c.box(x + 190, top - 6, 96, 96, CONCRETE[1])
    c.rounded((x - 84, top + 4), (84, 92), 10, CRANE)
    c.rounded((x - 74, top + 16), (52, 44), 4, PAPER)
    _load(c, x - 860, top)


def _truss(c: Canvas, a: Point, b: Point, wide: float) -> None:
    """Draw a lattice from a to b, standing to the right of the line or above it."""
    steps = round(math.dist(a, b) / wide)
    across = (wide, 0.0) if a[0] == b[0] else (0.0, -wide)

    def at(step: int, side: int) -> Point:
        x, y = (p + (q - p) * step / steps for p, q in zip(a, b, strict=True))
        return x + across[0] * side, y + across[1] * side

    for n in range(steps):
        c.line(at(n, n % 2), at(n + 1, (n + 1) % 2), 6, CRANE_SHADE)
    for side in (0, 1):
        c.line(at(0, side), at(steps, side), 11, CRANE)


def _load(c: Canvas, x: float, top: float) -> None:
    c.rounded((x - 26, top - 6), (52, 24), 6, STEEL)
    c.line((x, top), (x, top + 170), 5, STEEL)
    c.oval(x, top + 180, 15, 18, CRANE_SHADE)
    for side in (-1, 1):
        c.line((x, top + 190), (x + side * 84, top + 262), 4, STEEL)
    for n, colour in enumerate((KHAKI[1], STEEL, KHAKI[0])):
        c.rounded((x - 136, top + 260 + n * 13), (272, 15), 7, colour)


def ground(c: Canvas) -> None:
    """Draw the yard, its fence, and a pile of bricks on a pallet."""
    c.box(0, HORIZON, WIDTH, 420, GROUND[0])
    c.box(0, HORIZON, WIDTH, 46, GROUND[1])
    shade = mixed(*GROUND, 0.5)
    c.polygon([(0, 1222), (760, 1222), (300, 1600), (0, 1600)], shade)
    for x, y, w in ((180, 1570, 150), (960, 1560, 90), (2150, 1560, 130)):
        c.rounded((x, y), (w, 7), 3, GROUND[1])
    for x in range(930, WIDTH, 168):
        _fence(c, x)
    _bricks(c, 2216, 1262)


def _fence(c: Canvas, x: int) -> None:
    c.box(x, 1086, 162, 112, mixed(WHITE, SKY[1], 0.35))
    for left in range(x, x + 160, 40):
        stripe = [(left + 20, 1166), (left + 40, 1166), (left + 20, 1198), (left, 1198)]
        c.polygon(stripe, YELLOW[1])
    c.box(x, 1086, 162, 8, mixed(STEEL, WHITE, 0.4))
    c.box(x - 8, 1070, 12, 136, STEEL)


def _bricks(c: Canvas, left: float, foot: float) -> None:
    c.box(left - 8, foot - 16, 200, 18, KHAKI[1])
    c.box(left - 4, foot - 166, 184, 152, GROUND[1])
    for row in range(5):
        for n in range(5):
            tone = mixed((184, 112, 86), (158, 92, 72), ((row * 3 + n * 2) % 5) / 4)
            x = left + n * 37 - (row % 2) * 8
            c.box(x, foot - 46 - row * 30, 34, 27, tone)
    c.box(left, foot - 20, 180, 5, mixed(GREEN[0], GROUND[0], 0.6))
