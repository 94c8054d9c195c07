"""Pictures that belong to the paper: its name, its icon, its logo."""

from pathlib import Path

from newsletter.errors import Place, Text
from newsletter.manifest.findings import Findings, shown
from newsletter.manifest.folders import cure_for_missing, is_file
from newsletter.model.web import PlateImage
from newsletter.pictures import UnreadablePicture, measure


def read_plate(
    file: str, folder: Path, place: Place, findings: Findings
) -> PlateImage | None:
    """Find and measure a picture.

    Args:
        file: as written, relative to ``folder``; empty for none.
        folder: ``issues/``.
        place: of the value in ``publication.yaml``.
        findings: gets M303 for a missing file, M304 for one elsewhere, M305 for one
            that is no picture.
    """
    if not file:
        return None
    path = folder / file
    try:
        leaves = not path.resolve().is_relative_to(folder.resolve())
        if not leaves and is_file(path):
            width, height = measure(path)
            return PlateImage(path=path, file=file, width=width, height=height)
    except UnreadablePicture as error:
        findings.add("M305", place, error.what, error.cure)
        return None
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name too long
        leaves = True
    if leaves:
        findings.add("M304", place, *_outside(file))
    else:
        findings.add("M303", place, *_missing(folder, file))
    return None


def _missing(folder: Path, file: str) -> tuple[Text, Text]:
    name = shown(file)
    what = Text(f"找不到图片“{name}”。", f"No picture “{name}”.")
    return what, cure_for_missing(folder, file)


def _outside(file: str) -> tuple[Text, Text]:
    name = shown(file)
    return (
        Text(f"“{name}”不在 issues 文件夹里。", f"“{name}” is not inside issues/."),
        Text("把图片放进 issues 文件夹。", "Put the picture into issues/."),
    )
