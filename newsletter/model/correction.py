"""Corrections (更正): what an issue puts right in an article of an earlier one."""

from dataclasses import dataclass
from datetime import date

from newsletter.errors import Place
from newsletter.model.calendar import long_date

_INNER_ZH = str.maketrans("《》", "〈〉")
_INNER_EN = str.maketrans("“”", "‘’")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One entry of the manifest: it makes the box in print and the dated note."""

    date: date
    """Of the issue that printed the article."""

    article: str
    """Its slug there."""

    ordinal: int
    """Its number there, which survives a new slug."""

    title: str
    """Its headline on one line."""

    text: str
    place: Place


def box_title(language: str) -> str:
    """Name the box: ``更正`` or ``Corrections``."""
    return "更正" if _is_chinese(language) else "Corrections"


def box_line(day: date, title: str, text: str, language: str) -> str:
    """Write a correction as the box prints it, with the article that it is about.

    Title marks inside the title become inner ones (GB/T 15834).

    Args:
        day: Of the issue that had the article.
        title: Of the article.
        text: Of the correction.
        language: Of the paper.
    """
    written = long_date(day, language)
    if _is_chinese(language):
        return f"{written}《{title.translate(_INNER_ZH)}》：{text}"
    return f"“{title.translate(_INNER_EN)}” ({written}): {text}"


def note_label(day: date, language: str) -> str:
    """Head the note on a corrected article: ``更正（2021年11月30日）：``.

    Args:
        day: Of the issue that makes the correction.
        language: Of the paper.
    """
    written = long_date(day, language)
    return (
        f"更正（{written}）：" if _is_chinese(language) else f"Correction, {written}:"
    )


def _is_chinese(language: str) -> bool:
    return language.lower().startswith("zh")
