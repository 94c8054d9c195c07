"""What the names in a content stream stand for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from newsletter.press.compact import instructions_of
from newsletter.press.inks import Instruction
from newsletter.press.preflight.facts import (
    CMYK,
    GRAY,
    PATTERN,
    RGB,
    SPOTS,
    Colour,
    Kind,
    Mark,
    PictureFacts,
)
from newsletter.press.preflight.fonts import Font, read_font
from newsletter.press.preflight.geometry import (
    IDENTITY,
    Matrix,
    across,
    box_of,
    upwards,
)
from newsletter.press.preflight.pens import Pens
from newsletter.press.sheet import Rectangle

_FIRST: Final = {
    GRAY: (0.0,),
    RGB: (0.0, 0.0, 0.0),
    CMYK: (0.0, 0.0, 0.0, 1.0),
    "/G": (0.0,),
}
_UNIT: Final = (0.0, 0.0, 1.0, 1.0)
_SHORT: Final = {"/G": GRAY, "/RGB": RGB, "/CMYK": CMYK, "/I": "/Indexed"}


@dataclass(frozen=True, slots=True)
class Form:
    """A form XObject, or the cell of a tiling pattern."""

    stream: Object
    box: Rectangle
    matrix: Matrix
    resources: "Resources"
    group: str = ""

    def instructions(self) -> list[Instruction]:
        """Read its drawing instructions; none when they are damaged."""
        try:
            return instructions_of(self.stream)
        except pikepdf.PdfError:
            return []


@dataclass(frozen=True, slots=True)
class Tile:
    """A pattern: one colour of it, and what draws a tile."""

    colour: Colour
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Resources:
    """The resource dictionary of a page or form."""

    entries: Object
    fonts: dict[tuple[int, int], Font] = field(default_factory=dict)
    """Fonts read already, by object number; shared by the whole file."""

    used: dict[str, Font] = field(default_factory=dict)
    """Fonts that a page names, by name; shared by the page."""

    def colour(self, name: str) -> Colour:
        """Find a colour space, with the colour that it begins with."""
        space = self._find("/ColorSpace", name)
        return described(space) if space is not None else _device(name)

    def pattern(self, name: str) -> Tile | None:
        """Find a pattern."""
        pattern = self._find("/Pattern", name)
        if pattern is None:
            return None
        if "/Shading" in pattern:
            return Tile(described(pattern.Shading.ColorSpace))
        return Tile(Colour(PATTERN), self._form(pattern))

    def shading(self, name: str) -> Colour:
        """Find the colours of a shading."""
        shading = self._find("/Shading", name)
        return described(shading.ColorSpace) if shading is not None else Colour("/?")

    def state(self, name: str) -> dict[str, Any]:
        """Find what a graphics state sets, by the names of ``Pens``."""
        state = self._find("/ExtGState", name)
        return dict(_settings(state)) if state is not None else {}

    def font(self, name: str) -> Font | None:
        """Find a font."""
        font = self._find("/Font", name)
        if font is None:
            return None
        key = font.objgen if font.is_indirect else (id(self), hash(name))
        if key not in self.fonts:
            self.fonts[key] = read_font(font)
        self.used[self.fonts[key].facts.name] = self.fonts[key]
        return self.fonts[key]

    def form(self, name: str) -> Form | None:
        """Find a form XObject."""
        form = self._find("/XObject", name)
        if form is None or form.get("/Subtype") != Name.Form:
            return None
        return self._form(form)

    def picture(self, name: str, pens: Pens) -> Mark | None:
        """Find an image, placed as the pens say."""
        image = self._find("/XObject", name)
        if image is None or image.get("/Subtype") != Name.Image:
            return None
        is_mask = bool(image.get("/ImageMask", False))
        space = image.get("/ColorSpace")
        colour = pens.fill if is_mask or space is None else described(space)
        return _placed(
            pens,
            colour,
            PictureFacts(
                width=int(image.get("/Width", 1)),
                height=int(image.get("/Height", 1)),
                ppi=0.0,
                bits=1 if is_mask else int(image.get("/BitsPerComponent", 8)),
                filters=_filters(image),
            ),
            "SMask" if "/SMask" in image else "",
        )

    def inline(self, image: Any, pens: Pens) -> Mark:
        """Place an inline image."""
        space = image.colorspace or GRAY
        colour = pens.fill if image.image_mask else self.colour(str(space))
        facts = PictureFacts(
            width=image.width,
            height=image.height,
            ppi=0.0,
            bits=1 if image.image_mask else int(image.bits_per_component),
            filters=tuple(str(one) for one in image.filters),
        )
        return _placed(pens, colour, facts, "")

    def _find(self, kind: str, name: str) -> Object | None:
        group = self.entries.get(kind, Dictionary())
        return group.get(name) if isinstance(group, Dictionary) else None

    def _form(self, form: Object) -> Form:
        inner = form.get("/Resources", self.entries)
        return Form(
            stream=form,
            box=rectangle(form.get("/BBox", Array([0, 0, 0, 0]))),
            matrix=_six(form.get("/Matrix")),
            resources=Resources(inner, self.fonts, self.used),
            group="Group" if is_transparent(form.get("/Group")) else "",
        )


def described(space: Object) -> Colour:
    """Describe a colour space; an indexed one is of its base's."""
    if not isinstance(space, Array):
        return _device(str(space))
    family = str(space[0])
    family = _SHORT.get(family, family)
    if family == "/Indexed":
        return described(space[1])
    if family == PATTERN:
        return Colour(PATTERN)
    if family in SPOTS:
        listed = space[1].as_list() if isinstance(space[1], Array) else [space[1]]
        names = tuple(str(name).lstrip("/") for name in listed)
        return Colour(family, (1.0,) * len(names), names)
    return Colour(family, (0.0,))


