"""Photos for the press and for screens, and the pictures of finished pages.

The only room that knows Pillow.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import TypeAlias

from PIL import Image, ImageChops, UnidentifiedImageError

from newsletter.errors import NewsletterError, Text
from newsletter.pictures.opening import our_own_pillow
from newsletter.pictures.separation import Separation, as_srgb, separated

Crop: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom edge of the part shown, fractions of the picture."""

WHOLE: Crop = (0.0, 0.0, 1.0, 1.0)

_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP")
_MOST_PIXELS = 200_000_000
_PRESS_QUALITY = 88
_SCREEN_QUALITY = 82
_PAGE_QUALITY = 80
_GRAYS = [round(level / 17) * 17 for level in range(256)]
_TINGE = 8  # black ink alone, as PDFium shows it, is not quite neutral
_SHARED = (1200, 630)
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow's decoders raise on broken files; UnidentifiedImageError is an OSError.
_BROKEN = (OSError, SyntaxError, ValueError, MemoryError, struct.error)


class UnreadablePicture(NewsletterError):  # noqa: N818  (the trade's word)
    """A picture file that cannot be used; says why and what to do."""

    def __init__(self, what: Text, cure: Text) -> None:
        """Keep the reason and the cure in both languages."""
        self.what = what
        self.cure = cure
        super().__init__(f"{what.en}; {cure.en}")


@dataclass(frozen=True, slots=True)
class ScreenPicture:
    """A picture ready for e-mail and web pages."""

    data: bytes
    """JPEG, sRGB, progressive."""

    width: int
    """Pixels."""

    height: int
    """Pixels."""


def measure(path: Path) -> tuple[int, int]:
    """Read a picture through, and give its width and height in pixels.

    The size is the one seen, after any turn that the camera wrote into it.

    Raises:
        UnreadablePicture: missing, no picture, damaged, or above 200 megapixels.
    """
    with opened(path) as picture:
        size = _seen_size(picture)
        picture.draft(None, (1, 1))
        picture.load()
        return size


_NEWSPRINT = Separation()


def for_press(
    path: Path,
    crop: Crop,
    size: tuple[int, int],
    separation: Separation = _NEWSPRINT,
) -> bytes:
    """Crop, reduce and separate a picture for printing.

    Args:
        path: The picture file.
        crop: Left, top, right, bottom edge of the part shown, fractions.
        size: Most pixels, across and down; smaller pictures keep theirs.
        separation: Profile of the press, and most ink.

    Returns:
        A JPEG in CMYK, or in gray when the picture has no colour; no metadata.

    Raises:
        UnreadablePicture: as ``measure``.
        LayoutError: the profile cannot be used.
    """
    with opened(path) as picture:
        part = _reduced(picture, crop, size)
        return _jpeg(separated(part, separation), quality=_PRESS_QUALITY)


def for_screen(path: Path, max_width: int, crop: Crop = WHOLE) -> ScreenPicture:
    """Reduce a picture for e-mail and web pages.

    Args:
        path: The picture file.
        max_width: Most pixels across; smaller pictures keep theirs.
        crop: Edges of the part shown, as in ``for_press``.

    Raises:
        UnreadablePicture: as ``measure``.
    """
    with opened(path) as picture:
        part = as_srgb(_reduced(picture, crop, (max_width, _MOST_PIXELS)))
        jpeg = _jpeg(part, quality=_SCREEN_QUALITY, progressive=True)
        return ScreenPicture(jpeg, *part.size)


