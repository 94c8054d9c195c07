"""What a reader with a screen reader gets: tags of a PDF, checked as PDF/UA-1 asks.

The clauses are of ISO 14289-1; nothing here knows how the tags were made.
"""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

_SHOWS = ("Tj", "TJ", "'", '"')
_PAINTS = ("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "INLINE IMAGE")


def accessibility_faults(pdf: bytes) -> list[str]:
    """List what keeps a PDF from PDF/UA-1, as far as a program can tell."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            *_document(document),
            *_headings(document),
            *_figures(document),
            *_content(document),
            *_links(document),
            *_fonts(document),
        ]


def elements(document: Pdf) -> Iterator[Object]:
    """List the structure elements in reading order."""
    waiting = [document.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            yield element
        waiting.extend(reversed([k for k in _kids(element) if _is_element(k)]))


def _kids(element: Object) -> list[Object]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _is_element(kid: object) -> bool:
    return isinstance(kid, Dictionary) and "/S" in kid


def _document(document: Pdf) -> Iterator[str]:
    root = document.Root
    with document.open_metadata() as xmp:
        if xmp.get("{http://www.aiim.org/pdfua/ns/id/}part") != "1":
            yield "5: XMP does not say PDF/UA-1"
        if not xmp.get("dc:title"):
            yield "7.1: no title"
    if not root.get("/Lang"):
        yield "7.2: no language"
    if not root.get("/MarkInfo", Dictionary()).get("/Marked"):
        yield "7.1: not marked"
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle"):
        yield "7.1: title not shown"
    for number, page in enumerate(document.pages, 1):
        if "/Annots" in page.obj and page.obj.get("/Tabs") != Name.S:
            yield f"7.18.3: page {number} has no tab order"


def _headings(document: Pdf) -> Iterator[str]:
    level = 0
    for element in elements(document):
        kind = str(element.S)
        if kind[:2] == "/H" and kind[2:].isdigit():
            if int(kind[2:]) > level + 1:
                yield f"7.4.2: {kind} follows level {level}"
            level = int(kind[2:])
    if not level:
        yield "7.4: no headings"


def _figures(document: Pdf) -> Iterator[str]:
    for element in elements(document):
        if Name.Figure == element.S and not str(element.get("/Alt", "")).strip():
            yield "7.3: figure without alternative text"


def _content(document: Pdf) -> Iterator[str]:
    """Check that all that is painted is tagged or an artifact, and every tag known."""
    tagged = _tagged(document)
    for number, page in enumerate(document.pages, 1):
        open_marks: list[int | str | None] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                open_marks.append(_mark(operands))
            elif name == "EMC":
                open_marks.pop()
            elif name in (*_SHOWS, *_PAINTS):
                known = [mark for mark in open_marks if mark is not None]
                if not known:
                    yield f"7.1: page {number}: {name} neither tagged nor artifact"
                elif known[-1] != "artifact" and (number, known[-1]) not in tagged:
                    yield f"7.1: page {number}: mark {known[-1]} is in no element"


def _mark(operands: list[Object]) -> int | str | None:
    if operands[0] == Name.Artifact:
        return "artifact"
    about = operands[1] if len(operands) > 1 else None
    if isinstance(about, Dictionary) and "/MCID" in about:
        return int(about.MCID)
    return None


def _tagged(document: Pdf) -> set[tuple[int, int]]:
    pages = {page.obj.objgen: n for n, page in enumerate(document.pages, 1)}
    found: set[tuple[int, int]] = set()
    for element in elements(document):
        for kid in _kids(element):
            if isinstance(kid, int):
                found.add((pages[element.Pg.objgen], int(kid)))
            elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR:
                page = kid.get("/Pg", element.get("/Pg"))
                found.add((pages[page.objgen], int(kid.MCID)))
    return found


def _links(document: Pdf) -> Iterator[str]:
    inside = {
        kid.Obj.objgen
        for element in elements(document)
        if Name.Link == element.S
        for kid in _kids(element)
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR
    }
    for number, page in enumerate(document.pages, 1):
        for annotation in page.obj.get("/Annots", Array([])):
            if annotation.objgen not in inside:
                yield f"7.18.5: page {number}: link in no Link element"
            if not str(annotation.get("/Contents", "")).strip():
                yield f"7.18.5: page {number}: link without Contents"
            if "/StructParent" not in annotation:
                yield f"7.18.5: page {number}: link without StructParent"


def _fonts(document: Pdf) -> Iterator[str]:
    for page in document.pages:
        for font in page.Resources.get("/Font", Dictionary()).values():
            if "/ToUnicode" not in font:
                yield f"7.21.7: {font.BaseFont} without ToUnicode"
