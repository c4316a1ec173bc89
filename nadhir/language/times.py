# SPDX-License-Identifier: Apache-2.0
"""The grammar of dates and times: every mention of a time in a text, resolved against the day it was published.

Promise: each mention is an exact slice of the raw text, and its dates are either reckoned by a stated rule or absent.
What cannot be resolved stays unresolved (``first`` and ``last`` None), what is vague ("in the coming days") is flagged
vague without dates. Nothing is guessed from a page's layout or from the clock.

Reckoning follows the screening guideline: both ends included; "by X" runs from publication to X's last day, "before X"
to the day before; "from X on" is X; a week ends on Sunday; a duration runs from publication to its end, or from the day
that it is counted from ("within 48 hours of the evening of 7 March": 7 to 9 March); "next Friday" is the first such day
strictly after publication; Hijri dates follow Umm al-Qura. A bare weekday, or a date without a
year, leans to the past or the future by the words round it (or as the caller says); the other reading is kept in
``alternatives``.

It does not decide which time is that of the event: that is `screen`'s business.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from nadhir.language.calendars import (
    SATURDAY,
    SUNDAY,
    WEEK_DAYS,
    Calendar,
    FeastRule,
    feast,
    month_span,
    to_gregorian,
    year_of,
    year_span,
)
from nadhir.language.normalise import Normalised, normalise
from nadhir.language.time_words import TimeData, Vocabulary, read_items, vocabulary

__all__ = ["Leaning", "TimeKind", "TimeMention", "TimePrecision", "find_times"]


class TimePrecision(StrEnum):
    """How fine a time is."""

    HOUR = "hour"
    PART_OF_DAY = "part_of_day"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    RANGE = "range"


class TimeKind(StrEnum):
    """What sort of expression names the time."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    DEADLINE = "deadline"
    DURATION = "duration"
    WEEKDAY = "weekday"
    HOLIDAY = "holiday"
    VAGUE = "vague"


class Leaning(StrEnum):
    """Whether an ambiguous time lies behind or ahead of the day of publication."""

    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time that a text names: raw code points ``start`` to ``end``, and the days from ``first`` to ``last``.

    Both days are None where the time is vague or cannot be resolved. ``hour`` and ``minute`` are those of a clock time
    beside it, ``part`` the part of the day. ``alternatives`` are other readings, as pairs of days: of a bare weekday
    the one on the other side of publication, of a deadline the deadline itself.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    precision: TimePrecision
    kind: TimeKind
    rule: str
    hour: int | None = None
    minute: int | None = None
    part: str | None = None
    alternatives: tuple[tuple[date, date], ...] = ()

    @property
    def is_resolved(self) -> bool:
        """True where the mention names days."""
        return self.first is not None


_WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_ARABIC_SCRIPT = ("ar", "fa", "ur", "ckb")
_LATIN_SCRIPT = ("en", "fr", "es", "de", "tr", "id", "so", "ku", "ar-Latn")
_CYRILLIC_SCRIPT = ("ru",)
_ARABIC_LETTER = re.compile("[\u0600-\u06ff]")
_LATIN_LETTER = re.compile("[a-z]")
_CYRILLIC_LETTER = re.compile("[\u0400-\u04ff]")
_SEEN_CHARS = 400  # on either side of a time; what leans it this or that way stands nearer
_SENTENCE_EDGE = re.compile(r"[.!?](?=\s|\Z)|\n")

_OPENING_OR_DOUBLE = re.compile(r"\"|(?<!\w)'(?=\w)")
_CLOSING_SINGLE = re.compile(r"(?<=[\w.,!?])'(?!\w)")

_LAST_DAY = 31
_MONTHS = 12
_TEN, _TWENTY, _HUNDRED = 10, 20, 100
_HOURS = 24
_NOON = 12
_NIGHT_BEGINS = 6
_MINUTES = 60
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
#: After a word for the year, older years are read too.
_FIRST_TOLD_YEAR = 1500
_OTHER_YEARS = range(1300, 1500)
_TWO_DIGIT_PIVOT = 70
#: An announced date without a year lies within half a year, a reported one behind; beyond, the nearest is taken.
_ANNOUNCED_DAYS = 200
_FEW_DAYS_BACK = 45
#: "The feast" is the next one only when it is near enough that everybody knows which is meant.
_FEAST_NEAR_DAYS = 45
_FORTNIGHT = 14
_CUE_BEHIND_WEIGHT = 1.4
_ULTIMATUM_REACH = 14
_MONTH_DAYS = 30
_SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_PARTS_OF_MONTH = {"begin": (1, 10), "mid": (11, 20), "end": (21, 31)}

_RANGE_OPENERS = frozenset(
    "from between weekday month hijri jalali ymd dmy dm number ordinal dayword part yearword".split()
)
_DATE_OPENERS = frozenset("number ordinal month hijri jalali dayword weekday the".split())
_AMOUNT_OPENERS = frozenset("number dual within ago_first in_first next last this few the".split())
_DEADLINE_OPENERS = _RANGE_OPENERS | frozenset("before by until day holiday end unit this next".split())
_POINT_OPENERS = _DATE_OPENERS | frozenset(
    "ymd dmy dm part holiday day part_today part_yesterday day_either weekday_part next last this end begin mid unit "
    "season monthword yearword part_over_night".split()
)
_BEFORE_WEEKDAY = ("part", "dayword", "in", "by", "until", "before", "from")
#: Tags with which an expression may begin; at other items nothing is tried.
_OPENERS = frozenset(
    "weekday weekday_part month hijri jalali unit dual ordinal day day_either part part_today part_yesterday "
    "part_over_night holiday vague ymd dmy dm clock next last this few within ago_first in_first before by until from "
    "between end begin mid dayword yearword monthword at hour_at the season".split()
)

#: Tags of small words that begin an expression only together with what follows them.
_LEADING = frozenset(
    "the of in in_first at by from between within ago_first before until counted_after counted_before".split()
)

#: What a distance may be counted from: a day, not a month.
_ANCHORS = frozenset({TimePrecision.DAY, TimePrecision.PART_OF_DAY, TimePrecision.HOUR})

