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


def page_pixels(pdf: bytes, number: int, scale: float) -> tuple[bytes, tuple[int, int]]:
    """Draw one page as bare pixels.

    Args:
        pdf: The file.
        number: Of the page, from 1.
        scale: Pixels for each pt.

    Returns:
        Rows from the top, RGB, 8 bits each, no padding; width and height.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        return _pixels(document[number - 1], scale)
    finally:
        document.close()


def _picture(page: pypdfium2.PdfPage, width_px: int) -> PagePicture:
    # PDFium rounds the size up and stretches the page to it.
    pixels, size = _pixels(page, (width_px - 1e-3) / page.get_width())
    return PagePicture(encode_page(pixels, size), *size, share_picture(pixels, size))


def _pixels(page: pypdfium2.PdfPage, scale: float) -> tuple[bytes, tuple[int, int]]:
    bitmap = page.render(scale=scale, rev_byteorder=True)
    size = (bitmap.width, bitmap.height)
    row = size[0] * 3
    pixels = bytes(bitmap.buffer)
    rows = (pixels[start : start + row] for start in _starts(bitmap))
    joined = b"".join(rows)
    bitmap.close()
    page.close()
    return joined, size


def _starts(bitmap: pypdfium2.PdfBitmap) -> range:
    """List where each row begins; rows are padded to whole words."""
    return range(0, bitmap.stride * bitmap.height, bitmap.stride)
