"""What is given away, and the table it lies on."""

from canvas import (
    CARTON,
    GREEN,
    GREY,
    NAVY,
    ORANGE,
    PAPER,
    RED,
    SHADOW,
    SKY,
    STEEL,
    WHITE,
    YELLOW,
    Canvas,
    Colour,
    Pair,
    Point,
    arc,
    mixed,
)

CLOTH: Pair = ((176, 84, 70), (150, 70, 60))


def helmet(c: Canvas, x: float, y: float, size: float, turn: int) -> None:
    """Draw a safety helmet; the point is the middle of its rim."""
    back, front = (180, 248) if turn > 0 else (360, 292), x + turn * size * 1.36
    c.polygon(arc((x, y), (size, size * 0.98), 180, 360), YELLOW[0])
    shade = arc((x, y), (size, size * 0.98), *back)
    c.polygon([*shade, (x - turn * size * 0.5, y)], YELLOW[1])
    crest_turns = (270 - 34 * turn, 270 + 62 * turn)
    crest = arc((x + turn * size * 0.06, y - 2), (size * 0.3, size), *crest_turns)
    c.limb(crest, [size * 0.16] * len(crest), mixed(YELLOW[0], WHITE, 0.35))
    tail = x - turn * size * 1.06
    rim = [
        (tail, y - size * 0.14),
        (front - turn * size * 0.3, y - size * 0.16),
        (front, y + size * 0.06),
        (front - turn * 8, y + size * 0.14),
        (tail, y + size * 0.08),
    ]
    c.polygon(rim, YELLOW[1])


def first_aid(c: Canvas, x: float, y: float, size: float) -> None:
    """Draw a first-aid kit; the point is the middle of its lower edge."""
    w, h = size * 1.5, size * 1.08
    grip = arc((x, y - h), (size * 0.3, size * 0.24), 180, 360)
    c.limb(grip, [size * 0.11] * len(grip), GREEN[1])
    c.rounded((x - w / 2, y - h), (w, h), size * 0.16, GREEN[0])
    c.rounded((x - w / 2, y - h * 0.36), (w, h * 0.36), size * 0.14, GREEN[1])
    c.box(x - w / 2, y - h * 0.42, w, size * 0.12, GREEN[0])
    c.oval(x, y - h / 2, size * 0.4, size * 0.4, WHITE)
    _cross(c, x, y - h / 2, size * 0.27, GREEN[0])


def _cross(c: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    c.box(x - size / 3, y - size, size * 2 / 3, size * 2, colour)
    c.box(x - size, y - size / 3, size * 2, size * 2 / 3, colour)


def heart(c: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    """Draw a heart about its middle."""
    for side in (-1, 1):
        c.oval(x + side * size * 0.47, y - size * 0.32, size * 0.53, size * 0.5, colour)
    tip = [
        (x - size * 0.92, y - size * 0.04),
        (x, y - size * 0.5),
        (x + size * 0.92, y - size * 0.04),
        (x, y + size),
    ]
    c.polygon(tip, colour)


def cartons(c: Canvas) -> None:
    """Stand two boxes of kits before the table."""
    c.oval(1180, 1540, 150, 22, SHADOW)
    _carton(c, (1060, 1406), (226, 132))
    _carton(c, (1090, 1300), (160, 106))


def _carton(c: Canvas, corner: Point, size: Point) -> None:
    (x, y), (w, h) = corner, size
    c.box(x, y, w, h, CARTON[0])
    c.box(x + w * 0.78, y, w * 0.22, h, CARTON[1])
    c.box(x, y, w, h * 0.1, mixed(CARTON[0], WHITE, 0.3))
    c.box(x + w * 0.34, y, w * 0.1, h * 0.44, mixed(CARTON[0], WHITE, 0.45))
    _cross(c, x + w * 0.18, y + h * 0.66, h * 0.15, GREEN[0])


def table(c: Canvas) -> None:
    """Set the table with helmets, leaflets, gloves, water and a pressure gauge."""
    _cloth(c, 1100, 1790)
    for x, y in ((1180, 1184), (1300, 1184), (1240, 1126)):
        helmet(c, x, y, 52, -1)
    _gauge(c, 1440, 1192)
    _leaflets(c, 1566, 1188)
    _gloves(c, 1650, 1196)
    for x in (1716, 1754):
        _bottle(c, x, 1192)


def _cloth(c: Canvas, left: float, right: float) -> None:
    middle, fold = (left + right) / 2, (right - left) / 9
    c.oval(middle, 1446, (right - left) / 2 + 40, 26, SHADOW)
    top = [(left + 24, 1166), (right - 24, 1166), (right, 1204), (left, 1204)]
    c.polygon(top, mixed(CLOTH[0], WHITE, 0.1))
    c.box(left, 1204, right - left, 236, CLOTH[0])
    c.box(left, 1204, right - left, 12, mixed(CLOTH[0], WHITE, 0.26))
    for n in range(9):
        x = left + n * fold
        near, far = (x + fold * 0.62, 1216), (x + fold * 0.8, 1216)
        c.polygon([near, far, (x + fold, 1440), (x + fold * 0.42, 1440)], CLOTH[1])
    c.oval(middle + 60, 1322, 88, 88, CLOTH[0])
    heart(c, middle + 60, 1326, 50, WHITE)


def _gauge(c: Canvas, x: float, y: float) -> None:
    """Draw a blood-pressure gauge with its cuff."""
    tube = arc((x + 40, y - 22), (46, 30), 20, 160)
    c.limb(tube, [5] * len(tube), GREY[1])
    c.rounded((x - 58, y - 62), (76, 62), 10, WHITE)
    c.rounded((x - 48, y - 52), (46, 30), 4, mixed(GREEN[0], WHITE, 0.55))
    c.oval(x + 4, y - 38, 7, 7, RED[0])
    c.rounded((x + 34, y - 36), (62, 34), 12, NAVY[0])


def _leaflets(c: Canvas, x: float, y: float) -> None:
    for n in range(5):
        tone = mixed(WHITE, STEEL, 0.14 if n % 2 else 0.0)
        top, low = y - n * 7, y + 9 - n * 7
        left, right = x - 52 + n % 3 * 3, x + 40 + n % 3 * 3
        c.polygon([(left, top), (right, top), (right + 7, low), (left - 7, low)], tone)
    c.box(x - 28, y - 26, 44, 4, RED[0])


def _gloves(c: Canvas, x: float, y: float) -> None:
    for dx in (0, 10):
        c.rounded((x + dx - 30, y - 20 - dx), (58, 19), 9, PAPER)
        c.rounded((x + dx + 10, y - 21 - dx), (22, 21), 6, ORANGE[0])


def _bottle(c: Canvas, x: float, y: float) -> None:
    c.rounded((x - 10, y - 100), (20, 26), 5, NAVY[0])
    c.rounded((x - 15, y - 84), (30, 84), 9, mixed(SKY[0], WHITE, 0.35))
    c.box(x - 15, y - 54, 30, 26, mixed(NAVY[0], WHITE, 0.25))
