# SPDX-License-Identifier: Apache-2.0
"""Look in an outgoing text for what reports said and nobody chose to say: quotes, numbers, hours, withheld values."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from nadhir.language.normalise import normalise
from nadhir.language.times import TimeMention, find_times_in
from nadhir.language.tokens import words
from nadhir.tearline.outgoing import Outgoing, Span, places
from nadhir.tearline.phrases import PhraseBook, PhraseBooks
from nadhir.terms.case import CaseFile, HeldReport
from nadhir.terms.screening import Precision, TimeNorm
from nadhir.terms.tearline import Leak, LeakKind, Withheld

QUOTE_WORDS: Final = 6  # shorter runs are common phrases; six words in a row are somebody's sentence [D]
QUOTE_WINDOW: Final = QUOTE_WORDS + 1  # of seven words in a row one may differ: that is still the sentence [D]
LONGEST_WITHHELD_WORDS: Final = 6  # a longer withheld passage is caught as a quote
SHORTEST_WITHHELD: Final = 3  # letters and digits
HALF_A_DAY: Final = 12
YEARS_NEAR: Final = (-1, 2)  # years round that of the report stand in every date, and tell nothing [D]
NUMBER: Final = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)|\d+(?:\s?[.:,/-]\s?\d+)*")
CLOCK: Final = re.compile(r"(?<![\d.:,/-])([01]?\d|2[0-4])(?:\s?[.:h]\s?|\s?uhr\s?)([0-5]\d)(?![\d]|[.:/-]\d)")
ARTICLES: Final = re.compile("^(?:[وف]?(?:[بك]?ال|لل))(?=..)|^[وف](?=....)")


def is_private(held: HeldReport) -> bool:
    """Tell whether the public could not have read the report."""
    return held.source.is_protected or held.source.kind.is_private


def quotes_in(outgoing: Outgoing, *, file: CaseFile) -> Iterator[Leak]:
    """Yield runs of `QUOTE_WINDOW` words of which a private report has all but one in the same order."""
    own = [ARTICLES.sub("", token) for token in outgoing.tokens]
    where: dict[str, list[int]] = defaultdict(list)
    for at, token in enumerate(own):
        where[token].append(at)
    for held in file.held:
        if not is_private(held):
            continue
        folded = normalise(held.report.content)
        tokens = [(s, e, ARTICLES.sub("", folded.text[s:e])) for s, e in words(folded.text)]
        # On one diagonal lie words that keep their distance: a run of a quote.
        diagonals: dict[int, list[int]] = defaultdict(list)
        for at, (_, _, token) in enumerate(tokens):
            for mine in where.get(token, ()):
                diagonals[mine - at].append(mine)
        for offset, hits in diagonals.items():
            for first, last in _runs(hits):
                span = outgoing.span_of(first, last=last)
                if all(outgoing.is_permitted(outgoing.span_of(i, last=i)) for i in hits if first <= i <= last):
                    continue
                raw = folded.raw_span(tokens[first - offset][0], tokens[last - offset][1])
                passage = held.report.content[raw[0] : raw[1]]
                yield outgoing.leak(LeakKind.QUOTE, span=span, passage=passage, report=held.report.id)


def _runs(hits: Sequence[int]) -> Iterator[Span]:
    """Yield the stretches in which any `QUOTE_WINDOW` words in a row have at least `QUOTE_WORDS` hits, joined."""
    ordered = sorted(set(hits))
    found: list[list[int]] = []
    for i in range(len(ordered) - QUOTE_WORDS + 1):
        first, last = ordered[i], ordered[i + QUOTE_WORDS - 1]
        if last - first < QUOTE_WINDOW:
            if found and first <= found[-1][1] + 1:
                found[-1][1] = last
            else:
                found.append([first, last])
    yield from ((first, last) for first, last in found)


def numbers_in(outgoing: Outgoing, *, file: CaseFile, phrases: PhraseBooks) -> Iterator[Leak]:
    """Yield numbers of two digits and more, and hours, that a private report carries; one digit is in every text."""
    carried: dict[str, HeldReport] = {}
    hours: dict[tuple[int, int], HeldReport] = {}
    for held in file.held:
        if not is_private(held):
            continue
        text = normalise(held.report.content).text
        year = held.report.held_at.year
        years = {str(y) for y in range(year + YEARS_NEAR[0], year + YEARS_NEAR[1] + 1)}
        for match in NUMBER.finditer(text):
            digits = re.sub(r"\D", "", match[0])
            if len(digits) > 1 and digits not in years:
                carried.setdefault(digits, held)
        for match in CLOCK.finditer(text):
            hours.setdefault(_face(int(match[1]), int(match[2])), held)
    for match in NUMBER.finditer(outgoing.folded.text):
        holder = carried.get(re.sub(r"\D", "", match[0]))
        if holder is not None and not outgoing.is_permitted(match.span()):
            yield outgoing.leak(LeakKind.RARE_NUMBER, span=match.span(), passage=match[0], report=holder.report.id)
    yield from _hours_in(outgoing, hours=hours, book=phrases.book(outgoing.language))


def _face(hour: int, minute: int) -> tuple[int, int]:
    """Return what a clock's face shows: 14:45 and 2.45 are one."""
    return hour % HALF_A_DAY, minute


