# SPDX-License-Identifier: Apache-2.0
"""Days that stand on a page's date lines and in its metadata: full dates with a year, in any of the calendars met.

Gregorian, Hijri (Umm al-Qura) and Jalali dates, in words or numbers, digits of any script; ISO 8601 and RFC 5322.
It reads what a page states of itself. Times of events in sentences, and relative ones, are for `language.times`: a page
that says "4 hours ago" has stated no day.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from nadhir.language.calendars import Calendar, to_gregorian
from nadhir.language.digits import ascii_digits
from nadhir.language.normalise import fold

__all__ = ["FoundDay", "Months", "find_days", "iso_day"]

#: A page of the web is no older than the web; what is dated otherwise is a number, not a date.
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_HIJRI_YEARS, _JALALI_YEARS = range(1410, 1530), range(1368, 1480)
#: Pages state Jalali years of 1368 to 1419 and Hijri ones from 1420 on; where both are possible a mark must tell.
_SURELY_HIJRI = 1420
_TWO_DIGITS = 2
_DIGIT, _FOUR_DIGITS = re.compile(r"\d"), re.compile(r"\d{4}")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d{2})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?=\D|T|\Z|\d{6})")
_YEAR_FIRST = re.compile(r"(?<![\d/.\-])(\d{4})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{1,2})(?![\d/.]*\d)")
_YEAR_LAST = re.compile(r"(?<![\d/.\-:])(\d{1,2})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d|[/.\-]\d)")
_AMERICAN = re.compile(r"(?<!\w)(?:am|pm|a\.m\.|p\.m\.|e[ds]?t|p[ds]t|c[ds]t|m[ds]t)(?!\w)")
_HIJRI_MARK = re.compile(r"(?<!\w)(?:ه|هـ|هجري|هجريه|ہجری)(?!\w)")


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day, where in the folded text it stands, and, for 3/4/2024, the other day that it may be."""

    day: date
    start: int
    end: int
    other: date | None = None


@dataclass(frozen=True, slots=True)
class Months:
    """Month names, folded, with calendar and number; `pattern` finds a day, a month name and a year in any order."""

    numbers: Mapping[str, tuple[tuple[Calendar, int], ...]]
    day_first: re.Pattern[str]
    month_first: re.Pattern[str]
    year_first: re.Pattern[str]

    @classmethod
    def of(cls, names: Iterable[tuple[str, Calendar, int]]) -> "Months":
        """Return the months of these names."""
        numbers: dict[str, tuple[tuple[Calendar, int], ...]] = {}
        for name, calendar, number in names:
            key = " ".join(fold(name).split())
            numbers[key] = (*numbers.get(key, ()), (calendar, number))
        words = "|".join(re.escape(name) for name in sorted(numbers, key=len, reverse=True))
        # "آب (أغسطس)" and "كانون الثاني/يناير" say one month twice.
        month = rf"(?P<month>{words})\.?(?:\s*[/(]\s*(?:{words})\s*\)?)?"
        of = r"(?:\s*(?:of|de|del|di)\s+|\s*[,.\-/]?\s*)"
        ordinal = r"(?:st|nd|rd|th|er|\.|º|°)?"
        year = r"(?P<year>\d{4})"
        return cls(
            numbers=numbers,
            day_first=re.compile(rf"(?<!\d)(?P<day>\d{{1,2}}){ordinal}{of}(?<!\w){month}(?:{of}|\s+г?\s*){year}(?!\d)"),
            month_first=re.compile(rf"(?<!\w){month}\s*(?P<day>\d{{1,2}}){ordinal}(?:\s*,\s*|\s+){year}(?!\d)"),
            year_first=re.compile(rf"(?<!\d){year}\s+(?<!\w){month}\s+(?P<day>\d{{1,2}})(?!\d)"),
        )


