"""Pictures of finished pages, for the web edition and for proofs.

The only module that knows PDFium.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Self

import pypdfium2

from newsletter.pictures import encode_draft, encode_page, share_picture
from newsletter.standing import NOTHING, Standing

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

    share: bytes = b""
    """JPEG of its top, for other sites; may be empty."""

    def as_bytes(self) -> bytes:
        """Write it down, to be read by ``from_bytes``."""
        head = f"{self.width} {self.height} {len(self.data)}\n"
        return head.encode() + self.data + self.share

    @classmethod
    def from_bytes(cls, written: bytes) -> Self:
        """Read what ``as_bytes`` has written."""
        head, _, rest = written.partition(b"\n")
        width, height, length = map(int, head.split())
        return cls(rest[:length], width, height, rest[length:])


def page_pictures(
    pdf: bytes,
    width_px: int,
    looks: tuple[str, ...] = (),
    standing: Standing = NOTHING,
) -> tuple[PagePicture, ...]:
    """Draw every page of a PDF so many pixels wide.

    The picture covers the page exactly, so that fractions of the page are fractions
    of the picture; the same input gives the same bytes.

    Args:
        pdf: The file.
        width_px: Width of each picture.
        looks: What each page is known by; needed when something is to be kept.
        standing: Pictures made before of pages that look the same.
    """
    with _opened(pdf) as document:
        names = looks or ("",) * len(document)

        def picture(number: int) -> bytes:
            return _picture(document[number], width_px).as_bytes()

        return tuple(
            PagePicture.from_bytes(
                standing.kept(("page picture", width_px, name), partial(picture, n))
            )
            for n, name in enumerate(names)
        )


def draft_picture(pdf: bytes, width_px: int) -> bytes:
    """Draw the first page of a PDF as PNG, as fast as can be: for a preview."""
    with _opened(pdf) as document:
        page = document[0]
        return encode_draft(*_pixels(page, _scale(page, width_px)))


def page_pixels(pdf: bytes, number: int, scale: float) -> tuple[bytes, tuple[int, int]]:
    """Draw one page as bare pixels.

    Args:
        pdf: The file.
        number: Of the page, from 1.
        scale: Pixels for each pt.

    Returns:
        Rows from the top, RGB, 8 bits each, no padding; width and height.
    """
    with _opened(pdf) as document:
        return _pixels(document[number - 1], scale)


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def _picture(page: pypdfium2.PdfPage, width_px: int) -> PagePicture:
    pixels, size = _pixels(page, _scale(page, width_px))
    return PagePicture(encode_page(pixels, size), *size, share_picture(pixels, size))


def _scale(page: pypdfium2.PdfPage, width_px: int) -> float:
    # PDFium rounds the size up and stretches the page to it.
    return float((width_px - 1e-3) / page.get_width())


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
