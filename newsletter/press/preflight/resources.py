"""What the names in a content stream stand for."""

from dataclasses import dataclass, field
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Object

from newsletter.press.preflight.facts import (
    GRAY,
    PATTERN,
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
from newsletter.press.preflight.spaces import described, named
from newsletter.press.preflight.states import is_transparent, settings_of
from newsletter.press.sheet import Rectangle

_UNIT: Final = (0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Form:
    """A form XObject, or the cell of a tiling pattern."""

    stream: Object
    box: Rectangle
    matrix: Matrix
    resources: "Resources"
    group: str = ""


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
        return described(space) if space is not None else named(name)

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
        return dict(settings_of(state)) if state is not None else {}

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


def rectangle(box: Object) -> Rectangle:
    """Read a rectangle, its corners in whatever order."""
    left, bottom, right, top = (float(side) for side in box.as_list())
    return (min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _six(matrix: Object | None) -> Matrix:
    if matrix is None:
        return IDENTITY
    a, b, c, d, e, f = (float(one) for one in matrix.as_list())
    return (a, b, c, d, e, f)
