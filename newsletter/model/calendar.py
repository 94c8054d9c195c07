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


_WEEKDAYS = {
    "ja": tuple(f"{name}曜日" for name in "月火水木金土日"),
    "ko": tuple(f"{name}요일" for name in "월화수목금토일"),
    "de": (
        "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag",
        "Sonntag",
    ),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}  # fmt: skip
_MONTHS = {
    "de": (
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
        "September", "Oktober", "November", "Dezember",
    ),
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
        "septembre", "octobre", "novembre", "décembre",
    ),
    "es": (
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
        "septiembre", "octubre", "noviembre", "diciembre",
    ),
}  # fmt: skip
_LONG_DATES = {
    "zh": "{year}年{month}月{day}日",
    "ja": "{year}年{month}月{day}日",
    "ko": "{year}년 {month}월 {day}일",
    "de": "{day}. {name} {year}",
    "fr": "{day} {name} {year}",
    "es": "{day} de {name} de {year}",
}


def weekday(day: date, language: str) -> str:
    """Name the weekday: ``星期二``, ``火曜日`` or ``Tuesday``."""
    spoken = _spoken(language)
    if spoken == "zh":
        return f"星期{_WEEKDAYS_ZH[day.weekday()]}"
    return _WEEKDAYS.get(spoken, _WEEKDAYS_EN)[day.weekday()]


def long_date(day: date, language: str) -> str:
    """Write the date in full: ``2021年11月23日`` or ``23 November 2021``.

    Languages that have no form of their own here write it as English does.
    """
    spoken = _spoken(language)
    name = _MONTHS.get(spoken, _MONTHS_EN)[day.month - 1]
    form = _LONG_DATES.get(spoken, "{day} {name} {year}")
    return form.format(year=day.year, month=day.month, day=day.day, name=name)


def _spoken(language: str) -> str:
    return language.lower().partition("-")[0]


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
