# SPDX-License-Identifier: Apache-2.0
"""The times of a text, as `nadhir.language` reads them, placed among the words of the reading."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from nadhir.language.times import TimeKind, TimeMention, TimePrecision, find_times_in
from nadhir.screen.reading import Reading
from nadhir.terms.screening import Precision, TimeNorm
from nadhir.terms.text import TextSpan

_PRECISIONS: Final = {
    TimePrecision.HOUR: Precision.HOUR,
    TimePrecision.PART_OF_DAY: Precision.DAY,
    TimePrecision.DAY: Precision.DAY,
    TimePrecision.WEEKEND: Precision.WEEK,
    TimePrecision.WEEK: Precision.WEEK,
}
_WEEK_DAYS: Final = 8  # "the week from the 14th" runs to the 21st
_FAR_AHEAD: Final = timedelta(days=200)  # as the date grammar has it: what is announced lies within half a year
_JUST_GONE: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Moment:
    """One time that could be resolved: its words, its window, the word it begins with."""

    span: TextSpan
    norm: TimeNorm
    word: int
    kind: TimeKind
    alternatives: tuple[tuple[date, date], ...] = ()

    def is_to_come(self, *, published: date) -> bool:
        """Tell whether the window has not ended when the text was published."""
        return self.norm.end >= published

    def as_of(self, *, published: date, is_to_come: bool) -> TimeNorm | None:
        """Return the reading of the time that lies ahead of (or behind) the day of publication, or None.

        A bare weekday has one on either side.
        """
        for first, last in ((self.norm.start, self.norm.end), *self.alternatives):
            if is_to_come and first - published > _FAR_AHEAD and published - self.norm.end < _JUST_GONE:
                continue  # "on 1 September they rented a flat", told on the 10th, is not next year's
            if (last >= published) if is_to_come else (first <= published):
                return replace(self.norm, start=first, end=last)
        return None


def find_moments(reading: Reading, *, published: date | None) -> list[Moment]:
    """Return the resolved times of the whole text in order; empty where no date grammar was handed in."""
    times = reading.lexicon.times
    if times is None:
        return []
    mentions = find_times_in(reading.text, published=published, language=str(reading.report.language), data=times)
    moments = [
        _moment(reading, mention, first=mention.first, last=mention.last)
        for mention in mentions
        if mention.first is not None and mention.last is not None
    ]
    return [_dated(moment, moments=moments) for moment in moments]


def _dated(moment: Moment, *, moments: Sequence[Moment]) -> Moment:
    """Return a bare weekday as the one day of its name that the text dates: "Saturday?" "Saturday the 12th"."""
    if moment.kind is not TimeKind.WEEKDAY or not moment.alternatives or moment.norm.start != moment.norm.end:
        return moment
    same = {
        other.norm.start
        for other in moments
        if other.kind is TimeKind.ABSOLUTE
        and other.norm.start == other.norm.end
        and other.norm.start > moment.norm.start
        and other.norm.start.weekday() == moment.norm.start.weekday()
    }
    if len(same) != 1:
        return moment
    day = same.pop()
    return replace(moment, norm=replace(moment.norm, start=day, end=day), alternatives=())


def _moment(reading: Reading, mention: TimeMention, *, first: date, last: date) -> Moment:
    days = (last - first).days + 1
    coarse = Precision.DAY if days == 1 else Precision.WEEK if days <= _WEEK_DAYS else Precision.MONTH
    precision = _PRECISIONS.get(mention.precision, coarse)
    return Moment(
        span=TextSpan.of(reading.report.content, start=mention.start, end=mention.end),
        norm=TimeNorm(first, last, precision, mention.hour, mention.minute),
        word=reading.word_at(mention.start),
        kind=mention.kind,
        alternatives=mention.alternatives,
    )
