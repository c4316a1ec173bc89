# SPDX-License-Identifier: Apache-2.0
"""Screen a report: what it says of a threat, an attack, a claim, a warning; every screening stays on record."""

from zoneinfo import ZoneInfo

from nadhir.casework.authority import Act, admit_either
from nadhir.casework.house import House
from nadhir.casework.unit import Unit, durable
from nadhir.screen import screen as find
from nadhir.store.models import ReportRow, ScreeningRow
from nadhir.store.scope import lock
from nadhir.terms.ids import OfficerId, ReportId
from nadhir.terms.report import Report
from nadhir.terms.screening import Screening


def screen(
    house: House, *, report_id: ReportId, by: OfficerId | None = None, organisation: str | None = None
) -> Screening:
    """Return the screening of the report, made with this release's lexicon; it becomes the latest.

    Raises:
        NotFoundError: there is no such report within the scope.
    """
    with durable(house, caller=admit_either(by, organisation=organisation, to=Act.SCREEN)) as unit:
        row = lock(ReportRow.objects.within(unit.scope), what="report", id=report_id)
        return screen_in(unit, row=row)


def screen_in(unit: Unit, *, row: ReportRow) -> Screening:
    """Screen a locked report within a transaction that is open already."""
    report = unit.from_json(row.body, of=Report)
    # A text without a date is of the day it was held, as the organisation's calendar has it: "tomorrow" hangs on that.
    held_on = report.held_at.astimezone(ZoneInfo(unit.holder().timezone)).date()
    screening = find(report, lexicon=unit.house.knowledge.lexicon, today=held_on)
    ScreeningRow.objects.within(unit.scope).filter(report=row, is_latest=True).update(is_latest=False)
    ScreeningRow(
        organisation_id=unit.scope.organisation,
        report=row,
        at=unit.at,
        queue=screening.queue,
        score=screening.score,
        opens_case=screening.opens_case,
        is_possible_threat=screening.is_possible_threat,
        screener=screening.screener,
        body=unit.to_json(screening),
    ).save(force_insert=True)
    unit.note(
        "report.screened",
        facts={
            "report": row.id,
            "labels": sorted(screening.labels),
            "queue": screening.queue.value,
            "opens_case": screening.opens_case,
            "screener": screening.screener,
        },
    )
    return screening
