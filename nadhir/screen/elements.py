# SPDX-License-Identifier: Apache-2.0
"""The elements of the principal event: who, whom, where, when, how, each with the shortest words that first name it.

The principal event is the one that the strongest evidence speaks of: the impending one where there is one, else the
past one. Elements are taken from its sentence and the ones beside it, then from the title and the dateline; a value is
then shown where the article first says it. What a text does not say stays out: nothing is guessed.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from nadhir.language.times import TimeKind
from nadhir.screen.moments import Moment
from nadhir.screen.places import Mention
from nadhir.screen.reading import Cue, Reading
from nadhir.screen.signs import SHORT
from nadhir.terms.screening import Element, Means, Norm, PersonNorm, Precision, Role

#: So many sentences to either side still speak of the event; in a short text all do.
_REACH: Final = 2
_TITLE_WORDS: Final = 14


@dataclass(frozen=True, slots=True)
class Event:
    """Where the principal event is told: its sentence and words, and whether it is still to come."""

    sentence: int
    first: int
    last: int
    is_to_come: bool


class _Near:
    """How far words are from the event: in sentences, then in words."""

    def __init__(self, reading: Reading, event: Event) -> None:
        self.reading = reading
        self.event = event
        self._firsts = [first for first, _ in reading.sentences]
        self.is_short = sum(b - a for a, b in reading.sentences) <= SHORT

    def sentences(self, word: int) -> int:
        """Return how many sentences lie between a word and the event."""
        return abs(bisect_right(self._firsts, word) - 1 - self.event.sentence)

    def words(self, word: int) -> int:
        """Return how many words lie between a word and the event."""
        return min(abs(word - self.event.first), abs(word - self.event.last))

    def reaches(self, word: int, *, sentences: int = _REACH) -> bool:
        """Tell whether a word still speaks of the event."""
        return self.is_short or self.sentences(word) <= sentences


def find_elements(
    reading: Reading,
    cues: Sequence[Cue],
    *,
    event: Event,
    places: Sequence[Mention],
    moments: Sequence[Moment],
    published: date,
) -> tuple[Element, ...]:
    """Return the elements of the event in text order."""
    near = _Near(reading, event)
    times = _times(reading, moments, near=near, published=published)
    targets = _targets(reading, cues, near=near)
    taken = [(t.span.start, t.span.end) for t in targets]
    chosen = [
        *_actors(reading, cues, near=near, taken=taken),
        *targets,
        *_places(reading, places, near=near, times=times),
        *times,
        *_means(reading, cues, near=near),
    ]
    return tuple(sorted(dict.fromkeys(chosen), key=lambda e: (e.span.start, e.span.end, e.role.value)))


def _of_article(reading: Reading, cues: Iterable[Cue], *categories: str) -> list[Cue]:
    marks = reading.is_article_word
    return [cue for cue in cues if cue.category in categories and marks[cue.first]]


def _longest(cues: Sequence[Cue]) -> list[Cue]:
    """Leave out cues that lie inside a longer one."""
    return [
        c for c in cues
        if not any(o.first <= c.first and c.last <= o.last and o.last - o.first > c.last - c.first for o in cues)
    ]  # fmt: skip


def _element(reading: Reading, role: Role, cue: Cue, norm: Norm, *, rule: str) -> Element:
    return Element(role, reading.span(cue.first, cue.last), norm, rule)


def _first_of(cues: Sequence[Cue], value: str) -> Cue:
    return min((cue for cue in cues if cue.value == value), key=lambda cue: (cue.first, -cue.last))


def _actors(reading: Reading, cues: Sequence[Cue], *, near: _Near, taken: Sequence[tuple[int, int]]) -> list[Element]:
    groups = _longest(_of_article(reading, cues, "group"))
    close = [c for c in groups if near.reaches(c.first)]
    if close:
        best = min(close, key=lambda c: (near.sentences(c.first), -len(c.value), near.words(c.first)))
        first = _first_of(groups, best.value)
        norm = PersonNorm(best.value, Precision.ORGANISATION, best.value)
        return [_element(reading, Role.ACTOR, first, norm, rule="named_group")]
    kinds = [c for c in _longest(_of_article(reading, cues, "actor")) if near.reaches(c.first, sentences=1)]
    kinds = [c for c in kinds if not _overlaps(reading, c, taken=taken)]
    if not kinds:
        return []
    # Who does it mostly stands before what is done.
    best = min(kinds, key=lambda c: (near.sentences(c.first), c.first > near.event.last, near.words(c.first)))
    return [_element(reading, Role.ACTOR, best, PersonNorm(best.value, Precision.KIND), rule="actor_kind")]


def _overlaps(reading: Reading, cue: Cue, *, taken: Sequence[tuple[int, int]]) -> bool:
    span = reading.span(cue.first, cue.last)
    return any(start < span.end and span.start < end for start, end in taken)


def _targets(reading: Reading, cues: Sequence[Cue], *, near: _Near) -> list[Element]:
    known = [c for c in _longest(_of_article(reading, cues, "target")) if near.reaches(c.first, sentences=1)]
    if not known:
        return []
    best = min(known, key=lambda c: (near.sentences(c.first), c.first < near.event.first, near.words(c.first)))
    return [_element(reading, Role.TARGET, best, PersonNorm(best.value, Precision.KIND), rule="target_kind")]


def _places(reading: Reading, places: Sequence[Mention], *, near: _Near, times: Sequence[Element]) -> list[Element]:
    marks = reading.is_article_word
    own = [m for m in places if marks[m.first]]
    if not own:
        return []
    told = {near.sentences(reading.word_at(t.span.start)) for t in times}
    counts = Counter(m.place for m in own)

    def worth(mention: Mention) -> float:
        distance = near.sentences(mention.first)
        total = _KIND_WORTH[mention.place.kind] + 0.5 * min(counts[mention.place], 3)
        total += 2.0 if distance == 0 else 1.0 if distance == 1 else 0.4 if distance <= _REACH else 0.0
        total += 0.5 * mention.is_sure + 0.4 * (mention.first < _TITLE_WORDS) + 0.6 * (distance in told)
        return total - min(near.words(mention.first), 60) / 100

    best = max(own, key=worth)
    first = next(m for m in own if m.place == best.place)
    return [Element(Role.PLACE, reading.span(first.first, first.last), best.norm(), "gazetteer")]


_KIND_WORTH: Final = {"site": 1.2, "city": 1.0, "region": 0.5, "country": -1.2}


def _times(reading: Reading, moments: Sequence[Moment], *, near: _Near, published: date) -> list[Element]:
    marks = reading.is_article_word
    own = [m for m in moments if m.word < len(marks) and marks[m.word]]
    # A date that only dates the text, at its head or foot, is no time of the event.
    own = [m for m in own if not (m.kind is TimeKind.ABSOLUTE and m.norm.start == m.norm.end == published)] or own
    usable = [m for m in own if m.is_to_come(published=published) == near.event.is_to_come]
    close = [m for m in usable if near.reaches(m.word)]
    if not close:
        return []
    best = min(close, key=lambda m: (near.sentences(m.word), near.words(m.word)))
    first = next(m for m in own if (m.norm.start, m.norm.end) == (best.norm.start, best.norm.end))
    return [Element(Role.TIME, first.span, first.norm, "date_grammar")]


def _means(reading: Reading, cues: Sequence[Cue], *, near: _Near) -> list[Element]:
    means = _longest(_of_article(reading, cues, "means"))
    close = [c for c in means if near.reaches(c.first, sentences=1)]
    kinds = dict.fromkeys(c.value for c in sorted(close, key=lambda c: (near.sentences(c.first), near.words(c.first))))
    return [
        _element(reading, Role.MEANS, _first_of(means, kind), Means(kind), rule="means_word")
        for kind in list(kinds)[:_MOST_MEANS]
    ]


_MOST_MEANS: Final = 2
