# SPDX-License-Identifier: Apache-2.0
"""Who opened which report or case, and when: what a closing is held against (law.md F4: a tip closed unread).

Promise: an officer who opens a report or a case, at the desk or at the command line, is on record with it, once an hour
and no more: a page that is loaded again in the same hour costs one look and no writing. What was opened before a case
was closed stands in the ledger with its closing, so that nobody can add a view to it later; single views do not stand
there. It says that a page was opened, never that it was read.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Max

from nadhir.casework.authority import Act, Caller, admit
from nadhir.casework.house import House
from nadhir.casework.unit import Unit
from nadhir.store.models import CaseParty, CaseReport, CaseRow, LinkRow, ReportRow, ViewRow
from nadhir.store.scope import load
from nadhir.terms.case import Viewed, ViewedKind
from nadhir.terms.ids import CaseId, OfficerId, ReportId


def record_report_opened(house: House, *, report_id: ReportId, by: OfficerId) -> None:
    """Put on record that the officer opened this report.

    Raises:
        NotFoundError: there is no such report within the scope.
    """
    caller = admit(by, to=Act.READ_REPORTS)
    load(ReportRow.objects.within(caller.scope), what="report", id=report_id)
    _record(house, caller=caller, report_id=report_id)


def record_case_opened(house: House, *, case_id: CaseId, by: OfficerId) -> None:
    """Put on record that the officer opened this case.

    Raises:
        NotFoundError: there is no such case within the scope.
    """
    caller = admit(by, to=Act.READ_CASES)
    load(CaseRow.objects.within(caller.scope), what="case", id=case_id)
    _record(house, caller=caller, case_id=case_id)


def _record(house: House, *, caller: Caller, report_id: ReportId | None = None, case_id: CaseId | None = None) -> None:
    at = house.clock.now()
    hour = at.replace(minute=0, second=0, microsecond=0)
    rows = ViewRow.objects.within(caller.scope)
    if rows.filter(officer=caller.officer, report_id=report_id, case_id=case_id, hour=hour).exists():
        return
    view = ViewRow(
        organisation_id=caller.scope.organisation,
        officer=caller.officer or "",
        report_id=report_id,
        case_id=case_id,
        hour=hour,
        at=at,
    )
    # Of two pages opened at once one is on record, which is what is wanted.
    rows.bulk_create([view], ignore_conflicts=True)


def viewed_before_closing(unit: Unit, *, row: CaseRow, by: OfficerId) -> tuple[Viewed, ...]:
    """Return what a closing of this case has to rest on, with when this officer opened each last, if ever.

    That is each report of the case, where the same bytes opened as another report count, and each closed case that
    shares a named party with it or is linked to it by a report.
    """
    reports = list(
        CaseReport.objects.within(unit.scope)
        .filter(case=row, left_at=None)
        .order_by("report__held_at", "report_id")
        .values_list("report_id", "report__blob_id")
    )
    seen = _blobs_opened(unit, by=by, blob_ids={blob_id for _, blob_id in reports})
    earlier = earlier_cases(unit, row=row)
    opened = _cases_opened(unit, by=by, case_ids=earlier)
    return (
        *(Viewed(kind=ViewedKind.REPORT, id=report_id, at=seen.get(blob_id)) for report_id, blob_id in reports),
        *(Viewed(kind=ViewedKind.CASE, id=case_id, at=opened.get(case_id)) for case_id in earlier),
    )


def earlier_cases(unit: Unit, *, row: CaseRow) -> tuple[CaseId, ...]:
    """Return the closed cases that share a named party with this one, or are linked to it by a report.

    People who stand in no directory are found through the links between reports alone.
    """
    named = CaseParty.objects.within(unit.scope).filter(case=row).values("party_id")
    sharing = CaseParty.objects.within(unit.scope).filter(party_id__in=named).values("case_id")
    ours = CaseReport.objects.within(unit.scope).filter(case=row, left_at=None).values("report_id")
    links = LinkRow.objects.within(unit.scope).filter(score__gt=0)
    linked = links.filter(report_id__in=ours).values("other_id")
    linking = links.filter(other_id__in=ours).values("report_id")
    members = CaseReport.objects.within(unit.scope).filter(left_at=None)
    holding = (members.filter(report_id__in=linked) | members.filter(report_id__in=linking)).values("case_id")
    closed = CaseRow.objects.within(unit.scope).filter(is_open=False).exclude(id=row.id)
    found = (closed.filter(id__in=sharing) | closed.filter(id__in=holding)).distinct().order_by("opened_at", "id")
    return tuple(CaseId(case_id) for case_id in found.values_list("id", flat=True))


def _blobs_opened(unit: Unit, *, by: OfficerId, blob_ids: Collection[int]) -> Mapping[int, datetime]:
    rows = ViewRow.objects.within(unit.scope).filter(officer=by, report__blob_id__in=blob_ids)
    return dict(
        rows.order_by().values("report__blob_id").annotate(last=Max("at")).values_list("report__blob_id", "last")
    )


def _cases_opened(unit: Unit, *, by: OfficerId, case_ids: Collection[CaseId]) -> Mapping[str, datetime]:
    rows = ViewRow.objects.within(unit.scope).filter(officer=by, case_id__in=list(case_ids))
    return dict(rows.order_by().values("case_id").annotate(last=Max("at")).values_list("case_id", "last"))
