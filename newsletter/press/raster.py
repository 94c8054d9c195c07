"""Pictures of finished pages, for the web edition and for proofs.

The only module that knows PDFium.
"""

from dataclasses import dataclass

import pypdfium2

from newsletter.pictures import encode_page, share_picture


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as a screen shows it."""

    data: bytes
    """WebP, sRGB."""

    width: int
    """Pixels."""

    height: int
    """Pixels."""

    share: bytes = b""
    """JPEG of its top, for other sites; may be empty."""


def page_pictures(pdf: bytes, width_px: int) -> tuple[PagePicture, ...]:
    """Draw every page of a PDF so many pixels wide.

    The picture covers the page exactly, so that fractions of the page are fractions
    of the picture; the same input gives the same bytes.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_picture(page, width_px) for page in document)
    finally:
        document.close()


def _picture(page: pypdfium2.PdfPage, width_px: int) -> PagePicture:
    # PDFium rounds the size up and stretches the page to it.
    scale = (width_px - 1e-3) / page.get_width()
    bitmap = page.render(scale=scale, rev_byteorder=True)
    size = (bitmap.width, bitmap.height)
    row = size[0] * 3
    pixels = bytes(bitmap.buffer)
    rows = (pixels[start : start + row] for start in _starts(bitmap))
    packed = b"".join(rows)
    bitmap.close()
    page.close()
    return PagePicture(encode_page(packed, size), *size, share_picture(packed, size))


def _starts(bitmap: pypdfium2.PdfBitmap) -> range:
    """List where each row begins; rows are padded to whole words."""
    return range(0, bitmap.stride * bitmap.height, bitmap.stride)
