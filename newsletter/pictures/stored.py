"""Pictures as they are stored: pixels that nobody has converted."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image

from newsletter.errors import Text
from newsletter.pictures import UnreadablePicture, opened
from newsletter.pictures.opening import our_own_pillow

_READER_QUALITY: Final = 82
_ORIENTATION: Final = 0x0112
_ALPHA: Final = {"LA": "L", "PA": "RGB", "RGBA": "RGB"}
_STORED: Final = ("L", "RGB", "CMYK")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPicture:
    """A picture's own samples."""

    width: int
    height: int
    mode: str
    """``L``, ``RGB`` or ``CMYK``: 8 bits each."""

    data: bytes
    """A JPEG file as it came, or rows of samples from the top."""

    is_jpeg: bool = False
    is_inverted: bool = False
    """Whether 0 is full ink, as Adobe's programs write CMYK in JPEG."""

    alpha: bytes = b""
    """Opacity of each pixel; empty when all are opaque."""


def stored_picture(path: Path) -> StoredPicture:
    """Read a picture without changing a sample.

    Palettes and bilevel pictures are spelt out; that changes no colour.

    Raises:
        UnreadablePicture: as ``opened``; or samples of a kind that no press takes,
            or a picture that only a turn written beside it sets upright.
    """
    with opened(path) as picture:
        if picture.getexif().get(_ORIENTATION, 1) != 1:
            raise UnreadablePicture(*_turned(path))
        if picture.format == "JPEG" and picture.mode in _STORED:
            picture.load()
            return StoredPicture(
                width=picture.width,
                height=picture.height,
                mode=picture.mode,
                data=path.read_bytes(),
                is_jpeg=True,
                is_inverted=picture.mode == "CMYK" and "adobe" in picture.info,
            )
        return _samples(_plain(picture, path))


def _plain(picture: Image.Image, path: Path) -> Image.Image:
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode == "P":
        return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    if picture.mode not in (*_STORED, *_ALPHA):
        raise UnreadablePicture(*_odd(path, picture.mode))
    return picture


def _samples(picture: Image.Image) -> StoredPicture:
    alpha = b""
    if picture.mode in _ALPHA:
        opacity = picture.getchannel("A")
        alpha = b"" if opacity.getextrema() == (255, 255) else opacity.tobytes()
        picture = picture.convert(_ALPHA[picture.mode])
    return StoredPicture(
        width=picture.width,
        height=picture.height,
        mode=picture.mode,
        data=picture.tobytes(),
        alpha=alpha,
    )


def stand_in(label: str) -> bytes:
    """Make a small white JPEG that carries a label, to be replaced later."""
    file = BytesIO()
    Image.new("L", (8, 8), 255).save(file, "JPEG", comment=label.encode())
    return file.getvalue()


def reduced_jpeg(data: bytes, size: tuple[int, int]) -> bytes:
    """Make a JPEG of fewer pixels in the same colours; the same input, the same bytes.

    Args:
        data: A JPEG file.
        size: Pixels across and down.
    """
    with our_own_pillow(), Image.open(BytesIO(data)) as picture:
        small = picture.resize(size, Image.Resampling.LANCZOS)
        small.info.clear()
        file = BytesIO()
        small.save(file, "JPEG", quality=_READER_QUALITY, optimize=True)
        return file.getvalue()


def _turned(path: Path) -> tuple[Text, Text]:
    return (
        Text(f"{path.name} 要转过来才正", f"{path.name} must be turned to be upright"),
        Text("转正后另存", "turn it, and save it anew"),
    )


def _odd(path: Path, mode: str) -> tuple[Text, Text]:
    return (
        Text(
            f"{path.name} 的像素格式（{mode}）不能付印",
            f"{path.name} has samples ({mode}) that no press takes",
        ),
        Text("存成 8 位 CMYK 或灰度", "save it as CMYK or gray, 8 bits"),
    )
