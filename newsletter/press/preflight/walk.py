"""Follow drawing instructions, and note every mark that they paint."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pikepdf import PdfError

from newsletter.press.inks import Instruction
from newsletter.press.preflight.facts import (
    CMYK,
    GRAY,
    PATTERN,
    RGB,
    Colour,
    Kind,
    Mark,
)
from newsletter.press.preflight.geometry import (
    EVERYWHERE,
    IDENTITY,
    Matrix,
    Point,
    across,
    around,
    box_of,
    common,
    moved,
    times,
    upwards,
)
from newsletter.press.preflight.pens import Pens
from newsletter.press.preflight.resources import Form, Resources
from newsletter.press.preflight.typed import shown
from newsletter.press.sheet import Rectangle

_DEVICE: Final = {"g": GRAY, "rg": RGB, "k": CMYK}
_FILLING: Final = ("f", "F", "f*", "B", "B*", "b", "b*")
_STROKING: Final = ("S", "s", "B", "B*", "b", "b*")
_NONSENSE: Final = (
    *(ValueError, TypeError, LookupError, AttributeError, OverflowError),
    *(NotImplementedError, PdfError),
)
"""What operands and objects of the wrong kind raise."""

_DEEPEST: Final = 12
"""Forms within forms; more is a loop."""

_MOST_MARKS: Final = 1_000_000
_MOST_FORMS: Final = 20_000
"""In one page; more is an attack, not a page."""


@dataclass(slots=True)
class Walk:
    """One page being read."""

    pens: Pens
    marks: list[Mark] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    depth: int = 0
    forms: int = 0

    def through(self, instructions: Iterable[Instruction], known: Resources) -> None:
        """Follow one content stream; what makes no sense in it is passed over."""
        walk = _Stream(self, known)
        for operands, operator in instructions:
            step = _STEPS.get(operator)
            if step is None:
                continue
            try:
                step(walk, tuple(map(_plain, operands)), operator)
            except _NONSENSE:
                continue
            if len(self.marks) > _MOST_MARKS:
                return


@dataclass(slots=True)
class _Stream:
    """One content stream: its own path, text position and stack."""

    page: Walk
    known: Resources
    saved: list[Pens] = field(default_factory=list)
    path: list[Point] = field(default_factory=list)
    here: Point = (0.0, 0.0)
    clips: bool = False
    line_matrix: Matrix = IDENTITY
    text_matrix: Matrix = IDENTITY

    @property
    def pens(self) -> Pens:
        return self.page.pens

    def set(self, **values: Any) -> None:
        self.page.pens = replace(self.page.pens, **values)

    def add(self, mark: Mark) -> None:
        seen = common(mark.box, self.pens.clip)
        if seen:
            opacity = mark.opacity or self.pens.opacity
            self.page.marks.append(replace(mark, box=seen, opacity=opacity))


def _plain(operand: Any) -> Any:
    """Turn numbers into floats; leave names, strings and arrays."""
    try:
        return float(operand)
    except (TypeError, ValueError):
        return operand


def _save(walk: _Stream, _: tuple[Any, ...], __: str) -> None:
    walk.saved.append(walk.pens)


def _restore(walk: _Stream, _: tuple[Any, ...], __: str) -> None:
    if walk.saved:
        walk.page.pens = walk.saved.pop()


def _concat(walk: _Stream, operands: tuple[Any, ...], _: str) -> None:
    a, b, c, d, e, f = operands
    walk.set(matrix=times((a, b, c, d, e, f), walk.pens.matrix))


def _number(name: str, scale: float = 1.0) -> Callable[..., None]:
    def step(walk: _Stream, operands: tuple[Any, ...], _: str) -> None:
        walk.set(**{name: float(operands[0]) * scale})

    return step


def _mode(walk: _Stream, operands: tuple[Any, ...], _: str) -> None:
    walk.set(mode=int(operands[0]))


def _device(walk: _Stream, operands: tuple[Any, ...], operator: str) -> None:
    pen = "fill" if operator.islower() else "stroke"
    walk.set(**{pen: Colour(_DEVICE[operator.lower()], operands)})


def _space(walk: _Stream, operands: tuple[Any, ...], operator: str) -> None:
    pen = "fill" if operator == "cs" else "stroke"
    walk.set(**{pen: walk.known.colour(str(operands[0]))})


def _tint(walk: _Stream, operands: tuple[Any, ...], operator: str) -> None:
    pen = "fill" if operator.islower() else "stroke"
    now: Colour = getattr(walk.pens, pen)
    amounts = tuple(one for one in operands if isinstance(one, float))
    colour = replace(now, amounts=amounts)
    if now.space == PATTERN:
        tile = walk.known.pattern(str(operands[-1]))
        colour = tile.colour if tile else colour
        if tile and tile.form:
            # Only its colours count: where tiles fall is the fill's affair.
            _inside(walk, tile.form, EVERYWHERE, measured=False)
    walk.set(**{pen: colour})


def _state(walk: _Stream, operands: tuple[Any, ...], _: str) -> None:
    walk.set(**walk.known.state(str(operands[0])))


def _point(walk: _Stream, operands: tuple[Any, ...], _: str) -> None:
    for x, y in zip(operands[::2], operands[1::2], strict=True):
        walk.path.append(moved(walk.pens.matrix, x, y))


def _rectangle(walk: _Stream, operands: tuple[Any, ...], _: str) -> None:
    x, y, width, height = operands
    for corner in ((x, y), (x + width, y), (x + width, y + height), (x, y + height)):
        walk.path.append(moved(walk.pens.matrix, *corner))


def _clip(walk: _Stream, _: tuple[Any, ...], __: str) -> None:
    walk.clips = True


def _paint(walk: _Stream, _: tuple[Any, ...], operator: str) -> None:
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


def _filled(walk: _Stream, box: Rectangle) -> None:
    walk.add(
        Mark(
            kind=Kind.FILL,
            box=box,
            colours=(walk.pens.fill,),
            overprints=walk.pens.overprints(walk.pens.fill),
            size=min(box[2] - box[0], box[3] - box[1]),
        )
    )


def _stroked(walk: _Stream, box: Rectangle) -> None:
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


def _shade(walk: _Stream, operands: tuple[Any, ...], _: str) -> None:
    colour = walk.known.shading(str(operands[0]))
    walk.add(Mark(kind=Kind.SHADING, box=walk.pens.clip, colours=(colour,)))


def _external(walk: _Stream, operands: tuple[Any, ...], _: str) -> None:
    name = str(operands[0])
    picture = walk.known.picture(name, walk.pens)
    if picture:
        walk.add(picture)
    form = walk.known.form(name)
    if form:
        _inside(walk, form, form.box)


def _inline(walk: _Stream, operands: tuple[Any, ...], _: str) -> None:
    walk.add(walk.known.inline(operands[0], walk.pens))


def _inside(
    walk: _Stream, form: Form, box: Rectangle, *, measured: bool = True
) -> None:
    """Follow a form's own stream, and come back to where it was called."""
    page = walk.page
    page.forms += 1
    if page.depth >= _DEEPEST or page.forms > _MOST_FORMS:
        return
    before, count = page.pens, len(page.marks)
    page.depth += 1
    matrix = times(form.matrix, before.matrix)
    clip = common(box_of(matrix, box), before.clip) if measured else before.clip
    if form.group:
        page.groups.append(form.group)
    if clip:
        page.pens = replace(before, matrix=matrix, clip=clip)
        page.through(form.instructions(), form.resources)
    page.pens = before
    page.depth -= 1
    if not measured:
        page.marks[count:] = [
            replace(mark, size=0.0, box=before.clip, kind=Kind.SHADING)
            for mark in page.marks[count:]
        ]


