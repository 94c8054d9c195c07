"""Pictures of pages: exactly the page, every time the same."""

import io

import pytest
from PIL import Image

from newsletter.press.raster import page_pictures
from newsletter.press.values import Bar
from tests.press.drawings import a_block, a_page, painted


@pytest.mark.parametrize("width", [1, 333, 1000])
def test_page_pictures_have_the_width_asked_for(width: int) -> None:
    pdf = painted(a_page(a_block(Bar(x=0, y=0, width=10, height=10)))).pdf

    [picture] = page_pictures(pdf, width)

    assert picture.width == width
    assert picture.height == pytest.approx(width * 0.75, abs=1)
    assert Image.open(io.BytesIO(picture.data)).size == (picture.width, picture.height)


def test_fractions_of_the_page_are_fractions_of_the_picture() -> None:
    bar = Bar(x=100, y=75, width=200, height=150)
    pdf = painted(a_page(a_block(bar))).pdf

    [picture] = page_pictures(pdf, 801)

    gray = Image.open(io.BytesIO(picture.data)).convert("L")
    box = gray.point(lambda level: 255 if level < 128 else 0).getbbox()
    assert box == pytest.approx((200.25, 150.25, 600.75, 450.75), abs=1)


def test_every_page_has_a_picture_and_twice_the_same() -> None:
    bar = Bar(x=0, y=0, width=10, height=10)
    pdf = painted(a_page(a_block(bar)), a_page(a_block(bar), number=2)).pdf

    pictures = page_pictures(pdf, 200)

    assert len(pictures) == 2
    assert page_pictures(pdf, 200) == pictures
