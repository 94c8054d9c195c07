"""Operators that paint: paths, shadings, pictures, forms, type."""

from typing import Any, Final

from newsletter.press.preflight.facts import Kind, Mark
from newsletter.press.preflight.geometry import (
    IDENTITY,
    across,
    around,
    common,
    moved,
    times,
    upwards,
)
from newsletter.press.preflight.stream import Step, Stream, follow_form
from newsletter.press.preflight.typed import shown
from newsletter.press.sheet import Rectangle

_FILLING: Final = ("f", "F", "f*", "B", "B*", "b", "b*")
_STROKING: Final = ("S", "s", "B", "B*", "b", "b*")


def _point(walk: Stream, operands: tuple[Any, ...], _: str) -> None:
    for x, y in zip(operands[::2], operands[1::2], strict=True):
        walk.path.append(moved(walk.pens.matrix, x, y))


def _rectangle(walk: Stream, operands: tuple[Any, ...], _: str) -> None:
    x, y, width, height = operands
    for corner in ((x, y), (x + width, y), (x + width, y + height), (x, y + height)):
        walk.path.append(moved(walk.pens.matrix, *corner))


def _clip(walk: Stream, _: tuple[Any, ...], __: str) -> None:
    walk.clips = True


def _paint(walk: Stream, _: tuple[Any, ...], operator: str) -> None:
    if walk.path:
        box = around(walk.path)
        if operator in _FILLING:
            _filled(walk, box)
        if operator in _STROKING:
            _stroked(walk, box)
        if walk.clips:
            nothing = (box[0], box[1], box[0], box[1])
            walk.set(clip=common(box, walk.pens.clip) or nothing)
    walk.path.clear()
    walk.clips = False


def _filled(walk: Stream, box: Rectangle) -> None:
    walk.add(
        Mark(
            kind=Kind.FILL,
            box=box,
            colours=(walk.pens.fill,),
            overprints=walk.pens.overprints(walk.pens.fill),
            size=min(box[2] - box[0], box[3] - box[1]),
        )
    )


def _stroked(walk: Stream, box: Rectangle) -> None:
    pens = walk.pens
    width = pens.line * min(upwards(pens.matrix), across(pens.matrix))
    half = width / 2
    walk.add(
        Mark(
            kind=Kind.STROKE,
            box=(box[0] - half, box[1] - half, box[2] + half, box[3] + half),
            colours=(pens.stroke,),
            overprints=pens.overprints(pens.stroke, strokes=True),
            size=width,
        )
    )


def _shade(walk: Stream, operands: tuple[Any, ...], _: str) -> None:
    colour = walk.known.shading(str(operands[0]))
    walk.add(Mark(kind=Kind.SHADING, box=walk.pens.clip, colours=(colour,)))


def _external(walk: Stream, operands: tuple[Any, ...], _: str) -> None:
    name = str(operands[0])
    picture = walk.known.picture(name, walk.pens)
    if picture:
        walk.add(picture)
    form = walk.known.form(name)
    if form:
        follow_form(walk, form, form.box)


def _inline(walk: Stream, operands: tuple[Any, ...], _: str) -> None:
    walk.add(walk.known.inline(operands[0], walk.pens))


def _begin_text(walk: Stream, _: tuple[Any, ...], __: str) -> None:
    walk.text_matrix = walk.line_matrix = IDENTITY


def _place_text(walk: Stream, operands: tuple[Any, ...], _: str) -> None:
    a, b, c, d, e, f = operands
    walk.text_matrix = walk.line_matrix = (a, b, c, d, e, f)


def _next_line(walk: Stream, operands: tuple[Any, ...], operator: str) -> None:
    x, y = operands or (0.0, -walk.pens.leading)
    if operator == "TD":
        walk.set(leading=-y)
    walk.line_matrix = times((1, 0, 0, 1, x, y), walk.line_matrix)
    walk.text_matrix = walk.line_matrix


def _show(walk: Stream, operands: tuple[Any, ...], operator: str) -> None:
    if operator == '"':
        walk.set(word_spacing=operands[0], spacing=operands[1])
    if operator in ("'", '"'):
        _next_line(walk, (), "T*")
    parts = operands[-1].as_list() if operator == "TJ" else (operands[-1],)
    text, mark = shown(tuple(parts), walk.pens, walk.text_matrix)
    walk.text_matrix = text
    if mark:
        walk.add(mark)


PAINTING: Final[dict[str, Step]] = {
    **dict.fromkeys(("m", "l", "c", "v", "y"), _point),
    "re": _rectangle,
    **dict.fromkeys(("W", "W*"), _clip),
    **dict.fromkeys((*_FILLING, *_STROKING, "n"), _paint),
    "sh": _shade,
    "Do": _external,
    "BT": _begin_text,
    "Tm": _place_text,
    **dict.fromkeys(("Td", "TD", "T*"), _next_line),
    **dict.fromkeys(("Tj", "TJ", "'", '"'), _show),
    "INLINE IMAGE": _inline,
}
"""Operator -> what it paints, or where it paints next."""
