import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageFile

from newsletter.errors import LayoutError
from newsletter.model.printer import Printer
from newsletter.pictures import (
    UnreadablePicture,
    encode_page,
    for_press,
    for_screen,
    measure,
)
from newsletter.pictures.separation import Separation
from newsletter.press.profiles import profile_of

WHOLE = (0.0, 0.0, 1.0, 1.0)
LARGE = (10_000, 10_000)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def colourful(size: tuple[int, int] = (60, 40)) -> Image.Image:
    gradient = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (gradient, gradient.rotate(180), gradient))


def saved(path: Path, picture: Image.Image, **how: object) -> Path:
    picture.save(path, **how)
    return path


def darkest(picture: Image.Image) -> float:
    """Most ink on one spot, percent."""
    pixels = picture.tobytes()
    return max(sum(pixels[at : at + 4]) for at in range(0, len(pixels), 4)) / 2.55


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif", "a.gif"])
def test_every_usual_format_is_read(tmp_path: Path, name: str) -> None:
    path = saved(tmp_path / name, colourful())

    assert measure(path) == (60, 40)
    assert opened(for_press(path, WHOLE, LARGE)).size == (60, 40)
    assert opened(for_screen(path, 30).data).size == (30, 20)


def test_camera_turn_is_applied(tmp_path: Path) -> None:
    picture = Image.new("RGB", (60, 40), "white")
    ImageDraw.Draw(picture).rectangle((0, 0, 19, 19), fill="black")
    turned = Image.Exif()
    turned[0x0112] = 6
    path = saved(tmp_path / "a.jpg", picture, exif=turned, quality=95)

    seen = opened(for_press(path, WHOLE, LARGE))

    assert measure(path) == seen.size == (40, 60)
    assert seen.convert("L").getpixel((35, 5)) < 40
    assert seen.convert("L").getpixel((5, 5)) > 215


def test_crop_takes_the_part_that_was_asked_for(tmp_path: Path) -> None:
    picture = Image.new("RGB", (100, 100), "white")
    ImageDraw.Draw(picture).rectangle((50, 50, 99, 99), fill="black")
    path = saved(tmp_path / "a.png", picture)

    part = opened(for_press(path, (0.5, 0.5, 1.0, 1.0), LARGE))

    assert part.size == (50, 50)
    assert part.mode == "L"
    assert part.getextrema()[1] < 10


def test_large_pictures_are_reduced_and_small_ones_are_not_enlarged(
    tmp_path: Path,
) -> None:
    path = saved(tmp_path / "a.jpg", colourful((600, 400)))

    assert opened(for_press(path, WHOLE, (150, 1000))).size == (150, 100)
    assert opened(for_press(path, WHOLE, (1000, 100))).size == (150, 100)
    assert opened(for_press(path, WHOLE, LARGE)).size == (600, 400)
    assert for_screen(path, 10_000).width == 600


def test_neutral_colours_print_with_black_alone(tmp_path: Path) -> None:
    picture = colourful((64, 64))
    ImageDraw.Draw(picture).rectangle((0, 0, 31, 63), fill=(90, 90, 90))
    path = saved(tmp_path / "a.png", picture)

    separated = opened(for_press(path, WHOLE, LARGE))

    cyan, magenta, yellow, black = separated.crop((0, 0, 24, 64)).getextrema()
    assert separated.mode == "CMYK"
    assert max(cyan[1], magenta[1], yellow[1]) <= 2
    assert 160 <= black[0] <= black[1] <= 170


def test_picture_without_colour_stays_gray(tmp_path: Path) -> None:
    gray = saved(tmp_path / "a.jpg", Image.linear_gradient("L"))
    neutral = saved(tmp_path / "a.png", Image.linear_gradient("L").convert("RGB"))

    assert opened(for_press(gray, WHOLE, LARGE)).mode == "L"
    assert opened(for_press(neutral, WHOLE, LARGE)).mode == "L"


@pytest.mark.parametrize("mode", ["RGB", "CMYK"])
def test_ink_stays_below_240_percent(tmp_path: Path, mode: str) -> None:
    bands = [Image.effect_noise((200, 200), 120) for _ in mode]
    path = saved(tmp_path / "a.tif", Image.merge(mode, bands))

    assert darkest(opened(for_press(path, WHOLE, LARGE))) < 240