def _hours_in(
    outgoing: Outgoing, *, hours: dict[tuple[int, int], HeldReport], book: PhraseBook | None
) -> Iterator[Leak]:
    for match in CLOCK.finditer(outgoing.folded.text):
        holder = hours.get(_face(int(match[1]), int(match[2])))
        if holder is not None and not outgoing.is_permitted(match.span()):
            yield outgoing.leak(LeakKind.RARE_NUMBER, span=match.span(), passage=match[0], report=holder.report.id)
    if book is None:
        return
    for (hour, minute), holder in hours.items():
        spoken = {*book.clock.say(hour or HALF_A_DAY, minute=minute), *book.clock.say(hour + HALF_A_DAY, minute=minute)}
        for span in places(outgoing.folded.text, phrases=spoken):
            if not outgoing.is_permitted(span):
                passage = f"{hour}:{minute:02d}"
                yield outgoing.leak(LeakKind.RARE_NUMBER, span=span, passage=passage, report=holder.report.id)


def withheld_in(outgoing: Outgoing, *, withheld: Sequence[Withheld], common: frozenset[str]) -> Iterator[Leak]:
    """Yield withheld values that stand in the text as they stand in the report."""
    counted = Counter(outgoing.tokens)
    for item in withheld:
        if item.span is None:
            continue
        folded = normalise(item.span.exact).text
        sought = [folded[s:e] for s, e in words(folded)]
        if not sought or len(sought) > LONGEST_WITHHELD_WORDS or sum(map(len, sought)) < SHORTEST_WITHHELD:
            continue
        if all(word in common for word in sought) or any(word not in counted for word in sought):
            continue  # "people" and "place" stand in every warning
        for at in range(len(outgoing.tokens) - len(sought) + 1):
            span = outgoing.span_of(at, last=at + len(sought) - 1)
            if outgoing.tokens[at : at + len(sought)] == sought and not outgoing.is_permitted(span):
                yield outgoing.leak(LeakKind.WITHHELD_FACT, span=span, passage=item.span.exact, report=item.report_id)


def days_in(
    outgoing: Outgoing, *, file: CaseFile, withheld: Sequence[Withheld], phrases: PhraseBooks, today: date
) -> Iterator[Leak]:
    """Yield days and hours that are withheld, in whatever way the language writes them."""
    kept = {norm: item for item in withheld for norm in _times_of(item, file=file)}
    if phrases.times is None or not kept:
        return
    mentions = find_times_in(outgoing.folded, published=today, language=outgoing.language, data=phrases.times)
    folded = [(outgoing.folded.folded_span(m.start, m.end), m) for m in mentions]
    told = {day for span, m in folded if outgoing.is_permitted(span) for day in _days(m)}
    for span, mention in folded:
        if outgoing.is_permitted(span):
            continue
        for norm, item in kept.items():
            is_day = norm.start == norm.end and norm.start in _days(mention) and norm.start not in told
            is_hour = mention.hour is not None and norm.hour is not None and _is_hour(mention, norm=norm)
            if is_day or is_hour:
                passage = item.span.exact if item.span is not None else ""
                yield outgoing.leak(LeakKind.WITHHELD_FACT, span=span, passage=passage, report=item.report_id)


def _is_hour(mention: TimeMention, *, norm: TimeNorm) -> bool:
    told = _face(mention.hour or 0, mention.minute or 0)
    return told == _face(norm.hour or 0, norm.minute or 0)


def _days(mention: TimeMention) -> set[date]:
    """Return the single days that a mention may mean."""
    readings = [(mention.first, mention.last), *mention.alternatives]
    return {first for first, last in readings if first is not None and last is not None and last - first < timedelta(1)}


def _times_of(item: Withheld, *, file: CaseFile) -> Iterator[TimeNorm]:
    held = file.report(item.report_id) if item.report_id is not None else None
    if held is None or item.span is None:
        return
    for element in held.screening.elements:
        norm = element.norm
        if (
            element.span == item.span
            and isinstance(norm, TimeNorm)
            and norm.precision in (Precision.DAY, Precision.HOUR)
        ):
            yield norm