_CALENDAR_TAGS = (("month", Calendar.GREGORIAN), ("hijri", Calendar.HIJRI), ("jalali", Calendar.JALALI))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A parsed expression: items ``at`` to ``stop``, of which ``start`` to ``end`` are the span, and what it means."""

    at: int
    stop: int
    start: int
    end: int
    first: date | None
    last: date | None
    precision: TimePrecision
    kind: TimeKind
    rule: str
    part: str | None = None
    hour: int | None = None
    minute: int | None = None
    alternatives: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class _MonthDay:
    """A month of a calendar and perhaps a day and a year, not yet resolved."""

    calendar: Calendar
    month: int
    day: int | None = None
    year: int | None = None
    weekday: int | None = None


def find_times(
    text: str,
    *,
    published: date | None,
    language: str | None,
    data: TimeData,
    leaning: Leaning | None = None,
) -> tuple[TimeMention, ...]:
    """Return every mention of a time in the raw text, in order, none overlapping another.

    ``language`` is a BCP 47 tag that chooses the lexicon; with None, or a language without one, every lexicon of the
    scripts in the text is read. ``leaning`` overrules the words round an ambiguous time. Without ``published`` only
    complete absolute dates are resolved.
    """
    return find_times_in(normalise(text), published=published, language=language, data=data, leaning=leaning)


def find_times_in(
    normalised: Normalised,
    *,
    published: date | None,
    language: str | None,
    data: TimeData,
    leaning: Leaning | None = None,
) -> tuple[TimeMention, ...]:
    """Return what `find_times` does, for a text that is folded already."""
    words = vocabulary(data, languages=_languages(normalised.text, language=language, data=data))
    grammar = _Grammar(normalised, published=published, words=words, data=data, leaning=leaning)
    return tuple(grammar.mentions())


def _languages(folded: str, *, language: str | None, data: TimeData) -> tuple[str, ...]:
    if language is not None:
        for tag in (language, language.split("-", 1)[0]):
            if tag in data.lexicons:
                return (tag,)
    found: tuple[str, ...] = ()
    if _ARABIC_LETTER.search(folded):
        found += _ARABIC_SCRIPT
    if _CYRILLIC_LETTER.search(folded):
        found += _CYRILLIC_SCRIPT
    if _LATIN_LETTER.search(folded):
        found += _LATIN_SCRIPT
    return found


class _Grammar:
    """Parses one text's items. Each method that parses takes an item's place and returns a reading or None."""

    def __init__(
        self,
        normalised: Normalised,
        *,
        published: date | None,
        words: Vocabulary,
        data: TimeData,
        leaning: Leaning | None,
    ) -> None:
        self.normalised = normalised
        # Outside these years no calendar of ours reckons: a day of publication there is a mistake, and tells nothing.
        is_sane = published is not None and _FIRST_YEAR <= published.year < _LAST_YEAR
        self.published = published if is_sane else None
        self.words = words
        self.data = data
        self.leaning = leaning
        self.counting = 0  # how far before a day the words reach that count from it: there they are no cues
        self.items = read_items(normalised, words=words)
        self.size = len(self.items)
        self._ultimatums = [at for at, item in enumerate(self.items) if "ultimatum" in item.tags]
        self._amounts: dict[int, tuple[int, str, int, str | None] | None] = {}  # asked for by several expressions
        # What may begin with which tags, in the order in which it is tried.
        self._expressions = (
            (_RANGE_OPENERS, self._range),
            (_DEADLINE_OPENERS, self._deadline),
            (_AMOUNT_OPENERS | {"unit"}, self._anchored),
            (_AMOUNT_OPENERS, self._measured),
            (_POINT_OPENERS, self._point),
            (_POINT_OPENERS | {"before"}, self._anchored_behind),
        )
        self._day_points = (
            (frozenset({"ymd", "dmy", "dm"}), self._numeric_date),
            (_DATE_OPENERS, self._date),
            (frozenset({"holiday", "dayword", "ordinal"}), self._feast_day),
            (frozenset({"day", "part_today", "part_yesterday", "day_either"}), self._relative_day),
            (frozenset({"weekday", "weekday_part", "dayword", "next", "last", "this"}), self._weekday),
        )
        self._points = (
            self._day_points[0],
            (frozenset({"part"}), self._part_first),
            *self._day_points[1:],
            (frozenset({"end", "begin", "mid"}), self._edge),
            (frozenset({"unit", "next", "last", "this", "the"}), self._unit_relative),
            (frozenset({"season", "next", "last", "this"}), self._season),
            (frozenset({"month", "hijri", "jalali", "monthword"}), self._month_alone),
            (frozenset({"number"}), self._day_of_month),
            (frozenset({"number", "yearword"}), self._year_alone),
            (frozenset({"part", "part_over_night", "next", "last", "this"}), self._part_alone),
        )

    # ── the walk ────────────────────────────────────────────────────────────────────────────────────────────────────

    def mentions(self) -> list[TimeMention]:
        found: list[TimeMention] = []
        at = taken = 0
        pending: _Reading | None = None
        while at < self.size:
            item = self.items[at]
            if item.number is None and (_OPENERS.isdisjoint(item.tags) or self._leads_nowhere(at)):
                at += 1
                continue
            clock = self._clock(at)
            if clock is not None:
                self._flush(found, pending)
                pending = clock
                at = clock.stop
                continue
            reading = self._expression(at)
            if reading is None:
                at += 1
                continue
            if pending is not None and self._touches(pending.stop, reading.at):
                reading = _timed(reading, clock=pending)
                pending = None
            self._flush(found, pending)
            pending = None
            reading, at = self._with_clock_behind(replace(reading, start=max(reading.start, taken)))
            taken = reading.end
            found.append(self._mention(reading))
        self._flush(found, pending)
        return found

    def _leads_nowhere(self, at: int) -> bool:
        """True where only small words stand here ("in the") and no time follows: there no expression begins."""
        if at + 1 >= self.size or not self.items[at].tags.keys() <= _LEADING:
            return False
        following = self.items[at + 1]
        return not following.tags and following.number is None and not following.numbers

    def _flush(self, found: list[TimeMention], clock: _Reading | None) -> None:
        """Add a clock time that no date stands beside; it names no day."""
        if clock is not None and clock.rule != "clock.bare":
            found.append(self._mention(replace(clock, part=None)))

    def _touches(self, stop: int, at: int) -> bool:
        """True where only words like 'on' stand between two expressions."""
        if stop > at or at - stop > 2:  # noqa: PLR2004 - two small words at most
            return False
        between = range(stop - 1, at)
        return all(self.items[i].is_joined for i in between) and all(
            self._has(i, "in", "of", "the", "dayword") for i in range(stop, at)
        )

    def _with_clock_behind(self, reading: _Reading) -> tuple[_Reading, int]:
        stop = reading.stop
        if reading.hour is None and stop < self.size and self.items[stop - 1].is_joined:
            at = stop
            while at < self.size - 1 and at < stop + 2 and self._has(at, "at", "in") and self.items[at].is_joined:
                clock = self._clock(at)
                if clock is not None:
                    break
                at += 1
            clock = self._clock(at)
            if clock is not None:
                return _timed(reading, clock=clock), clock.stop
        return reading, stop

    def _mention(self, reading: _Reading) -> TimeMention:
        text, first, last = self.normalised.text, self.items[reading.start].start, self.items[reading.end - 1].end
        if text.startswith(")", last) and text.count("(", first, last) > text.count(")", first, last):
            last += 1  # a second name in brackets is whole
        start, end = self.normalised.raw_span(first, last)
        return TimeMention(
            start=start,
            end=end,
            first=reading.first,
            last=reading.last,
            precision=reading.precision,
            kind=reading.kind,
            rule=reading.rule,
            hour=reading.hour,
            minute=reading.minute,
            part=reading.part,
            alternatives=reading.alternatives,
        )

    # ── small helps for reading items ───────────────────────────────────────────────────────────────────────────────

    def _has(self, at: int, *tags: str) -> bool:
        return 0 <= at < self.size and not self.items[at].tags.keys().isdisjoint(tags)

    def _tag(self, at: int, tag: str) -> str | None:
        return self.items[at].tags.get(tag) if 0 <= at < self.size else None

    def _joined(self, at: int) -> bool:
        """True where the item at this place hangs on the one before it."""
        return 0 < at < self.size and self.items[at - 1].is_joined

    def _skip(self, at: int, *tags: str, most: int = 2) -> int:
        """Return the place after at most so many joined small words with these tags."""
        for _ in range(most):
            if self._joined(at) and self._has(at, *tags) and at + 1 < self.size and self.items[at].is_joined:
                at += 1
            else:
                break
        return at

    def _modifier(self, at: int) -> tuple[str | None, int]:
        """Return the word for next, last or this that stands here, and the place after it."""
        if self._joined(at):
            for tag in ("next2", "next", "last", "this"):
                if self._has(at, tag):
                    return tag, at + 1
            if self._has(at, "few") and self._joined(at + 1):
                return self._modifier(at + 1)
        return None, at

    def _modifier_before(self, at: int) -> str | None:
        if self._joined(at):
            for tag in ("next", "last", "this"):
                if self._has(at - 1, tag):
                    return tag
        return None

    def _has_company(self, at: int, stop: int) -> bool:
        return not self.items[at].is_careful or stop - at > 1 or self._modifier_before(at) is not None

    # ── which way an ambiguous time leans ───────────────────────────────────────────────────────────────────────────

    def _lean(self, at: int) -> Leaning | None:
        """Return which way the words of the sentence point: the nearest cue wins, one behind counts as farther."""
        if self.leaning is not None or self.words.cues is None:
            return self.leaning
        text, start, end = self.normalised.text, self.items[at].start, self.items[at].end
        left = 0
        for edge in _SENTENCE_EDGE.finditer(text, max(0, start - _SEEN_CHARS), start):
            left = edge.end()
        left = left or max(0, start - _SEEN_CHARS)
        edge_right = _SENTENCE_EDGE.search(text, end, end + _SEEN_CHARS)
        right = edge_right.start() if edge_right else len(text)
        left, right = _within_quotes(text, left=left, right=right, start=start, end=end)
        best: tuple[float, Leaning] | None = None
        for cue in self.words.cues.finditer(text, left, min(right, end + 250)):
            if cue.start() < end and cue.end() > start - self.counting:
                continue
            distance = start - cue.end() if cue.end() <= start else (cue.start() - end) * _CUE_BEHIND_WEIGHT
            if best is None or distance < best[0]:
                best = (distance, Leaning.FUTURE if cue.lastgroup == "future" else Leaning.PAST)
        return best[1] if best else None

    # ── the expressions, most telling first ─────────────────────────────────────────────────────────────────────────

    def _expression(self, at: int) -> _Reading | None:
        if self._has(at, "not_a_time"):
            return None
        if self._has(at, "vague"):
            return self._vague(at)
        found = [
            reading
            for openers, parse in self._expressions
            if self._opens(at, openers) and (reading := parse(at)) is not None
        ]
        return max(found, key=lambda reading: reading.stop) if found else None

    def _opens(self, at: int, openers: frozenset[str]) -> bool:
        item = self.items[at]
        return not openers.isdisjoint(item.tags) or (item.number is not None and "number" in openers)

    def _vague(self, at: int) -> _Reading:
        return self._reading(at, at + 1, days=None, precision=TimePrecision.RANGE, kind=TimeKind.VAGUE, rule="vague")

    def _reading(
        self,
        at: int,
        stop: int,
        *,
        days: tuple[date, date] | None,
        precision: TimePrecision,
        kind: TimeKind,
        rule: str,
        part: str | None = None,
        alternatives: tuple[tuple[date, date], ...] = (),
    ) -> _Reading:
        first, last = days if days is not None else (None, None)
        return _Reading(
            at=at,
            stop=stop,
            start=at,
            end=stop,
            first=first,
            last=last,
            precision=precision,
            kind=kind,
            rule=rule,
            part=part,
            alternatives=alternatives,
        )

    def _unresolved(self, at: int, stop: int, *, kind: TimeKind, rule: str) -> _Reading:
        return self._reading(at, stop, days=None, precision=TimePrecision.DAY, kind=kind, rule=f"{rule}.unresolved")

    # ── ranges ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _range(self, at: int) -> _Reading | None:
        has_opening = self._has(at, "from", "between")
        begin = at + 1 if has_opening and self.items[at].is_joined else at
        if has_opening and begin == at:
            return None
        days = self._day_range(begin)
        if days is not None:
            return replace(days, at=at)
        left = self._point(begin)
        if left is None or not self._joined(left.stop):
            return None
        middle = left.stop
        is_dash = "-" in self.items[middle - 1].gap
        is_weekday = left.kind is TimeKind.WEEKDAY
        takes_and = self._has(at, "between") or left.rule.startswith("year.") or is_weekday
        is_word = self._has(middle, "to", "until") or (takes_and and self._has(middle, "and"))
        right_at = middle + 1 if is_word and not is_dash else middle
        and_prefix = takes_and and self._has_and(middle)
        if not (is_dash or and_prefix or (is_word and self.items[middle].is_joined)) or not self._joined(right_at):
            return None
        if not (has_opening or is_dash or takes_and) and left.precision is not TimePrecision.DAY:
            return None
        right = self._point(self._skip_the(right_at))
        if right is None or left.kind is not right.kind or left.first is None or right.last is None:
            return None
        joins_days = is_weekday and not (has_opening or is_dash or self._has(middle, "to", "until"))
        if joins_days and (right.last - left.first).days not in {1, 1 - WEEK_DAYS}:
            return None  # two days that do not follow each other are two times
        return self._span_of(left, right, at=at)

    def _has_and(self, at: int) -> bool:
        return 0 <= at < self.size and self.items[at].has_and

    def _skip_the(self, at: int) -> int:
        return at + 1 if self._has(at, "the") and at + 1 < self.size and self.items[at].is_joined else at

    def _span_of(self, left: _Reading, right: _Reading, *, at: int) -> _Reading | None:
        first, last = left.first, right.last
        if first is None or last is None:
            return None
        if last < first and left.kind is TimeKind.WEEKDAY:
            last += timedelta(days=WEEK_DAYS)
        if left.kind is TimeKind.ABSOLUTE:
            # The first day borrows the year of the last.
            readings = [first, *(other for other, _ in left.alternatives)]
            first = max((day for day in readings if day <= last), default=first)
        if last < first:
            return None
        reading = self._reading(
            at, right.stop, days=(first, last), precision=TimePrecision.RANGE, kind=left.kind, rule="range"
        )
        return replace(reading, start=left.start, end=right.end)

    def _day_range(self, at: int) -> _Reading | None:
        """Parse days of one month: `3-5 May`, `من 3 إلى 5 مايو`, `May 3-5`, `ليلة 6 على 7 / 9`."""
        parsed = self._day_number(at)
        month_first = None if parsed is not None else self._month(at)
        if month_first is not None:
            parsed = self._day_number(month_first[2]) if self._joined(month_first[2]) else None
        if parsed is None or not self._joined(parsed[1]):
            return None
        first_day, middle = parsed
        is_dash = self.items[middle - 1].gap.strip() == "-"
        second_at = middle if is_dash or self._has_and(middle) else middle + 1
        if second_at > middle and not (self._has(middle, "to", "and", "until") and self.items[middle].is_joined):
            return None
        numeric = self._tag(second_at, "dm")
        if numeric is not None:
            day, number = self.items[second_at].numbers
            month_read = (Calendar.GREGORIAN, number)
            return self._days_of(at, second_at + 1, days=(first_day, day), month=month_read, year=None)
        second = self._day_number(second_at)
        if second is None or second[0] <= first_day:
            return None
        days, stop = (first_day, second[0]), second[1]
        named = month_first or (self._month(self._skip(stop, "of", "the", "monthword")) if self._joined(stop) else None)
        if named is None:
            return None
        calendar, number, after = named
        year, stop = self._year_behind(stop if month_first is not None else after, calendar=calendar)
        return self._days_of(at, stop, days=days, month=(calendar, number), year=year)

    def _days_of(
        self, at: int, stop: int, *, days: tuple[int, int], month: tuple[Calendar, int], year: int | None
    ) -> _Reading | None:
        calendar, number = month
        first = self._resolve(_MonthDay(calendar, number, day=days[0], year=year), at=at)
        last = self._resolve(_MonthDay(calendar, number, day=days[1], year=year), at=at)
        if first is None or last is None or last[1] < first[0]:
            return self._unresolved(at, stop, kind=TimeKind.ABSOLUTE, rule="range.days")
        return self._reading(
            at,
            stop,
            days=(first[0], last[1]),
            precision=TimePrecision.RANGE,
            kind=TimeKind.ABSOLUTE,
            rule="range.days",
        )

    # ── deadlines ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _deadline(self, at: int) -> _Reading | None:
        behind = self._deadline_behind(at)
        if behind is not None:
            return behind
        tag = next((tag for tag in ("before", "by", "until") if self._has(at, tag)), None)
        if tag is None or not self.items[at].is_joined:
            return None
        asked = self.leaning
        if asked is None and self._is_ultimatum(at):
            # The verb of telling lies in the past, what is told lies ahead.
            self.leaning = Leaning.FUTURE
        target = self._point(self._skip(at + 1, "the", "in", "from", most=2))
        self.leaning = asked
        if target is None or (tag == "before" and target.kind is TimeKind.VAGUE):
            return None
        return self._deadline_of(target, at=at, stop=target.stop, tag=tag)

    def _deadline_behind(self, at: int) -> _Reading | None:
        """Parse a deadline whose word stands behind: `cumaya kadar`, `جمعہ تک`."""
        if self.words.tags.isdisjoint({"before_after", "by_after"}):
            return None
        target = self._point(at)
        if target is None or not self._joined(target.stop):
            return None
        for tag, kind in (("before_after", "before"), ("by_after", "by")):
            if self._has(target.stop, tag):
                reading = self._deadline_of(target, at=at, stop=target.stop + 1, tag=kind)
                return replace(reading, start=at, end=target.stop + 1) if reading else None
        return None

    def _deadline_of(self, target: _Reading, *, at: int, stop: int, tag: str) -> _Reading | None:
        if target.first is None or target.last is None or self.published is None:
            return self._unresolved(at, stop, kind=TimeKind.DEADLINE, rule=f"deadline.{tag}")
        is_end = target.rule.startswith("edge.end")
        if tag == "until" or (tag == "by" and not is_end and self._is_ultimatum(at)):
            alternative = ((self.published, target.last),) if target.last >= self.published else ()
            return replace(
                target,
                at=at,
                stop=stop,
                first=target.last if tag == "until" and is_end else target.first,
                kind=TimeKind.DEADLINE,
                rule=f"deadline.{tag}.day",
                alternatives=alternative,
            )
        last = target.last if tag == "by" or is_end else target.first - timedelta(days=1)
        if last < self.published:
            return None
        return replace(
            target,
            at=at,
            stop=stop,
            start=at,
            end=stop,
            first=self.published,
            last=last,
            precision=TimePrecision.RANGE,
            kind=TimeKind.DEADLINE,
            rule=f"deadline.{tag}",
            alternatives=((target.first, target.last),),
        )

    def _is_ultimatum(self, at: int) -> bool:
        start = self.items[at].start
        for ultimatum in self._ultimatums:
            if at - _ULTIMATUM_REACH <= ultimatum < at + _ULTIMATUM_REACH:
                other = self.items[ultimatum].start
                between = self.normalised.text[min(start, other) : max(start, other)]
                if _SENTENCE_EDGE.search(between) is None:
                    return True
        return False

    # ── durations and distances ─────────────────────────────────────────────────────────────────────────────────────

    def _measured(self, at: int) -> _Reading | None:
        for parse in (self._ago, self._within, self._ahead, self._span_asked):
            reading = parse(at)
            if reading is not None:
                return reading
        return None

    def _amount(self, at: int) -> tuple[int, str, int, str | None] | None:
        """Return number, unit, the place after, and the word for next or last: `48 hours`, `next three days`."""
        if at not in self._amounts:
            self._amounts[at] = self._read_amount(at)
        return self._amounts[at]

    def _read_amount(self, at: int) -> tuple[int, str, int, str | None] | None:
        at = self._skip_the(at)
        modifier, after = self._leading_modifier(at)
        after = self._skip_few(after)
        dual = self._tag(after, "dual")
        if dual is not None:
            trailing, stop = self._modifier(after + 1)
            return 2, dual, stop, modifier or trailing
        number = self._number(after)
        if number is None:
            return None
        value, unit_at = number
        if not self._joined(unit_at):
            return None
        early, later = self._modifier(unit_at)
        if early is not None and self._joined(later):
            unit_at = later
        unit = self._tag(unit_at, "unit")
        if unit is None or unit == "weekend" or value > 1000:  # noqa: PLR2004 - no distance is that far
            return None
        trailing, stop = self._modifier(unit_at + 1)
        return value, unit, stop, modifier or early or trailing

    def _leading_modifier(self, at: int) -> tuple[str | None, int]:
        for tag in ("next", "last", "this"):
            if self._has(at, tag) and self.items[at].is_joined:
                return tag, at + 1
        return None, at

    def _skip_few(self, at: int) -> int:
        return at + 1 if self._has(at, "few") and at + 1 < self.size and self.items[at].is_joined else at

    def _bare_unit(self, at: int) -> tuple[int, str, int, str | None] | None:
        """Return one of a unit that stands without a number: `within a week`, `قبل أسبوع`."""
        at = self._skip_the(at)
        unit = self._tag(at, "unit")
        if unit is None or unit in {"weekend", "minute"} or self._is_point_head(at):
            return None
        if self._has(at, "plural"):
            # "Within hours" is today; "within days" has no end that could be reckoned.
            return (0, unit, at + 1, None) if unit == "hour" else None
        is_definite = self.normalised.text.startswith("ال", self.items[at].start)
        return None if is_definite else (1, unit, at + 1, None)

    def _is_point_head(self, at: int) -> bool:
        """True where the unit is the head of a date: `يوم الجمعة`, `شهر مايو`, `عام 2020`."""
        return self._joined(at + 1) and (
            self._has(
                at + 1, "weekday", "month", "hijri", "jalali", "ordinal", "next", "last", "this", "of", "dmy", "day"
            )
            or self.items[at + 1].number is not None
        )

    def _ago(self, at: int) -> _Reading | None:
        amount: tuple[int, str, int, str | None] | None
        if self._has(at, "ago_first") and self.items[at].is_joined:
            amount = self._amount(at + 1) or self._bare_unit(at + 1)
            if amount is None or amount[3] is not None or (self._has(at, "from") and self._has(amount[2], "to")):
                return None
            # «قبل ثلاثة أيام» may also mean before three days have passed; it is read in its common sense.
            return self._at_distance(at, amount[2], amount=(-amount[0], amount[1]), rule="ago")
        if not self._starts_amount(at):
            return None
        amount = self._amount(at)
        if amount is None:
            return None
        # In some languages the word for ago is also that for last, and has been read with the amount.
        stop = amount[2] if self._has(amount[2] - 1, "ago") else amount[2] + 1
        if not self._has(stop - 1, "ago") or not self._joined(stop - 1):
            return None
        return self._at_distance(at, stop, amount=(-amount[0], amount[1]), rule="ago")

    def _starts_amount(self, at: int) -> bool:
        return self.items[at].number is not None or self._has(at, "dual", "number")

    def _ahead(self, at: int) -> _Reading | None:
        amount: tuple[int, str, int, str | None] | None
        if self._has(at, "in_first") and self.items[at].is_joined:
            amount = self._amount(at + 1) or (self._bare_unit(at + 1) if not self._has(at, "of") else None)
            if amount is None or amount[3] == "last" or (amount[3] is None and self._lean(at) is Leaning.PAST):
                return None
            if amount[3] == "next":
                return self._duration(at, amount[2], amount=amount)
            if self._joined(amount[2]) and self._has(amount[2], "from"):
                return None  # three weeks after something else
            return self._at_distance(at, amount[2], amount=amount[:2], rule="ahead")
        if not self._starts_amount(at):
            return None
        amount = self._amount(at)
        if amount is None or not self._joined(amount[2]) or not self._has(amount[2], "in_after"):
            return None
        if self._lean(at) is Leaning.PAST:
            return None
        return self._at_distance(at, amount[2] + 1, amount=amount[:2], rule="ahead")

    def _within(self, at: int) -> _Reading | None:
        """Parse a duration from publication on: `within 48 hours`, `خلال الـ48 ساعة المقبلة`, `next 24h`."""
        if self._has(at, "within") and self.items[at].is_joined:
            amount = self._amount(at + 1)
            if amount is None and not self._has(at, "in_first", "in"):
                amount = self._bare_unit(at + 1)
            if amount is not None:
                needs_sense = self._has(at, "in_first", "in")
                if needs_sense and amount[3] is None:
                    return None
                return self._duration(at, amount[2], amount=amount)
        if self._starts_amount(at) or self._has(at, "next", "last"):
            amount = self._amount(at)
            if amount is not None:
                behind = self._joined(amount[2]) and self._has(amount[2], "within_after", "within")
                if behind and self._has(amount[2], "within_after"):
                    return self._duration(at, amount[2] + 1, amount=amount)
                if amount[3] in {"next", "last"}:
                    return self._duration(at, amount[2], amount=amount)
        return None

    def _span_asked(self, at: int) -> _Reading | None:
        """Parse a bare number of days in an ultimatum: its time is the deadline."""
        if not self._starts_amount(at) or not self._is_ultimatum(at):
            return None
        amount = self._amount(at)
        if amount is None or amount[3] is not None:
            return None
        reading = self._at_distance(at, amount[2], amount=amount[:2], rule="deadline.ultimatum")
        return replace(reading, kind=TimeKind.DEADLINE)

    def _duration(self, at: int, stop: int, *, amount: tuple[int, str, int, str | None]) -> _Reading | None:
        value, unit, _, modifier = amount
        if self.published is None:
            return self._unresolved(at, stop, kind=TimeKind.DURATION, rule="duration")
        is_past = modifier == "last" or (modifier is None and self._lean(at) is Leaning.PAST)
        other = _shift(self.published, value=-value if is_past else value, unit=unit)
        if other is None:
            return self._unresolved(at, stop, kind=TimeKind.DURATION, rule="duration")
        days = (other, self.published) if is_past else (self.published, other)
        rule = "duration.past" if is_past else "duration"
        return self._reading(at, stop, days=days, precision=TimePrecision.RANGE, kind=TimeKind.DURATION, rule=rule)

    def _at_distance(self, at: int, stop: int, *, amount: tuple[int, str], rule: str) -> _Reading:
        if self.published is None:
            return self._unresolved(at, stop, kind=TimeKind.RELATIVE, rule=rule)
        day = _shift(self.published, value=amount[0], unit=amount[1])
        if day is None:
            return self._unresolved(at, stop, kind=TimeKind.RELATIVE, rule=rule)
        precision = {"month": TimePrecision.MONTH, "year": TimePrecision.YEAR}.get(amount[1], TimePrecision.DAY)
        return self._reading(at, stop, days=(day, day), precision=precision, kind=TimeKind.RELATIVE, rule=rule)

    # ── distances and durations from a day that is named ────────────────────────────────────────────────────────────

    def _anchored(self, at: int) -> _Reading | None:
        """Parse a distance from a named day: `within 48 hours of the evening of 7 March`, `two days after 3 May`."""
        if self.words.tags.isdisjoint({"counted_after", "counted_before"}):
            return None
        is_opening = self._has(at, "within", "in_first", "ago_first") and self.items[at].is_joined
        begin = at + 1 if is_opening else at
        amount = self._amount(begin) or self._bare_amount(begin)
        if amount is None:
            return None
        found = self._counting(at, amount=amount, is_opening=is_opening)
        if found is None:
            return None
        is_back, anchor_at = found
        anchor = self._anchor(anchor_at, begin=begin)
        if anchor is None:
            return None
        opener = at if is_opening else at - 1 if self._joined(at) else -1
        spans = (self._has(opener, "within", "in") and not (is_back and self._has(opener, "counted_first"))) or amount[
            3
        ] in {"next", "last"}
        is_range = spans or self._has(begin, "the")
        reading = self._from_anchor(anchor, at=at, stop=anchor.stop, amount=amount, is_back=is_back, is_range=is_range)
        has_article = self._has(at, "the") and not is_opening
        return replace(reading, start=at + 1) if reading is not None and has_article else reading

    def _bare_amount(self, at: int) -> tuple[int, str, int, str | None] | None:
        """Return one of a unit without a number, as before a word that counts: `a week before`, `أسبوع من`."""
        unit = self._tag(at, "unit")
        if unit is None or unit in {"weekend", "minute"} or self._has(at, "plural"):
            return None
        return 1, unit, at + 1, None

    def _counting(
        self, at: int, *, amount: tuple[int, str, int, str | None], is_opening: bool
    ) -> tuple[bool, int] | None:
        """Return whether the amount is counted back from the day that follows, and where that day begins."""
        stop = amount[2]
        if self._has(stop - 1, "counted_after"):  # `the 48 hours following …` has been read with the amount
            return False, self._skip(stop, "the", "of", "to", "in", "counted_after", most=3)
        if not self._joined(stop) or not self.items[stop].is_joined or "." in self.items[stop - 1].gap:
            return None
        is_back = self._has(stop, "counted_before")
        if is_opening and self._has(at, "ago_first") and not self._has(at, "within", "in_first"):
            is_back = True  # «قبل أسبوع من العيد»: the first word says which way, the second only joins
            if not self._has(stop, "counted_after", "of", "from"):
                return None
        elif not is_back and not self._has(stop, "counted_after"):
            # `Of` counts only within something: `within 48 hours of …`.
            is_within = is_opening or self._has(at - 1, "within")
            if not (is_within and self._has(stop, "of", "from")):
                return None
        return is_back, self._skip(stop + 1, "the", "of", "in", "from", "counted_after", most=3)

    def _anchor(self, at: int, *, begin: int) -> _Reading | None:
        """Return the named day from which the amount at `begin` is counted, or None."""
        if not self._joined(at):
            return None
        self.counting = self.items[at].start - self.items[begin].start
        anchor = self._point(at)
        self.counting = 0
        if anchor is None or anchor.first is None or anchor.last is None:
            return None
        return anchor if anchor.precision in _ANCHORS else None

    def _anchored_behind(self, at: int) -> _Reading | None:
        """Parse a distance that follows its day: `7 Mart'tan itibaren 48 saat içinde`, `قبل العيد بأسبوع`."""
        is_first = self._has(at, "before") and self.items[at].is_joined and "ar" in self.words.languages
        if not is_first and self.words.tags.isdisjoint({"counted_behind"}):
            return None
        anchor = self._point(self._skip(at + 1, "the", most=1) if is_first else at)
        if anchor is None or anchor.precision not in _ANCHORS or not self._joined(anchor.stop):
            return None
        stop = anchor.stop
        if is_first:
            amount = self._amount(stop) or self._bare_amount(stop)
            is_by = self.normalised.text.startswith("ب", max(self.items[stop].token_start, 0))
            if amount is None or not is_by or self.items[stop].token_start < 0:
                return None
            return self._from_anchor(anchor, at=at, stop=amount[2], amount=amount, is_back=True, is_range=False)
        is_told = self._has(stop, "counted_behind")
        amount = self._amount(stop + 1 if is_told else stop)
        if amount is None:
            return None
        after = amount[2]
        if is_told:
            after += self._joined(after) and self._has(after, "within_after", "within")
        elif self._joined(after) and self._has(after, "in_after", "before_after"):
            after += 1
        else:
            return None
        is_back = self._has(after - 1, "before_after")
        return self._from_anchor(anchor, at=at, stop=after, amount=amount, is_back=is_back, is_range=is_told)

    def _from_anchor(
        self,
        anchor: _Reading,
        *,
        at: int,
        stop: int,
        amount: tuple[int, str, int, str | None],
        is_back: bool,
        is_range: bool,
    ) -> _Reading | None:
        first, last = anchor.first, anchor.last
        if first is None or last is None:
            return None
        day = _shift(first if is_back else last, value=-amount[0] if is_back else amount[0], unit=amount[1])
        if day is None:
            return None
        if not is_range:
            return self._reading(
                at, stop, days=(day, day), precision=TimePrecision.DAY, kind=TimeKind.RELATIVE, rule="anchored"
            )
        days = (day, max(day, first - timedelta(days=1))) if is_back else (first, day)
        return self._reading(
            at,
            stop,
            days=days,
            precision=TimePrecision.RANGE,
            kind=TimeKind.DURATION,
            rule="duration.anchored",
        )

    # ── points: one day, week, month or year ────────────────────────────────────────────────────────────────────────

    def _point(self, at: int) -> _Reading | None:
        if at >= self.size or self._has(at, "not_a_time", "vague"):
            return None
        for openers, parse in self._points:
            if self._opens(at, openers):
                reading = parse(at)
                if reading is not None:
                    return reading
        return None

    def _numeric_date(self, at: int) -> _Reading | None:
        item = self.items[at]
        if "ymd" in item.tags:
            year, month, day = item.numbers
        elif "dmy" in item.tags:
            day, month, year = item.numbers
            year += 0 if year >= _HUNDRED else 1900 if year >= _TWO_DIGIT_PIVOT else 2000
        elif "dm" in item.tags and self._dates_a_day(at):
            (day, month), year = item.numbers, 0
        else:
            return None
        days = self._numeric_days(year, month=month, day=day, at=at)
        if days is None:
            return self._unresolved(at, at + 1, kind=TimeKind.ABSOLUTE, rule="date.numeric")
        return self._reading(
            at, at + 1, days=(days, days), precision=TimePrecision.DAY, kind=TimeKind.ABSOLUTE, rule="date.numeric"
        )

    def _dates_a_day(self, at: int) -> bool:
        # 24/7, 1/2 and 9/11 are no dates unless a word beside says so.
        return self._joined(at) and self._has(
            at - 1, "dayword", "weekday", "in", "by", "until", "before", "from", "part", "to", "of", "hour_at", "at"
        )

    def _numeric_days(self, year: int, *, month: int, day: int, at: int) -> date | None:
        if year in _OTHER_YEARS:
            calendar = Calendar.JALALI if "fa" in self.words.languages else Calendar.HIJRI
            return to_gregorian(year, month=month, day=day, calendar=calendar)
        readings = [(month, day)]
        if "en" in self.words.languages and "ymd" not in self.items[at].tags:
            # American texts put the month first; the reading nearer to publication is taken where both are possible.
            readings.append((day, month))
        elif month > _MONTHS >= day:
            readings.append((day, month))
        found: list[date] = []
        for month_read, day_read in readings:
            if year:
                candidate = to_gregorian(year, month=month_read, day=day_read, calendar=Calendar.GREGORIAN)
            else:
                span = self._resolve(_MonthDay(Calendar.GREGORIAN, month_read, day=day_read), at=at)
                candidate = span[0] if span else None
            if candidate is not None:
                found.append(candidate)
        if not found:
            return None
        published = self.published
        return found[0] if published is None else min(found, key=lambda day_found: abs((day_found - published).days))

    def _part_first(self, at: int) -> _Reading | None:
        """Parse a part of the day before its day: `مساء السبت`, `فجر الجمعة المقبل`, `صباح اليوم`."""
        part = self._tag(at, "part")
        if part is None or not self.items[at].is_joined:
            return None
        begin = self._skip(at + 1, "of", "in", "the")
        core = self._day_range(begin) if self.items[begin].number is not None else None
        core = core or self._day_level(begin)
        if core is None:
            return None
        if core.rule.startswith("date") and core.start > begin:
            return replace(core, at=at, part=part)
        return replace(core, at=at, start=at, part=part, precision=_with_part(core.precision))

    def _day_level(self, at: int) -> _Reading | None:
        for openers, parse in self._day_points:
            if self._opens(at, openers):
                reading = parse(at)
                if reading is not None:
                    return reading
        return None

    def _with_part_behind(self, reading: _Reading) -> _Reading:
        """Take a part of the day that follows into the reading: `بكرا الصبح`, `Sunday night`."""
        at = self._skip(reading.stop, "in", "the", "of", "within", "at")
        part = self._tag(at, "part")
        if part is None or not self._joined(at) or reading.part is not None:
            return reading
        if self.items[at - 1].gap.strip(" \u200c'") not in {"", "-"} or self._begins_other(at):
            return reading
        return replace(reading, stop=at + 1, end=at + 1, part=part, precision=_with_part(reading.precision))

    def _begins_other(self, at: int) -> bool:
        """True where the part of the day belongs to what follows it: `غدا، مساء الجمعة`."""
        return self._joined(at + 1) and self._has(at + 1, "weekday", "day")

    # ── dates ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _number(self, at: int) -> tuple[int, int] | None:
        """Return a number written in digits or words, and the place after it."""
        if at >= self.size:
            return None
        item = self.items[at]
        if item.number is None:
            return None
        if not item.tags:
            return item.number, at + 1
        value, stop = item.number, at + 1
        while self._joined(stop):
            after = stop + 1 if self._has(stop, "and") and self._joined(stop + 1) else stop
            number = self.items[after].number if after < self.size and self.items[after].tags else None
            joined = _add_numbers(value, number, has_and=after > stop or self._has_and(after)) if number else None
            if joined is None:
                break
            value, stop = joined, after + 1
        return value, stop

    def _ordinal(self, at: int) -> tuple[int, int] | None:
        """Return an ordinal in words: `التاسع والعشرين`, `twenty-first`, `двадцать первого`."""
        tag = self._tag(at, "ordinal")
        if tag is None:
            tens = self.items[at].number if at < self.size and self.items[at].tags else None
            if tens is None or tens < _TWENTY or not self._joined(at + 1):
                return None
            after = at + 2 if self._has(at + 1, "and") else at + 1
            unit = self._tag(after, "ordinal")
            return (tens + int(unit), after + 1) if unit is not None and int(unit) < _TEN else None
        value, stop = int(tag), at + 1
        if value < _TEN and self._joined(stop):
            after = stop + 1 if self._has(stop, "and") and self._joined(stop + 1) else stop
            tens_tag = self._tag(after, "ordinal") or self._tag(after, "number")
            tens = int(tens_tag) if tens_tag is not None else 0
            if tens == _TEN and after == stop:
                return value + tens, after + 1
            if tens >= _TWENTY and (after > stop or self._has_and(after)):
                return value + tens, after + 1
        return value, stop

    def _day_number(self, at: int) -> tuple[int, int] | None:
        """Return the number of a day in a month and the place after it and its ending."""
        if at >= self.size:
            return None
        found = self._ordinal(at) or self._number(at)
        if found is None or not 1 <= found[0] <= _LAST_DAY:
            return None
        value, stop = found
        if self._joined(stop) and self._has(stop, "suffix") and self.items[stop - 1].gap in {"", "-"}:
            stop += 1
        return value, stop

    def _month(self, at: int) -> tuple[Calendar, int, int] | None:
        """Return calendar and number of a month, double names counted once, and the place after it."""
        for tag, calendar in _CALENDAR_TAGS:
            value = self._tag(at, tag)
            if value is not None:
                stop = at + 1
                if self._joined(stop) and self._tag(stop, tag) == value:
                    stop += 1
                if self._joined(stop) and self._has(stop, "case_ending"):
                    stop += 1
                return calendar, int(value), stop
        return None

    def _year(self, at: int, *, calendar: Calendar = Calendar.GREGORIAN) -> tuple[int, Calendar, int] | None:
        item = self.items[at] if at < self.size else None
        if item is None or item.number is None or item.tags or item.end - item.start != 4:  # noqa: PLR2004 - a year
            return None
        stop = at + 1
        era = None
        if self._joined(stop) and self.items[at].gap in {"", " ", " ("}:
            era = Calendar.HIJRI if self._has(stop, "era_hijri") else None
            stop += 1 if era is not None or self._has(stop, "era_gregorian") else 0
        first = _FIRST_TOLD_YEAR if self._has(at - 1, "yearword") else _FIRST_YEAR
        if first <= item.number < _LAST_YEAR and era is None:
            return item.number, Calendar.GREGORIAN, stop
        if item.number in _OTHER_YEARS:
            if era is not None or calendar is Calendar.HIJRI:
                return item.number, Calendar.HIJRI, stop
            if calendar is Calendar.JALALI or "fa" in self.words.languages:
                return item.number, Calendar.JALALI, stop
        return None

    def _year_behind(self, at: int, *, calendar: Calendar) -> tuple[int | None, int]:
        """Return the year that follows a month, if one does, and the place after all that belongs to the date."""
        after = self._skip(at, "of", "yearword", "in", "the")
        if self._joined(after):
            year = self._year(after, calendar=calendar)
            if year is not None and year[1] is calendar:
                stop = year[2]
                if self._joined(stop) and self._has(stop, "yearword", "case_ending"):
                    stop += 1
                return year[0], stop
        return None, at

    def _date(self, at: int) -> _Reading | None:
        """Parse a date with a month in words, with or without the weekday before it and the year behind it."""
        weekday_tag = self._tag(at, "weekday")
        begin = at
        if self._has(at, "dayword") and self.items[at].is_joined:
            begin = at + 1
            weekday_tag = weekday_tag or self._tag(begin, "weekday")
        if self._tag(begin, "weekday") is not None and self.items[begin].is_joined:
            begin = self._skip(begin + 1, "part", most=1)
            begin = self._skip(begin, "of", "in", "the", "dayword")
            if not self._joined(begin):
                return None
            if self._has(begin, "dm", "dmy", "ymd"):
                numeric = self._numeric_date(begin)
                return replace(numeric, at=at) if numeric is not None else None
        begin = self._skip_the(begin)
        found = self._day_then_month(begin) or self._month_then_day(begin)
        if found is None:
            return self._day_of_told_month(begin)
        month_day, stop = found
        weekday = _WEEKDAYS[weekday_tag] if weekday_tag is not None else None
        return self._dated(replace(month_day, weekday=weekday), at=at, begin=begin, stop=stop)

    def _day_then_month(self, at: int) -> tuple[_MonthDay, int] | None:
        day = self._day_number(at)
        if day is None or not self._joined(day[1]):
            return None
        month = self._month(self._skip(day[1], "of", "the", "monthword"))
        if month is None:
            return None
        calendar, number, stop = month
        year, stop = self._year_behind(stop, calendar=calendar)
        return _MonthDay(calendar, number, day=day[0], year=year), stop

    def _day_of_told_month(self, at: int) -> _Reading | None:
        """Parse a day of this, next or last month: `التاسع من الشهر الجاري`, `le 5 du mois prochain`."""
        day = self._day_number(at)
        if day is None or not self._joined(day[1]):
            return None
        begin = self._skip(day[1], "of", "the")
        if begin == day[1]:
            return None
        leading, begin = self._leading_modifier(begin)
        trailing, stop = self._modifier(begin + 1)
        modifier = leading or trailing
        if self._tag(begin, "unit") != "month" or modifier is None or self._has(begin, "plural"):
            return None
        span = _whole_unit(self.published, unit="month", modifier=modifier) if self.published is not None else None
        found = span[0] + timedelta(days=day[0] - 1) if span is not None else None
        if span is None or found is None or found > span[1]:
            return self._unresolved(at, stop, kind=TimeKind.RELATIVE, rule="date.month_told")
        return self._reading(
            at,
            stop,
            days=(found, found),
            precision=TimePrecision.DAY,
            kind=TimeKind.RELATIVE,
            rule="date.month_told",
        )

    def _month_then_day(self, at: int) -> tuple[_MonthDay, int] | None:
        month = self._month(at)
        if month is None or not self._joined(month[2]):
            return None
        calendar, number, stop = month
        day = self._day_number(self._skip_the(stop))
        if day is None or self._has(day[1], "unit") or (self._joined(day[1]) and self._month(day[1]) is not None):
            return None
        if "%" in self.items[day[1] - 1].gap or self.items[stop - 1].gap.strip() in {"/", "("}:
            return None
        year, stop = self._year_behind(day[1], calendar=calendar)
        return _MonthDay(calendar, number, day=day[0], year=year), stop

    def _dated(self, month_day: _MonthDay, *, at: int, begin: int, stop: int) -> _Reading:
        modifier, stop_after = self._modifier(stop)
        if modifier is not None and month_day.year is None and modifier != "this":
            stop = stop_after
        days = self._resolve(month_day, at=begin, modifier=modifier)
        kind, rule = TimeKind.ABSOLUTE, f"date.{month_day.calendar}"
        if days is None:
            return replace(self._unresolved(begin, stop, kind=kind, rule=rule), at=at)
        other = self._other_year(month_day, days=days)
        reading = self._reading(
            begin, stop, days=days, precision=TimePrecision.DAY, kind=kind, rule=rule, alternatives=other
        )
        reading = replace(reading, at=at)
        return self._with_part_behind(reading) if begin == at else reading

    def _other_year(self, month_day: _MonthDay, *, days: tuple[date, date]) -> tuple[tuple[date, date], ...]:
        published = self.published
        if month_day.year is not None or published is None or month_day.calendar is not Calendar.GREGORIAN:
            return ()
        year = days[0].year + (1 if days[0] < published else -1)
        other = _days_in(month_day, year=year)
        if other is None or (month_day.weekday is not None and other[0].weekday() != month_day.weekday):
            return ()  # "Thursday 6 February" is a Thursday in one of the two years alone
        return (other,)

    def _resolve(self, month_day: _MonthDay, *, at: int, modifier: str | None = None) -> tuple[date, date] | None:
        """Return the days of a month and perhaps day; without a year the one that fits publication and the sentence."""
        if month_day.year is not None:
            return _days_in(month_day, year=month_day.year)
        published = self.published
        if published is None:
            return None
        this_year = year_of(published, calendar=month_day.calendar)
        if this_year is None:
            return None
        around = [_days_in(month_day, year=this_year + step) for step in (-1, 0, 1)]
        candidates = [days for days in around if days is not None]
        if month_day.weekday is not None and month_day.day is not None:
            agreeing = [days for days in candidates if days[0].weekday() == month_day.weekday]
            candidates = agreeing or candidates
        leaning = {"next": Leaning.FUTURE, "last": Leaning.PAST}.get(modifier or "") or self._lean(at)
        return _choose(candidates, published=published, leaning=leaning, is_told=modifier in {"next", "last"})

    def _month_alone(self, at: int) -> _Reading | None:
        begin = at + 1 if self._has(at, "monthword") and self.items[at].is_joined else at
        month = self._month(begin)
        if month is None:
            return None
        calendar, number, stop = month
        year, stop = self._year_behind(stop, calendar=calendar)
        modifier, after = self._modifier(stop)
        modifier = modifier or self._modifier_before(at)
        stop = after if year is None else stop
        has_company = (
            begin > at
            or year is not None
            or modifier is not None
            or (self._joined(at) and self._has(at - 1, "in", "end", "begin", "mid"))
        )
        if self.items[begin].is_careful and not has_company:
            return None
        days = self._resolve(_MonthDay(calendar, number, year=year), at=begin, modifier=modifier)
        rule = f"month.{calendar}"
        if days is None:
            return self._unresolved(at, stop, kind=TimeKind.ABSOLUTE, rule=rule)
        return self._reading(at, stop, days=days, precision=TimePrecision.MONTH, kind=TimeKind.ABSOLUTE, rule=rule)

    def _day_of_month(self, at: int) -> _Reading | None:
        """Parse the bare number of a day where the words beside it make it one: `the 31st`, `le 17`, `يوم 17`."""
        item = self.items[at]
        if item.number is None or item.tags or not 1 <= item.number <= _LAST_DAY:
            return None
        found = self._day_number(at)
        if found is None or not self._joined(at):
            return None
        stop = found[1]
        has_ending = stop > at + 1
        opens = self._has(at - 1, "dayword") or self._has(at - 1, "the")
        if not opens or self._blocks_day_of_month(stop, has_ending=has_ending, at=at):
            return None
        days = self._nearest_day_of_month(item.number, at=at)
        begin = at - 1 if not has_ending or self._has(at - 1, "the") else at
        reading = (
            self._unresolved(at, stop, kind=TimeKind.ABSOLUTE, rule="date.day_of_month")
            if days is None
            else self._reading(
                at, stop, days=days, precision=TimePrecision.DAY, kind=TimeKind.ABSOLUTE, rule="date.day_of_month"
            )
        )
        return replace(reading, start=begin)

    def _blocks_day_of_month(self, stop: int, *, has_ending: bool, at: int) -> bool:
        languages = self.words.languages
        if "en" in languages and not has_ending:
            return True
        if ("fr" in languages or "es" in languages) and has_ending:
            return True
        if "de" in languages and not self.items[at].gap.startswith("."):
            return True
        if not self._joined(stop):
            return False
        following = self.items[stop]
        is_plain_word = not following.tags and following.number is None
        return self._has(stop, "unit", "month", "number") or (
            is_plain_word and ("en" in languages or "ar" in languages or "fa" in languages or "de" in languages)
        )

    def _nearest_day_of_month(self, day: int, *, at: int) -> tuple[date, date] | None:
        published = self.published
        if published is None:
            return None
        months = [(published.year, published.month)]
        months.append((published.year + 1, 1) if published.month == _MONTHS else (published.year, published.month + 1))
        months.append((published.year - 1, _MONTHS) if published.month == 1 else (published.year, published.month - 1))
        found = [to_gregorian(year, month=month, day=day, calendar=Calendar.GREGORIAN) for year, month in months]
        candidates = [(one, one) for one in found if one is not None]
        leaning = self._lean(at) or Leaning.FUTURE
        return _choose(candidates, published=published, leaning=leaning, is_told=True)

    def _year_alone(self, at: int) -> _Reading | None:
        begin = self._skip_the(at + 1) if self._has(at, "yearword") and self.items[at].is_joined else at
        year = self._year(begin)
        if year is None:
            return None
        number, calendar, stop = year
        if self._joined(stop) and self._has(stop, "yearword"):
            stop += 1
        is_told = (
            begin > at
            or stop > begin + 1
            or (self._joined(at) and self._has(at - 1, "in", "between", "from", "of", "to", "and", "before"))
            or self._has_and(at)
            or self._is_in_brackets(begin)
            or (self._joined(at) and "-" in self.items[at - 1].gap and self._year(at - 1) is not None)
            or (self._joined(stop) and self._has(stop, "in_after_year"))
            or ("ar" in self.words.languages and self._joined(at) and self._has(at - 1, "ago_first", "in_first"))
        )
        if not is_told or (stop == begin + 1 and begin == at and self._counts_things(stop)):
            return None
        days = year_span(number, calendar=calendar)
        if days is None:
            return self._unresolved(at, stop, kind=TimeKind.ABSOLUTE, rule=f"year.{calendar}")
        rule = f"year.{calendar}"
        return self._reading(at, stop, days=days, precision=TimePrecision.YEAR, kind=TimeKind.ABSOLUTE, rule=rule)

    def _is_in_brackets(self, at: int) -> bool:
        return self.items[at].gap.startswith(")") and at > 0 and self.items[at - 1].gap.endswith("(")

    def _counts_things(self, at: int) -> bool:
        return self._joined(at) and self._has(at, "unit")

    # ── feasts ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _feast_day(self, at: int) -> _Reading | None:
        begin = at + 1 if self._has(at, "dayword") and self.items[at].is_joined else at
        name = self._tag(begin, "holiday")
        if name is None:
            return self._day_of_feast(at)
        stop = begin + 1
        year, stop = self._year_behind(stop, calendar=Calendar.GREGORIAN)
        modifier, after = self._modifier(stop)
        stop = after if year is None and modifier is not None else stop
        if not self._has_company(begin, stop) and begin == at and not self._joined(at):
            return None
        days = self._feast_days(name, year=year, modifier=modifier, at=begin)
        if days is None:
            return self._unresolved(at, stop, kind=TimeKind.HOLIDAY, rule=f"feast.{name}")
        return self._reading(
            at, stop, days=days, precision=TimePrecision.DAY, kind=TimeKind.HOLIDAY, rule=f"feast.{name}"
        )

    def _day_of_feast(self, at: int) -> _Reading | None:
        """Parse a later day of a feast: `ثالث أيام العيد`, `the second day of Eid`."""
        ordinal = self._ordinal(at)
        if ordinal is None or not self._joined(ordinal[1]) or self._tag(ordinal[1], "unit") != "day":
            return None
        begin = self._skip(ordinal[1] + 1, "of", "the", "in")
        feast_day = self._feast_day(begin) if self._joined(begin) and self._has(begin, "holiday") else None
        if feast_day is None or feast_day.first is None:
            return None
        day = feast_day.first + timedelta(days=ordinal[0] - 1)
        return replace(feast_day, at=at, start=at, first=day, last=day)

    def _feast_days(self, name: str, *, year: int | None, modifier: str | None, at: int) -> tuple[date, date] | None:
        rule = self.data.feasts.get(name)
        if rule is None:
            return None
        if isinstance(rule, tuple):
            return self._nearest_feast(rule)
        if year is not None:
            candidates = [days for days in _feasts_near(rule, year=year) if days[0].year == year]
            return candidates[0] if candidates else None
        published = self.published
        if published is None:
            return None
        leaning = {"next": Leaning.FUTURE, "last": Leaning.PAST}.get(modifier or "") or self._lean(at)
        return _choose(
            _feasts_near(rule, year=published.year),
            published=published,
            leaning=leaning,
            is_told=modifier in {"next", "last"},
        )

    def _nearest_feast(self, names: tuple[str, ...]) -> tuple[date, date] | None:
        published = self.published
        rules = [self.data.feasts[name] for name in names]
        if published is None:
            return None
        near = [
            days
            for rule in rules
            if isinstance(rule, FeastRule)
            for days in _feasts_near(rule, year=published.year)
            if -WEEK_DAYS <= (days[0] - published).days <= _FEAST_NEAR_DAYS
        ]
        return min(near, key=lambda days: abs((days[0] - published).days), default=None)

    # ── relative days, weekdays, parts of the day ───────────────────────────────────────────────────────────────────

    def _relative_day(self, at: int) -> _Reading | None:
        item = self.items[at]
        value = item.tags.get("day")
        if value is None:
            for tag, offset in (("part_today", 0), ("part_yesterday", -1)):
                if tag in item.tags:
                    return self._day_part(at, part=item.tags[tag], offset=offset)
            return self._day_either(at)
        if item.is_careful and not (
            self._joined(at) and self._has(at - 1, "in", "until", "by", "before", "from", "part")
        ):
            return None
        if self._has(at, "part") and self._joined(at) and self._has(at - 1, "day", "weekday", "weekday_part"):
            return None
        days = self._offset(int(value))
        stop = at + 1
        reading = self._reading(
            at, stop, days=days, precision=TimePrecision.DAY, kind=TimeKind.RELATIVE, rule="day.relative"
        )
        reading = self._with_part_behind(reading)
        return self._with_weekday_behind(reading, days=days)

    def _with_weekday_behind(self, reading: _Reading, *, days: tuple[date, date] | None) -> _Reading:
        """Pass over a weekday that repeats the day: `غدا الجمعة`."""
        at = self._skip(reading.stop, "dayword", most=1)
        weekday = self._tag(at, "weekday")
        if weekday is None or not self._joined(at) or days is None or days[0].weekday() != _WEEKDAYS[weekday]:
            return reading
        return replace(reading, stop=at + 1)

    def _offset(self, days: int) -> tuple[date, date] | None:
        if self.published is None:
            return None
        day = self.published + timedelta(days=days)
        return day, day

    def _day_part(self, at: int, *, part: str, offset: int) -> _Reading:
        stop = at + 1
        modifier, after = self._modifier(stop)
        if modifier == "last":
            offset, stop = -1, after
        return self._reading(
            at,
            stop,
            days=self._offset(offset),
            precision=TimePrecision.PART_OF_DAY,
            kind=TimeKind.RELATIVE,
            rule="day.part",
            part=part,
        )

    def _day_either(self, at: int) -> _Reading | None:
        """Parse Urdu کل and پرسوں, which mean yesterday or tomorrow as the verb has it."""
        value = self._tag(at, "day_either")
        if value is None:
            return None
        leaning = self._lean(at)
        sign = -1 if leaning is Leaning.PAST else 1
        days, other = self._offset(sign * int(value)), self._offset(-sign * int(value))
        reading = self._reading(
            at,
            at + 1,
            days=days,
            precision=TimePrecision.DAY,
            kind=TimeKind.RELATIVE,
            rule="day.either",
            alternatives=(other,) if other is not None else (),
        )
        return self._with_part_behind(reading)

    def _weekday(self, at: int) -> _Reading | None:
        """Parse a weekday with what stands round it: `يوم الجمعة المقبل`, `next Friday`, `Sunday night`."""
        if self._has(at, "every"):
            return None
        leading, begin = self._leading_modifier(at)
        if self._has(begin, "dayword") and begin + 1 < self.size and self.items[begin].is_joined:
            begin += 1
        compound = self._tag(begin, "weekday_part")
        name, _, part = compound.partition("-") if compound else (self._tag(begin, "weekday"), "", "")
        if name is None or self._is_recurring(at):
            return None
        stop = begin + 1
        if self._joined(stop) and self._has(stop, "dayword", "case_ending"):
            stop += 1
        trailing, stop = self._modifier(stop)
        modifier = leading or trailing or self._modifier_before(at)
        is_told = begin > at or modifier in {"next", "next2", "last"} or self._weekday_company(at, stop)
        if self.items[begin].is_careful and not is_told:
            return None
        if modifier is None and not part and (dated := self._weekday_of_month(at, stop, weekday=_WEEKDAYS[name])):
            return dated
        days, other = self._weekday_days(_WEEKDAYS[name], modifier=modifier, at=begin)
        reading = self._reading(
            at,
            stop,
            days=days,
            precision=TimePrecision.PART_OF_DAY if part else TimePrecision.DAY,
            kind=TimeKind.WEEKDAY,
            rule=f"weekday.{modifier or 'bare'}",
            part=part or None,
            alternatives=(other,) if other is not None else (),
        )
        reading = self._with_part_behind(reading)
        if trailing is None and leading is None:
            late, after = self._modifier(reading.stop)
            if late in {"next", "last"}:
                days, _ = self._weekday_days(_WEEKDAYS[name], modifier=late, at=begin)
                first, last = days if days is not None else (None, None)
                reading = replace(reading, stop=after, end=after, first=first, last=last, rule=f"weekday.{late}")
        return reading

    def _weekday_of_month(self, at: int, stop: int, *, weekday: int) -> _Reading | None:
        """Parse a weekday with the number of its day and no month: `Saturday the 12th`, `السبت 22`, `sábado 22`.

        The number counts only where that day of this month, or of one beside it, is such a weekday.
        """
        begin = self._skip_the(stop) if self._joined(stop) else stop
        found = self._day_number(begin) if self._joined(begin) and self.published is not None else None
        if found is None or self.published is None:
            return None
        day, after = found
        if (
            self._joined(after)
            and not self.items[after - 1].gap.strip()
            and self._counts_on(after, is_bare=after == begin + 1)
        ):
            return None
        months = [(self.published.year, self.published.month + step) for step in (-1, 0, 1)]
        months = [(year + (month - 1) // _MONTHS, (month - 1) % _MONTHS + 1) for year, month in months]
        days = [to_gregorian(year, month=month, day=day, calendar=Calendar.GREGORIAN) for year, month in months]
        candidates = [(one, one) for one in days if one is not None and one.weekday() == weekday]
        leaning = self._lean(at) or Leaning.FUTURE
        fitting = _choose(candidates, published=self.published, leaning=leaning, is_told=True)
        if fitting is None:
            return None
        return self._reading(
            at, after, days=fitting, precision=TimePrecision.DAY, kind=TimeKind.ABSOLUTE, rule="weekday.day_of_month"
        )

    def _counts_on(self, at: int, *, is_bare: bool) -> bool:
        """Tell whether the number before this place counts something else than a day: `Friday 11 pm`, `12 people`."""
        following = self.items[at]
        is_plain_word = not following.tags and following.number is None
        tags = ("unit", "month", "hijri", "jalali", "number", "am", "pm", "hour_at", "of")
        is_hour = is_bare and self._has(at, "part")  # "12 in the evening", and not "the 12th in the evening"
        return following.number is not None or self._has(at, *tags) or is_hour or (is_bare and is_plain_word)

    def _is_recurring(self, at: int) -> bool:
        return self._joined(at) and self._has(at - 1, "every")

    def _weekday_company(self, at: int, stop: int) -> bool:
        # In Arabic the careful forms are also numerals and nouns, and a preposition proves nothing.
        before = ("part", "dayword", "by", "until") if "ar" in self.words.languages else _BEFORE_WEEKDAY
        return (self._joined(at) and self._has(at - 1, *before)) or (self._joined(stop) and self._has(stop, "part"))

    def _weekday_days(
        self, weekday: int, *, modifier: str | None, at: int
    ) -> tuple[tuple[date, date] | None, tuple[date, date] | None]:
        """Return the day meant and, where the words leave it open, the other one."""
        published = self.published
        if published is None:
            return None, None
        ahead = published + timedelta(days=(weekday - published.weekday() - 1) % WEEK_DAYS + 1)
        behind = published - timedelta(days=(published.weekday() - weekday) % WEEK_DAYS)
        if modifier == "next":
            return (ahead, ahead), None
        if modifier == "next2":
            ahead += timedelta(days=WEEK_DAYS)
            return (ahead, ahead), None
        if modifier == "last":
            strictly = behind - timedelta(days=WEEK_DAYS) if behind == published else behind
            return (strictly, strictly), None
        if self._lean(at) is Leaning.PAST:
            return (behind, behind), (ahead, ahead)
        return (ahead, ahead), (behind, behind)

    def _part_alone(self, at: int) -> _Reading | None:
        """Parse a part of the day with a word for this, last or next, or the German night just past."""
        over_night = self._tag(at, "part_over_night")
        if over_night is not None:
            return self._over_night(at, part=over_night)
        leading, begin = self._leading_modifier(at)
        part = self._tag(begin, "part")
        if part is None:
            return None
        trailing, stop = self._modifier(begin + 1)
        modifier = leading or trailing
        if modifier not in {"this", "last"}:
            return None
        offset = -1 if modifier == "last" else 0
        return self._reading(
            at,
            stop,
            days=self._offset(offset),
            precision=TimePrecision.PART_OF_DAY,
            kind=TimeKind.RELATIVE,
            rule=f"part.{modifier}",
            part=part,
        )

    def _over_night(self, at: int, *, part: str) -> _Reading:
        is_future = self._lean(at) is Leaning.FUTURE
        night, morning = self._offset(0 if is_future else -1), self._offset(1 if is_future else 0)
        days = (night[0], morning[0]) if night is not None and morning is not None else None
        return self._reading(
            at,
            at + 1,
            days=days,
            precision=TimePrecision.PART_OF_DAY,
            kind=TimeKind.RELATIVE,
            rule="part.over_night",
            part=part,
        )

    # ── weeks, months, years, and their edges ───────────────────────────────────────────────────────────────────────

    def _unit_relative(self, at: int) -> _Reading | None:
        """Parse this, next or last week, weekend, month or year, in either order of the words."""
        leading, begin = self._leading_modifier(at)
        begin = self._skip_the(begin) if leading is None else begin
        unit = self._tag(begin, "unit")
        if unit is None or unit in {"hour", "minute"}:
            return None
        trailing, stop = self._modifier(begin + 1)
        modifier = leading or trailing
        if modifier is None and unit != "weekend":
            return None
        if unit == "day" and modifier != "this":
            return None
        if self.published is None:
            return self._unresolved(at, stop, kind=TimeKind.RELATIVE, rule=f"{unit}.{modifier or 'bare'}")
        days = _relative_unit(self.published, unit=unit, modifier=modifier, leaning=self._lean(begin))
        precision = {"week": TimePrecision.WEEK, "month": TimePrecision.MONTH, "year": TimePrecision.YEAR}.get(
            unit, TimePrecision.DAY if unit == "day" else TimePrecision.WEEKEND
        )
        rule = f"{unit}.{modifier or 'bare'}"
        return self._reading(at, stop, days=days, precision=precision, kind=TimeKind.RELATIVE, rule=rule)

    def _season(self, at: int) -> _Reading | None:
        """Parse a season of the northern year, by whole months: `next summer`, `صيف 2025`."""
        leading, begin = self._leading_modifier(at)
        name = self._tag(begin, "season")
        if name is None:
            return None
        year, stop = self._year_behind(begin + 1, calendar=Calendar.GREGORIAN)
        trailing, after = self._modifier(stop)
        modifier = leading or trailing
        if year is None and modifier is None:
            return None
        stop = after if modifier is not None else stop
        years = [year] if year is not None else []
        if year is None and self.published is not None:
            years = [self.published.year + step for step in (-1, 0, 1)]
        candidates = [_season_days(name, year=one) for one in years]
        leaning = {"next": Leaning.FUTURE, "last": Leaning.PAST}.get(modifier or "")
        day = self.published or (candidates[0][0] if candidates else None)
        days = _choose(candidates, published=day, leaning=leaning, is_told=True) if day is not None else None
        rule = f"season.{name}"
        return self._reading(at, stop, days=days, precision=TimePrecision.SEASON, kind=TimeKind.RELATIVE, rule=rule)

    def _edge(self, at: int) -> _Reading | None:
        """Parse the beginning, middle or end of a week, month or year."""
        edge = next((tag for tag in ("end", "begin", "mid") if self._has(at, tag)), None)
        if edge is None or not self.items[at].is_joined:
            return None
        begin = self._skip(at + 1, "of", "the", "this", most=3)
        month = self._month_alone(begin)
        if month is not None and month.first is not None and month.last is not None:
            return self._edge_of(edge, at=at, stop=month.stop, days=(month.first, month.last), unit="month")
        leading, begin = self._leading_modifier(begin)
        unit = self._tag(begin, "unit")
        if unit not in {"week", "month", "year", "day"} or self.published is None:
            return None
        trailing, stop = self._modifier(begin + 1)
        modifier = leading or trailing or ("this" if self._has(begin - 1, "this") else None)
        year = self._year(begin + 1) if self._joined(begin + 1) else None
        days = _whole_unit(self.published, unit=unit, modifier=modifier)
        if year is not None and unit == "year":
            days, stop = year_span(year[0], calendar=year[1]), year[2]
        return self._edge_of(edge, at=at, stop=stop, days=days, unit=unit) if days is not None else None

    def _edge_of(self, edge: str, *, at: int, stop: int, days: tuple[date, date], unit: str) -> _Reading:
        first, last = days
        if unit == "month":
            low, high = _PARTS_OF_MONTH[edge]
            span = (last - first).days
            days = (first + timedelta(days=low - 1), first + timedelta(days=min(high - 1, span)))
        elif unit != "day":
            third = ((last - first).days + 1) // 3
            starts = {"begin": first, "mid": first + timedelta(days=third), "end": last - timedelta(days=third - 1)}
            days = (starts[edge], starts[edge] + timedelta(days=third - 1))
        rule = f"edge.{edge}.{unit}"
        return self._reading(at, stop, days=days, precision=TimePrecision.RANGE, kind=TimeKind.RELATIVE, rule=rule)

    # ── the clock ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _clock(self, at: int) -> _Reading | None:
        """Parse a time of day: `الساعة 14:45`, `2:45 pm`, `um 15 Uhr`, `الثانية وخمس وأربعين دقيقة`."""
        is_told = self._has(at, "hour_at", "at") and self.items[at].is_joined
        begin = at + 1 if is_told else at
        if begin >= self.size or (
            self._has(at, "at") and not self._has(at, "hour_at") and not self._starts_hour(begin)
        ):
            return None
        is_hour_word = self._has(at, "hour_at") and is_told
        found = self._clock_digits(begin) or self._clock_words(begin, is_told=is_hour_word)
        if found is None:
            return None
        hour, minute, stop, has_minutes = found
        if self._joined(stop) and self._has(stop, "clock"):
            stop, is_hour_word = stop + 1, True
        half, stop, is_half = self._half_day(hour, stop=stop, is_told=is_told or has_minutes)
        if not (has_minutes or is_hour_word or is_half) or half > _HOURS or minute >= _MINUTES:
            return None
        rule = "clock.told" if is_told or is_half or is_hour_word else "clock.bare"
        reading = self._reading(at, stop, days=None, precision=TimePrecision.HOUR, kind=TimeKind.ABSOLUTE, rule=rule)
        # A half of the day that was said is kept as the part, so that no later word moves the hour again.
        return replace(reading, hour=half % _HOURS, minute=minute, part="told" if is_half else None)

    def _starts_hour(self, at: int) -> bool:
        return self.items[at].number is not None or self._has(at, "clock")

    def _clock_digits(self, at: int) -> tuple[int, int, int, bool] | None:
        item = self.items[at]
        if "clock" in item.tags and item.numbers:
            return item.numbers[0], item.numbers[1], at + 1, True
        if item.number is not None and not item.tags and item.number <= _HOURS:
            return item.number, 0, at + 1, False
        return None

    def _clock_words(self, at: int, *, is_told: bool) -> tuple[int, int, int, bool] | None:
        if not is_told:
            return None
        found = self._ordinal(at) or self._number(at)
        if found is None or not 1 <= found[0] <= _NOON:
            return None
        hour, stop = found
        if self._joined(stop) and self._has(stop, "half"):
            return hour, 30, stop + 1, False
        after = stop + 1 if self._has(stop, "and") and self._joined(stop + 1) else stop
        if self._joined(after) and (after > stop or self._has_and(after)):
            if self._has(after, "half"):
                return hour, 30, after + 1, False
            if self._has(after, "quarter"):
                return hour, 15, after + 1, False
            minutes = self._number(after)
            if minutes is not None and minutes[0] < _MINUTES:
                stop = minutes[1] + 1 if self._tag(minutes[1], "unit") == "minute" else minutes[1]
                return hour, minutes[0], stop, False
        return hour, 0, stop, False

    def _half_day(self, hour: int, *, stop: int, is_told: bool) -> tuple[int, int, bool]:
        """Return the hour of the full day, the place after the word that told it, and whether one did."""
        if self._joined(stop) and self._has(stop, "am", "pm"):
            gap = self.items[stop - 1].gap
            if gap.strip() in {"", "."} and (is_told or len(gap) <= 1):
                if self._has(stop, "pm") and hour < _NOON:
                    return hour + _NOON, stop + 1, True
                if self._has(stop, "am") and not self._has(stop, "pm"):
                    return hour % _NOON if hour <= _NOON else hour, stop + 1, True
                return hour, stop + 1, True
        return hour, stop, False


def _within_quotes(text: str, *, left: int, right: int, start: int, end: int) -> tuple[int, int]:
    """Return the sentence's part in which the cues of a quoted time stand: what is quoted speaks for itself."""
    quotes = [match.start() for match in _OPENING_OR_DOUBLE.finditer(text, left, start)]
    doubles = [at for at in quotes if text[at] == '"']
    if len(doubles) % 2:
        closing = text.find('"', end, right)
        return doubles[-1], closing if closing >= 0 else right
    singles = [at for at in quotes if text[at] == "'"]
    if singles:
        closing_single = _CLOSING_SINGLE.search(text, singles[-1] + 1, end + _SEEN_CHARS)
        if closing_single is None or closing_single.start() >= end:
            return singles[-1], closing_single.start() if closing_single and closing_single.start() < right else right
    return left, right


