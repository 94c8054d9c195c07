"""Dates as a newspaper prints them: weekday, lunar date, solar term.

The only module that knows borax.
"""

from datetime import date

from borax.calendars.lunardate import LunarDate

_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def weekday(day: date, language: str) -> str:
    """Name the weekday: ``星期二`` or ``Tuesday``."""
    if language.lower().startswith("zh"):
        return f"星期{_WEEKDAYS_ZH[day.weekday()]}"
    return _WEEKDAYS_EN[day.weekday()]


def long_date(day: date, language: str) -> str:
    """Write the date in full: ``2021年11月23日`` or ``23 November 2021``."""
    if language.lower().startswith("zh"):
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"


def month_name(day: date, language: str) -> str:
    """Name the month: ``11月`` or ``November``."""
    if language.lower().startswith("zh"):
        return f"{day.month}月"
    return _MONTHS_EN[day.month - 1]


_TRADITIONAL = str.maketrans("农历闰腊", "農曆閏臘")


def lunar_date(day: date, *, traditional: bool = False) -> str:
    """Write the lunar date: ``农历辛丑年十月十九``; empty outside 1900 to 2100.

    In traditional characters it reads ``農曆辛丑年十月十九``.

    Exact but for 90 days in 2057, 2089 and 2097, whose new moon falls within
    three minutes of midnight.
    """
    if not 1901 <= day.year <= 2099:
        return ""
    written = str(LunarDate.from_solar(day).strftime("农历%o年%L%M月%D"))
    return written.translate(_TRADITIONAL) if traditional else written


def solar_term(day: date) -> str:
    """Name the solar term that begins on the day, such as ``小雪``; else empty."""
    if not 1901 <= day.year <= 2099:
        return ""
    return str(LunarDate.from_solar(day).term or "")