def _device(name: str) -> Colour:
    name = _SHORT.get(name, name)
    return Colour(name, _FIRST.get(name, (0.0,)))


def _placed(pens: Pens, colour: Colour, facts: PictureFacts, soft: str) -> Mark:
    wide = max(across(pens.matrix), 1e-6) / 72
    high = max(upwards(pens.matrix), 1e-6) / 72
    return Mark(
        kind=Kind.PICTURE,
        box=box_of(pens.matrix, _UNIT),
        colours=(colour,),
        overprints=pens.overprints(colour),
        picture=PictureFacts(
            width=facts.width,
            height=facts.height,
            ppi=min(facts.width / wide, facts.height / high),
            bits=facts.bits,
            filters=facts.filters,
        ),
        opacity=soft,
    )


def _filters(stream: Object) -> tuple[str, ...]:
    listed = stream.get("/Filter")
    if listed is None:
        return ()
    return tuple(map(str, listed.as_list() if isinstance(listed, Array) else [listed]))


def _settings(state: Object) -> Iterator[tuple[str, Any]]:
    if "/OP" in state:
        yield "stroke_overprints", bool(state.OP)
        yield "fill_overprints", bool(state.get("/op", state.OP))
    elif "/op" in state:
        yield "fill_overprints", bool(state["/op"])
    if "/OPM" in state:
        yield "overprint_mode", int(state.OPM)
    if "/LW" in state:
        yield "line", float(state.LW)
    if {"/ca", "/CA", "/BM", "/SMask"} & set(state.keys()):
        yield "opacity", _opacity(state)


def _opacity(state: Object) -> str:
    """Name what makes paint translucent; empty when it is opaque."""
    for key in ("/ca", "/CA"):
        if float(state.get(key, 1)) < 1:
            return key[1:]
    if "/BM" in state and state.BM not in (Name.Normal, Name.Compatible):
        return "BM"
    return "SMask" if isinstance(state.get("/SMask"), Dictionary) else ""


def is_transparent(group: Object | None) -> bool:
    """Tell whether a group dictionary makes a transparency group."""
    return group is not None and group.get("/S") == Name.Transparency


def rectangle(box: Object) -> Rectangle:
    """Read a rectangle, its corners in whatever order."""
    left, bottom, right, top = (float(side) for side in box.as_list())
    return (min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _six(matrix: Object | None) -> Matrix:
    if matrix is None:
        return IDENTITY
    a, b, c, d, e, f = (float(one) for one in matrix.as_list())
    return (a, b, c, d, e, f)