def _timed(reading: _Reading, *, clock: _Reading) -> _Reading:
    """Give a day the clock time beside it; the part of the day tells which seven o'clock is meant."""
    hour = clock.hour
    if hour is not None and clock.part is None and hour < _NOON:
        is_late = reading.part in {"afternoon", "evening"} or (reading.part == "night" and hour >= _NIGHT_BEGINS)
        hour += _NOON if is_late else 0
    return replace(reading, hour=hour, minute=clock.minute, precision=TimePrecision.HOUR)


def _with_part(precision: TimePrecision) -> TimePrecision:
    return TimePrecision.PART_OF_DAY if precision is TimePrecision.DAY else precision


def _add_numbers(value: int, number: int, *, has_and: bool) -> int | None:
    """Return what two number words make together, or None where they are two numbers."""
    if number == _TEN and value < _TEN and not has_and:
        return value + _TEN
    if number == _HUNDRED and value < _TEN:
        return value * _HUNDRED
    if value >= _TWENTY and value % _TEN == 0 and number < _TEN:
        return value + number
    if value < _TEN and number >= _TWENTY and number % _TEN == 0 and has_and:
        return value + number
    return value + number if value >= _HUNDRED and number < _HUNDRED and has_and else None


def _days_in(month_day: _MonthDay, *, year: int) -> tuple[date, date] | None:
    if month_day.day is None:
        return month_span(year, month=month_day.month, calendar=month_day.calendar)
    day = to_gregorian(year, month=month_day.month, day=month_day.day, calendar=month_day.calendar)
    return (day, day) if day is not None else None


