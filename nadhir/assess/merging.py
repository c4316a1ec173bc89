"""Merges what the reports of a case say into one threat, element by element, and finds out whom it concerns.

Values that mean the same are one element with several quotations; values that differ stay beside each other, the best
supported first, since which of two is right is a person's question. A copy adds a quotation and no support.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Final

from nadhir.assess.reading import Reading
from nadhir.language.mentions import SAME_NAME
from nadhir.language.names import names_match
from nadhir.language.normalise import fold
from nadhir.terms.report import InformationCredibility, SourceReliability
from nadhir.terms.screening import LADDERS, Element, Means, Norm, PersonNorm, PlaceNorm, Precision, Role, TimeNorm
from nadhir.terms.threat import Evidence, HarmType, ThreatElement

_SEVERITY: Final = (
    HarmType.KILLING,
    HarmType.SERIOUS_BODILY_INJURY,
    HarmType.KIDNAPPING,
    HarmType.DETENTION_UNCLEAR,
    HarmType.PROPERTY_ONLY,
    HarmType.OTHER,
)
#: Grades in words of the Admiralty code, best first; F and 6 say nothing, so they stand behind fair and before bad.
_RELIABILITY_ORDER: Final = "ABCFDE"
_CREDIBILITY_ORDER: Final = "123645"


def precision_of(norm: Norm) -> Precision:
    """Return how finely a value says its role."""
    return Precision.EXACT if isinstance(norm, Means) else norm.precision


def grade(reading: Reading) -> tuple[int, int]:
    """Return a sort key: smaller for a better graded report."""
    reliability: SourceReliability = reading.held.source.reliability
    credibility: InformationCredibility = reading.held.report.credibility
    return _CREDIBILITY_ORDER.index(credibility), _RELIABILITY_ORDER.index(reliability)


@lru_cache(maxsize=8192)
def _form(name: str) -> str:
    return fold(name)


def _same_person(one: PersonNorm, other: PersonNorm) -> bool:
    if one.key and other.key:
        return one.key == other.key
    return _form(one.name) == _form(other.name) or names_match(one.name, other.name) >= SAME_NAME


def same_value(one: Norm, other: Norm) -> bool:
    """Tell whether two values of one role mean the same."""
    match one, other:
        case PlaceNorm(), PlaceNorm():
            return one.country == other.country and _form(one.name) == _form(other.name)
        case TimeNorm(), TimeNorm():
            return (one.start, one.end) == (other.start, other.end)
        case PersonNorm(), PersonNorm():
            return _same_person(one, other)
        case _:
            return one == other


def are_near(one: PlaceNorm, other: PlaceNorm) -> bool:
    """Tell whether two places lie so close that one may be said for the other."""
    degrees = 0.5  # some 50 km: a district of the same city; finer would need streets, which a warning does not give
    return abs(one.lat - other.lat) <= degrees and abs(one.lon - other.lon) <= degrees


def covers(known: Norm, *, new: Norm, role: Role) -> bool:
    """Tell whether `known` already says what `new` says: the same, or `new` is only a coarser saying of it."""
    if same_value(known, new):
        return True
    ladder = LADDERS[role]
    if ladder.index(precision_of(new)) > ladder.index(precision_of(known)):
        return False
    match known, new:
        case PlaceNorm(), PlaceNorm():
            if new.precision is Precision.COUNTRY:
                return known.country == new.country
            return known.country == new.country and are_near(known, new)
        case TimeNorm(), TimeNorm():
            # "by the end of the month" said again a week later: the same end, or a window around the known one.
            return known.end == new.end or (new.start <= known.start and known.end <= new.end)
        case PersonNorm(), PersonNorm():
            return new.precision is Precision.KIND
        case _:
            return False


@dataclass(slots=True)
class _Group:
    norm: Norm
    evidence: list[Evidence]
    readings: list[Reading]

    def rank(self, *, role: Role) -> tuple[int, tuple[int, int], int, float]:
        own = [r for r in self.readings if not r.is_copy] or self.readings
        fineness = LADDERS[role].index(precision_of(self.norm))
        latest = max(r.held_at for r in own)
        return (
            -len({r.held.source.id for r in own}),
            min(map(grade, own)),
            -fineness,
            -latest.timestamp(),
        )


def _groups(role: Role, said: Iterable[tuple[Reading, Element]]) -> list[_Group]:
    groups: list[_Group] = []
    # Which group each value met first: most values of a large case are said over and over.
    met: dict[Norm, _Group] = {}
    shows = f"says_{role}"
    for reading, element in said:
        evidence = Evidence(reading.report_id, element.span, shows)
        group = met.get(element.norm)
        if group is not None:  # it is in there already, and what the group says is as fine
            group.evidence.append(evidence)
            group.readings.append(reading)
            continue
        group = next((g for g in groups if same_value(g.norm, element.norm)), None)
        if group is None:
            group = met[element.norm] = _Group(element.norm, [evidence], [reading])
            groups.append(group)
            continue
        group.evidence.append(evidence)
        group.readings.append(reading)
        if LADDERS[role].index(precision_of(element.norm)) > LADDERS[role].index(precision_of(group.norm)):
            group.norm = element.norm
            met.clear()  # what is the same as the finer value need not be what was the same as the coarser
        met[element.norm] = group
    return sorted(groups, key=lambda g: g.rank(role=role))


def merge(readings: Sequence[Reading]) -> tuple[ThreatElement, ...]:
    """Return the elements of the threat, roles in order, the best supported value first.

    What reports of a past attack say is no element of the threat, unless nothing else says anything.
    """
    speaking = [r for r in readings if not r.tells_of_the_past] or list(readings)
    by_role: defaultdict[Role, list[tuple[Reading, Element]]] = defaultdict(list)
    for reading in speaking:
        for element in reading.elements:
            by_role[element.role].append((reading, element))
    merged: list[ThreatElement] = []
    for role in Role:
        merged.extend(
            ThreatElement(role, group.norm, precision_of(group.norm), tuple(group.evidence))
            for group in _groups(role, by_role[role])
        )
    return tuple(merged)


def worst_harm(readings: Sequence[Reading]) -> HarmType:
    """Return the gravest harm that any report raising the threat speaks of; `OTHER` where none is named.

    Property is all that is meant only where every report says so: one that leaves open what is meant may mean people.
    """
    named = {r.harm for r in readings if r.raises and r.harm is not None}
    if named == {HarmType.PROPERTY_ONLY} and any(r.raises and r.harm is None and not r.is_copy for r in readings):
        return HarmType.OTHER
    return next((harm for harm in _SEVERITY if harm in named), HarmType.OTHER)


def news(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the reports that changed the picture which the earlier ones gave: at each, a waiver is judged anew.

    A copy and a repetition that says so never do; the first that raises the threat always does; so does a graver harm,
    a value that was not known, or known less finely.
    """
    known: defaultdict[Role, list[Norm]] = defaultdict(list)
    said: defaultdict[Role, set[Norm]] = defaultdict(set)  # all of it is known, or covered by what is known
    harms: set[HarmType] = set()
    is_raised = False
    changing: list[Reading] = []
    for reading in readings:
        if reading.is_copy or reading.tells_of_the_past:
            continue
        fresh = [
            e
            for e in reading.elements
            if e.norm not in said[e.role] and not any(covers(k, new=e.norm, role=e.role) for k in known[e.role])
        ]
        is_graver = reading.raises and reading.harm is not None and _is_graver(reading.harm, than=harms)
        if not is_raised:
            is_new = reading.raises
        else:
            is_new = not reading.has("nothing_new") and bool(
                is_graver or fresh or (reading.raises and not reading.elements)
            )
        if is_new:
            changing.append(reading)
        is_raised = is_raised or reading.raises
        for element in fresh:
            known[element.role].append(element.norm)
        for element in reading.elements:
            said[element.role].add(element.norm)
        if reading.raises and reading.harm is not None:
            harms.add(reading.harm)
    return tuple(changing)


def _is_graver(harm: HarmType, *, than: Collection[HarmType]) -> bool:
    return all(_SEVERITY.index(harm) < _SEVERITY.index(known) for known in than)


def latest_window(elements: Sequence[ThreatElement], *, readings: Sequence[Reading]) -> TimeNorm | None:
    """Return the window that holds now: of the last report that raised the threat and gave one, the best supported.

    Two windows of one report are joined where they touch, so that "from the evening of the 7th, for 48 hours" is one.
    """
    last = next(
        (r for r in reversed(readings) if r.raises and not r.is_copy and r.of_role(Role.TIME)),
        None,
    )
    if last is None:
        return next((e.norm for e in elements if isinstance(e.norm, TimeNorm)), None)
    windows = sorted(
        (e.norm for e in last.of_role(Role.TIME) if isinstance(e.norm, TimeNorm)), key=lambda w: (w.start, w.end)
    )
    joined = windows[0]
    for window in windows[1:]:
        if window.start <= joined.end + timedelta(days=1):
            end = max(joined.end, window.end)
            joined = TimeNorm(joined.start, end, joined.precision, joined.hour, joined.minute)
    return joined
