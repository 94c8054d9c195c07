"""An advertiser's file as one page of PDF, whatever it was."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream

from newsletter.errors import InputError, Problem, Text
from newsletter.model.boxes import Advertisement
from newsletter.pictures import UnreadablePicture
from newsletter.pictures.stored import StoredPicture, stored_picture
from newsletter.press.intent import written
from newsletter.press.preflight.geometry import IDENTITY, box_of

_SPACES: Final = {
    "L": Name.DeviceGray,
    "RGB": Name.DeviceRGB,
    "CMYK": Name.DeviceCMYK,
}
_BROKEN: Final = (
    *(pikepdf.PdfError, OSError, ValueError, TypeError),
    *(LookupError, AttributeError, RecursionError),
)


@dataclass(frozen=True, slots=True)
class AdPage:
    """An advertisement as one page, and the size that its trim box gives it."""

    pdf: bytes
    width: float
    """Points; of a picture its pixels."""

    height: float
    is_sized: bool
    """Whether the file says how large it is to be printed."""


def read_page(advertisement: Advertisement) -> AdPage:
    """Read an advertisement.

    Raises:
        InputError: F109, no usable page or picture.
    """
    path = advertisement.path
    try:
        if path.suffix.lower() == ".pdf":
            return _pdf_page(path)
        return _picture_page(stored_picture(path))
    except UnreadablePicture as error:
        raise _refusal(advertisement, error.what, error.cure) from error
    except _Unfit as error:
        raise _refusal(advertisement, error.what, error.cure) from error
    except _BROKEN as error:
        raise _refusal(advertisement, *_DAMAGED) from error


class _Unfit(Exception):  # noqa: N818  (never leaves this module)
    """A PDF that is no single page."""

    def __init__(self, what: Text, cure: Text) -> None:
        """Keep reason and cure in both languages."""
        self.what = what
        self.cure = cure
        super().__init__(what.en)


def _pdf_page(path: Path) -> AdPage:
    data = path.read_bytes()
    try:
        document = Pdf.open(BytesIO(data))
    except pikepdf.PasswordError as error:
        raise _Unfit(*_LOCKED) from error
    with document:
        if document.is_encrypted:
            raise _Unfit(*_LOCKED)
        if len(document.pages) != 1:
            raise _Unfit(*_pages(len(document.pages)))
        form = document.pages[0].as_form_xobject()
        a, b, c, d, e, f = (float(n) for n in form.get("/Matrix", [*IDENTITY]))
        left, low, right, high = (float(side) for side in form.BBox)
        box = box_of((a, b, c, d, e, f), (left, low, right, high))
        width, height = box[2] - box[0], box[3] - box[1]
        if min(width, height) < 1:
            raise _Unfit(*_DAMAGED)
        return AdPage(data, width, height, is_sized=True)


def _picture_page(picture: StoredPicture) -> AdPage:
    """Wrap a picture in a page, a point for each pixel, its samples as they are."""
    width, height = float(picture.width), float(picture.height)
    with Pdf.new() as document:
        page = document.add_blank_page(page_size=(width, height))
        page.obj["/TrimBox"] = page.obj["/MediaBox"]
        page.obj["/Resources"] = Dictionary(
            XObject=Dictionary(Picture=_image(document, picture))
        )
        page.obj["/Contents"] = document.make_stream(
            f"q {picture.width} 0 0 {picture.height} 0 0 cm /Picture Do Q".encode()
        )
        return AdPage(written(document, "1.4"), width, height, is_sized=False)


def _image(document: Pdf, picture: StoredPicture) -> Stream:
    said: dict[str, Any] = {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": _SPACES[picture.mode],
        "BitsPerComponent": 8,
    }
    if picture.is_jpeg:
        said["Filter"] = Name.DCTDecode
    if picture.is_inverted:
        said["Decode"] = [1, 0] * 4
    if picture.alpha:
        said["SMask"] = document.make_stream(
            picture.alpha,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=picture.width,
            Height=picture.height,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )
    return document.make_stream(picture.data, **said)


def _refusal(advertisement: Advertisement, what: Text, cure: Text) -> InputError:
    name = advertisement.file
    said = Text(f"广告 {name}：{what.zh}", f"advertisement {name}: {what.en}")
    return InputError(
        [Problem(code="F109", place=advertisement.place, what=said, cure=cure)]
    )


def _pages(count: int) -> tuple[Text, Text]:
    return (
        Text(f"PDF 有 {count} 页", f"the PDF has {count} pages"),
        Text("请广告主给一页一个的文件", "ask the advertiser for a file of one page"),
    )


_LOCKED = (
    Text("PDF 加了密码", "the PDF is locked"),
    Text(
        "请广告主给没有密码的文件", "ask the advertiser for a file without a password"
    ),
)
_DAMAGED = (
    Text("文件读不出来", "the file cannot be read"),
    Text("请广告主重发", "ask the advertiser to send it again"),
)