def _choose(
    candidates: list[tuple[date, date]], *, published: date, leaning: Leaning | None, is_told: bool
) -> tuple[date, date] | None:
    """Return the days that fit: ahead, behind, or nearest; a far one only where the words demand it."""
    if not candidates:
        return None
    ahead = min((days for days in candidates if days[1] >= published), default=None)
    behind = max((days for days in candidates if days[0] <= published), default=None)
    nearest = min(candidates, key=lambda days: min(abs((days[0] - published).days), abs((days[1] - published).days)))
    if leaning is Leaning.FUTURE and ahead is not None:
        is_far = (ahead[0] - published).days > _ANNOUNCED_DAYS
        is_just_gone = behind is not None and (published - behind[1]).days < _FEW_DAYS_BACK
        return nearest if is_far and is_just_gone and not is_told else ahead
    if leaning is Leaning.PAST and behind is not None:
        is_soon = ahead is not None and (ahead[0] - published).days < _FEW_DAYS_BACK
        is_far = (published - behind[1]).days > _ANNOUNCED_DAYS
        return nearest if is_far and is_soon and not is_told else behind
    return nearest


def _season_days(name: str, *, year: int) -> tuple[date, date]:
    """Return the season's three months; winter begins in December of the year."""
    month = _SEASON_MONTHS[name]
    last_year, last_month = divmod(year * _MONTHS + month - 1 + 3, _MONTHS)
    return date(year, month, 1), date(last_year, last_month + 1, 1) - timedelta(days=1)


