# SPDX-License-Identifier: Apache-2.0
"""The picture that a decision was taken on: place, time, target and means of the threat, and what a new report adds.

A coarser word for what is known adds nothing ("Doha", where the Corniche in Doha is known): whoever was warned of the
finer was warned of the coarser too. What is finer, or elsewhere, is new. Who acts is left out: one actor has many
names, and the warned is warned of the deed whoever does it. [D]
"""

from datetime import datetime
from typing import Final

from nadhir.casework.unit import Unit
from nadhir.store.models import CaseReport, CaseRow
from nadhir.terms.screening import LADDERS, Norm, PersonNorm, PlaceNorm, Precision, Role, TimeNorm
from nadhir.terms.threat import Threat, ThreatElement

_ROLES: Final = (Role.PLACE, Role.TIME, Role.TARGET, Role.MEANS)
_TIMES: Final = LADDERS[Role.TIME]

Picture = frozenset[tuple[Role, Norm]]


def picture_of(threat: Threat) -> Picture:
    """Return what the threat says of place, time, target and means, without what a finer value says already."""
    said = {(each.role, each.norm) for each in threat.elements if each.role in _ROLES}
    return frozenset(
        (role, norm)
        for role, norm in said
        if not any(other == role and known != norm and _is_within(known, norm) for other, known in said)
    )


def added_to(before: Threat, *, now: Threat) -> tuple[ThreatElement, ...]:
    """Return the values of the threat as it is told now that were not told before, by no coarser word either."""
    known = [(each.role, each.norm) for each in before.elements]
    return tuple(
        each
        for each in now.elements
        if each.role in _ROLES and not any(role is each.role and _is_within(norm, each.norm) for role, norm in known)
    )


def brought_by(unit: Unit, *, row: CaseRow, added: tuple[ThreatElement, ...], since: datetime) -> dict[str, datetime]:
    """Return which reports that joined the case after `since` bring these values, and since when each is held."""
    said_by = {report_id for each in added for report_id in each.said_by}
    members = CaseReport.objects.within(unit.scope).filter(case=row, left_at=None, joined_at__gte=since)
    return dict(members.filter(report_id__in=said_by).values_list("report_id", "report__held_at"))


def _is_within(known: Norm, said: Norm) -> bool:
    """Tell whether what is known says `said` already, as finely or finer."""
    match known, said:
        case PlaceNorm(), PlaceNorm():
            return _is_same_place(known, said) or _lies_in(known, said)
        case TimeNorm(), TimeNorm():
            is_as_fine = _TIMES.index(known.precision) >= _TIMES.index(said.precision)
            is_hour_known = said.hour is None or (known.hour, known.minute) == (said.hour, said.minute)
            return said.start <= known.start and known.end <= said.end and is_as_fine and is_hour_known
        case PersonNorm(), PersonNorm():
            return known.name.casefold() == said.name.casefold() or bool(known.key and known.key == said.key)
        case _:
            return known == said


def _is_same_place(one: PlaceNorm, other: PlaceNorm) -> bool:
    return (one.name, one.country, one.precision) == (other.name, other.country, other.precision)


def _lies_in(fine: PlaceNorm, coarse: PlaceNorm) -> bool:
    if fine.country != coarse.country:
        return False
    match coarse.precision:
        case Precision.COUNTRY:
            return True
        case Precision.REGION:
            return coarse.name in (fine.region, fine.name)
        case Precision.CITY:
            return coarse.name in (fine.city, fine.name)
        case _:
            return False
