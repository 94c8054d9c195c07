"""Photos in the reader's PDF: as dense as readers need, and the printer's untouched."""

import io
from pathlib import Path

import pikepdf
import pytest

from newsletter.press.prepress import press_pdfs, reader_pdf
from newsletter.press.values import Picture
from tests.builders import a_photo
from tests.press.drawings import a_block, a_page, painted


def photo_of(pdf: bytes) -> tuple[int, int, int]:
    """Width, height and bytes of the picture on page 1."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (one,) = document.pages[0].get_images().values()
        return (int(one.Width), int(one.Height), len(one.read_raw_bytes()))


def placed(folder: Path, width: int) -> bytes:
    """Place a photo of so many pixels across three inches."""
    photo = a_photo(folder, width, width * 2 // 3)
    picture = Picture(
        x=40, y=40, width=216, height=144, photo=photo, crop=(0.0, 0.0, 1.0, 1.0)
    )
    return painted(a_page(a_block(picture))).pdf


def test_a_dense_photo_is_thinned_for_readers_and_kept_for_the_printer(
    tmp_path: Path,
) -> None:
    pdf = placed(tmp_path, 3000)

    wide, high, size = photo_of(reader_pdf(pdf))
    press_wide, _, press_size = photo_of(press_pdfs(pdf)[0])

    assert (wide, high) == (600, 400)
    assert press_wide == 750
    assert size < press_size


@pytest.mark.parametrize("width", [300, 630])
def test_a_photo_without_pixels_to_spare_stays_as_it_is(
    tmp_path: Path, width: int
) -> None:
    pdf = placed(tmp_path, width)

    assert photo_of(reader_pdf(pdf)) == photo_of(press_pdfs(pdf)[0])
