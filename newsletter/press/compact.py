"""Make the fonts of a document bare and small, and its resources its own."""

from collections.abc import Iterable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from newsletter.press.fontfile import compact_cff
from newsletter.press.inks import Instruction

_NAMED_BY = {
    "Tf": "/Font",
    "Do": "/XObject",
    "gs": "/ExtGState",
    "sh": "/Shading",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
    "scn": "/Pattern",
    "SCN": "/Pattern",
}


def compact_fonts(document: Pdf) -> None:
    """Store CFF fonts bare, with no more glyphs than the pages use.

    Fonts of forms are an advertiser's, and stay as they came.

    Raises:
        LayoutError: a font cannot be made compact without changing what prints.
    """
    fonts = list(_own_fonts(document))
    used: dict[tuple[int, int], set[int]] = {}
    for font in fonts:
        file = font.FontDescriptor.FontFile3
        used.setdefault(file.objgen, set()).update(
            cid for cid, _ in listed_widths(font.W)
        )
        if "/CIDToGIDMap" in font:
            del font["/CIDToGIDMap"]
    for objgen, glyphs in used.items():
        file = document.get_object(objgen)
        if file.get("/Subtype") == Name.OpenType:
            file.write(compact_cff(file.read_bytes(), frozenset(glyphs)))
            file.Subtype = Name.CIDFontType0C


def _own_fonts(document: Pdf) -> Iterator[Object]:
    """List the CFF fonts that pages name themselves, each once."""
    seen: set[tuple[int, int]] = set()
    for page in document.pages:
        for font in page.resources.get("/Font", Dictionary()).values():
            for part in font.get("/DescendantFonts", Array([])).as_list():
                if part.objgen not in seen and _is_cff_font(part):
                    seen.add(part.objgen)
                    yield part


def _is_cff_font(font: Object) -> bool:
    is_cff = font.get("/Subtype") == Name.CIDFontType0
    return is_cff and "/FontFile3" in font.FontDescriptor


def listed_widths(widths: Object) -> Iterator[tuple[int, float]]:
    """List CIDs and widths of a ``/W`` array: ``first [w …]`` or ``first last w``."""
    entries = iter(widths.as_list())
    for first in entries:
        second = next(entries)
        if isinstance(second, Array):
            yield from enumerate(map(float, second.as_list()), int(first))
        else:
            last, width = min(int(second), 0xFFFF), float(next(entries))
            yield from ((cid, width) for cid in range(int(first), last + 1))


def own_resources(page: Page, instructions: Iterable[Instruction]) -> None:
    """Leave a page only what it names: WeasyPrint lists everything on every page."""
    used: dict[str, set[str]] = {}
    for operands, operator in instructions:
        kind = _NAMED_BY.get(operator)
        names = {str(operand) for operand in operands if isinstance(operand, Name)}
        if kind:
            used.setdefault(kind, set()).update(names)
    own = Dictionary()
    for kind, names in sorted(used.items()):
        shared = page.resources.get(kind, Dictionary())
        found = {name: shared[name] for name in sorted(names) if name in shared}
        if found:
            own[kind] = Dictionary(found)
    page.obj["/Resources"] = own


def instructions_of(part: Page | Object) -> list[Instruction]:
    """Read the drawing instructions of a page or form."""
    return [
        (tuple(instruction.operands), str(instruction.operator))
        for instruction in pikepdf.parse_content_stream(part)
    ]