def _feasts_near(rule: FeastRule, *, year: int) -> list[tuple[date, date]]:
    """Return the feast's days in the Gregorian year and the ones before and after."""
    centre = year_of(date(year, 7, 1), calendar=rule.calendar) or year
    found = [feast(rule, year=centre + step) for step in (-2, -1, 0, 1, 2)]
    return [days for days in found if days is not None]


def _shift(day: date, *, value: int, unit: str) -> date | None:
    """Return the day so many units on, or None where no calendar reaches; hours count in whole days."""
    if unit in {"minute", "hour"}:
        days = value // _HOURS if value >= 0 else -(-value // _HOURS)
        return day + timedelta(days=days if unit == "hour" else 0)
    if unit in {"day", "week"}:
        return day + timedelta(days=value * (WEEK_DAYS if unit == "week" else 1))
    months = day.year * _MONTHS + day.month - 1 + value * (_MONTHS if unit == "year" else 1)
    year, month = divmod(months, _MONTHS)
    span = month_span(year, month=month + 1, calendar=Calendar.GREGORIAN)
    return min(span[0] + timedelta(days=day.day - 1), span[1]) if span is not None else None


def _whole_unit(day: date, *, unit: str, modifier: str | None) -> tuple[date, date] | None:
    """Return the whole day, week, month or year in which the day lies, or the next or last."""
    step = {"next": 1, "last": -1}.get(modifier or "", 0)
    if unit == "day":
        moved = day + timedelta(days=step)
        return moved, moved
    if unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(days=WEEK_DAYS * step)
        return monday, monday + timedelta(days=WEEK_DAYS - 1)
    if unit == "month":
        month = day.year * _MONTHS + day.month - 1 + step
        return month_span(month // _MONTHS, month=month % _MONTHS + 1, calendar=Calendar.GREGORIAN)
    return year_span(day.year + step, calendar=Calendar.GREGORIAN)


def _relative_unit(
    published: date, *, unit: str, modifier: str | None, leaning: Leaning | None
) -> tuple[date, date] | None:
    if unit == "weekend":
        return _weekend(published, modifier=modifier, leaning=leaning)
    days = _whole_unit(published, unit=unit, modifier=modifier)
    if days is None or modifier != "this" or unit == "year":
        return days
    # What is left of this week or month, or what of it has been.
    return (days[0], published) if leaning is Leaning.PAST else (published, days[1])


def _weekend(published: date, *, modifier: str | None, leaning: Leaning | None) -> tuple[date, date]:
    saturday = published + timedelta(days=SATURDAY - published.weekday())
    is_now = published.weekday() in {SATURDAY, SUNDAY}
    if modifier == "last" or (modifier is None and leaning is Leaning.PAST and not is_now):
        saturday -= timedelta(days=WEEK_DAYS)
    elif modifier == "next" and is_now:
        saturday += timedelta(days=WEEK_DAYS)
    return saturday, saturday + timedelta(days=1)
