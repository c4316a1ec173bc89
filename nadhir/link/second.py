# SPDX-License-Identifier: Apache-2.0
"""A second threat that looks like the first: the same kind of target, the same form letter, another place or day.

Joined to the case of the first, it is never judged by itself, and whoever is meant by it is never warned. Two cases for
one threat cost an officer a minute; hence, where a report that stands by itself names another place or another day and
shares no person, handle or place with the case, it stays apart, however alike the words are.
"""

from collections.abc import Sequence
from typing import Final

from nadhir.language.mentions import SAME_NAME
from nadhir.language.names import names_match
from nadhir.link.spoken_of import spoken_of
from nadhir.link.weigh import Weighed, distance_km, places_of
from nadhir.terms.case import HeldReport
from nadhir.terms.party import Party
from nadhir.terms.screening import PersonNorm, PlaceNorm, Precision, Role, TimeNorm

__all__ = ["is_made_plain", "is_second_threat"]

#: The far end at which two points may still be one place, after the labelling guideline.
SAME_PLACE_KM: Final = 161.0
_FINE: Final = (Precision.CITY, Precision.SITE)
_DAYS: Final = (Precision.DAY, Precision.HOUR)


def is_second_threat(
    candidate: HeldReport,
    *,
    held: Sequence[HeldReport],
    pairs: Sequence[Weighed],
    is_copy: bool = False,
    parties: Sequence[Party] = (),
) -> bool:
    """Tell whether the candidate raises a threat of its own beside that of the case's reports.

    `pairs` are the candidate weighed against each of `held`. Of a copy, names in common say nothing: a form letter
    brings the same names each time.
    """
    if not candidate.screening.opens_case:
        return False
    threats = [each for each in held if each.screening.opens_case or each.screening.is_possible_threat] or list(held)
    if _is_of_others(candidate, threats, parties=parties):
        return True
    if _is_same_spot(candidate, threats):
        return False
    if not is_copy and any(found.is_personal for found in pairs):
        return False
    if is_made_plain(held=held, pairs=pairs):
        return False
    return _is_elsewhere(candidate, threats) or _is_another_day(candidate, threats) or _is_another(candidate, threats)


def is_made_plain(*, held: Sequence[HeldReport], pairs: Sequence[Weighed]) -> bool:
    """Tell whether what the case holds is vague yet, and the same source goes on: now it says where and when."""
    is_vague = not any(each.screening.opens_case for each in held)
    return is_vague and any(reason.code == "same_source" for found in pairs for reason in found.reasons)


def _places(held: HeldReport) -> list[PlaceNorm]:
    return [norm for norm in places_of(held) if norm.precision in _FINE]


def _windows(held: HeldReport) -> list[TimeNorm]:
    norms = [element.norm for element in held.screening.of_role(Role.TIME)]
    return [norm for norm in norms if isinstance(norm, TimeNorm) and norm.precision in _DAYS]


def _named(held: HeldReport) -> set[str]:
    norms = [element.norm for element in held.screening.of_role(Role.TARGET)]
    return {
        norm.name.casefold() for norm in norms if isinstance(norm, PersonNorm) and norm.precision is Precision.NAMED
    }


def _is_of_others(candidate: HeldReport, held: Sequence[HeldReport], *, parties: Sequence[Party]) -> bool:
    """Tell whether it names known people who are threatened, or an account, and the case others, with none shared."""
    mine = spoken_of(candidate, parties=parties)
    theirs = [spoken_of(each, parties=parties) for each in held]
    threatened = frozenset(who for each in theirs for who in each.threatened)
    suspected = frozenset(who for each in theirs for who in each.suspected)
    if mine.threatened & threatened or mine.suspected & suspected:
        return False
    accounts = frozenset(who for each in theirs for who in each.accounts)
    return bool(mine.threatened and threatened) or bool(mine.accounts and accounts)


def _is_same_spot(candidate: HeldReport, held: Sequence[HeldReport]) -> bool:
    """Tell whether a fine place is the same: by name, and no farther off than a town reaches."""
    theirs = [place for each in held for place in _places(each)]
    return any(
        mine.name == place.name and mine.country == place.country for mine in _places(candidate) for place in theirs
    )


def _is_elsewhere(candidate: HeldReport, held: Sequence[HeldReport]) -> bool:
    mine, theirs = _places(candidate), [place for each in held for place in _places(each)]
    return bool(mine and theirs) and all(distance_km(a, other=b) > SAME_PLACE_KM for a in mine for b in theirs)


def _is_another_day(candidate: HeldReport, held: Sequence[HeldReport]) -> bool:
    """Tell whether both name days and none is the same; a day that has passed by now binds nobody."""
    today = candidate.report.held_at.date()
    mine = [window for window in _windows(candidate) if window.end >= today]
    theirs = [window for each in held for window in _windows(each) if window.end >= today]
    return bool(mine and theirs) and all(a.end < b.start or b.end < a.start for a in mine for b in theirs)


def _is_another(candidate: HeldReport, held: Sequence[HeldReport]) -> bool:
    """Tell whether both name whom they mean and no name of one is a part, or another spelling, of one of the other."""
    mine, theirs = _named(candidate), {name for each in held for name in _named(each)}
    return bool(mine and theirs) and not any(_is_one_name(a, b) for a in mine for b in theirs)


def _is_one_name(one: str, other: str) -> bool:
    words = set(one.split()), set(other.split())
    return words[0] <= words[1] or words[1] <= words[0] or names_match(one, other) >= SAME_NAME