def test_ink_limit_keeps_black_and_the_balance_of_colours(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.tif", Image.new("CMYK", (16, 16), (200, 100, 100, 255)))

    cyan, magenta, _, black = opened(for_press(path, WHOLE, LARGE)).getpixel((8, 8))

    assert black >= 253
    assert cyan == pytest.approx(2 * magenta, abs=4)


def test_holes_show_white_paper(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", Image.new("RGBA", (8, 8), (0, 0, 0, 0)))

    assert opened(for_press(path, WHOLE, LARGE)).getpixel((4, 4)) == 255


def test_one_pixel_is_a_picture(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", Image.new("1", (1, 1)))

    assert measure(path) == (1, 1)
    assert opened(for_press(path, (0.3, 0.3, 0.6, 0.6), (1, 1))).size == (1, 1)


def test_deep_grays_keep_their_tones(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", Image.new("I;16", (8, 8), 0x8000))

    assert opened(for_press(path, WHOLE, LARGE)).getpixel((4, 4)) == 128


def test_colours_are_read_by_the_pictures_own_profile(tmp_path: Path) -> None:
    flat = Image.new("RGB", (8, 8), (120, 60, 30))
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    plain = saved(tmp_path / "a.png", flat)
    broken = saved(tmp_path / "b.png", flat, icc_profile=b"no profile")
    unfit = saved(tmp_path / "c.png", flat, icc_profile=swapped)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    same = saved(tmp_path / "d.png", flat, icc_profile=srgb)

    expected = for_screen(plain, 8)

    assert for_screen(broken, 8) == expected
    assert for_screen(unfit, 8) == expected
    assert for_screen(same, 8) == expected


def test_no_metadata_survives(tmp_path: Path) -> None:
    camera = Image.Exif()
    camera[0x010F] = "Secret camera"
    path = saved(tmp_path / "a.jpg", colourful(), exif=camera, comment=b"secret")

    for made in (for_press(path, WHOLE, LARGE), for_screen(path, 60).data):
        assert b"ecret" not in made


def test_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jpg", colourful())

    assert for_press(path, WHOLE, LARGE) == for_press(path, WHOLE, LARGE)
    assert for_screen(path, 50) == for_screen(path, 50)


def test_screen_pictures_are_progressive_srgb_jpegs(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.tif", Image.new("CMYK", (30, 20), (0, 255, 255, 0)))

    screen = for_screen(path, 15)

    seen = opened(screen.data)
    assert (seen.format, seen.mode, seen.info.get("progressive")) == ("JPEG", "RGB", 1)
    assert (screen.width, screen.height) == seen.size == (15, 10)
    assert seen.getpixel((7, 5))[0] > 200


def cut(path: Path) -> None:
    saved(path, Image.effect_noise((300, 200), 80).convert("RGB"))
    path.write_bytes(path.read_bytes()[:-2000])


def no_picture(path: Path) -> None:
    path.write_text("not a picture", encoding="utf-8")


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.gif"])
@pytest.mark.parametrize("make", [cut, no_picture, empty, Path.mkdir])
def test_broken_files_are_refused_with_a_cure(
    tmp_path: Path, name: str, make: object
) -> None:
    assert callable(make)
    path = tmp_path / name
    make(path)

    for read in (
        lambda: measure(path),
        lambda: for_press(path, WHOLE, LARGE),
        lambda: for_screen(path, 100),
    ):
        with pytest.raises(UnreadablePicture) as refusal:
            read()
        assert name in refusal.value.what.zh
        assert name in refusal.value.what.en
        assert refusal.value.cure.zh
        assert refusal.value.cure.en


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePicture, match=r"gone\.jpg does not exist"):
        measure(tmp_path / "gone.jpg")


def test_hundred_megapixels_are_welcome(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jpg", Image.new("L", (10_000, 10_000), 128))

    assert measure(path) == (10_000, 10_000)
    assert opened(for_press(path, WHOLE, (500, 500))).size == (500, 500)


def test_more_than_200_megapixels_are_refused_unread(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", Image.new("1", (20_000, 10_001)))

    with pytest.raises(UnreadablePicture, match="201 megapixels") as refusal:
        measure(path)

    assert "8000 像素" in refusal.value.cure.zh


def test_what_other_libraries_set_in_pillow_is_neither_used_nor_lost(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.jpg"
    cut(path)
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # as WeasyPrint does
    try:
        with pytest.raises(UnreadablePicture, match="cut off"):
            measure(path)
        assert ImageFile.LOAD_TRUNCATED_IMAGES
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def test_pillows_own_limit_is_left_alone(tmp_path: Path) -> None:
    limit = Image.MAX_IMAGE_PIXELS
    path = saved(tmp_path / "a.png", colourful())

    measure(path)

    assert limit == Image.MAX_IMAGE_PIXELS


@pytest.mark.parametrize("paper", ["white", "black", (200, 60, 40)])
def test_page_pictures_show_the_pixels_given(paper: str | tuple[int, ...]) -> None:
    page = Image.new("RGB", (40, 30), paper)

    encoded = opened(encode_page(page.tobytes(), page.size))

    assert (encoded.format, encoded.size) == ("WEBP", (40, 30))
    middle = encoded.convert("RGB").getpixel((20, 15))
    assert middle == pytest.approx(page.getpixel((20, 15)), abs=4)


def test_type_stays_gray_and_keeps_its_edges_in_page_pictures() -> None:
    page = Image.effect_noise((60, 40), 90)

    encoded = opened(encode_page(page.convert("RGB").tobytes(), page.size))

    reds, greens, _ = encoded.convert("RGB").split()
    off = ImageChops.difference(greens, page).getextrema()[1]
    assert reds.tobytes() == greens.tobytes()
    assert off <= 9


def test_inks_are_limited_as_the_printer_says(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.tif", Image.new("CMYK", (16, 16), (255, 255, 255, 255)))

    pixel = opened(for_press(path, WHOLE, LARGE, Separation(300))).getpixel((8, 8))

    assert 270 < sum(pixel) * 100 / 255 < 300


def test_colours_go_through_the_printers_profile(tmp_path: Path) -> None:
    profile = profile_of(Printer(name="coated", condition="FOGRA39"))
    if profile is None:
        pytest.skip("no profile of FOGRA39 here; scribus-data has one")
    path = saved(tmp_path / "a.png", Image.new("RGB", (16, 16), (200, 30, 40)))

    pixel = opened(for_press(path, WHOLE, LARGE, Separation(300, profile))).getpixel(
        (8, 8)
    )

    cyan, magenta, yellow, black = pixel
    assert magenta > 220
    assert yellow > 180
    assert cyan < 60
    assert black < 60


@pytest.mark.parametrize("content", [b"", b"no profile", b"\0" * 200])
def test_a_file_that_is_no_profile_is_the_designers_to_mend(
    tmp_path: Path, content: bytes
) -> None:
    path = saved(tmp_path / "a.png", Image.new("RGB", (16, 16), (200, 30, 40)))
    (tmp_path / "press.icc").write_bytes(content)

    with pytest.raises(LayoutError, match=r"press\.icc"):
        for_press(path, WHOLE, LARGE, Separation(300, tmp_path / "press.icc"))
