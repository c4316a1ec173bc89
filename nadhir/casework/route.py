# SPDX-License-Identifier: Apache-2.0
"""Bring a report as far as it goes without a person: screened, linked, and its case judged anew, in one transaction.

What could not be routed, because a room failed on it or the process died, stays in the inbox as such, and
`route_pending` tries it again, after a pause that grows with each failure: what fails does not stand in the way of what
came after it.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from nadhir.casework.authority import Act, admit_either
from nadhir.casework.determine import judge_in
from nadhir.casework.house import House
from nadhir.casework.link import link_in
from nadhir.casework.screen import screen_in
from nadhir.casework.unit import durable
from nadhir.link import LINKER
from nadhir.store.models import ReportRow
from nadhir.store.scope import lock
from nadhir.terms.assessment import Assessment
from nadhir.terms.determination import Determination
from nadhir.terms.ids import CaseId, OfficerId, ReportId
from nadhir.terms.links import Links
from nadhir.terms.report import Report, Understanding
from nadhir.terms.screening import Screening

_log = logging.getLogger(__name__)
NOT_UNDERSTOOD: Final = "not_understood"
_GRACE: Final = timedelta(minutes=1)  # [D] leaves a report alone that is just being routed
_FIRST_PAUSE: Final = timedelta(minutes=1)  # [D] doubled with each failure
_LONGEST_PAUSE: Final = timedelta(hours=1)  # [D] a release that mends the room is found within it


@dataclass(frozen=True, slots=True)
class Routed:
    """How far a report came."""

    report: Report
    screening: Screening | None = None
    links: Links | None = None
    case_id: CaseId | None = None
    has_opened_case: bool = False
    why_no_case: str = ""
    assessment: Assessment | None = None
    determination: Determination | None = None  # a recommendation

    @property
    def report_id(self) -> ReportId:
        """Which report."""
        return self.report.id


def route(house: House, *, report_id: ReportId, by: OfficerId | None = None, organisation: str | None = None) -> Routed:
    """Return how far the report came; routed again, it is screened and linked anew and stays in its case.

    Raises:
        NotFoundError: there is no such report within the scope.
    """
    with durable(house, caller=admit_either(by, organisation=organisation, to=Act.SCREEN)) as unit:
        row = lock(ReportRow.objects.within(unit.scope), what="report", id=report_id)
        report = unit.from_json(row.body, of=Report)
        if report.understanding is Understanding.NOT_UNDERSTOOD:
            row.routed_at, row.why_no_case = unit.at, NOT_UNDERSTOOD
            row.save(update_fields=["routed_at", "why_no_case"])
            # The ledger keeps the code alone: what follows it may quote the document, and the ledger forgets nothing.
            because = report.problem.partition(":")[0]
            unit.note("report.put_before_person", facts={"report": row.id, "because": because})
            return Routed(report=report, why_no_case=NOT_UNDERSTOOD)
        screening = screen_in(unit, row=row)
        links, case_id = link_in(unit, row=row)
        row.routed_at, row.linker = unit.at, LINKER
        row.save(update_fields=["routed_at", "why_no_case", "linker"])
        if case_id is None:
            return Routed(report=report, screening=screening, links=links, why_no_case=links.why_no_case)
        case_row = unit.lock_case(case_id)
        assessment, determination = judge_in(unit, row=case_row)
        return Routed(
            report=report,
            screening=screening,
            links=links,
            case_id=case_id,
            has_opened_case=links.opens_case,
            assessment=assessment,
            determination=determination,
        )


def route_pending(house: House, *, limit: int = 20) -> tuple[Routed, ...]:
    """Route what was received and not yet routed, oldest first; one that fails is told of and tried again later."""
    now = house.clock.now()
    waiting = (
        ReportRow.objects.unsafe_everything()
        .filter(routed_at=None, read_at__lte=now - _GRACE)
        .filter(Q(route_again_at=None) | Q(route_again_at__lte=now))
        .order_by("route_failures", "held_at", "id")
        .values_list("id", "organisation_id")[:limit]
    )
    routed = []
    for report_id, organisation in list(waiting):
        try:
            routed.append(route(house, report_id=ReportId(report_id), organisation=organisation))
        except Exception:  # noqa: BLE001 - see below
            # One report on which a room fails must not hold up those behind it; it stays in the inbox, not routed.
            _log.exception("report %s could not be routed", report_id)
            _put_off(report_id, now=now)
    return tuple(routed)


def _put_off(report_id: str, *, now: datetime) -> None:
    rows = ReportRow.objects.unsafe_everything().filter(id=report_id)
    failures = rows.values_list("route_failures", flat=True)[0]
    pause = min(_FIRST_PAUSE * 2 ** min(failures, 10), _LONGEST_PAUSE)
    rows.update(route_failures=failures + 1, route_again_at=now + pause)