def _plain(year: int, *, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if _FIRST_YEAR <= year <= _LAST_YEAR else None


def _by_year(year: int, *, month: int, day: int, folded: str) -> date | None:
    """Return the day of a numeric date in the calendar that its year, and a mark beside it, speak for."""
    if _FIRST_YEAR <= year <= _LAST_YEAR:
        return _plain(year, month=month, day=day)
    if year in _JALALI_YEARS and year not in _HIJRI_YEARS:
        return to_gregorian(year, month=month, day=day, calendar=Calendar.JALALI)
    if year in _HIJRI_YEARS:
        calendar = Calendar.HIJRI if _HIJRI_MARK.search(folded) or year >= _SURELY_HIJRI else Calendar.JALALI
        return to_gregorian(year, month=month, day=day, calendar=calendar)
    return None


def iso_day(stamp: str) -> date | None:
    """Return the local day of a machine's time stamp (ISO 8601, or seconds since 1970), or None.

    >>> iso_day("2024-03-23T21:15:00Z"), iso_day("1711270800")
    (datetime.date(2024, 3, 23), datetime.date(2024, 3, 24))
    """
    text = ascii_digits(stamp.strip())
    if text.isdecimal() and len(text) in (10, 13):
        return date(1970, 1, 1) + timedelta(seconds=int(text[:10]))
    match = _ISO.match(text)
    if match is None:
        return None
    return _plain(int(match[1]), month=int(match[2]), day=int(match[3]))


def find_days(text: str, *, months: Months) -> tuple[FoundDay, ...]:
    """Return the full dates of a line, in order; of one that may be read twice, the day-month reading first.

    >>> from nadhir.language.calendars import Calendar
    >>> months = Months.of([("آب", Calendar.GREGORIAN, 8), ("أغسطس", Calendar.GREGORIAN, 8)])
    >>> [str(found.day) for found in find_days("الخميس 8 آب (أغسطس) 2024 09:20", months=months)]
    ['2024-08-08']
    """
    folded = fold(text)
    if _DIGIT.search(folded) is None:
        return ()
    found: list[FoundDay] = []
    # Most lines with a number have no year, and so many names of months need not be tried on them.
    named = (months.day_first, months.month_first, months.year_first) if _FOUR_DIGITS.search(folded) else ()
    for pattern in named:
        for match in pattern.finditer(folded):
            day = _named(match, months=months)
            if day is not None:
                found.append(FoundDay(day=day, start=match.start(), end=match.end()))
    for match in _YEAR_FIRST.finditer(folded):
        day = _by_year(int(match[1]), month=int(match[2]), day=int(match[3]), folded=folded)
        if day is not None:
            found.append(FoundDay(day=day, start=match.start(), end=match.end()))
    for match in _YEAR_LAST.finditer(folded):
        reading = _numeric(match, folded=folded)
        if reading is not None:
            found.append(reading)
    kept: list[FoundDay] = []
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def _named(match: re.Match[str], *, months: Months) -> date | None:
    year, day = int(match["year"]), int(match["day"])
    for calendar, month in months.numbers.get(" ".join(match["month"].split()), ()):
        fits = {
            Calendar.GREGORIAN: _FIRST_YEAR <= year <= _LAST_YEAR,
            Calendar.HIJRI: year in _HIJRI_YEARS,
            Calendar.JALALI: year in _JALALI_YEARS,
        }
        if fits.get(calendar, False):
            found = (
                _plain(year, month=month, day=day)
                if calendar is Calendar.GREGORIAN
                else to_gregorian(year, month=month, day=day, calendar=calendar)
            )
            if found is not None:
                return found
    return None


def _numeric(match: re.Match[str], *, folded: str) -> FoundDay | None:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == _TWO_DIGITS:
        # Two digits of a year are met with dots and slashes on date lines; clock times have been excluded before.
        year += 2000
    day_month = _by_year(year, month=second, day=first, folded=folded)
    month_day = _by_year(year, month=first, day=second, folded=folded)
    if match[2] == "/" and month_day is not None and day_month is not None and _AMERICAN.search(folded):
        day_month, month_day = month_day, day_month
    chosen = day_month or month_day
    if chosen is None:
        return None
    other = month_day if day_month is not None and month_day is not None and month_day != day_month else None
    return FoundDay(day=chosen, start=match.start(), end=match.end(), other=other)
