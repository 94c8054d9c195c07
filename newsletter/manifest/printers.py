"""Printer profiles: ours, changed and added to by ``publication.yaml``."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from newsletter.errors import Text
from newsletter.manifest.delivery import check_delivery, delivery_of
from newsletter.manifest.document import Document
from newsletter.manifest.findings import Findings, did_you_mean, shown
from newsletter.manifest.folders import exists
from newsletter.manifest.publication_schema import (
    PrinterEntry,
    PublicationFile,
)
from newsletter.model.printer import PRINTERS, Printer, Resolution, file_name

_NAMING = re.compile(
    r"(?:[^{}/\\\\:;@*?\"<>|\x00-\x1f]"
    r"|\{(?:slug|date|number|page|version|printer)(?::0?[1-9])?\}){1,200}\.pdf"
)
"""Nothing that a file system, a mail or a RIP would not take."""

_PLAIN = (
    *("standard", "condition", "ink_limit", "bleed", "marks", "spots", "safe_margin"),
    *("smallest_type", "smallest_reversed", "smallest_rule", "one_file_per_page"),
    *("naming", "pages_multiple"),
)


def printers_of(entries: list[PrinterEntry], project: Path) -> tuple[Printer, ...]:
    """Lay what a paper says of its printers over our profiles, by name.

    Args:
        entries: of ``printers:``.
        project: the root that paths are relative to.
    """
    known = {printer.name: printer for printer in PRINTERS}
    for entry in entries:
        before = known.get(entry.name, Printer(name=entry.name))
        known[entry.name] = replace(before, **_said(entry, project))
    return tuple(known.values())


def check_printers(
    file: PublicationFile, document: Document, project: Path, findings: Findings
) -> None:
    """Refuse a profile that does not exist, has no file, or names files badly.

    Args:
        file: as read.
        document: the same, for places.
        project: the root that paths are relative to.
        findings: gets M103 and M301.
    """
    names = tuple(p.name for p in printers_of(file.printers, project))
    if file.printer not in names:
        what = Text(
            f"没有名为“{shown(file.printer)}”的印刷方案。",
            f"There is no printer profile “{shown(file.printer)}”.",
        )
        findings.add(
            "M103",
            document.value(("printer",)),
            what,
            did_you_mean(file.printer, names),
        )
    for entry in file.printers:
        if entry.delivery:
            check_delivery(entry.delivery, document, project, findings)
        if entry.profile and not exists(project / entry.profile):
            place = document.value((*entry.path, "profile"))
            findings.add("M301", place, *_no_profile(entry.profile))
        if entry.naming and not _names_pages(entry):
            place = document.value((*entry.path, "naming"))
            findings.add("M103", place, *_bad_naming(entry.naming))


def _said(entry: PrinterEntry, project: Path) -> dict[str, Any]:
    """Take the fields that the entry says something of."""
    said = {
        name: getattr(entry, name)
        for name in _PLAIN
        if getattr(entry, name) is not None
    }
    if entry.profile:
        said["profile"] = project / entry.profile
    if entry.picture_ppi:
        said["picture_ppi"] = Resolution(*entry.picture_ppi)
    if entry.delivery:
        said["delivery"] = delivery_of(entry.delivery, project)
    return said


def _names_pages(entry: PrinterEntry) -> bool:
    """Tell whether the template gives every page a name of its own."""
    [printer] = (p for p in printers_of([entry], Path()) if p.name == entry.name)
    if not _NAMING.fullmatch(printer.naming):
        return False
    first, second = (
        file_name(printer, slug="x", date="2021-11-23", number=1, page=page)
        for page in (1, 2)
    )
    return (first != second) == printer.one_file_per_page


def _no_profile(name: str) -> tuple[Text, Text]:
    return (
        Text(
            f"找不到特性文件“{shown(name)}”。",
            f"No ICC profile “{shown(name)}”.",
        ),
        Text(
            "向印厂索取 ICC 文件；路径从报纸文件夹算起。",
            "Ask the print shop for it; the path starts from the paper's folder.",
        ),
    )


def _bad_naming(naming: str) -> tuple[Text, Text]:
    return (
        Text(
            f"文件名样式“{shown(naming)}”不能用。",
            f"Files cannot be named “{shown(naming)}”.",
        ),
        Text(
            "可用 {slug} {date} {number} {page:02} {version}，以 .pdf 结尾；"
            "一版一文件时必须有 {page}，否则不能有。",
            "There are {slug} {date} {number} {page:02} {version}; end with .pdf; "
            "{page} when there is a file for each page, and only then.",
        ),
    )
