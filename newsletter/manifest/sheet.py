"""The paper's sheet: a named one, and what the editor changed of it."""

from dataclasses import fields, replace

from newsletter.errors import Text
from newsletter.manifest.document import Document
from newsletter.manifest.findings import Findings, closest, shown
from newsletter.manifest.publication_schema import SheetEntry
from newsletter.model.publication import Sheet
from newsletter.model.sheets import SHEETS, sheet_named

_PT_PER_MM = 72 / 25.4
_SMALLEST, _BIGGEST = 5.0, 24.0
_LEAST_ROOM = 50
"""mm."""


def read_sheet(entry: SheetEntry, document: Document, findings: Findings) -> Sheet:
    """Make the sheet of ``publication.yaml``.

    Args:
        entry: what the editor wrote.
        document: the file, for places.
        findings: gets M103 for an unknown name without a size of its own, for type
            that no one could read and for margins that leave no paper.
    """
    known = sheet_named(entry.name)
    if known is None and None in (entry.width, entry.height):
        findings.add("M103", document.value(("sheet", "name")), *_unknown(entry.name))
    given_so = ("name", "place")
    names = [field.name for field in fields(Sheet) if field.name not in given_so]
    given = {name: getattr(entry, name) for name in names}
    changed = {name: value for name, value in given.items() if value is not None}
    name = known.name if known else entry.name
    place = document.key(("sheet",))
    sheet = replace(known or SHEETS[0], name=name, place=place, **changed)
    _check(sheet, document, findings)
    return sheet


def _check(sheet: Sheet, document: Document, findings: Findings) -> None:
    """Refuse a grid whose type no one could read, or that leaves no paper."""
    ems = sheet.columns * sheet.measure + (sheet.columns - 1) * sheet.gutter
    size = (sheet.width - 2 * sheet.margin) / ems * _PT_PER_MM
    is_room = min(sheet.height, sheet.width) - 2 * sheet.margin >= _LEAST_ROOM
    if _SMALLEST <= size <= _BIGGEST and is_room:
        return
    what = Text(
        f"照这个纸张和栏宽，正文是 {size:.1f} 点。"
        if is_room
        else "页边太宽，版心放不下。",
        f"With this sheet and measure the type is {size:.1f} pt."
        if is_room
        else "The margins leave no room for text.",
    )
    cure = Text(
        f"调整栏数、栏宽或页边，使正文在 {_SMALLEST:.0f} 到 {_BIGGEST:.0f} 点之间。",
        f"Change columns, measure or margin for {_SMALLEST:.0f} to {_BIGGEST:.0f} pt.",
    )
    findings.add("M103", document.key(("sheet",)), what, cure)


def _unknown(name: str) -> tuple[Text, Text]:
    names = [sheet.name for sheet in SHEETS]
    near = closest(name, names)
    return (
        Text(
            f"没有叫“{shown(name)}”的开本。",
            f"There is no sheet called “{shown(name)}”.",
        ),
        Text(
            f"是不是想写“{near}”？" if near else _ONE_OF.zh + "、".join(names) + "。",
            f"Did you mean “{near}”?" if near else _ONE_OF.en + ", ".join(names) + ".",
        ),
    )


_ONE_OF = Text(
    "自定开本要写明 width 和 height；已有的开本：",
    "Give width and height for a sheet of your own; known are: ",
)
