# SPDX-License-Identifier: Apache-2.0
"""Disclosure as a choice: one threat said at several precisions, each with what it exposes and what it is good for.

`options` offers three points: least exposing, balanced, most specific. None goes beyond a ceiling of `knowledge`; they
differ in what they do with elements that only one protected source carries. A value that may not be said as finely as
it is known is made coarser where a coarser value is known, and else withheld: nothing is guessed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, assert_never

from nadhir.tearline.knowledge import Knowledge
from nadhir.terms.screening import LADDERS, Means, Norm, PersonNorm, PlaceNorm, Precision, Role, TimeNorm, is_finer
from nadhir.terms.tearline import Disclosure

#: How many values of one role are said: two targets, two places; one time, and what is known of the rest is withheld.
MOST_VALUES: Final[dict[Role, int]] = {Role.ACTOR: 2, Role.TARGET: 3, Role.PLACE: 3, Role.TIME: 1, Role.MEANS: 3}
#: Targets that anybody could be: they tell an addressee nothing to act on.
UNSPECIFIC: Final = frozenset({"people", "civilians"})


class Choice(StrEnum):
    """How far an officer wants to go, inside what caveats allow."""

    LEAST_EXPOSING = "least_exposing"
    BALANCED = "balanced"
    MOST_SPECIFIC = "most_specific"


@dataclass(frozen=True, slots=True)
class Option:
    """One set of disclosures: `exposure` counts values that a single protected source alone carries, weighted by how
    fine they are (0 for the coarsest rung); `actionability` counts the roles an addressee could act on, of five.
    """

    choice: Choice
    disclosures: tuple[Disclosure, ...]
    exposure: int
    actionability: int


def options(known: Sequence[Knowledge]) -> tuple[Option, ...]:
    """Return the three options, least exposing first; two may say the same where caveats leave no room."""
    return tuple(_option(choice, known=known) for choice in Choice)


def choose(known: Sequence[Knowledge], *, choice: Choice) -> tuple[Disclosure, ...]:
    """Return the disclosures of one option, in the order actor, target, place, time, means."""
    found: list[Disclosure] = []
    for role in Role:
        said = [d for k in known if k.element.role is role for d in _said(k, choice=choice)]
        found.extend(_finest_distinct(said)[: MOST_VALUES[role]])
    return tuple(found)


def too_vague(disclosures: Iterable[Disclosure], *, is_told_who: bool = False) -> tuple[str, ...]:
    """Return the codes of what an addressee would miss to act at all: whom or where. [D]

    `is_told_who` where the person threatened is spoken to: that a life is in danger is then enough to act on.
    """
    useful = {d.role for d in disclosures if _is_of_use(d)}
    if is_told_who or useful & {Role.TARGET, Role.PLACE}:
        return ()
    return ("neither_target_nor_place",)


def _is_of_use(disclosure: Disclosure) -> bool:
    """Tell whether somebody could act on the value: a whole country or "people" narrow nothing down."""
    match disclosure.norm:
        case PlaceNorm() as place:
            return place.precision is not Precision.COUNTRY
        case PersonNorm() as person if disclosure.role is Role.TARGET:
            return person.precision is not Precision.KIND or not {person.key, person.name} & UNSPECIFIC
        case _:
            return True


def _option(choice: Choice, *, known: Sequence[Knowledge]) -> Option:
    disclosures = choose(known, choice=choice)
    exposure = sum(
        LADDERS[d.role].index(d.precision)
        for d in disclosures
        if d.protected_sources and d.independent_sources == d.protected_sources == 1
    )
    return Option(
        choice, disclosures, exposure=exposure, actionability=len({d.role for d in disclosures if _is_of_use(d)})
    )


def _said(item: Knowledge, *, choice: Choice) -> list[Disclosure]:
    if item.ceiling is None:
        return []
    ladder = LADDERS[item.element.role]
    ceiling = item.ceiling
    if choice is Choice.LEAST_EXPOSING and not item.open_sources and item.independent_sources <= 1:
        ceiling = ladder[max(ladder.index(ceiling) - 1, 0)]
    norm = _coarsened(item.element.norm, role=item.element.role, to=ceiling)
    if norm is None:
        return []
    precision = min(item.element.precision, ceiling, key=ladder.index)
    if isinstance(norm, PlaceNorm | TimeNorm | PersonNorm):
        precision = norm.precision
    return [
        Disclosure(
            role=item.element.role,
            precision=precision,
            norm=norm,
            said_by=item.element.said_by,
            independent_sources=item.independent_sources,
            protected_sources=item.protected_sources,
        )
    ]


def _coarsened(norm: Norm, *, role: Role, to: Precision) -> Norm | None:
    """Return the value said no finer than `to`, or None where no coarser value is known."""
    match norm:
        case PlaceNorm():
            return norm if not is_finer(norm.precision, than=to, role=role) else _coarser_place(norm, to=to)
        case TimeNorm():
            return norm if not is_finer(norm.precision, than=to, role=role) else coarser_time(norm, to=to)
        case PersonNorm():
            return norm if not is_finer(norm.precision, than=to, role=role) else _kind_of(norm, role=role, to=to)
        case Means():
            return norm
        case _:
            assert_never(norm)


def _coarser_place(norm: PlaceNorm, *, to: Precision) -> PlaceNorm:
    """Return the city, region or country that the place lies in; another place of the case would be a guess."""
    rung = LADDERS[Role.PLACE].index(to)
    if norm.city and norm.city != norm.name and rung >= LADDERS[Role.PLACE].index(Precision.CITY):
        return replace(norm, name=norm.city, city="", precision=Precision.CITY, alternatives=())
    if norm.region and rung >= LADDERS[Role.PLACE].index(Precision.REGION):
        return replace(norm, name=norm.region, region="", city="", precision=Precision.REGION, alternatives=())
    return replace(norm, name=norm.country, region="", city="", precision=Precision.COUNTRY, alternatives=())


def coarser_time(norm: TimeNorm, *, to: Precision) -> TimeNorm:
    """Return the window widened to whole days, a week or a day more that holds it, or the month.

    >>> window = TimeNorm(date(2024, 1, 3), date(2024, 1, 3), Precision.HOUR, hour=10)
    >>> coarser_time(window, to=Precision.WEEK).start
    datetime.date(2024, 1, 1)
    """
    day = replace(norm, precision=Precision.DAY, hour=None, minute=None)
    if to in (Precision.DAY, Precision.HOUR):
        return day
    if to is Precision.WEEK:
        # The day itself must not stand at the edge of the window, where the text would name it.
        start = norm.start - timedelta(days=norm.start.weekday() or 1)
        end = norm.end + timedelta(days=(6 - norm.end.weekday()) or 1)
        return replace(day, start=start, end=end, precision=Precision.WEEK)
    following = (norm.end.replace(day=1) + timedelta(days=32)).replace(day=1)
    return replace(day, start=norm.start.replace(day=1), end=following - timedelta(days=1), precision=Precision.MONTH)


def _kind_of(norm: PersonNorm, *, role: Role, to: Precision) -> PersonNorm | None:
    """Return the kind of actor or target that the value names, without the name; None where no kind is known.

    The key of a target or of a kind of actor is its kind (`church`, `former_employee`); an organisation's own key
    names it, so that a coarser actor is only "an armed group".
    """
    if role is Role.TARGET:
        return PersonNorm(name=norm.key or "people", precision=Precision.KIND, key=norm.key or "people")
    kind = "armed_group" if norm.precision is Precision.ORGANISATION else "person"
    return None if to is Precision.NAMED else PersonNorm(name=kind, precision=Precision.KIND, key=kind)


def _finest_distinct(said: list[Disclosure]) -> list[Disclosure]:
    """Keep each value once, the best supported of the finest first; a coarser value that a finer one holds goes."""
    if not said:
        return []
    role = said[0].role
    ladder = LADDERS[role]
    ordered = sorted(said, key=lambda d: (-ladder.index(d.precision), _days(d.norm), -d.independent_sources))
    kept: list[Disclosure] = []
    for disclosure in ordered:
        if not any(_holds(k.norm, disclosure.norm) for k in kept):
            kept.append(disclosure)
    return kept


def _days(norm: Norm) -> int:
    """Return how long a window is: of two times said as finely, the shorter tells the reader more."""
    return (norm.end - norm.start).days if isinstance(norm, TimeNorm) else 0


def _holds(finer: Norm, coarser: Norm) -> bool:
    """Tell whether saying `finer` already says `coarser`."""
    match finer, coarser:
        case PlaceNorm(), PlaceNorm():
            if coarser.precision is Precision.COUNTRY:
                return finer.country == coarser.country
            return finer.country == coarser.country and coarser.name in (finer.name, finer.city, finer.region)
        case TimeNorm(), TimeNorm():
            return coarser.start <= finer.start and finer.end <= coarser.end
        case PersonNorm(), PersonNorm():
            same = finer.name == coarser.name or bool(finer.key and finer.key == coarser.key)
            return same or coarser.key in {"armed_group", "person", "people"}
        case _:
            return finer == coarser


def window_end(disclosures: Iterable[Disclosure]) -> date | None:
    """Return the last day that the disclosures speak of, or None where they name no time."""
    ends = [d.norm.end for d in disclosures if isinstance(d.norm, TimeNorm)]
    return max(ends, default=None)
