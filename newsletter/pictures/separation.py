"""Pictures in ink: separated into cyan, magenta, yellow and black, and limited."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageCms, ImageMath

from newsletter.errors import LayoutError

_HEADROOM: Final = 20
"""Percent below the limit that pictures aim at: JPEG rounds."""


@dataclass(frozen=True, slots=True)
class Separation:
    """How a press wants colours divided between its inks."""

    ink_limit: int = 240
    """Most ink on one spot, all inks together, percent."""

    profile: Path | None = None
    """ICC profile of the press; None for plain gray-component replacement."""


def separated(picture: Image.Image, how: Separation) -> Image.Image:
    """Separate a picture; one without colour stays gray, for black ink only.

    With a profile colours go through it, relative colorimetric with black point
    compensation.  Without one neutral colours become black ink only (full
    gray-component replacement), so that misregister cannot tint them.

    Args:
        picture: Gray, RGB or CMYK, with its own profile in ``info`` if it has one.
        how: Limit and profile.

    Raises:
        LayoutError: the profile is unreadable, or not of a four-colour press.
    """
    if picture.mode == "L":
        return picture
    limit = (how.ink_limit - _HEADROOM) * 255 // 100
    if picture.mode == "CMYK":
        return _limited(_recast(picture, how.profile), limit)
    seen = as_srgb(picture)
    inks = ImageChops.invert(seen).split()
    black = ImageChops.darker(ImageChops.darker(inks[0], inks[1]), inks[2])
    colours = [ImageChops.subtract(ink, black) for ink in inks]
    if not any(colour.getbbox() for colour in colours):
        return ImageChops.invert(black)
    if how.profile:
        return _limited(_converted(seen, how.profile), limit)
    return _limited(Image.merge("CMYK", (*colours, black)), limit)


def as_srgb(picture: Image.Image) -> Image.Image:
    """Bring colours to sRGB by the picture's own profile; grays stay gray."""
    profile = picture.info.get("icc_profile")
    if picture.mode == "L" or (picture.mode == "RGB" and not profile):
        return picture
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile or b""))
        srgb = ImageCms.createProfile("sRGB")
        seen = ImageCms.profileToProfile(picture, given, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        seen = None  # a broken profile says nothing: the numbers speak
    return seen or picture.convert("RGB")


def press_profile(path: Path) -> str:
    """Check an ICC profile, and tell what it says it is.

    Raises:
        LayoutError: unreadable, or not an output profile of a four-colour press.
    """
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(path.read_bytes()))
        said = ImageCms.getProfileDescription(profile).strip()
    except (OSError, ImageCms.PyCMSError) as error:
        raise LayoutError(f"{path.name} is no ICC profile: {error}") from error
    about = profile.profile
    if about.xcolor_space.strip() != "CMYK" or about.device_class != "prtr":
        raise LayoutError(
            f"{path.name} is an ICC profile of {about.xcolor_space.strip()} and class "
            f"{about.device_class}; a press needs CMYK and prtr"
        )
    return said


@lru_cache(maxsize=4)
def _transform(path: Path) -> ImageCms.ImageCmsTransform:
    press_profile(path)
    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        str(path),
        "RGB",
        "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _converted(picture: Image.Image, path: Path) -> Image.Image:
    # Only a conversion in place gives nothing back.
    return ImageCms.applyTransform(picture, _transform(path)) or picture


def _recast(picture: Image.Image, path: Path | None) -> Image.Image:
    """Bring inks meant for another press to ours; bare numbers stay."""
    given = picture.info.get("icc_profile")
    if not given or not path or given == path.read_bytes():
        return picture
    try:
        recast = ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(BytesIO(given)),
            str(path),
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            "CMYK",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError):
        return picture
    return recast or picture


def _limited(picture: Image.Image, limit: int) -> Image.Image:
    """Reduce the colours, never the black, where all inks together are too much."""
    cyan, magenta, yellow, black = picture.split()
    colours = [
        ImageMath.lambda_eval(
            lambda ink: ink["convert"](
                ink["min"](
                    ink["one"],
                    ink["one"] * (limit - ink["k"]) / (ink["c"] + ink["m"] + ink["y"]),
                ),
                "L",
            ),
            one=colour,
            c=cyan,
            m=magenta,
            y=yellow,
            k=black,
        )
        for colour in (cyan, magenta, yellow)
    ]
    return Image.merge("CMYK", (*colours, black))
