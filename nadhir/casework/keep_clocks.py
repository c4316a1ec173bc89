# SPDX-License-Identifier: Apache-2.0
"""Stop or extend a clock, or decide what follows a stated window: by a named officer, with a reason, on record.

Promise: there is no other way to end a clock than the act it waits for and these. A reason stands in the ledger and
beside the clock. A clock is extended while it runs, once, and by half of its length at most [D]; once it has run out
it is loud until it ends. A stop holds for what was recommended when it was made, and for nothing that comes after.
"""

from datetime import datetime, timedelta

from nadhir.casework.authority import Act, admit
from nadhir.casework.clock_record import clocks_of
from nadhir.casework.clocks import MAY_BE_EXTENDED, MAY_BE_STOPPED, StandingClock
from nadhir.casework.determine import latest_determination
from nadhir.casework.house import House
from nadhir.casework.tasks import finish_case_tasks
from nadhir.casework.unit import Personal, Unit, durable
from nadhir.store.models import CaseRow, ClockChangeRow
from nadhir.store.scope import NotFoundError
from nadhir.terms.clocks import ClockChange, ClockChangeKind
from nadhir.terms.determination import ClockName
from nadhir.terms.entry import SubjectId
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId
from nadhir.terms.sealed import Sealed

WINDOW_TASK = "decide_on_window"


def stop_clock(house: House, *, case_id: CaseId, key: str, reason: str, by: OfficerId) -> ClockChange:
    """Return the stop of a clock that still waits, under the name of a releasing authority.

    Raises:
        NotFoundError: there is no such case within the scope, or no such clock runs there.
        TheirsError: there is no reason, or this clock ends by its own act alone.
    """
    with durable(house, caller=admit(by, to=Act.CHANGE_CLOCK)) as unit:
        row, clock = _running(unit, case_id=case_id, key=key)
        if clock.clock.name not in MAY_BE_STOPPED:
            raise TheirsError(
                "the clock “%(clock)s” cannot be stopped",
                where=f"case {case_id}",
                remedy="do what it waits for",
                values={"clock": clock.clock.name},
            )
        return _change(unit, row=row, clock=clock, kind=ClockChangeKind.STOPPED, reason=reason)


def extend_clock(house: House, *, case_id: CaseId, key: str, minutes: int, reason: str, by: OfficerId) -> ClockChange:
    """Return the extension of a clock that has not run out.

    Raises:
        NotFoundError: there is no such case within the scope, or no such clock runs there.
        TheirsError: there is no reason, it has run out, was extended before, or this is more than it may be.
    """
    where = f"case {case_id}"
    with durable(house, caller=admit(by, to=Act.CHANGE_CLOCK)) as unit:
        row, clock = _running(unit, case_id=case_id, key=key)
        limits = house.knowledge.clocks
        if clock.clock.name not in MAY_BE_EXTENDED:
            raise TheirsError(
                "the clock “%(clock)s” cannot be extended",
                where=where,
                remedy="do what it waits for",
                values={"clock": clock.clock.name},
            )
        if unit.at >= clock.clock.due_at:
            raise TheirsError(
                "it has run out: it cannot be extended any more", where=where, remedy="do what it waits for, or stop it"
            )
        kind = ClockChangeKind.EXTENDED.value
        before = ClockChangeRow.objects.within(unit.scope).filter(case=row, key=key, body__kind=kind).count()
        most = clock.clock.minutes * limits.extension_percent // 100
        if before >= limits.extensions_most:
            raise TheirsError("it was extended before", where=where, remedy="do what it waits for, or stop it")
        if not 0 < minutes <= most:
            raise TheirsError(
                "it can be extended by 1 to %(most)s minutes",
                where=where,
                remedy="choose fewer minutes",
                values={"most": most},
            )
        until = clock.clock.due_at + timedelta(minutes=minutes)
        return _change(unit, row=row, clock=clock, kind=ClockChangeKind.EXTENDED, reason=reason, until=until)


def decide_window(
    house: House, *, case_id: CaseId, is_threat_standing: bool, reason: str, by: OfficerId
) -> ClockChange:
    """Return the decision on what follows the stated window: the threat stands, and a warning that says so is owed, or
    it ended with the window.

    Raises:
        NotFoundError: there is no such case within the scope, or no stated window awaits a decision.
        TheirsError: there is no reason.
    """
    with durable(house, caller=admit(by, to=Act.DECIDE)) as unit:
        row = unit.lock_case(case_id)
        found = [
            each for each in clocks_of(unit, row=row) if each.is_running and each.clock.name is ClockName.STATED_WINDOW
        ]
        if not found:
            raise NotFoundError("no stated window awaits a decision", where=f"case {case_id}", remedy="nothing is left")
        kind = ClockChangeKind.KEPT_UP if is_threat_standing else ClockChangeKind.LET_LAPSE
        finish_case_tasks(unit, case_row=row, kinds=(WINDOW_TASK,))
        return _change(unit, row=row, clock=found[0], kind=kind, reason=reason)


def _running(unit: Unit, *, case_id: CaseId, key: str) -> tuple[CaseRow, StandingClock]:
    row = unit.lock_case(case_id)
    for clock in clocks_of(unit, row=row):
        if clock.key == key and clock.is_running:
            return row, clock
    raise NotFoundError(f"no such clock runs: {key}", where=f"case {case_id}", remedy="see the clocks of the case")


_EVENT = {
    ClockChangeKind.STOPPED: "clock.stopped",
    ClockChangeKind.EXTENDED: "clock.extended",
    ClockChangeKind.KEPT_UP: "case.window.kept_up",
    ClockChangeKind.LET_LAPSE: "case.window.let_lapse",
}


def _change(
    unit: Unit,
    *,
    row: CaseRow,
    clock: StandingClock,
    kind: ClockChangeKind,
    reason: str,
    until: datetime | None = None,
) -> ClockChange:
    if not reason.strip():
        raise TheirsError("a clock is changed by nobody without a reason", where=f"case {row.id}", remedy="say why")
    assert unit.by is not None  # noqa: S101 - each of the three was admitted by name
    latest = latest_determination(unit, row=row)
    change = ClockChange(
        key=clock.key,
        kind=kind,
        by=unit.by,
        at=unit.at,
        reason=reason.strip(),
        until=until,
        outcome="" if latest is None else latest.outcome,
    )
    ClockChangeRow(
        organisation_id=unit.scope.organisation,
        case=row,
        key=clock.key,
        at=unit.at,
        by=unit.by,
        body=unit.to_json(change),
    ).save(force_insert=True)
    unit.note(
        _EVENT[kind],
        case=row,
        facts={
            "clock": clock.key,
            "by": unit.by,
            "due_at": clock.clock.due_at.isoformat(),
            "until": None if until is None else until.isoformat(),
            "outcome": change.outcome,
        },
        personal={"reason": Personal(SubjectId(row.subject), Sealed(change.reason))},
    )
    return change
