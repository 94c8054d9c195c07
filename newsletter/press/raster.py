"""Pictures of finished pages, for the web edition and for proofs.

The only module that knows PDFium.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TypeAlias

import pypdfium2

from newsletter.pictures import encode_draft, encode_page

_Encoder: TypeAlias = Callable[[bytes, tuple[int, int]], bytes]

# PDFium is not safe to call from two threads, whatever the documents.
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as a screen shows it."""

    data: bytes
    """WebP, sRGB."""

    width: int
    """Pixels."""

    height: int
    """Pixels."""


def page_pictures(pdf: bytes, width_px: int) -> tuple[PagePicture, ...]:
    """Draw every page of a PDF so many pixels wide.

    The picture covers the page exactly, so that fractions of the page are fractions
    of the picture; the same input gives the same bytes.
    """
    return _pictures(pdf, width_px, encode_page)


def draft_picture(pdf: bytes, width_px: int) -> bytes:
    """Draw the first page of a PDF as PNG, as fast as can be: for a preview."""
    return _pictures(pdf, width_px, encode_draft)[0].data


def _pictures(pdf: bytes, width_px: int, encode: _Encoder) -> tuple[PagePicture, ...]:
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return tuple(_picture(page, width_px, encode) for page in document)
        finally:
            document.close()


def _picture(page: pypdfium2.PdfPage, width_px: int, encode: _Encoder) -> PagePicture:
    # PDFium rounds the size up and stretches the page to it.
    scale = (width_px - 1e-3) / page.get_width()
    bitmap = page.render(scale=scale, rev_byteorder=True)
    size = (bitmap.width, bitmap.height)
    row = size[0] * 3
    pixels = bytes(bitmap.buffer)
    rows = (pixels[start : start + row] for start in _starts(bitmap))
    picture = encode(b"".join(rows), size)
    bitmap.close()
    page.close()
    return PagePicture(picture, *size)


def _starts(bitmap: pypdfium2.PdfBitmap) -> range:
    """List where each row begins; rows are padded to whole words."""
    return range(0, bitmap.stride * bitmap.height, bitmap.stride)
