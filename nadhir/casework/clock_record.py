# SPDX-License-Identifier: Apache-2.0
"""Gathers from the store what the clocks of a case follow from, as `clocks` reads it."""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from nadhir.casework.clocks import Awaited, ClockRecord, Judged, Standing, StandingClock, standing_clocks
from nadhir.casework.unit import Unit
from nadhir.store.models import (
    AssessmentRow,
    AttemptRow,
    CaseEventRow,
    CaseReport,
    CaseRow,
    ClockChangeRow,
    ConsultationRow,
    DeliveryRow,
    DeterminationRow,
    DisputeRow,
    FactRow,
    LookRow,
    ReleaseRow,
    ReportRow,
)
from nadhir.terms.assessment import Assessment
from nadhir.terms.case import CaseEventKind
from nadhir.terms.clocks import ClockChange, Consultation, Dispute
from nadhir.terms.delivery import Delivery
from nadhir.terms.determination import Determination, Outcome
from nadhir.terms.facts import FactName
from nadhir.terms.ids import OfficerId, ReportId
from nadhir.terms.release import Mode, Release, ReleaseState
from nadhir.terms.screening import Role, TimeNorm

#: What an officer does to a case only after having looked at it; what comes in, and what is computed, is none of it.
_LOOKED: Final = (
    CaseEventKind.DUTY_DETERMINED,
    CaseEventKind.DUTY_WAIVED,
    CaseEventKind.CASE_REFERRED,
    CaseEventKind.TEARLINE_WRITTEN,
    CaseEventKind.RELEASE_PROPOSED,
    CaseEventKind.RELEASE_APPROVED,
    CaseEventKind.RELEASE_REFUSED,
    CaseEventKind.FACT_ESTABLISHED,
    CaseEventKind.REPORT_SPLIT,
    CaseEventKind.COMMAND_ACCEPTED,
    CaseEventKind.REVIEWED,
)
_OPENED_AGAIN: Final = (
    CaseEventKind.CASE_REOPENED,
    CaseEventKind.WAIVER_EXPIRED,
    CaseEventKind.WARNING_CANCELLED,
)
_MOMENTS: Final = (*_LOOKED, *_OPENED_AGAIN, CaseEventKind.CASE_CLOSED)


def clocks_of(unit: Unit, *, row: CaseRow) -> tuple[StandingClock, ...]:
    """Return the clocks of the case now, those that still wait first."""
    if not row.is_open:
        return ()
    return standing_clocks(record_of(unit, row=row), parameters=unit.house.knowledge.clocks)


def record_of(unit: Unit, *, row: CaseRow) -> ClockRecord:
    """Return what is on record of the case that its clocks follow from."""
    scope = unit.scope
    determined = DeterminationRow.objects.within(scope).filter(case=row).order_by("id")
    latest = determined.last()
    moments: dict[str, list[datetime]] = {}
    events = CaseEventRow.objects.within(scope).filter(case=row, kind__in=_MOMENTS).order_by("at", "id")
    last_act: datetime | None = None
    for kind, at, by in events.values_list("kind", "at", "by"):
        moments.setdefault(kind, []).append(at)
        if by and kind in _LOOKED:
            last_act = at
    unlooked = _unlooked(unit, row=row, acted_at=last_act)
    changes = ClockChangeRow.objects.within(scope).filter(case=row).order_by("at", "id").values_list("body", flat=True)
    disputes = DisputeRow.objects.within(scope).filter(case=row).order_by("raised_at", "id")
    asked = ConsultationRow.objects.within(scope).filter(case=row).order_by("asked_at", "id")
    consultations = tuple(unit.from_json(body, of=Consultation) for body in asked.values_list("body", flat=True))
    releases = _live_releases(unit, row=row)
    return ClockRecord(
        is_open=row.is_open,
        commander=OfficerId(row.commander) if row.commander else None,
        judged=tuple(
            Judged(at=at, started_at=started_at, due_at=due_at, outcome=Outcome(outcome), decided_at=decided_at)
            for at, started_at, due_at, outcome, decided_at in determined.values_list(
                "at", "clock_started_at", "clock_due_at", "outcome", "decided_at"
            )
            if started_at is not None and due_at is not None
        ),
        determination=None if latest is None else unit.from_json(latest.body, of=Determination),
        unlooked=unlooked,
        controlled=_controlled(unit, row=row, consultations=consultations),
        released_at=tuple(sorted(max(each.at for each in release.approvals) for release, _ in releases)),
        waived_at=tuple(moments.get(CaseEventKind.DUTY_WAIVED, ())),
        closed_at=tuple(moments.get(CaseEventKind.CASE_CLOSED, ())),
        reopened_at=tuple(sorted(at for kind in _OPENED_AGAIN for at in moments.get(kind, ()))),
        is_release_proposed=ReleaseRow.objects.within(scope)
        .filter(case=row, mode=Mode.LIVE, state__in=(ReleaseState.PROPOSED, ReleaseState.APPROVED_ONCE))
        .exists(),
        consultations=consultations,
        disputes=tuple(unit.from_json(body, of=Dispute) for body in disputes.values_list("body", flat=True)),
        standing=tuple(
            Standing(release.id, max(each.at for each in release.approvals), release.expires_at)
            for release, has_ended in releases
            if not has_ended
        ),
        awaited=_awaited(unit, row=row),
        window_ends_at=_window_end(unit, row=row),
        changes=tuple(unit.from_json(body, of=ClockChange) for body in changes),
    )


