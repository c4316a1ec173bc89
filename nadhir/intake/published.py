# SPDX-License-Identifier: Apache-2.0
"""The day an article was published, as its page tells it: never an event's day, never today's, and None where unsure.

Steps: 1. a date line labelled as publication, when what the page states for machines agrees with it to a day (the day
that the page shows counts where a local day and a UTC day differ); 2. the stated publication; 3. the labelled line
alone; 4. an unlabelled date on a line of its own around the title. A day of updating is never taken for it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nadhir.intake.dates import FoundDay, find_days, iso_day
from nadhir.intake.knowledge import Cue, Hint, IntakeKnowledge
from nadhir.intake.parts import Classified, Part

__all__ = ["PageDays", "days_of"]

_DATE_LINE_WORDS = 22
_NEAR_BEFORE, _NEAR_AFTER = 14, 4
_BESIDE_TITLE = 4
_TODAY_CHARS = 18
_ELSEWHERE = (Hint.RELATED, Hint.COMMENTS, Hint.FOOTER, Hint.SIDEBAR, Hint.AD, Hint.EMBED, Hint.CAPTION)
_NOT_ITS_MOMENTS = (Hint.RELATED, Hint.COMMENTS, Hint.SIDEBAR, Hint.FOOTER, Hint.EMBED, Hint.NAV, Hint.AD)
_MONTH_DAY = re.compile(r"\A[^.]{0,60}?(?<!\w)([A-Za-zÀ-ÿ]{3,9})\.?\s(\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class PageDays:
    """When the page says it was published and updated."""

    published: date | None = None
    updated: date | None = None


@dataclass(frozen=True, slots=True)
class _Shown:
    """A date that the page shows, with what its line calls it."""

    found: FoundDay
    at: int
    kind: Cue | None  # PUBLISHED, UPDATED, or None where the line says neither


def _kind_before(folded: str, *, start: int, previous: int, knowledge: IntakeKnowledge) -> Cue | None:
    """Return what the words right before a date call it."""
    before = folded[previous:start]
    last: tuple[int, Cue] | None = None
    for cue in (Cue.UPDATED, Cue.PUBLISHED):
        for phrase in knowledge.cues[cue].anywhere(before):
            at = before.rfind(phrase)
            # "le" and "stand" are words of many things; only a label close to its date speaks.
            if len(before) - at <= len(phrase) + 28 and (last is None or at + len(phrase) > last[0]):
                last = (at + len(phrase), cue)
    return None if last is None else last[1]


def _shown(classified: Classified, *, knowledge: IntakeKnowledge) -> tuple[_Shown, ...]:
    blocks = classified.layout.blocks
    bodies = classified.of(Part.BODY)
    start = min((*bodies[:1], *(() if classified.title_at is None else (classified.title_at,))), default=0)
    last = bodies[-1] if bodies else len(blocks)
    found: list[_Shown] = []
    for at in range(max(0, start - _NEAR_BEFORE), min(len(blocks), last + 1 + _NEAR_AFTER)):
        said, hint = classified.wordings[at], classified.hints[at]
        if (
            classified.parts[at] in (Part.BODY, Part.TITLE, Part.RELATED, Part.CAPTION, Part.TAGS)
            or said.words > _DATE_LINE_WORDS
        ):
            continue
        is_near = classified.title_at is not None and abs(at - classified.title_at) <= _BESIDE_TITLE
        if said.label is None and (hint in _ELSEWHERE or (hint is Hint.NAV and not is_near)):
            continue
        if knowledge.cues[Cue.TODAY].at_start(said.folded) or knowledge.cues[Cue.JOINED].at_start(said.folded):
            continue
        previous = 0
        for day in find_days(blocks[at].text, months=knowledge.months):
            if knowledge.cues[Cue.TODAY].search(said.folded[max(0, day.start - _TODAY_CHARS) : day.start]):
                previous = day.end
                continue
            kind = _kind_before(said.folded, start=day.start, previous=previous, knowledge=knowledge)
            if kind is None and hint is Hint.UPDATED:
                kind = Cue.UPDATED
            found.append(_Shown(found=day, at=at, kind=kind))
            previous = day.end
    return tuple(found)


def _chosen(day: FoundDay, *, anchors: Sequence[date]) -> date:
    """Return the reading of 3/4/2024 that lies nearest a day known otherwise; the day-month one where none is."""
    if day.other is None or not anchors:
        return day.day
    return min((day.day, day.other), key=lambda one: min(abs((one - anchor).days) for anchor in anchors))


def _element_days(classified: Classified) -> tuple[list[date], list[date]]:
    """Return the days in `time` and `itemprop` elements of the article: of publication, and of updating.

    Where none of the article's own gives a day, the one day that elements around it give counts: a post's foot.
    """
    layout = classified.layout
    nodes = layout.nodes
    published: list[date] = []
    updated: list[date] = []
    around: list[date] = []
    for number, at in _moments(classified):
        node, hint = nodes[number], classified.hints[at]
        stamp = node.moment or (layout.blocks[at].text if node.itemprop in ("datepublished", "datemodified") else "")
        day = iso_day(stamp) if stamp else None
        if day is None:
            continue
        is_update = node.itemprop == "datemodified" or (Hint.UPDATED in node.hints and Hint.DATE not in node.hints)
        if hint in _NOT_ITS_MOMENTS:
            if hint in (Hint.FOOTER, Hint.SIDEBAR) and not is_update:
                around.append(day)
            continue
        (updated if is_update else published).append(day)
    if not published and not updated and len(set(around)) == 1:
        published = around[:1]
    return published, updated


def _moments(classified: Classified) -> Iterator[tuple[int, int]]:
    """Yield each element that may mark a moment, and the block it stands in or around."""
    layout = classified.layout
    first: dict[int, int] = {}
    for at, block in enumerate(layout.blocks):
        for number in layout.lineage(block.node)[:2]:
            first.setdefault(number, at)
    for number, node in enumerate(layout.nodes):
        if node.moment or node.itemprop in ("datepublished", "datemodified"):
            # An inline element is part of the block that its nearest block element begins.
            beside = next((first[near] for near in (number, *layout.lineage(number)[1:4]) if near in first), None)
            if beside is not None:
                yield number, beside


def _dateline_days(classified: Classified, *, year: int, knowledge: IntakeKnowledge) -> list[date]:
    """Return the day of an agency's dateline ("VIENNA, Aug 9 (Reuters)"), with the year known otherwise."""
    bodies = classified.of(Part.BODY)
    if not bodies:
        return []
    match = _MONTH_DAY.match(classified.layout.blocks[bodies[0]].text)
    if match is None:
        return []
    return [found.day for found in find_days(f"{match[2]} {match[1]} {year}", months=knowledge.months)]


