"""Hold the dates of a manifest against its folder and the calendar."""

from datetime import date
from pathlib import Path

from newsletter.errors import Text
from newsletter.manifest.document import Document
from newsletter.manifest.findings import Findings, shown
from newsletter.manifest.issue_schema import IssueFile
from newsletter.model.calendar import lunar_date, weekday

_LUNAR_SPELLINGS = (
    ("农历", ""), ("阴历", ""), (" ", ""), ("正月", "一月"), ("冬月", "十一月"),
    ("腊月", "十二月"), ("廿", "二十"), ("卅", "三十"), ("初", ""),
)  # fmt: skip


def folder_date(folder: Path) -> date | None:
    """Read the date that names an issue's folder."""
    try:
        return date.fromisoformat(folder.name)
    except ValueError:
        return None


def check_dates(
    file: IssueFile, document: Document, folder: Path, findings: Findings
) -> None:
    """Report a date unlike the folder's (M202), a wrong weekday or lunar day (M201)."""
    named = folder_date(folder)
    if named != file.date:
        # Which of the two is wrong is not known, so neither is the weekday.
        findings.add("M202", document.value(("date",)), *_folder_words(file, folder))
        return
    if file.weekday and not _is_weekday(file.weekday, file.date):
        right = Text(weekday(file.date, "zh"), weekday(file.date, "en"))
        words = _wrong(file.weekday, file.date, right)
        findings.add("M201", document.value(("weekday",)), *words)
    lunar = lunar_date(file.date)
    if file.lunar and lunar and not _is_lunar(file.lunar, lunar):
        words = _wrong(file.lunar, file.date, Text(lunar, lunar))
        findings.add("M201", document.value(("lunar",)), *words)


def _is_weekday(written: str, day: date) -> bool:
    zh, en = weekday(day, "zh")[-1], weekday(day, "en").casefold()
    names = {f"{prefix}{zh}" for prefix in ("星期", "周", "礼拜")}
    if zh == "日":
        names |= {"星期天", "礼拜天"}
    return written in names or written.casefold().rstrip(".") in (en, en[:3])


def _is_lunar(written: str, right: str) -> bool:
    """Compare lunar dates however they are spelt, with or without the year."""
    said, true = _plain_lunar(written), _plain_lunar(right)
    return said in (true, true.rpartition("年")[2])


def _plain_lunar(text: str) -> str:
    for spelling, plain in _LUNAR_SPELLINGS:
        text = text.replace(spelling, plain)
    return text


def _folder_words(file: IssueFile, folder: Path) -> tuple[Text, Text]:
    name = shown(folder.name)
    return (
        Text(
            f"日期 {file.date} 与文件夹“{name}”不符。",
            f"The date {file.date} is not the folder's, “{name}”.",
        ),
        Text(
            "改日期，或给文件夹改名：两者都写成 2021-11-23 的样子。",
            "Change one of them; both are written like 2021-11-23.",
        ),
    )


def _wrong(written: str, day: date, right: Text) -> tuple[Text, Text]:
    return (
        Text(
            f"{day} 不是“{shown(written)}”，是{right.zh}。",
            f"{day} is not “{shown(written)}” but {right.en}.",
        ),
        Text(
            f"改成“{right.zh}”，或删去这一行，由程序推算。",
            f"Write “{right.en}”, or leave the line out: it is computed.",
        ),
    )
