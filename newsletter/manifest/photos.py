"""Pictures of an article: found, measured, and fit to print."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from newsletter.errors import Place, Text
from newsletter.manifest.findings import Findings, shown
from newsletter.manifest.folders import cure_for_missing, exists, inside, is_file
from newsletter.model.issue import Photo
from newsletter.model.publication import Sheet
from newsletter.pictures import UnreadablePicture, measure

_LEAST_DPI = 150
_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPhoto:
    """A picture as the editor asked for it."""

    file: str
    caption: str
    credit: str
    alt: str
    focus: tuple[float, float] = (0.5, 0.5)
    place: Place


def read_photos(
    wanted: Iterable[WantedPhoto], folder: Path, sheet: Sheet, findings: Findings
) -> tuple[Photo, ...]:
    """Find and measure pictures.

    Args:
        wanted: as written in the manifest, then as pasted into the Markdown.
        folder: the issue's.
        sheet: tells how wide a column is, to judge the resolution.
        findings: gets M303 to M305, W302, W313, H301.

    Returns:
        The pictures that can be used, each file once.
    """
    photos: dict[Path, Photo] = {}
    for each in wanted:
        path = _found(each, folder, findings)
        if path is None:
            continue
        if path in photos:
            findings.add("W313", each.place, *_twice(each.file))
            continue
        photo = _measured(each, path, findings)
        if photo is not None:
            _judge(photo, sheet, findings)
            photos[path] = photo
    return tuple(photos.values())


def _found(wanted: WantedPhoto, folder: Path, findings: Findings) -> Path | None:
    path = inside(folder, wanted.file, wanted.place, findings)
    if path is None or is_file(path):
        return path
    if exists(path):
        findings.add("M305", wanted.place, *_NO_FILE)
        return None
    findings.add(
        "M303",
        wanted.place,
        Text(
            f"找不到图片“{shown(wanted.file)}”。", f"No picture “{shown(wanted.file)}”."
        ),
        cure_for_missing(folder, wanted.file),
    )
    return None


def _measured(wanted: WantedPhoto, path: Path, findings: Findings) -> Photo | None:
    try:
        width, height = measure(path)
    except UnreadablePicture as error:
        findings.add("M305", wanted.place, error.what, error.cure)
        return None
    return Photo(
        path=path,
        file=wanted.file,
        width=width,
        height=height,
        caption=wanted.caption,
        credit=wanted.credit,
        alt=wanted.alt,
        focus=wanted.focus,
        place=wanted.place,
    )


def least_width(sheet: Sheet) -> int:
    """Pixels that a picture one column wide needs to look sharp in newsprint."""
    column = (sheet.width - 2 * sheet.margin) / sheet.columns
    return round(column / _MM_PER_INCH * _LEAST_DPI)


def _judge(photo: Photo, sheet: Sheet, findings: Findings) -> None:
    least = least_width(sheet)
    if photo.width < least or photo.height < least // 4:
        size = f"{photo.width}×{photo.height}"
        what = Text(
            f"图片只有 {size} 像素，一栏宽就要 {least} 像素。",
            f"The picture has {size} pixels; one column needs {least} across.",
        )
        cure = Text("换成原图。", "Use the original.")
        findings.add("W302", photo.place, what, cure)
    if not photo.alt:
        what = Text("图片没有替代文字。", "The picture has no alternative text.")
        cure = Text(
            "补上“alt: …”，用一句话说出图里有什么。",
            "Add “alt: …”, one sentence on what it shows.",
        )
        findings.add("H301", photo.place, what, cure)


def _twice(file: str) -> tuple[Text, Text]:
    what = Text(
        f"图片“{shown(file)}”已经列过，这里的不用。",
        f"The picture “{shown(file)}” is listed already; this one is left out.",
    )
    return what, Text("只留一处。", "Keep only one.")


_NO_FILE = (
    Text("这不是图片文件。", "This is no picture file."),
    Text("换成 JPEG 或 PNG 图片。", "Put a JPEG or PNG picture in its place."),
)
