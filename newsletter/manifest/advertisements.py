"""Read advertisements; what is in their files is the press's affair."""

from collections.abc import Iterator
from pathlib import Path

from newsletter.errors import Place, Text
from newsletter.manifest.boxes import Desk
from newsletter.manifest.boxes_schema import AdvertisementEntry
from newsletter.manifest.findings import Findings, shown
from newsletter.manifest.folders import cure_for_missing, inside, is_file
from newsletter.model.boxes import Advertisement, Position

_ADVERTISEMENTS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff")


def read_advertisements(
    entries: list[AdvertisementEntry], desk: Desk
) -> tuple[Advertisement, ...]:
    """Read advertisements; what is in their files is the press's affair.

    Args:
        entries: as written.
        desk: the manifest; its findings get M209, M301, M304.
    """
    return tuple(_advertisements(entries, desk))


def _advertisements(
    entries: list[AdvertisementEntry], desk: Desk
) -> Iterator[Advertisement]:
    for entry in entries:
        place = desk.document.value((*entry.path, "file"))
        path = inside(desk.folder, entry.file, place, desk.findings)
        if path is None:
            continue
        if not is_file(path):
            what = Text(
                f"找不到广告文件“{shown(entry.file)}”。",
                f"No advertisement “{shown(entry.file)}”.",
            )
            cure = cure_for_missing(desk.folder, entry.file)
            desk.findings.add("M301", place, what, cure)
        elif path.suffix.lower() not in _ADVERTISEMENTS:
            desk.findings.add("M209", place, *_KINDS)
        else:
            _check_size(entry, place, desk.findings)
            yield _advertisement(entry, path, place)


def _check_size(entry: AdvertisementEntry, place: Place, findings: Findings) -> None:
    if entry.position is Position.FOOT and not (entry.columns or entry.width):
        findings.add("M209", place, *_NO_WIDTH)
    if entry.convert and Path(entry.file).suffix.lower() == ".pdf":
        findings.add("M209", place, *_NO_CONVERSION)


def _advertisement(
    entry: AdvertisementEntry, path: Path, place: Place
) -> Advertisement:
    return Advertisement(
        path=path,
        file=entry.file,
        page=entry.page,
        position=entry.position,
        columns=entry.columns,
        lines=entry.lines,
        width=entry.width,
        height=entry.height,
        alt=entry.alt,
        advertiser=entry.advertiser,
        link=entry.link,
        convert=entry.convert,
        place=place,
    )


_KINDS = (
    Text("广告文件的种类不认识。", "No kind of file that an advertisement can be."),
    Text("用 PDF、JPEG、PNG 或 TIFF。", "Use PDF, JPEG, PNG or TIFF."),
)
_NO_WIDTH = (
    Text("广告没有写多宽。", "The advertisement has no width."),
    Text(
        "写 columns（几栏）或 width（毫米）。", "Say columns, or width in millimetres."
    ),
)
_NO_CONVERSION = (
    Text("PDF 的颜色不能由程序转换。", "Colours of a PDF are not converted."),
    Text(
        "去掉 convert，请广告主给一个合印厂要求的 PDF。",
        "Remove convert; ask the advertiser for a PDF that fits the printer.",
    ),
)
