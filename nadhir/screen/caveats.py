# SPDX-License-Identifier: Apache-2.0
"""What a report itself says on who may be told what: «يجوز ذكر المدينة واليوم فقط», "the address is known only to me".

One grammar for all languages: in each clause, a word of permission, of refusal, of knowledge held by few or of
knowledge held by many, and the elements that stand beside it: named as such ("the day", "المدينة") or shown (a
weekday, a clock time, a place, a group). What few know may not be told, what many know may. A clause that names no
element speaks of what its sentence or the one before it names ("only she was told that"), or else of the whole report.

Protection of the source itself ("do not say I called") is no caveat on an element: the source is never named anyhow.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Generic, TypeVar

from nadhir.language.sentences import sentences
from nadhir.screen.reading import Cue, Holders, Reading
from nadhir.terms.screening import LADDERS, Caveat, CaveatKind, Precision, Role

_ELEMENTS: Final[dict[str, tuple[Role, Precision]]] = {
    "caveat_country": (Role.PLACE, Precision.COUNTRY),
    "caveat_region": (Role.PLACE, Precision.REGION),
    "caveat_city": (Role.PLACE, Precision.CITY),
    "caveat_site": (Role.PLACE, Precision.SITE),
    "caveat_month": (Role.TIME, Precision.MONTH),
    "caveat_week": (Role.TIME, Precision.WEEK),
    "caveat_day": (Role.TIME, Precision.DAY),
    "caveat_hour": (Role.TIME, Precision.HOUR),
    "caveat_group": (Role.ACTOR, Precision.ORGANISATION),
    "caveat_person": (Role.ACTOR, Precision.NAMED),
    "caveat_target": (Role.TARGET, Precision.KIND),
    "caveat_victim": (Role.TARGET, Precision.NAMED),
    "caveat_means": (Role.MEANS, Precision.EXACT),
    "group": (Role.ACTOR, Precision.ORGANISATION),
    "target": (Role.TARGET, Precision.KIND),
    "means": (Role.MEANS, Precision.EXACT),
}
_ALLOWING: Final = ("caveat_allow", "caveat_many")
_FORBIDDING: Final = ("caveat_forbid", "caveat_few")
_SPEAKING: Final = (*_FORBIDDING, *_ALLOWING)
_CLAUSE: Final = re.compile(r"[;؛]|[.!?؟۔](?=\s|$)|[،,](?=\s)|\n")
WORD_CHARACTER: Final = re.compile(r"\w")
_CLOCK: Final = re.compile(r"\d{1,2}[:.h]\d{2}")


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    cues: tuple[Cue, ...]
    elements: tuple[tuple[Role, Precision], ...]

    def says(self, categories: Sequence[str]) -> list[Cue]:
        return [cue for cue in self.cues if cue.category in categories]


def find_caveats(
    reading: Reading, *, cues: Sequence[Cue], shown: Sequence[tuple[int, Role, Precision]]
) -> tuple[Caveat, ...]:
    """Return the caveats in text order.

    `shown` are elements seen in the text, by raw offsets: a place, a weekday, an hour.
    """
    speaking = _longest([cue for cue in cues if cue.category in _SPEAKING])
    if not speaking:
        return ()
    others = [cue for cue in cues if cue.category not in _SPEAKING]
    caveats: list[Caveat] = []
    before: tuple[tuple[Role, Precision], ...] = ()
    for sentence in _clauses(reading, [*speaking, *others], shown=shown):
        waiting: list[_Clause] = []
        told = tuple(dict.fromkeys(e for clause in sentence for e in clause.elements))
        for clause in sentence:
            waiting.append(clause)
            if not clause.says(_SPEAKING):
                continue
            if clause.says(("caveat_self",)) and not clause.elements:
                waiting = []
                continue
            elements = clause.elements or tuple(e for c in waiting[-3:] for e in c.elements)
            if not elements:  # what the rest of the sentence names, or the sentence before
                elements = told or before
            caveats.extend(_caveats(reading, clause, elements=() if clause.says(("caveat_whole",)) else elements))
            before = elements or before
            waiting = []
        before = told or before
    return _without_contradiction(caveats)


def _longest(cues: Sequence[Cue]) -> list[Cue]:
    """Leave out a cue that lies inside a longer one: "he did not tell me alone" is no "told me alone"."""
    holders = Holders(cues)
    return [c for c in cues if not any(o.last - o.first > c.last - c.first for o in holders.of(c))]


def _caveats(reading: Reading, clause: _Clause, *, elements: tuple[tuple[Role, Precision], ...]) -> Iterator[Caveat]:
    # Refusal outweighs permission in one clause ("may be used, but not the address" is cut at the comma before).
    speaking = clause.says(_SPEAKING)
    forbids = any(cue.category in _FORBIDDING for cue in speaking)
    kind = CaveatKind.FORBIDS if forbids else CaveatKind.ALLOWS
    rule = next(cue.category for cue in speaking if (cue.category in _FORBIDDING) == forbids).removeprefix("caveat_")
    first, last = reading.words_within(clause.start, clause.end)
    span = reading.span(first, last)
    if not elements:
        yield Caveat(kind, None, None, span, f"{rule}_report")
    is_finer_refused = forbids and bool(clause.says(("caveat_finer",)))
    for role, told in dict.fromkeys(elements):
        precision = _next_finer(role, told) if is_finer_refused else told
        # Who keeps a detail of the target to himself forbids the detail, not that there is a target at all.
        at = Precision.NAMED if forbids and role is Role.TARGET else precision
        yield Caveat(kind, role, at, span, f"{rule}_{role.value}")


def _next_finer(role: Role, precision: Precision) -> Precision:
    """Return what "nothing finer than" refuses: the hour where the day may be told, the site where the city may."""
    ladder = LADDERS[role]
    return ladder[min(ladder.index(precision) + 1, len(ladder) - 1)]


def _clauses(
    reading: Reading, cues: Sequence[Cue], *, shown: Sequence[tuple[int, Role, Precision]]
) -> Iterator[list[_Clause]]:
    content = reading.report.content
    placed = _Placed((reading.span(cue.first, cue.last).start, cue) for cue in cues if _matters(cue))
    seen = _Placed((at, (role, precision)) for at, role, precision in shown)
    for start, end in sentences(content):
        cuts = [start, *(m.end() for m in _CLAUSE.finditer(content, start, end) if m.end() < end), end]
        clauses = []
        for a, b in pairwise(cuts):
            if not WORD_CHARACTER.search(content, a, b):
                continue
            inside = tuple(placed.within(a, b))
            said = {word for cue in inside if cue.category.startswith("caveat_") for word in range(cue.first, cue.last)}
            elements = [
                _ELEMENTS[cue.category]
                for cue in inside
                if cue.category in _ELEMENTS and (cue.category.startswith("caveat_") or cue.first not in said)
            ]
            elements.extend(seen.within(a, b))
            elements.extend((Role.TIME, Precision.HOUR) for _ in _CLOCK.finditer(content, a, b))
            clauses.append(_Clause(a, b, inside, tuple(dict.fromkeys(elements))))
        yield clauses


_Thing = TypeVar("_Thing")


class _Placed(Generic[_Thing]):
    """Things at places of the text, found by place in the order in which they were given."""

    def __init__(self, things: Iterable[tuple[int, _Thing]]) -> None:
        self._things = sorted(
            ((place, at, thing) for at, (place, thing) in enumerate(things)), key=lambda each: each[0]
        )
        self._places = [place for place, _, _ in self._things]

    def within(self, start: int, end: int) -> list[_Thing]:
        found = self._things[bisect_left(self._places, start) : bisect_left(self._places, end)]
        return [thing for _, _, thing in sorted(found, key=lambda each: each[1])]


def _matters(cue: Cue) -> bool:
    return cue.category in _ELEMENTS or cue.category.startswith("caveat_")


def _without_contradiction(caveats: Sequence[Caveat]) -> tuple[Caveat, ...]:
    """Leave out a refusal of an address where the site itself may be told: it is another place than the target's."""
    allowed = {(c.role, c.precision) for c in caveats if c.kind is CaveatKind.ALLOWS}
    return tuple(
        c for c in dict.fromkeys(caveats)
        if not (c.kind is CaveatKind.FORBIDS and c.role is Role.PLACE and (c.role, c.precision) in allowed)
    )  # fmt: skip
