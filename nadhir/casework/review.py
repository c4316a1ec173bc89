# SPDX-License-Identifier: Apache-2.0
"""Review a case after the fact, from its record alone."""

from nadhir.casework.authority import Act, admit
from nadhir.casework.house import House
from nadhir.casework.outbox import delivery_of
from nadhir.casework.questions import questions_of
from nadhir.casework.unit import Unit, durable
from nadhir.review import AfterAction, Extract, after_action
from nadhir.store.models import (
    AssessmentRow,
    CaseEventRow,
    CaseReport,
    CaseRow,
    DeliveryRow,
    DeterminationRow,
    ScreeningRow,
)
from nadhir.terms.assessment import Assessment
from nadhir.terms.case import CaseEvent, CaseEventKind, QuestionState
from nadhir.terms.determination import Determination
from nadhir.terms.ids import CaseId, OfficerId


def review(house: House, *, case_id: CaseId, by: OfficerId) -> AfterAction:
    """Return the after-action review of the case as its record stands now.

    Raises:
        NotFoundError: there is no such case within the scope.
    """
    with durable(house, caller=admit(by, to=Act.REVIEW)) as unit:
        row = unit.lock_case(case_id)
        found = after_action(extract_of(unit, row=row))
        unit.happen(
            row,
            kind=CaseEventKind.REVIEWED,
            facts={"verdict": found.verdict.value, "lessons": [each.code.value for each in found.lessons]},
        )
        return found


def extract_of(unit: Unit, *, row: CaseRow) -> Extract:
    """Return what the record holds of the case, as a review reads it."""
    scope = unit.scope
    events = CaseEventRow.objects.within(scope).filter(case=row).order_by("at", "id").values_list("body", flat=True)
    known = [unit.from_json(body, of=CaseEvent) for body in events]
    determinations = DeterminationRow.objects.within(scope).filter(case=row).order_by("at", "id")
    assessed = AssessmentRow.objects.within(scope).filter(case=row).order_by("id")
    first = assessed.values_list("body", flat=True).first()
    deliveries = DeliveryRow.objects.within(scope).filter(case=row, is_drill=False).order_by("queued_at", "id")
    attacks = [event.at for event in known if event.kind is CaseEventKind.ATTACK_REPORTED]
    return Extract(
        case_id=CaseId(row.id),
        first_known_at=row.opened_at if first is None else unit.from_json(first, of=Assessment).first_known_at,
        drawn_at=unit.at,
        events=tuple(known),
        determinations=tuple(
            unit.from_json(body, of=Determination) for body in determinations.values_list("body", flat=True)
        ),
        deliveries=tuple(delivery_of(unit, row=each) for each in deliveries),
        attack_at=attacks[0] if attacks else None,
        held_unread_minutes=_held_unread(unit, row=row),
        unanswered=tuple(
            each.ended_at
            for each in questions_of(unit, row=row)
            if each.of is not None and each.state is QuestionState.WITHDRAWN and each.ended_at is not None
        ),
    )


def _held_unread(unit: Unit, *, row: CaseRow) -> int | None:
    """Return how long the first report of the case lay before it was first screened, in whole minutes."""
    first = (
        CaseReport.objects.within(unit.scope)
        .filter(case=row)
        .select_related("report")
        .order_by("report__held_at", "report_id")
        .first()
    )
    if first is None:
        return None
    screened = ScreeningRow.objects.within(unit.scope).filter(report_id=first.report_id).order_by("at").first()
    return None if screened is None else int((screened.at - first.report.held_at).total_seconds() // 60)
