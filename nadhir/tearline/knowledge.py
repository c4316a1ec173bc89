# SPDX-License-Identifier: Apache-2.0
"""Who knows each element, and how finely it may be said.

For every value of the threat: how many independent sources carry it, how many of them are protected, what the caveats
in the reports and in the established facts allow or forbid, and the finest precision that may leave. The reasons are
codes, and each thing that may not be said becomes a `Withheld`.

Rules, in order (ours, [D]; the law leaves the wording to the holder):
1. A report that may not be used at all contributes nothing.
2. A caveat that forbids a role at a precision forbids it there and finer, in the whole case, unless an open source says
   the same: what everybody can read exposes nobody.
3. A caveat that allows a role up to a precision allows it no finer. Where a report or a fact lists what may be said,
   what the list leaves out may not be said from that report.
4. Without a caveat, an element that only protected sources carry is said no finer than `DEFAULT_CEILING`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from nadhir.terms.case import CaseFile, HeldReport
from nadhir.terms.ids import ReportId
from nadhir.terms.screening import LADDERS, Caveat, CaveatKind, Precision, Role, is_finer
from nadhir.terms.tearline import Withheld
from nadhir.terms.threat import Threat, ThreatElement

#: How finely an element may be said that only protected sources carry and no caveat speaks of. The hour, the exact
#: means and a named person known from one protected source alone point to whoever was in the room. [D]
DEFAULT_CEILING: Final[dict[Role, Precision]] = {
    Role.PLACE: Precision.SITE,
    Role.TIME: Precision.DAY,
    Role.ACTOR: Precision.ORGANISATION,
    Role.TARGET: Precision.NAMED,
    Role.MEANS: Precision.KIND,
}
#: A named actor may be said when this many independent sources name it, protected or not. [D]
SOURCES_TO_NAME: Final = 2


@dataclass(frozen=True, slots=True)
class Knowledge:
    """One value of one role: who carries it, and the finest precision at which it may be said (None: not at all)."""

    element: ThreatElement
    independent_sources: int
    protected_sources: int
    open_sources: int
    ceiling: Precision | None
    because: tuple[str, ...]

    @property
    def may_be_said(self) -> bool:
        """Whether the value may be said as it stands, without making it coarser."""
        return self.ceiling is not None and not is_finer(
            self.element.precision, than=self.ceiling, role=self.element.role
        )


@dataclass(frozen=True, slots=True)
class Caveats:
    """The caveats of a case, gathered: from its reports and from the limits of its facts."""

    by_report: dict[ReportId, tuple[Caveat, ...]]
    of_facts: tuple[Caveat, ...]

    def everywhere(self) -> tuple[Caveat, ...]:
        """Return every caveat of the case."""
        return (*self.of_facts, *(c for caveats in self.by_report.values() for c in caveats))


def caveats_of(file: CaseFile) -> Caveats:
    """Return what reports and facts say on how finely they may be told."""
    return Caveats(
        by_report={h.report.id: h.screening.caveats for h in file.held if h.screening.caveats},
        of_facts=tuple(c for f in file.facts for c in f.limits),
    )


def knowledge(threat: Threat, *, file: CaseFile) -> tuple[Knowledge, ...]:
    """Return, for each value of the threat, who carries it and how finely it may be said."""
    caveats = caveats_of(file)
    return tuple(_of_element(e, file=file, caveats=caveats) for e in threat.elements)


def _is_open(held: HeldReport) -> bool:
    return not held.source.is_protected and not held.source.kind.is_private


def _of_element(element: ThreatElement, *, file: CaseFile, caveats: Caveats) -> Knowledge:
    carriers = [h for h in file.held if h.report.id in element.said_by]
    usable = [h for h in carriers if not _is_barred(caveats.by_report.get(h.report.id, ()))]
    sources = {h.source.id for h in usable if h.copy_of is None}
    protected = {h.source.id for h in usable if h.source.is_protected}
    open_sources = {h.source.id for h in usable if _is_open(h)}
    ceiling, because = _ceiling(element, usable=usable, barred=not usable, caveats=caveats, is_open=bool(open_sources))
    return Knowledge(
        element=element,
        independent_sources=len(sources),
        protected_sources=len(protected),
        open_sources=len(open_sources),
        ceiling=ceiling,
        because=because,
    )


def _is_barred(caveats: Iterable[Caveat]) -> bool:
    """Tell whether a report may not be used at all; a later permission in it outranks the bar."""
    kinds = {c.kind for c in caveats if c.role is None and c.precision is None}
    return CaveatKind.FORBIDS in kinds and CaveatKind.ALLOWS not in kinds


def _ceiling(
    element: ThreatElement, *, usable: list[HeldReport], barred: bool, caveats: Caveats, is_open: bool
) -> tuple[Precision | None, tuple[str, ...]]:
    role, ladder = element.role, LADDERS[element.role]
    if barred and not _released_by_facts(role, caveats=caveats):
        return None, ("caveat_bars_report",)
    if is_open:
        return ladder[-1], ("open_source_says_it",)
    allowed = [c for c in caveats.everywhere() if c.kind is CaveatKind.ALLOWS and c.role is role]
    forbidden = [c for c in caveats.everywhere() if c.kind is CaveatKind.FORBIDS and c.role is role]
    sources = {h.source.id for h in usable}
    if not any(h.source.is_protected for h in usable):
        top, because = ladder[-1], ["source_not_protected"]
    else:
        top, because = DEFAULT_CEILING[role], ["only_protected_sources"]
        if role is Role.ACTOR and len(sources) >= SOURCES_TO_NAME:
            top, because = Precision.NAMED, ["several_sources_name_it"]
    if allowed:
        finest = max((c.precision or ladder[-1] for c in allowed), key=ladder.index)
        top, because = finest, ["caveat_allows"]
    elif _lists_what_may_be_said(usable, caveats=caveats):
        return ladder[0], ("caveat_lists_other_elements_only",)
    for caveat in forbidden:
        at = ladder.index(caveat.precision) if caveat.precision is not None else 0
        # An explicit permission for a coarser precision stands beside the ban on a finer one.
        if at <= ladder.index(top):
            if at == 0 and not allowed:
                return None, ("caveat_forbids",)
            top, because = ladder[max(at - 1, 0)], [*because, "caveat_forbids_finer"]
    return top, tuple(because)


def _released_by_facts(role: Role, *, caveats: Caveats) -> bool:
    return any(c.kind is CaveatKind.ALLOWS and c.role in (role, None) for c in caveats.of_facts)


def _lists_what_may_be_said(usable: list[HeldReport], *, caveats: Caveats) -> bool:
    """Tell whether every carrier comes with a list of elements that may be said, which leaves the asked one out."""
    lists = [
        {
            c.role
            for c in (*caveats.by_report.get(h.report.id, ()), *_limits(h, caveats=caveats))
            if c.kind is CaveatKind.ALLOWS and c.role is not None
        }
        for h in usable
    ]
    return bool(lists) and all(lists)


def _limits(held: HeldReport, *, caveats: Caveats) -> tuple[Caveat, ...]:
    """Return the limits that an originator's consent puts on a private report: its list covers what was asked for."""
    return caveats.of_facts if held.source.kind.is_private else ()


def withheld_of(found: Iterable[Knowledge], *, file: CaseFile) -> tuple[Withheld, ...]:
    """Return what is known and may not be said as finely as it is known, with where it stands and why."""
    listed: list[Withheld] = []
    for item in found:
        if item.may_be_said:
            continue
        listed.extend(
            Withheld(
                because=item.because,
                role=item.element.role,
                precision=item.element.precision,
                report_id=evidence.report_id,
                span=evidence.span,
            )
            for evidence in item.element.evidence
        )
    for held in file.held:
        listed.extend(
            Withheld(
                because=("caveat_in_report",), role=c.role, precision=c.precision, report_id=held.report.id, span=c.span
            )
            for c in held.screening.caveats
            if c.kind is CaveatKind.FORBIDS
        )
    return tuple(listed)
