# SPDX-License-Identifier: Apache-2.0
"""The elements of the principal event: who, whom, where, when, how, each with the shortest words that first name it.

The principal event is the one that the strongest evidence speaks of: the impending one where there is one, else the
past one. Elements are taken from its sentence and the ones beside it, then from the title and the dateline; a value is
then shown where the article first says it. What a text does not say stays out: nothing is guessed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from nadhir.screen.moments import Moment
from nadhir.screen.places import Mention
from nadhir.screen.reading import Cue, Reading
from nadhir.terms.screening import Element, Means, Norm, PersonNorm, Precision, Role

_REACH = 2  # sentences to either side that still speak of the event


@dataclass(frozen=True, slots=True)
class Event:
    """Where the principal event is told: its sentence and words, and whether it is still to come."""

    sentence: int
    first: int
    last: int
    is_to_come: bool


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
    chosen = [
        *_actors(reading, cues, event=event),
        *_targets(reading, cues, event=event),
        *_places(reading, places, event=event),
        *_times(reading, moments, event=event, published=published),
        *_means(reading, cues, event=event),
    ]
    return tuple(sorted(dict.fromkeys(chosen), key=lambda e: (e.span.start, e.span.end, e.role.value)))


def _distance(reading: Reading, event: Event) -> Callable[[int], tuple[int, int]]:
    """Return a measure of how far a word is from the event: in sentences, then in words."""
    firsts = reading.sentences

    def measure(word: int) -> tuple[int, int]:
        at = next((n for n, (a, b) in enumerate(firsts) if a <= word < b), len(firsts))
        return abs(at - event.sentence), min(abs(word - event.first), abs(word - event.last))

    return measure


def _of_article(reading: Reading, cues: Iterable[Cue], *categories: str) -> list[Cue]:
    marks = reading.is_article_word
    return [cue for cue in cues if cue.category in categories and marks[cue.first]]


def _longest(cues: Sequence[Cue]) -> list[Cue]:
    """Leave out cues that lie inside a longer one."""
    return [
        c
        for c in cues
        if not any(
            o is not c and o.first <= c.first and c.last <= o.last and (o.last - o.first) > (c.last - c.first)
            for o in cues
        )
    ]


def _element(reading: Reading, role: Role, cue: Cue, norm: Norm, rule: str) -> Element:
    return Element(role, reading.span(cue.first, cue.last), norm, rule)


def _first_of(cues: Sequence[Cue], value: str) -> Cue:
    same = [cue for cue in cues if cue.value == value]
    first = min(same, key=lambda cue: (cue.first, -cue.last))
    return first


def _actors(reading: Reading, cues: Sequence[Cue], *, event: Event) -> list[Element]:
    measure = _distance(reading, event)
    groups = _longest(_of_article(reading, cues, "group"))
    near = [c for c in groups if measure(c.first)[0] <= _REACH]
    if near:
        best = min(near, key=lambda c: (measure(c.first)[0], measure(c.first)[1]))
        first = _first_of(groups, best.value)
        return [
            _element(
                reading, Role.ACTOR, first, PersonNorm(best.value, Precision.ORGANISATION, best.value), "named_group"
            )
        ]
    kinds = [c for c in _longest(_of_article(reading, cues, "actor")) if measure(c.first)[0] <= 1]
    if not kinds:
        return []
    best = min(kinds, key=lambda c: (measure(c.first)[0], 0 if c.first <= event.first + 2 else 1, measure(c.first)[1]))
    return [_element(reading, Role.ACTOR, best, PersonNorm(best.value, Precision.KIND), "actor_kind")]


def _targets(reading: Reading, cues: Sequence[Cue], *, event: Event) -> list[Element]:
    measure = _distance(reading, event)
    targets = [c for c in _longest(_of_article(reading, cues, "target")) if measure(c.first)[0] <= 1]
    if not targets:
        return []
    best = min(targets, key=lambda c: (measure(c.first)[0], 0 if c.first >= event.first else 1, measure(c.first)[1]))
    return [_element(reading, Role.TARGET, best, PersonNorm(best.value, Precision.KIND), "target_kind")]


def _places(reading: Reading, places: Sequence[Mention], *, event: Event) -> list[Element]:
    marks = reading.is_article_word
    own = [m for m in places if marks[m.first]]
    if not own:
        return []
    measure = _distance(reading, event)
    fine = {"site": 0, "city": 0, "region": 1, "country": 3}
    best = min(
        own,
        key=lambda m: (
            fine[m.place.kind] + (0 if measure(m.first)[0] == 0 else 1 if measure(m.first)[0] <= _REACH else 2),
            measure(m.first)[1],
        ),
    )
    if best.place.kind == "country" and any(m.place.kind != "country" for m in own):
        best = next(m for m in own if m.place.kind != "country")
    first = next(m for m in own if m.place == best.place)
    return [Element(Role.PLACE, reading.span(first.first, first.last), best.norm(), "gazetteer")]


def _times(reading: Reading, moments: Sequence[Moment], *, event: Event, published: date) -> list[Element]:
    measure = _distance(reading, event)
    usable = [m for m in moments if (m.norm.end >= published) == event.is_to_come]
    near = [m for m in usable if measure(m.word)[0] <= _REACH]
    if not near:
        return []
    best = min(near, key=lambda m: (measure(m.word)[0], measure(m.word)[1]))
    return [Element(Role.TIME, best.span, best.norm, "date_grammar")]


def _means(reading: Reading, cues: Sequence[Cue], *, event: Event) -> list[Element]:
    measure = _distance(reading, event)
    means = _longest(_of_article(reading, cues, "means"))
    near = [c for c in means if measure(c.first)[0] <= 1]
    kinds = dict.fromkeys(c.value for c in sorted(near, key=lambda c: measure(c.first)))
    return [
        _element(reading, Role.MEANS, _first_of(means, kind), Means(kind), "means_word") for kind in list(kinds)[:2]
    ]
