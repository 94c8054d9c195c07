"""Dates as a newspaper prints them."""

from datetime import date

import pytest

from newsletter.model.calendar import long_date, lunar_date, solar_term, weekday


@pytest.mark.parametrize(
    ("day", "lunar"),
    [
        (date(2021, 11, 23), "农历辛丑年十月十九"),
        (date(2023, 3, 25), "农历癸卯年闰二月初四"),
        (date(2022, 1, 31), "农历辛丑年腊月廿九"),
    ],
    ids=str,
)
def test_lunar_date_is_written_with_its_year_and_leap_month(
    day: date, lunar: str
) -> None:
    assert lunar_date(day) == lunar


def test_a_year_outside_the_tables_has_no_lunar_date_and_no_solar_term() -> None:
    days = (date(1850, 1, 1), date(2150, 1, 1))

    assert [lunar_date(day) + solar_term(day) for day in days] == ["", ""]


def test_a_solar_term_is_named_only_on_its_own_day() -> None:
    terms = [solar_term(date(2021, 11, day)) for day in (21, 22, 23)]

    assert terms == ["", "小雪", ""]


def test_weekday_and_date_follow_the_papers_language() -> None:
    day = date(2021, 11, 23)

    assert (weekday(day, "zh-Hans"), weekday(day, "en")) == ("星期二", "Tuesday")
    assert long_date(day, "zh-CN") == "2021年11月23日"
    assert long_date(day, "en-GB") == "23 November 2021"
