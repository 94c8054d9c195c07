"""D001 to D004: dates that do not exist, lie ahead, or name a wrong weekday."""

import re
from collections.abc import Iterator
from datetime import date

from newsletter.desk.checks.copies import Copy, slip
from newsletter.errors import Problem, Severity, Text
from newsletter.model.calendar import weekday

_DATE = re.compile(
    r"(?<![\d.．])(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日"
    r"(?:[ \t]?[（(]?(?:星期|周|礼拜)([一二三四五六日天])(?![\u4e00-\u9fff]?年))?"
)
_OTHER_CALENDAR = re.compile(r"(?:农历|阴历|旧历|闰)[^，。]{0,6}$")
_DATELINE = re.compile("讯|电")
_OLD = 30
_ACROSS_NEW_YEAR = 300
"""Days; a date that is further off without a year is of another year."""

_OPENING = 60
_WEEKDAYS = "一二三四五六日"
_FIRST_YEAR = 1800


def dates(copy: Copy, day: date) -> Iterator[Problem]:
    """Find dates that cannot be right.

    A date without a year is of the issue's, but in January December is last year's.

    Args:
        copy: The article.
        day: Date of the issue.
    """
    body = copy.article.texts
    opening = body[0] if body else ""
    for text in copy.texts:
        for match in _DATE.finditer(text):
            if not _OTHER_CALENDAR.search(text[: match.start()]):
                is_news = text is opening and match.start() < _OPENING
                yield from _judged(copy, text, match, day, is_news=is_news)


def _judged(
    copy: Copy, text: str, match: re.Match[str], day: date, *, is_news: bool
) -> Iterator[Problem]:
    year, month, number, name = match.groups()
    meant = _meant(int(year) if year else None, int(month), int(number), day)
    place = copy.at(text, *match.span())
    words = match.group()
    if meant is None:
        what = Text(f"没有这一天：“{words}”", f"there is no such day: “{words}”")
        yield slip("D001", place, what, _LOOK, Severity.ERROR)
        return
    right = _WEEKDAYS[meant.weekday()]
    if name and name.replace("天", "日") != right and meant.year >= _FIRST_YEAR:
        said = Text(
            f"{meant} 是{weekday(meant, 'zh')}，不是“{words}”",
            f"{meant} is a {weekday(meant, 'en')}, not “{words}”",
        )
        # Without a year the writer may mean another one.
        severity = Severity.ERROR if year else Severity.WARNING
        yield slip("D003", place, said, _LOOK, severity)
    if is_news and _DATELINE.search(copy.article.dateline):
        yield from _far(copy, place_text=(text, match), meant=meant, day=day)


def _far(
    copy: Copy, *, place_text: tuple[str, re.Match[str]], meant: date, day: date
) -> Iterator[Problem]:
    text, match = place_text
    place, words = copy.at(text, *match.span()), match.group()
    if meant > day:
        what = Text(
            f"“{words}”在出报日期以后", f"“{words}” lies after the issue's date"
        )
        yield slip("D002", place, what, _LOOK, Severity.HINT)
    elif (day - meant).days > _OLD:
        days = (day - meant).days
        what = Text(f"“{words}”是 {days} 天以前", f"“{words}” was {days} days ago")
        yield slip("D004", place, what, _LOOK, Severity.HINT)


def _meant(year: int | None, month: int, number: int, day: date) -> date | None:
    """Read a date; without a year it is this one's, but across New Year."""
    if year:
        return _date(year, month, number)
    years = (day.year, day.year - 1, day.year + 1)
    found = [each for y in years if (each := _date(y, month, number))]
    near = (each for each in found if abs((each - day).days) < _ACROSS_NEW_YEAR)
    return next(near, None) or next(iter(found), None)


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


_LOOK = Text("核对日期", "check the date")
