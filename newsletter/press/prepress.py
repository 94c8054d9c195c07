"""Finish painted pages: the reader's PDF, and files that a printer accepts.

The only module that knows pikepdf.  No PDF/X conformance is claimed.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Page, Pdf

from newsletter.press.fontfile import compact_cff
from newsletter.press.inks import (
    KNOCKOUT,
    OVERPRINT,
    PRINTABLE,
    Instruction,
    ink_faults,
    inked,
)

_STATES = {
    # ISO 32000-1, 8.6.7: with mode 1, inks of zero leave what lies below them.
    OVERPRINT: {"/Type": Name.ExtGState, "/OP": True, "/op": True, "/OPM": 1},
    KNOCKOUT: {"/Type": Name.ExtGState, "/OP": False, "/op": False, "/OPM": 0},
}
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
_FOR_SCREENS = (
    *("/Outlines", "/AcroForm", "/StructTreeRoot", "/MarkInfo", "/Names", "/Dests"),
    *("/OpenAction", "/AA", "/PageMode", "/ViewerPreferences"),
)
_OF_THE_WHOLE = ("/Outlines", "/StructTreeRoot", "/MarkInfo", "/Names", "/Dests")
_FOR_SCREENS_ON_PAGES = ("/Annots", "/StructParents", "/Tabs", "/AA", "/Group")


def reader_pdf(pdf: bytes) -> bytes:
    """Finish the reader's PDF: links, outline and tags stay, fonts get small.

    Args:
        pdf: As painted.

    Returns:
        The same pages; document information and XMP agree; the same input gives
        the same bytes.

    Raises:
        LayoutError: a font cannot be made compact without changing what prints.
    """
    with Pdf.open(BytesIO(pdf)) as document:
        _compact_fonts(document)
        for page in document.pages:
            _own_resources(page, _instructions(page))
        return _saved(document)


def reader_pages(pdf: bytes) -> tuple[bytes, ...]:
    """Split the reader's PDF into a file for each page.

    Tags, outline and links within the issue belong to the whole and stay there;
    links to other sites stay on the page.

    Args:
        pdf: As ``reader_pdf`` has finished it.
    """
    with Pdf.open(BytesIO(pdf)) as document:
        for key in _OF_THE_WHOLE:
            if key in document.Root:
                del document.Root[key]
        for page in document.pages:
            if "/StructParents" in page.obj:
                del page.obj["/StructParents"]
            _keep_outward_links(page)
        title = str(document.docinfo["/Title"])
        return tuple(
            _single(document, page, f"{title} {number}", trapped="")
            for number, page in enumerate(document.pages, 1)
        )


def press_pdfs(
    pdf: bytes, names: tuple[str, ...] = ()
) -> tuple[bytes, tuple[bytes, ...]]:
    """Make what the printer gets: pages of ink only, all together and one by one.

    Links, outline, forms and tags are gone.  Black type, rules and tints overprint,
    white and pictures knock out.  Media, crop, bleed and trim box are one: a sheet
    without bleed.

    Args:
        pdf: As painted.
        names: Title of each single-page file, in page order; the title of the whole
            when left out.

    Returns:
        All pages in one file, then a file for each page.

    Raises:
        LayoutError: as ``reader_pdf``.
        ValueError: not one name for each page.
    """
    with Pdf.open(BytesIO(pdf)) as document:
        _compact_fonts(document)
        _strip(document)
        for page in document.pages:
            _separate(document, page)
        titles = names or (str(document.docinfo["/Title"]),) * len(document.pages)
        singles = tuple(
            _single(document, page, title)
            for page, title in zip(document.pages, titles, strict=True)
        )
        return _saved(document, "False"), singles


def colour_faults(pdf: bytes) -> tuple[str, ...]:
    """Find colours that a black-and-process press must not get.

    Reads page streams, form XObjects, patterns, pictures and resources.

    Returns:
        One line for each fault, with its page: RGB, Lab, ICC or spot colour, and
        type that is not black or a tint of black alone.
    """
    with Pdf.open(BytesIO(pdf)) as document:
        faults = (
            f"page {number}: {fault}"
            for number, page in enumerate(document.pages, 1)
            for fault in _part_faults(page, page.resources, set())
        )
        return tuple(dict.fromkeys(faults))


def _instructions(part: Page | Object) -> list[Instruction]:
    return [
        (tuple(instruction.operands), str(instruction.operator))
        for instruction in pikepdf.parse_content_stream(part)
    ]


def _saved(document: Pdf, trapped: str = "") -> bytes:
    """Let XMP say what the document information says, and write the file."""
    with document.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp.load_from_docinfo(document.docinfo)
        if trapped:
            xmp["pdf:Trapped"] = trapped
    if trapped:
        document.docinfo["/Trapped"] = Name(f"/{trapped}")
    file = BytesIO()
    document.save(
        file,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return file.getvalue()


def _compact_fonts(document: Pdf) -> None:
    """Store CFF fonts bare, with no more glyphs than the pages use."""
    fonts = [font for font in document.objects if _is_cff_font(font)]
    used: dict[tuple[int, int], set[int]] = {}
    for font in fonts:
        file = font.FontDescriptor.FontFile3
        used.setdefault(file.objgen, set()).update(_listed(font.W))
        if "/CIDToGIDMap" in font:
            del font["/CIDToGIDMap"]
    for objgen, glyphs in used.items():
        file = document.get_object(objgen)
        if file.get("/Subtype") == Name.OpenType:
            file.write(compact_cff(file.read_bytes(), frozenset(glyphs)))
            file.Subtype = Name.CIDFontType0C


def _is_cff_font(entry: Object) -> bool:
    return (
        isinstance(entry, Dictionary)
        and entry.get("/Subtype") == Name.CIDFontType0
        and "/FontFile3" in entry.FontDescriptor
    )


def _listed(widths: Object) -> Iterator[int]:
    """List the CIDs of a ``/W`` array: ``first [w …]`` or ``first last w``."""
    entries = iter(widths.as_list())
    for first in entries:
        second = next(entries)
        if isinstance(second, Array):
            yield from range(int(first), int(first) + len(second))
        else:
            yield from range(int(first), int(second) + 1)
            next(entries)


def _own_resources(page: Page, instructions: Iterable[Instruction]) -> None:
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


def _strip(document: Pdf) -> None:
    """Remove what is for screens."""
    for key in _FOR_SCREENS:
        if key in document.Root:
            del document.Root[key]
    for page in document.pages:
        for key in _FOR_SCREENS_ON_PAGES:
            if key in page.obj:
                del page.obj[key]


def _separate(document: Pdf, page: Page) -> None:
    """Rewrite one page for ink: overprint, its own resources, one box."""
    if "/ExtGState" not in page.resources:
        page.resources["/ExtGState"] = Dictionary()
    states = page.resources["/ExtGState"]
    idle = frozenset(name for name, state in states.items() if _is_idle(state))
    for name, state in _STATES.items():
        states[name] = Dictionary(state)
    instructions = [
        (_with_names(operands), operator)
        for operands, operator in inked(_instructions(page), idle)
    ]
    written = [(operands, Operator(operator)) for operands, operator in instructions]
    page.obj["/Contents"] = document.make_stream(
        pikepdf.unparse_content_stream(written)
    )
    _own_resources(page, instructions)
    for key in ("/CropBox", "/BleedBox", "/TrimBox"):
        page.obj[key] = page.obj["/MediaBox"]
    for picture in page.resources.get("/XObject", Dictionary()).values():
        if "/Interpolate" in picture:
            del picture["/Interpolate"]


def _is_idle(state: Object) -> bool:
    """Tell whether a graphics state only says that everything is opaque."""
    return all(key in ("/ca", "/CA") and value == 1 for key, value in state.items())


def _with_names(operands: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(Name(o) if isinstance(o, str) else o for o in operands)


def _keep_outward_links(page: Page) -> None:
    if "/Annots" in page.obj:
        outward = [
            link
            for link in page.obj["/Annots"].as_list()
            if "/URI" in link.get("/A", Dictionary())
        ]
        page.obj["/Annots"] = Array(outward)


def _single(document: Pdf, page: Page, title: str, *, trapped: str = "False") -> bytes:
    """Write one page as a file of its own."""
    with Pdf.new() as single:
        single.pages.append(page)
        for key, value in document.docinfo.items():
            single.docinfo[key] = value
        single.docinfo["/Title"] = title
        if "/Lang" in document.Root:
            single.Root["/Lang"] = document.Root["/Lang"]
        return _saved(single, trapped)


def _part_faults(
    part: Page | Object, resources: Object, seen: set[tuple[int, int]]
) -> Iterator[str]:
    """Find faults in a content stream and in everything its resources hold."""
    spaces = resources.get("/ColorSpace", Dictionary())
    families = {name: _family(space) for name, space in spaces.items()}
    yield from ink_faults(_instructions(part), families)
    for name, family in families.items():
        if family not in PRINTABLE:
            yield f"colour space {name} {family}"
    for shading in resources.get("/Shading", Dictionary()).values():
        yield from _space_fault("shading", shading)
    for kind in ("/XObject", "/Pattern"):
        for name, inner in resources.get(kind, Dictionary()).items():
            if inner.objgen not in seen:
                seen.add(inner.objgen)
                yield from _inner_faults(name, inner, resources, seen)


def _inner_faults(
    name: str, inner: Object, resources: Object, seen: set[tuple[int, int]]
) -> Iterator[str]:
    if inner.get("/Subtype") == Name.Image:
        yield from _space_fault(f"picture {name}", inner)
    elif "/Shading" in inner:
        yield from _space_fault(f"pattern {name}", inner.Shading)
    else:
        yield from _part_faults(inner, inner.get("/Resources", resources), seen)


def _space_fault(what: str, painted: Object) -> Iterator[str]:
    if "/ColorSpace" in painted:
        family = _family(painted.ColorSpace)
        if family not in PRINTABLE:
            yield f"{what} in {family}"


def _family(space: Object) -> str:
    """Name the family of a colour space; an indexed one is of its base's."""
    if not isinstance(space, Array):
        return str(space)
    family = str(space[0])
    return _family(space[1]) if family in ("/Indexed", "/Pattern") else family
