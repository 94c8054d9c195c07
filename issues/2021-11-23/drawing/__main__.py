"""Draw the picture of the photo story: safety helmets and kits for builders.

Run ``python issues/2021-11-23/drawing`` to write ``photos/nongmingong.jpg``.
Nothing is random: the same Pillow draws the same picture.
"""

from pathlib import Path

from backdrop import building, crane, ground, scaffold, sky, town
from canvas import (
    GREY,
    KHAKI,
    NAVY,
    ORANGE,
    PAPER,
    RED,
    WHITE,
    WIDTH,
    Canvas,
    Pair,
    Point,
)
from goods import cartons, first_aid, helmet, table
from people import TANNED, Dress, Head, Person, person
from PIL import Image

PICTURE = Path(__file__).parent.parent / "photos" / "nongmingong.jpg"
OVERSAMPLING = 4
LIGHT: Pair = (PAPER, (208, 202, 186))
COAT: Pair = (WHITE, (220, 218, 208))
COAT_SLEEVE: Pair = ((233, 231, 222), (206, 204, 194))


def builder(x: float, y: float, near: Point, far: Point, **fields: object) -> Person:
    """Make a builder in blue with an orange vest."""
    given: dict[str, object] = {"size": 112, "turn": 1, "trousers": GREY}
    given |= {"shirt": NAVY, "top": ORANGE, "dress": Dress.BANDS, "head": Head.HELMET}
    hands = {"near_hand": near, "far_hand": far}
    return Person(x=x, y=y, **hands, **given | fields)


def volunteer(x: float, y: float, near: Point, far: Point, **fields: object) -> Person:
    """Make a volunteer in a red vest and cap."""
    given: dict[str, object] = {"size": 110, "turn": -1, "trousers": NAVY}
    given |= {"shirt": LIGHT, "top": RED, "dress": Dress.HEART, "head": Head.CAP}
    hands = {"near_hand": near, "far_hand": far}
    return Person(x=x, y=y, **hands, **given | fields)


def waiting(c: Canvas) -> None:
    """Let two builders at the back look on."""
    for x, y, skin in ((150, 1400, TANNED), (330, 1376, TANNED)):
        hands = (x + 26, y - 248), (x + 64, y - 261)
        person(c, builder(x, y, *hands, size=90, skin=skin))


def behind_table(c: Canvas) -> None:
    """Stand a doctor and a volunteer behind the table."""
    look = {"dress": Dress.COAT, "head": Head.BOB, "top": COAT, "shirt": COAT_SLEEVE}
    person(c, volunteer(1445, 1400, (1420, 1128), (1352, 1146), size=100, **look))
    hands = (1766, 1094), (1800, 1064)
    person(c, volunteer(1650, 1400, *hands, size=102, turn=1, lean=0.25))


def handing_over(c: Canvas) -> None:
    """Let a helmet change hands: the middle of the story."""
    look = {"trousers": KHAKI, "skin": TANNED, "head": Head.BARE, "lean": 0.12}
    person(c, builder(560, 1500, (712, 1058), (738, 1040), **look))
    helmet(c, 754, 1040, 74, -1)
    person(c, volunteer(925, 1504, (796, 1060), (772, 1040), lean=0.12))


def receiving_kit(c: Canvas) -> None:
    """Let a builder take a first-aid kit at the table's end."""
    first_aid(c, 1846, 1108, 84)
    person(c, builder(2060, 1506, (1902, 1082), (1886, 1048), turn=-1, lean=0.1))


STAGES = (
    sky, town, crane, building, scaffold, ground,
    waiting, behind_table, table, cartons, handing_over, receiving_kit,
)  # fmt: skip


def draw(width: int = WIDTH) -> Image.Image:
    """Draw the picture, so many pixels wide, three to two."""
    canvas = Canvas(width * OVERSAMPLING)
    for stage in STAGES:
        stage(canvas)
    return canvas.image.reduce(OVERSAMPLING)


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    draw().save(PICTURE, quality=92, subsampling=0, dpi=(300, 300), optimize=True)