def for_plate(path: Path, room: tuple[int, int], *, is_square: bool) -> bytes:
    """Reduce the paper's icon or logo, on white where it has holes.

    Args:
        path: The picture file.
        room: Most pixels across and down; smaller pictures keep theirs.
        is_square: Whether white is added until it is as wide as high.

    Returns:
        A PNG, sRGB, without metadata.

    Raises:
        UnreadablePicture: as ``measure``.
    """
    with opened(path) as picture:
        plate = as_srgb(_reduced(picture, WHOLE, room))
    if is_square and plate.width != plate.height:
        side = max(plate.size)
        ground = Image.new("RGB", (side, side), "white")
        ground.paste(plate, ((side - plate.width) // 2, (side - plate.height) // 2))
        plate = ground
    plate.info.clear()
    file = BytesIO()
    plate.save(file, "PNG", optimize=True)
    return file.getvalue()


def encode_page(pixels: bytes, size: tuple[int, int]) -> bytes:
    """Encode the picture of a page as WebP.

    A page without colour keeps sharp type: 16 grays, without loss, are smaller and
    made sooner than a lossy picture.  A page in colour is encoded with loss.

    Args:
        pixels: Rows from the top, RGB, 8 bits each, no padding.
        size: Width and height in pixels.
    """
    picture = Image.frombytes("RGB", size, pixels)
    if _is_gray(picture):
        grays = picture.getchannel("G").point(_GRAYS).convert("RGB")
        return _webp(grays, lossless=True, quality=75, method=0)
    return _webp(picture, lossless=False, quality=_PAGE_QUALITY, method=2)


def _is_gray(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    differences = (ImageChops.difference(green, other) for other in (red, blue))
    return all(not any(one.histogram()[_TINGE + 1 :]) for one in differences)


def share_picture(pixels: bytes, size: tuple[int, int]) -> bytes:
    """Encode the top of a page as the JPEG that other sites show with a link.

    Args:
        pixels: As for ``encode_page``.
        size: Width and height in pixels.

    Returns:
        1200 by 630 pixels, the shape that such sites crop to.
    """
    page = Image.frombytes("RGB", size, pixels)
    top = page.crop((0, 0, size[0], round(size[0] * _SHARED[1] / _SHARED[0])))
    return _jpeg(top.resize(_SHARED, Image.Resampling.LANCZOS), quality=_SCREEN_QUALITY)


def encode_draft(pixels: bytes, size: tuple[int, int]) -> bytes:
    """Encode the picture of a page as PNG, in a fifth of the time; see above."""
    file = BytesIO()
    Image.frombytes("RGB", size, pixels).save(file, "PNG", compress_level=1)
    return file.getvalue()


def _webp(picture: Image.Image, **how: int) -> bytes:
    file = BytesIO()
    picture.save(file, "WEBP", **how)
    return file.getvalue()


@contextmanager
def opened(path: Path) -> Iterator[Image.Image]:
    """Open a picture; turn whatever Pillow says of it into our words.

    Raises:
        UnreadablePicture: missing, no picture, damaged, or above 200 megapixels.
    """
    with our_own_pillow():
        try:
            with Image.open(path, formats=_FORMATS) as picture:
                _refuse_giants(picture, path)
                yield picture
        except _BROKEN as error:
            raise _unreadable(path, error) from error


def _refuse_giants(picture: Image.Image, path: Path) -> None:
    pixels = picture.width * picture.height
    if pixels > _MOST_PIXELS:
        millions = ceil(pixels / 1e6)
        raise UnreadablePicture(
            Text(
                f"图片 {path.name} 有 {millions} 百万像素，超过上限 200 百万像素",
                f"picture {path.name} has {millions} megapixels; the limit is 200",
            ),
            Text(
                "请先缩小，例如最长边 8000 像素，再放进来",
                "reduce it first, for example to 8000 pixels on the longer side",
            ),
        )


def _unreadable(path: Path, error: BaseException) -> UnreadablePicture:
    if isinstance(error, FileNotFoundError):
        return UnreadablePicture(
            Text(f"找不到图片 {path.name}", f"picture {path.name} does not exist"),
            Text("请检查文件名和所在文件夹", "check the file's name and folder"),
        )
    if isinstance(error, UnidentifiedImageError | IsADirectoryError):
        return UnreadablePicture(
            Text(
                f"{path.name} 不是能用的图片", f"{path.name} is no picture that we read"
            ),
            Text("请另存为 JPEG 或 PNG", "save it as JPEG or PNG"),
        )
    if isinstance(error, PermissionError):
        return UnreadablePicture(
            Text(f"没有权限读取图片 {path.name}", f"may not read picture {path.name}"),
            Text("请修改文件的读取权限", "change the file's permissions"),
        )
    return UnreadablePicture(
        Text(
            f"图片 {path.name} 不完整或已损坏",
            f"picture {path.name} is cut off or damaged",
        ),
        Text(
            "请从原处重新复制，或重新导出为 JPEG", "copy it again, or export it as JPEG"
        ),
    )


def _orientation(picture: Image.Image) -> int:
    """Read how the camera was held, without decoding the picture."""
    if picture.format == "PNG" and "exif" not in picture.info:
        return 1  # getexif() would decode the whole PNG to look behind the pixels
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except _BROKEN:
        return 1


def _seen_size(picture: Image.Image) -> tuple[int, int]:
    width, height = picture.size
    return (height, width) if _orientation(picture) in (5, 6, 7, 8) else (width, height)


def _reduced(
    picture: Image.Image,
    crop: Crop,
    most: tuple[int, int],
) -> Image.Image:
    """Decode, turn upright, crop and reduce; the mode is L, RGB or CMYK."""
    full = _seen_size(picture)
    part = ((crop[2] - crop[0]) * full[0], (crop[3] - crop[1]) * full[1])
    scale = min(1.0, most[0] / part[0], most[1] / part[1])
    upright = _upright(picture, (ceil(full[0] * scale), ceil(full[1] * scale)))
    box = _pixel_box(crop, upright.size)
    size = (max(1, round(part[0] * scale)), max(1, round(part[1] * scale)))
    small = upright.resize(size, Image.Resampling.LANCZOS, box, reducing_gap=3.0)
    return _on_white(small)


def _upright(picture: Image.Image, wanted: tuple[int, int]) -> Image.Image:
    """Decode no more of a JPEG than wanted, and turn it as it was seen."""
    orientation = _orientation(picture)
    turned = orientation in (5, 6, 7, 8)
    picture.draft(None, (wanted[1], wanted[0]) if turned else wanted)
    profile = picture.info.get("icc_profile")
    plain = _plain(picture)
    turn = _TURNS.get(orientation)
    upright = plain if turn is None else plain.transpose(turn)
    upright.info["icc_profile"] = profile
    return upright


def _pixel_box(crop: Crop, size: tuple[int, int]) -> tuple[float, float, float, float]:
    width, height = size
    left, right = crop[0] * width, min(crop[2] * width, width)
    top, bottom = crop[1] * height, min(crop[3] * height, height)
    return (max(0.0, left), max(0.0, top), right, bottom)


def _plain(picture: Image.Image) -> Image.Image:
    """Bring palettes, bitmaps and deep grays to L, LA, RGB, RGBA or CMYK."""
    picture.load()
    if picture.mode in ("L", "LA", "RGB", "RGBA", "CMYK"):
        return picture
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if picture.mode in ("1", "F"):
        return picture.convert("L")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _on_white(picture: Image.Image) -> Image.Image:
    """Lay a picture with holes on white paper."""
    if picture.mode not in ("LA", "RGBA"):
        return picture
    mode = picture.mode[:-1]
    paper = Image.new(mode, picture.size, "white")
    paper.paste(picture.convert(mode), mask=picture.getchannel("A"))
    paper.info.update(picture.info)
    return paper


def _jpeg(picture: Image.Image, *, quality: int, progressive: bool = False) -> bytes:
    """Encode without metadata; the same pixels give the same bytes."""
    picture.info.clear()  # Pillow would write a comment it finds there
    file = BytesIO()
    picture.save(file, "JPEG", quality=quality, optimize=True, progressive=progressive)
    return file.getvalue()
