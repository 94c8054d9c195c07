"""Plates: finished pages of others, put into ours as form XObjects, untouched.

The painter leaves a small picture with a label where a plate belongs.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Pdf

from newsletter.press.intent import written
from newsletter.press.preflight.geometry import IDENTITY, box_of, times
from newsletter.press.values import Plate

_LABEL: Final = "plate:"
_MOST_BYTES: Final = 4096
"""Of a stand-in; larger pictures are not looked into."""


def label_of(plate: Plate) -> str:
    """Say which label the stand-in of a plate carries."""
    return _LABEL + plate.key


def with_plates(pdf: bytes, plates: Iterable[Plate]) -> bytes:
    """Put plates in the places of their stand-ins.

    Colours, fonts and pictures of a plate stay byte for byte as they came; only its
    trim box is shown, stretched to the place.

    Args:
        pdf: As painted.
        plates: Those that the pages name; without any the PDF stays as it is.
    """
    known = {label_of(plate): plate for plate in plates}
    if not known:
        return pdf
    with Pdf.open(BytesIO(pdf)) as document:
        forms: dict[str, Object] = {}
        for page in document.pages:
            pictures = page.resources.get("/XObject", Dictionary())
            for name, picture in pictures.items():
                label = _label(picture)
                if label in known:
                    if label not in forms:
                        forms[label] = unit_form(document, known[label].pdf)
                    pictures[name] = forms[label]
        return written(document, "1.7")


def _label(picture: Object) -> str:
    if picture.get("/Subtype") != Name.Image or int(picture.Width) != 8:
        return ""
    data = picture.read_raw_bytes()
    start = data.find(_LABEL.encode()) if len(data) < _MOST_BYTES else -1
    length = len(_LABEL) + 64
    return data[start : start + length].decode("ascii") if start >= 0 else ""


def unit_form(document: Pdf, pdf: bytes) -> Object:
    """Make a form of a PDF's page: its trim box becomes the unit square."""
    with Pdf.open(BytesIO(pdf)) as source:
        form = document.copy_foreign(source.pages[0].as_form_xobject())
    a, b, c, d, e, f = (float(n) for n in form.get("/Matrix", Array([*IDENTITY])))
    left, low, right, high = (float(side) for side in form.BBox)
    turned = (a, b, c, d, e, f)
    box = box_of(turned, (left, low, right, high))
    width, height = box[2] - box[0], box[3] - box[1]
    to_unit = (1 / width, 0.0, 0.0, 1 / height, -box[0] / width, -box[1] / height)
    form.Matrix = Array([*times(turned, to_unit)])
    return form