def _unlooked(unit: Unit, *, row: CaseRow, acted_at: datetime | None) -> tuple[tuple[ReportId, datetime], ...]:
    """Return the case's reports that nobody looked at; the same bytes again need no look.

    What linking calls a copy does need one: a text of nearly the same words can name another place, and another day.
    """
    members = CaseReport.objects.within(unit.scope).filter(case=row, left_at=None).values("report_id")
    looked_at = set(
        LookRow.objects.within(unit.scope).filter(report_id__in=members).values_list("report_id", flat=True)
    )
    rows = ReportRow.objects.within(unit.scope).filter(id__in=members).order_by("held_at", "id")
    first_of: dict[object, str] = {}
    found: list[tuple[ReportId, datetime]] = []
    for report_id, held_at, blob_id in rows.values_list("id", "held_at", "blob_id"):
        is_first = first_of.setdefault(blob_id, report_id) == report_id
        if is_first and report_id not in looked_at and (acted_at is None or held_at > acted_at):
            found.append((ReportId(report_id), held_at))
    return tuple(found)


def _controlled(
    unit: Unit, *, row: CaseRow, consultations: tuple[Consultation, ...]
) -> tuple[tuple[ReportId, datetime], ...]:
    """Return the reports under an originator's control of whom nobody asked yet, and nobody established it either."""
    facts = FactRow.objects.within(unit.scope).filter(case=row, name=FactName.ORIGINATOR_CONSULTED)
    asked = {each.report_id for each in consultations}
    members = CaseReport.objects.within(unit.scope).filter(case=row, left_at=None).values("report_id")
    rows = ReportRow.objects.within(unit.scope).filter(id__in=members, body__marking__is_originator_controlled=True)
    found = [
        (ReportId(report_id), held_at)
        for report_id, held_at in rows.order_by("held_at", "id").values_list("id", "held_at")
        if report_id not in asked
    ]
    return () if not found or facts.exists() else tuple(found)


def _live_releases(unit: Unit, *, row: CaseRow) -> tuple[tuple[Release, bool], ...]:
    """Return the warnings that left, and whether each was renewed or withdrawn since."""
    rows = ReleaseRow.objects.within(unit.scope).filter(case=row, state=ReleaseState.RELEASED, mode=Mode.LIVE)
    found = ((unit.from_json(each.body, of=Release), each.ended_at is not None) for each in rows.order_by("id"))
    return tuple((release, has_ended) for release, has_ended in found if release.approvals)


def _awaited(unit: Unit, *, row: CaseRow) -> tuple[Awaited, ...]:
    rows = DeliveryRow.objects.within(unit.scope).filter(case=row, is_drill=False).order_by("queued_at", "id")
    found = []
    for each in rows:
        due_at = unit.from_json(each.body, of=Delivery).answer_due_at
        sent_at = (
            AttemptRow.objects.within(unit.scope).filter(delivery=each).order_by("-number").values_list("at", flat=True)
        ).first()
        if due_at is not None and sent_at is not None:
            found.append(Awaited(key=each.id, sent_at=sent_at, due_at=due_at))
    return tuple(found)


def _window_end(unit: Unit, *, row: CaseRow) -> datetime | None:
    """Return when the window ends that the last report to state one gives, by the clock of the organisation's zone."""
    assessed = AssessmentRow.objects.within(unit.scope).filter(case=row).order_by("-id").values_list("body", flat=True)
    body = assessed.first()
    if body is None:
        return None
    assessment = unit.from_json(body, of=Assessment)
    if assessment.is_over or assessment.attack_happened:
        return None
    stated = [each for each in assessment.threat.of_role(Role.TIME) if isinstance(each.norm, TimeNorm)]
    said_by = {report_id for each in stated for report_id in each.said_by}
    held_at = dict(ReportRow.objects.within(unit.scope).filter(id__in=said_by).values_list("id", "held_at"))
    dated = [
        (max((held_at[report_id] for report_id in each.said_by if report_id in held_at), default=None), each.norm)
        for each in stated
    ]
    known = [(at, norm.end) for at, norm in dated if at is not None and isinstance(norm, TimeNorm)]
    if not known:
        return None
    last_said = max(at for at, _ in known)
    day = max(end for at, end in known if at == last_said) + timedelta(days=1)
    return datetime.combine(day, time(), tzinfo=ZoneInfo(unit.holder().timezone)).astimezone(UTC)