def days_of(
    classified: Classified, *, stated: Sequence[str], stated_updates: Sequence[str], knowledge: IntakeKnowledge
) -> PageDays:
    """Return when the page says the article was published and updated."""
    machine = [day for stamp in stated if (day := iso_day(stamp) or _worded(stamp, knowledge=knowledge)) is not None]
    machine_updates = [
        day for stamp in stated_updates if (day := iso_day(stamp) or _worded(stamp, knowledge=knowledge)) is not None
    ]
    in_elements, element_updates = _element_days(classified)
    shown = _shown(classified, knowledge=knowledge)
    anchors = machine or in_elements or [one.found.day for one in shown if one.found.other is None]
    anchors = anchors or machine_updates
    if not anchors and shown:
        anchors = _dateline_days(classified, year=shown[0].found.day.year, knowledge=knowledge)
    labelled = [_chosen(one.found, anchors=anchors) for one in shown if one.kind is Cue.PUBLISHED]
    place = classified.title_at if classified.title_at is not None else (classified.of(Part.BODY) or (0,))[0]
    plain = sorted((one for one in shown if one.kind is None), key=lambda one: abs(one.at - place))
    unlabelled = [_chosen(one.found, anchors=anchors) for one in plain]
    updates = [
        *(_chosen(one.found, anchors=anchors) for one in shown if one.kind is Cue.UPDATED),
        *element_updates,
        *machine_updates,
    ]
    published = _published(machine, labelled=labelled, unlabelled=unlabelled, in_elements=in_elements)
    # A page cannot have been updated before it was published; a clock a day off is a time zone's.
    sound = (day for day in updates if published is None or day >= published - timedelta(days=1))
    return PageDays(published=published, updated=next(sound, None))


def _worded(stamp: str, *, knowledge: IntakeKnowledge) -> date | None:
    found = find_days(stamp, months=knowledge.months)
    return found[0].day if found else None


def _published(
    machine: Sequence[date], *, labelled: Sequence[date], unlabelled: Sequence[date], in_elements: Sequence[date]
) -> date | None:
    stated = machine or in_elements
    if stated:
        for day in (*labelled, *unlabelled):
            if abs((day - stated[0]).days) <= 1:
                return day
        return stated[0]
    if labelled:
        return labelled[0]
    return unlabelled[0] if unlabelled else None
