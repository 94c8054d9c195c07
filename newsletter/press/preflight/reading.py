"""Read a PDF into facts; no judgement here."""

import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Final

import pikepdf
from pikepdf import Dictionary, Name, Object, Page, Pdf, StreamDecodeLevel
from pikepdf.models.metadata import decode_pdf_date

from newsletter.press.intent import PDFX_ID
from newsletter.press.preflight.content import content_of
from newsletter.press.preflight.facts import Facts, IntentFacts, PageFacts
from newsletter.press.preflight.fonts import Font
from newsletter.press.preflight.resources import (
    Resources,
    rectangle,
)
from newsletter.press.preflight.states import is_transparent
from newsletter.press.preflight.walk import new_walk

_SAID_IN_XMP: Final = {
    "Title": "dc:title",
    "Author": "dc:creator",
    "Creator": "xmp:CreatorTool",
    "Producer": "pdf:Producer",
    "CreationDate": "xmp:CreateDate",
    "ModDate": "xmp:ModifyDate",
    "Trapped": "pdf:Trapped",
    "GTS_PDFXVersion": f"{{{PDFX_ID}}}GTS_PDFXVersion",
}
_DAMAGED: Final = (
    *(pikepdf.PdfError, ValueError, LookupError, TypeError, AttributeError),
    *(RecursionError, NotImplementedError),
)
"""What a file that is no PDF, or only half of one, raises somewhere."""

_MOST_FAULTS: Final = 20
_ACTIONS: Final = ("/OpenAction", "/AA", "/AcroForm", "/OCProperties", "/Collection")
_NAMED: Final = ("/JavaScript", "/EmbeddedFiles")


def read_pdf(pdf: bytes) -> Facts:
    """Read all that rules look at.

    Args:
        pdf: Any bytes.

    Returns:
        Facts; of a file that cannot be opened only ``broken``.
    """
    try:
        with Pdf.open(BytesIO(pdf)) as document:
            return _facts(document, pdf)
    except _DAMAGED as e:
        return Facts(broken=_bare(str(e)) or "?")


def _facts(document: Pdf, pdf: bytes) -> Facts:
    fonts: dict[tuple[int, int], Font] = {}
    faults = tuple(_syntax_faults(document))
    info, xmp = tuple(_info(document)), _xmp(document)
    return Facts(
        faults=faults,
        version=document.pdf_version,
        has_object_streams=b"/ObjStm" in pdf,
        is_encrypted=document.is_encrypted,
        has_id="/ID" in document.trailer,
        info=info,
        xmp=tuple((xmp or {}).items()),
        has_broken_xmp=xmp is None,
        intents=tuple(_intents(document)),
        actions=tuple(_actions(document)),
        pages=tuple(
            _page(page, number, fonts) for number, page in enumerate(document.pages, 1)
        ),
    )


def _syntax_faults(document: Pdf) -> Iterator[str]:
    """List what qpdf complains of; damage that it can mend may stop another reader."""
    said = [*map(str, document.get_warnings())]
    if document.is_linearized:
        # Hints for the web: what is wrong with them is nothing to a press.
        with Pdf.open(BytesIO(_unhinted(document))) as copy:
            said += copy.check_pdf_syntax()
    else:
        said += document.check_pdf_syntax()
    yield from dict.fromkeys(map(_bare, said[:_MOST_FAULTS]))


def _unhinted(document: Pdf) -> bytes:
    file = BytesIO()
    document.save(file, stream_decode_level=StreamDecodeLevel.none)
    return file.getvalue()


def _bare(said: str) -> str:
    """Leave out the object in memory that qpdf names as what it reads."""
    said = said.removeprefix("WARNING: ")
    return re.sub(r"^stream <[^>]*>(?: \(|: )?", "", said)


def _info(document: Pdf) -> Iterator[tuple[str, str]]:
    for key, value in document.docinfo.items():
        text = str(value)
        if isinstance(value, Name):
            text = text.lstrip("/")
        if key in ("/CreationDate", "/ModDate"):
            text = _moment(text)
        yield key[1:], text


def _moment(text: str) -> str:
    """Write a date as XMP does, or leave it as it stands."""
    try:
        return decode_pdf_date(text).isoformat()
    except ValueError:
        return text


def _xmp(document: Pdf) -> dict[str, str] | None:
    """Read what XMP says; None where it is damaged."""
    said = {}
    try:
        # Only read: left as a context, it would write document information anew.
        xmp = document.open_metadata(set_pikepdf_as_editor=False, strict=True)
        for name, key in _SAID_IN_XMP.items():
            if (value := xmp.get(key)) is not None:
                said[name] = _as_info(name, value)
    except (SyntaxError, ValueError, TypeError):  # lxml's are syntax errors
        return None
    return said


def _as_info(name: str, value: object) -> str:
    text = "; ".join(value) if isinstance(value, list | set) else str(value)
    return _same_moment(text) if name.endswith("Date") else text


def _same_moment(text: str) -> str:
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        return text


def _intents(document: Pdf) -> Iterator[IntentFacts]:
    for intent in document.Root.get("/OutputIntents", pikepdf.Array([])).as_list():
        profile = intent.get("/DestOutputProfile")
        yield IntentFacts(
            subtype=str(intent.get("/S", "")).lstrip("/"),
            condition=str(intent.get("/OutputConditionIdentifier", "")),
            registry=str(intent.get("/RegistryName", "")),
            info=str(intent.get("/Info", "")),
            profile=int(profile.get("/N", 0)) if profile is not None else None,
        )


def _actions(document: Pdf) -> Iterator[str]:
    root = document.Root
    yield from (key[1:] for key in _ACTIONS if key in root)
    names = root.get("/Names", Dictionary())
    yield from (key[1:] for key in _NAMED if key in names)
    if any("/AA" in page.obj for page in document.pages):
        yield "AA"


def _page(page: Page, number: int, fonts: dict[tuple[int, int], Font]) -> PageFacts:
    known = Resources(page.obj.get("/Resources", Dictionary()), fonts)
    walk = new_walk()
    walk.through(content_of(page), known)
    if is_transparent(page.obj.get("/Group")):
        walk.groups.append("Group")
    return PageFacts(
        number=number,
        media=rectangle(page.mediabox),
        crop=_box(page.obj, "/CropBox"),
        bleed=_box(page.obj, "/BleedBox"),
        trim=_box(page.obj, "/TrimBox"),
        has_art="/ArtBox" in page.obj,
        rotation=int(page.obj.get("/Rotate", 0)),
        unit=float(page.obj.get("/UserUnit", 1)),
        marks=tuple(walk.marks),
        fonts=tuple(font.facts for font in known.used.values()),
        groups=tuple(dict.fromkeys(walk.groups)),
        annotations=tuple(_annotations(page.obj)),
        faults=tuple(dict.fromkeys(walk.faults)),
    )


def _box(page: Object, key: str) -> tuple[float, float, float, float] | None:
    return rectangle(page[key]) if key in page else None


def _annotations(
    page: Object,
) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    for annotation in page.get("/Annots", pikepdf.Array([])).as_list():
        kind = str(annotation.get("/Subtype", "?")).lstrip("/")
        box = annotation.get("/Rect")
        yield kind, rectangle(box) if box is not None else (0, 0, 0, 0)
