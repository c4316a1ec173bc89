# SPDX-License-Identifier: Apache-2.0
"""Dates of the calendars that reports are written in, and of the feasts that name a day, as Gregorian dates.

Hijri dates follow Umm al-Qura (Saudi Arabia's civil calendar, 1343 to 1500 AH); a sighting may move a month by a day.
Jalali dates follow Iran's calendar, Hebrew ones the fixed arithmetic calendar. Easter is the Western one by the
Anonymous Gregorian algorithm, the Orthodox one by Meeus's Julian algorithm. What lies outside a calendar's table is
None: nothing is extrapolated.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from hijridate import Gregorian, Hijri
from persiantools.jdatetime import JalaliDate

__all__ = ["Calendar", "FeastRule", "easter", "feast", "month_span", "to_gregorian", "year_of", "year_span"]

MONTHS = 12
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
WEEK_DAYS = 7


class Calendar(StrEnum):
    """A calendar in which a month name stands."""

    GREGORIAN = "gregorian"
    HIJRI = "hijri"
    JALALI = "jalali"
    HEBREW = "hebrew"
    EASTER = "easter"
    ORTHODOX_EASTER = "orthodox_easter"
    WEEKDAY_OF_MONTH = "weekday_of_month"


@dataclass(frozen=True, slots=True)
class FeastRule:
    """When a feast falls: month and day of a calendar, or days from Easter, and for how many days.

    For ``weekday_of_month``, ``day`` is the count (4: the fourth), ``weekday`` the day of the week (Monday is 0).
    """

    calendar: Calendar
    month: int = 1
    day: int = 1
    offset_days: int = 0
    days: int = 1
    weekday: int = 0


@lru_cache(maxsize=4096)
def to_gregorian(year: int, *, month: int, day: int, calendar: Calendar) -> date | None:
    """Return the Gregorian date of a calendar's date, or None where it has no such day."""
    try:
        if calendar is Calendar.HIJRI:
            return Hijri(year, month, day).to_gregorian()
        if calendar is Calendar.JALALI:
            return _plain(JalaliDate(year, month, day).to_gregorian())  # type: ignore[no-untyped-call]
        if calendar is Calendar.HEBREW:
            return _hebrew(year, month=month, day=day)
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _plain(moment: date) -> date:
    return date(moment.year, moment.month, moment.day)


@lru_cache(maxsize=512)
def year_of(day: date, *, calendar: Calendar) -> int | None:
    """Return the calendar's year in which a Gregorian date lies."""
    try:
        if calendar is Calendar.HIJRI:
            return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
        if calendar is Calendar.JALALI:
            return int(JalaliDate(day).year)  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError):
        return None
    return day.year + _HEBREW_OFFSET if calendar is Calendar.HEBREW else day.year


def month_span(year: int, *, month: int, calendar: Calendar) -> tuple[date, date] | None:
    """Return the first and last day of a month as Gregorian dates."""
    first = to_gregorian(year, month=month, day=1, calendar=calendar)
    next_year, next_month = (year + 1, 1) if month == MONTHS else (year, month + 1)
    following = to_gregorian(next_year, month=next_month, day=1, calendar=calendar)
    if first is None or following is None:
        return None
    return first, following - timedelta(days=1)


def year_span(year: int, *, calendar: Calendar) -> tuple[date, date] | None:
    """Return the first and last day of a year as Gregorian dates."""
    start = month_span(year, month=1, calendar=calendar)
    end = month_span(year, month=MONTHS, calendar=calendar)
    return None if start is None or end is None else (start[0], end[1])


def easter(year: int) -> date:
    """Return Western Easter Sunday.

    >>> easter(2026).isoformat()
    '2026-04-05'
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    n = (h + weekday - 7 * m + 90) // 25
    return date(year, n, (h + weekday - 7 * m + 33 * n + 19) % 32)


def orthodox_easter(year: int) -> date:
    """Return Orthodox Easter Sunday as a Gregorian date, for 1900 to 2099.

    >>> orthodox_easter(2026).isoformat()
    '2026-04-12'
    """
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def feast(rule: FeastRule, *, year: int) -> tuple[date, date] | None:
    """Return the first and last day of the feast that falls in the calendar's year.

    ``year`` is counted in the rule's own calendar; for Easter and weekday rules in the Gregorian one.
    """
    if rule.calendar is Calendar.EASTER:
        first: date | None = easter(year)
    elif rule.calendar is Calendar.ORTHODOX_EASTER:
        first = orthodox_easter(year)
    elif rule.calendar is Calendar.WEEKDAY_OF_MONTH:
        start = date(year, rule.month, 1)
        first = start + timedelta(days=(rule.weekday - start.weekday()) % WEEK_DAYS + WEEK_DAYS * (rule.day - 1))
    else:
        first = to_gregorian(year, month=rule.month, day=rule.day, calendar=rule.calendar)
    if first is None:
        return None
    first += timedelta(days=rule.offset_days)
    return first, first + timedelta(days=rule.days - 1)


_HEBREW_OFFSET = 3760
_HEBREW_SHIFT = 1373427  # makes 1 Tishri 5785 the 3rd of October 2024
_TISHRI = 7


def _hebrew_new_year(year: int) -> int:
    """Return the ordinal of 1 Tishri, after Dershowitz and Reingold, Calendrical Calculations, chapter 8."""
    return _hebrew_elapsed(year) + _hebrew_correction(year) - _HEBREW_SHIFT


def _hebrew_elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    return day + 1 if (3 * (day + 1)) % 7 < 3 else day  # noqa: PLR2004 - the calendar's own constants


def _hebrew_correction(year: int) -> int:
    before, this, after = (_hebrew_elapsed(year + step) for step in (-1, 0, 1))
    if after - this == 356:  # noqa: PLR2004 - a year too long
        return 2
    return 1 if this - before == 382 else 0  # noqa: PLR2004 - a year too short


def _hebrew(year: int, *, month: int, day: int) -> date | None:
    """Return a date of Tishri (month 7) or of Nisan (month 1); other months are not needed by any feast of ours."""
    if month == _TISHRI:
        return date.fromordinal(_hebrew_new_year(year) + day - 1)
    # Nisan begins 177 days before the next Tishri, always.
    return date.fromordinal(_hebrew_new_year(year + 1) - 177 + day - 1) if month == 1 else None
