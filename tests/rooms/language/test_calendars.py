# SPDX-License-Identifier: Apache-2.0
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.language.calendars import (
    Calendar,
    FeastRule,
    easter,
    feast,
    month_span,
    orthodox_easter,
    to_gregorian,
    year_of,
    year_span,
)


@pytest.mark.parametrize(
    ("calendar", "year", "month", "day", "expected"),
    [
        (Calendar.HIJRI, 1446, 9, 1, date(2025, 3, 1)),
        (Calendar.HIJRI, 1446, 10, 1, date(2025, 3, 30)),
        (Calendar.HIJRI, 1447, 3, 12, date(2025, 9, 4)),
        (Calendar.JALALI, 1403, 12, 25, date(2025, 3, 15)),
        (Calendar.JALALI, 1404, 1, 1, date(2025, 3, 21)),
        (Calendar.JALALI, 1399, 12, 30, date(2021, 3, 20)),
        (Calendar.HEBREW, 5785, 7, 1, date(2024, 10, 3)),
        (Calendar.HEBREW, 5786, 7, 10, date(2025, 10, 2)),
        (Calendar.HEBREW, 5784, 7, 1, date(2023, 9, 16)),
        (Calendar.HEBREW, 5785, 1, 15, date(2025, 4, 13)),
        (Calendar.HEBREW, 5786, 1, 15, date(2026, 4, 2)),
        (Calendar.GREGORIAN, 2025, 2, 29, None),
        (Calendar.HIJRI, 1446, 13, 1, None),
        (Calendar.HIJRI, 1900, 1, 1, None),
        (Calendar.JALALI, 1404, 12, 30, None),
    ],
)
def test_dates_of_other_calendars_are_known_gregorian_days(
    calendar: Calendar, year: int, month: int, day: int, expected: date | None
) -> None:
    assert to_gregorian(year, month=month, day=day, calendar=calendar) == expected


@pytest.mark.parametrize(
    ("year", "western", "orthodox"),
    [
        (2016, date(2016, 3, 27), date(2016, 5, 1)),
        (2017, date(2017, 4, 16), date(2017, 4, 16)),
        (2019, date(2019, 4, 21), date(2019, 4, 28)),
        (2024, date(2024, 3, 31), date(2024, 5, 5)),
        (2025, date(2025, 4, 20), date(2025, 4, 20)),
        (2026, date(2026, 4, 5), date(2026, 4, 12)),
    ],
)
def test_easter_falls_where_the_churches_say(year: int, western: date, orthodox: date) -> None:
    assert (easter(year), orthodox_easter(year)) == (western, orthodox)


def test_a_feast_may_last_several_days_and_count_weekdays() -> None:
    ten = FeastRule(calendar=Calendar.HIJRI, month=9, day=21, days=9)
    fourth_thursday = FeastRule(calendar=Calendar.WEEKDAY_OF_MONTH, month=11, day=4, weekday=3)
    last_monday = FeastRule(calendar=Calendar.WEEKDAY_OF_MONTH, month=6, day=0, weekday=0)
    assert feast(ten, year=1446) == (date(2025, 3, 21), date(2025, 3, 29))
    assert feast(fourth_thursday, year=2024) == (date(2024, 11, 28), date(2024, 11, 28))
    assert feast(last_monday, year=2025) == (date(2025, 5, 26), date(2025, 5, 26))


def test_a_hijri_year_spans_parts_of_two() -> None:
    assert year_span(1436, calendar=Calendar.HIJRI) == (date(2014, 10, 25), date(2015, 10, 13))


@given(st.dates(date(1930, 1, 1), date(2070, 1, 1)), st.sampled_from([Calendar.HIJRI, Calendar.JALALI]))
def test_every_day_lies_in_its_year(day: date, calendar: Calendar) -> None:
    year = year_of(day, calendar=calendar)
    assert year is not None
    span = year_span(year, calendar=calendar)
    assert span is not None
    assert span[0] <= day <= span[1]


@given(st.integers(1400, 1490), st.integers(1, 12))
def test_a_hijri_month_has_29_or_30_days(year: int, month: int) -> None:
    span = month_span(year, month=month, calendar=Calendar.HIJRI)
    assert span is not None
    assert (span[1] - span[0]).days + 1 in {29, 30}
