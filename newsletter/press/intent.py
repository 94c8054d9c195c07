"""What a file says of itself: standard, printing condition, metadata, dates.

ISO 15930-4 (PDF/X-1a:2003) and ISO 15930-7 (PDF/X-4).
"""

from hashlib import sha256
from io import BytesIO
from typing import Final
from uuid import NAMESPACE_URL, uuid5

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from pikepdf.models import PdfMetadata

from newsletter.model.printer import Printer
from newsletter.pictures.separation import press_profile
from newsletter.press.profiles import profile_of

REGISTRY: Final = "http://www.color.org"
PDFX_ID: Final = "http://www.npes.org/pdfx/ns/id/"
PDFUA_ID: Final = "http://www.aiim.org/pdfua/ns/id/"

_VERSIONS: Final = {"PDF/X-1a:2003": "1.4", "PDF/X-4": "1.6", "none": "1.7"}


def press_bytes(document: Pdf, printer: Printer, pages: bytes) -> bytes:
    """Write a press file as the printer's standard wants it.

    Args:
        document: Finished pages; its information has title, dates and producer.
        printer: Names standard and condition.
        pages: What the file is made from: its identifiers are derived from it.

    Raises:
        LayoutError: the ICC profile cannot be used.
    """
    info = document.docinfo
    if printer.standard != "none":
        document.Root["/OutputIntents"] = Array([_intent(document, printer)])
    _agree(document, printer, sha256(pages + str(info["/Title"]).encode()).hexdigest())
    info["/Trapped"] = Name("/False")
    if printer.standard == "PDF/X-1a:2003":
        info["/GTS_PDFXVersion"] = printer.standard
    return written(document, _VERSIONS[printer.standard])


def written(document: Pdf, version: str) -> bytes:
    """Write a file of a PDF version; the same objects give the same bytes.

    Before 1.5 there were no object streams.
    """
    mode = pikepdf.ObjectStreamMode
    file = BytesIO()
    document.save(
        file,
        deterministic_id=True,
        force_version=version,
        object_stream_mode=mode.disable if version < "1.5" else mode.generate,
    )
    return file.getvalue()


def agree_for_readers(document: Pdf) -> None:
    """Let XMP say what the document information says, and claim PDF/UA-1."""
    PdfMetadata.register_xml_namespace(PDFUA_ID, "pdfuaid")
    with document.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp.load_from_docinfo(document.docinfo)
        xmp[f"{{{PDFUA_ID}}}part"] = "1"


def _agree(document: Pdf, printer: Printer, seed: str) -> None:
    PdfMetadata.register_xml_namespace(PDFX_ID, "pdfxid")
    with document.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp.load_from_docinfo(document.docinfo)
        xmp["pdf:Trapped"] = "False"
        xmp["xmp:MetadataDate"] = xmp["xmp:ModifyDate"]
        if printer.standard == "PDF/X-1a:2003":
            xmp["pdfx:GTS_PDFXVersion"] = printer.standard
        if printer.standard == "PDF/X-4":
            xmp[f"{{{PDFX_ID}}}GTS_PDFXVersion"] = printer.standard
            xmp["xmpMM:DocumentID"] = f"uuid:{uuid5(NAMESPACE_URL, seed)}"
            xmp["xmpMM:VersionID"] = "1"
            xmp["xmpMM:RenditionClass"] = "default"


def _intent(document: Pdf, printer: Printer) -> pikepdf.Object:
    path = profile_of(printer)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=printer.condition,
        OutputCondition=printer.condition,
        RegistryName=REGISTRY,
        Info=printer.condition,
    )
    if path:
        intent["/Info"] = press_profile(path)
        profile = document.make_stream(path.read_bytes(), N=4)
        profile["/Alternate"] = Name.DeviceCMYK
        intent["/DestOutputProfile"] = profile
    return document.make_indirect(intent)
