"""Finish painted pages: the reader's PDF, and files that a printer accepts."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Page, Pdf

from newsletter.model.printer import NEWSPRINT, Printer
from newsletter.press.compact import compact_fonts, instructions_of, own_resources
from newsletter.press.inks import KNOCKOUT, OVERPRINT, Instruction, inked
from newsletter.press.intent import agree_for_readers, press_bytes, written
from newsletter.press.lighten import lighten
from newsletter.press.links import drop_nested_links
from newsletter.press.pagefonts import cut_fonts
from newsletter.press.sheet import Boxes, boxes_of, crop_marks

_STATES = {
    # ISO 32000-1, 8.6.7: with mode 1, inks of zero leave what lies below them.
    OVERPRINT: {"/Type": Name.ExtGState, "/OP": True, "/op": True, "/OPM": 1},
    KNOCKOUT: {"/Type": Name.ExtGState, "/OP": False, "/op": False, "/OPM": 0},
}
_FOR_SCREENS = (
    *("/Outlines", "/AcroForm", "/StructTreeRoot", "/MarkInfo", "/Names", "/Dests"),
    *("/OpenAction", "/AA", "/PageMode", "/ViewerPreferences"),
)
_OF_THE_WHOLE = ("/Outlines", "/StructTreeRoot", "/MarkInfo", "/Names", "/Dests")
_FOR_SCREENS_ON_PAGES = ("/Annots", "/StructParents", "/Tabs", "/AA", "/Group")


def reader_pdf(pdf: bytes) -> bytes:
    """Finish the reader's PDF: links, outline and tags stay, all else gets small.

    Args:
        pdf: As painted.

    Returns:
        The same pages; document information and XMP agree; the same input gives
        the same bytes.

    Raises:
        LayoutError: a font cannot be made compact without changing what prints.
    """
    with Pdf.open(BytesIO(pdf)) as document:
        compact_fonts(document)
        for page in document.pages:
            instructions = instructions_of(page)
            own_resources(page, instructions)
            lighten(page, instructions)
            drop_nested_links(page)
        agree_for_readers(document)
        return written(document, "1.7")


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
            _reader_page(document, page, f"{title} {number}")
            for number, page in enumerate(document.pages, 1)
        )


def press_pdfs(
    pdf: bytes, names: tuple[str, ...] = (), printer: Printer = NEWSPRINT
) -> tuple[bytes, tuple[bytes, ...]]:
    """Make what the printer gets: pages of ink only, all together and one by one.

    Links, outline, forms and tags are gone.  Black type, rules and tints overprint,
    white and pictures knock out.  Boxes, marks, standard and printing condition are
    as the printer's profile says.

    Args:
        pdf: As painted.
        names: Title of each single-page file, in page order; the title of the whole
            when left out.
        printer: Who prints.

    Returns:
        All pages in one file, then a file for each page; the same input gives the
        same bytes.

    Raises:
        LayoutError: as ``reader_pdf``; or the ICC profile cannot be used.
        ValueError: not one name for each page.
    """
    with Pdf.open(BytesIO(pdf)) as document:
        _strip(document)
        for page in document.pages:
            _separate(document, page, printer)
        titles = names or (str(document.docinfo["/Title"]),) * len(document.pages)
        singles = tuple(
            _single(document, page, title, printer)
            for page, title in zip(document.pages, titles, strict=True)
        )
        compact_fonts(document)
        return press_bytes(document, printer, _ink_of(document)), singles


def _strip(document: Pdf) -> None:
    """Remove what is for screens."""
    for key in _FOR_SCREENS:
        if key in document.Root:
            del document.Root[key]
    for page in document.pages:
        for key in _FOR_SCREENS_ON_PAGES:
            if key in page.obj:
                del page.obj[key]


def _separate(document: Pdf, page: Page, printer: Printer) -> None:
    """Rewrite one page for ink: overprint, its own resources, boxes and marks."""
    if "/ExtGState" not in page.resources:
        page.resources["/ExtGState"] = Dictionary()
    states = page.resources["/ExtGState"]
    idle = frozenset(name for name, state in states.items() if _is_idle(state))
    for name, state in _STATES.items():
        states[name] = Dictionary(state)
    left, bottom, right, top = (float(side) for side in page.mediabox)
    boxes = boxes_of(right - left, top - bottom, printer)
    moved = _moved(
        inked(instructions_of(page), idle),
        (boxes.trim[0] - left, boxes.trim[1] - bottom),
    )
    marks = crop_marks(boxes) if printer.marks else ()
    instructions = [(_with_names(o), operator) for o, operator in (*moved, *marks)]
    written = [(operands, Operator(operator)) for operands, operator in instructions]
    page.obj["/Contents"] = document.make_stream(
        pikepdf.unparse_content_stream(written)
    )
    own_resources(page, instructions)
    _set_boxes(page, boxes)
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


def _reader_page(document: Pdf, page: Page, title: str) -> bytes:
    with Pdf.new() as single:
        _put(single, document, page, title)
        return written(single, "1.7")


def _single(document: Pdf, page: Page, title: str, printer: Printer) -> bytes:
    """Write one page as a file of its own, the same whatever other pages hold."""
    with Pdf.new() as single:
        _put(single, document, page, title)
        [own] = single.pages
        cut_fonts(own, instructions_of(own))
        compact_fonts(single)
        return press_bytes(single, printer, _ink_of(single))


def _put(single: Pdf, document: Pdf, page: Page, title: str) -> None:
    """Put a page into an empty file, with the information of the whole."""
    single.pages.append(page)
    for key, value in document.docinfo.items():
        single.docinfo[key] = value
    single.docinfo["/Title"] = title
    if "/Lang" in document.Root:
        single.Root["/Lang"] = document.Root["/Lang"]


def _ink_of(document: Pdf) -> bytes:
    return b"".join(page.Contents.read_bytes() for page in document.pages)


def _set_boxes(page: Page, boxes: Boxes) -> None:
    for key, box in (
        ("/MediaBox", boxes.media),
        ("/CropBox", boxes.media),
        ("/BleedBox", boxes.bleed),
        ("/TrimBox", boxes.trim),
    ):
        page.obj[key] = Array([*box])


def _moved(
    instructions: Iterator[Instruction], by: tuple[float, float]
) -> Iterator[Instruction]:
    """Move a page's drawing to where its trim box is."""
    if not any(by):
        yield from instructions
        return
    yield (), "q"
    yield (1, 0, 0, 1, *by), "cm"
    yield from instructions
    yield (), "Q"