def _font(walk: _Stream, operands: tuple[Any, ...], _: str) -> None:
    walk.set(font=walk.known.font(str(operands[0])), size=float(operands[1]))


def _begin_text(walk: _Stream, _: tuple[Any, ...], __: str) -> None:
    walk.text_matrix = walk.line_matrix = IDENTITY


def _place_text(walk: _Stream, operands: tuple[Any, ...], _: str) -> None:
    a, b, c, d, e, f = operands
    walk.text_matrix = walk.line_matrix = (a, b, c, d, e, f)


def _next_line(walk: _Stream, operands: tuple[Any, ...], operator: str) -> None:
    x, y = operands or (0.0, -walk.pens.leading)
    if operator == "TD":
        walk.set(leading=-y)
    walk.line_matrix = times((1, 0, 0, 1, x, y), walk.line_matrix)
    walk.text_matrix = walk.line_matrix


def _show(walk: _Stream, operands: tuple[Any, ...], operator: str) -> None:
    if operator == '"':
        walk.set(word_spacing=operands[0], spacing=operands[1])
    if operator in ("'", '"'):
        _next_line(walk, (), "T*")
    parts = operands[-1].as_list() if operator == "TJ" else (operands[-1],)
    text, mark = shown(tuple(parts), walk.pens, walk.text_matrix)
    walk.text_matrix = text
    if mark:
        walk.add(mark)


def _steps() -> Iterator[tuple[str, Callable[..., None]]]:
    for names, step in (
        ("q", _save),
        ("Q", _restore),
        ("cm", _concat),
        ("w", _number("line")),
        ("Tc", _number("spacing")),
        ("Tw", _number("word_spacing")),
        ("Tz", _number("stretch", 0.01)),
        ("TL", _number("leading")),
        ("Ts", _number("rise")),
        ("Tr", _mode),
        ("g G rg RG k K", _device),
        ("cs CS", _space),
        ("sc SC scn SCN", _tint),
        ("gs", _state),
        ("m l c v y", _point),
        ("re", _rectangle),
        ("W W*", _clip),
        ("f F f* B B* b b* S s n", _paint),
        ("sh", _shade),
        ("Do", _external),
        ("Tf", _font),
        ("BT", _begin_text),
        ("Tm", _place_text),
        ("Td TD T*", _next_line),
        ("Tj TJ ' \"", _show),
    ):
        yield from ((name, step) for name in names.split(" "))
    yield "INLINE IMAGE", _inline


_STEPS: Final = dict(_steps())
