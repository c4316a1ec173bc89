# SPDX-License-Identifier: Apache-2.0
"""The first look: which officer opened a report, or the case that it lies in, first, and when (law.md R191-1).

Promise: it is recorded once for each report, with its ledger entry, and ends the clock of the first look. Only an
officer who can do something about it counts: an inspector's reading is none. Whoever hands a file in has not read it.
"""

from collections.abc import Iterable

from nadhir.casework.authority import Act, Caller, recognise
from nadhir.casework.house import House
from nadhir.casework.unit import Unit, durable
from nadhir.store.models import CaseReport, CaseRow, LookRow, ReportRow
from nadhir.store.scope import load, lock
from nadhir.terms.ids import CaseId, OfficerId, ReportId


def look_at_case(house: House, *, case_id: CaseId, by: OfficerId) -> tuple[ReportId, ...]:
    """Return the case's reports that this officer is the first to see, by looking at the case now.

    Raises:
        NotFoundError: there is no such case within the scope.
    """
    caller = recognise(by)
    load(CaseRow.objects.within(caller.scope), what="case", id=case_id)
    if not caller.may(Act.LOOK) or not _unseen_of_case(caller, case_id=case_id):
        return ()
    with durable(house, caller=caller) as unit:
        row = unit.lock_case(case_id)
        seen = _unseen_of_case(caller, case_id=case_id)
        look_in(unit, row=row, report_ids=seen)
        return seen


def look_at_report(house: House, *, report_id: ReportId, by: OfficerId) -> bool:
    """Tell whether this officer is the first to see the report, by looking at it now.

    Raises:
        NotFoundError: there is no such report within the scope.
    """
    caller = recognise(by)
    load(ReportRow.objects.within(caller.scope), what="report", id=report_id)
    looks = LookRow.objects.within(caller.scope).filter(report_id=report_id)
    if not caller.may(Act.LOOK) or looks.exists():
        return False
    with durable(house, caller=caller) as unit:
        member = CaseReport.objects.within(unit.scope).filter(report_id=report_id, left_at=None).first()
        row = None if member is None else unit.lock_case(CaseId(member.case_id))
        lock(ReportRow.objects.within(unit.scope), what="report", id=report_id)  # one of two who look at once is first
        if looks.exists():
            return False
        look_in(unit, row=row, report_ids=(report_id,))
        return True


def look_in(unit: Unit, *, row: CaseRow | None, report_ids: Iterable[ReportId]) -> None:
    """Record the caller's look at these reports within a transaction that is open already; `row` is their case."""
    seen = set(LookRow.objects.within(unit.scope).filter(report_id__in=list(report_ids)).values_list("report_id"))
    new = [report_id for report_id in dict.fromkeys(report_ids) if (report_id,) not in seen]
    if not new or unit.by is None:
        return
    LookRow.objects.within(unit.scope).bulk_create(
        [
            LookRow(organisation_id=unit.scope.organisation, report_id=report_id, at=unit.at, by=unit.by)
            for report_id in new
        ]
    )
    unit.note("report.first_look", case=row, facts={"reports": sorted(new), "by": unit.by})


def _unseen_of_case(caller: Caller, *, case_id: CaseId) -> tuple[ReportId, ...]:
    members = CaseReport.objects.within(caller.scope).filter(case_id=case_id, left_at=None)
    seen = LookRow.objects.within(caller.scope).filter(report_id__in=members.values("report_id")).values("report_id")
    ids = members.exclude(report_id__in=seen).order_by("report_id").values_list("report_id", flat=True)
    return tuple(ReportId(report_id) for report_id in ids)
