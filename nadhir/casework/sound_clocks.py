# SPDX-License-Identifier: Apache-2.0
"""Make the clocks that ran out loud, by itself: the worker's step (law.md 6, F3: "deputy auto-escalation").

Promise: once a clock has run out, the deputy of whoever holds it is told by a task, then, step by step, the holders of
each role above; where no deputy is named, the next role is told at once. Each rung is written to the ledger in the same
transaction, and at most once, however many workers there are and however often one dies. Where nobody is left to tell,
that is an entry of its own, and every page of the desk says so. A waiver whose time has passed is judged anew, a
dispute whose time has passed goes up a rung, and before a stated window ends a person is asked what follows.

It ends no clock and decides nothing.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from nadhir.casework.authority import ROLES_UP, Act, OfficerRole, admit_system
from nadhir.casework.clock_record import clocks_of
from nadhir.casework.clocks import MOVES_ON, StandingClock, asked_from, rung_at
from nadhir.casework.determine import judge_in
from nadhir.casework.dispute import raise_rung_in
from nadhir.casework.house import House
from nadhir.casework.keep_clocks import WINDOW_TASK
from nadhir.casework.tasks import finish_case_tasks, finish_clock_tasks, make_task
from nadhir.casework.unit import Unit, durable
from nadhir.store.models import CaseRow, ClockRung, DisputeRow, Officer, RoleGrant, Task
from nadhir.terms.clocks import Dispute, DisputeRung
from nadhir.terms.determination import ClockName
from nadhir.terms.ids import CaseId, OfficerId

_log = logging.getLogger(__name__)
CLOCK_TASK = "clock_ran_out"


@dataclass(frozen=True, slots=True)
class Sounded:
    """One rung on which a clock that ran out was made loud."""

    case_id: CaseId
    clock: ClockName
    due_at: datetime
    rung: int
    told: tuple[OfficerId, ...]

    @property
    def is_nobody_left(self) -> bool:
        """Whether there was nobody to tell."""
        return not self.told


def sound(house: House, *, limit: int = 100) -> tuple[Sounded, ...]:
    """Look at the clocks of every case in which one is due, or something happened; return what was made loud."""
    now = house.clock.now()
    due = (
        CaseRow.objects.unsafe_everything()
        .filter(is_open=True, clocks_due_at__lte=now)
        .order_by("clocks_due_at", "id")
        .values_list("id", "organisation_id")[:limit]
    )
    sounded: list[Sounded] = []
    for case_id, organisation in list(due):
        try:
            with durable(house, caller=admit_system(organisation, to=Act.DETERMINE)) as unit:
                sounded += _look(unit, row=unit.lock_case(CaseId(case_id)))
        except Exception:  # noqa: BLE001 - see below
            # One case whose clocks cannot be worked out must not silence the others.
            _log.exception("the clocks of case %s could not be looked at", case_id)
    return tuple(sounded)


def _look(unit: Unit, *, row: CaseRow) -> list[Sounded]:
    if not row.is_open:
        unit.settle_clocks(row, until=None)
        return []
    clocks = _running(unit, row=row)
    if any(each.clock.name is ClockName.WAIVER_EXPIRY and unit.at >= each.clock.due_at for each in clocks):
        judge_in(unit, row=row)  # which ends the waivers that are over
        clocks = _running(unit, row=row)
    sounded = _hand_disputes_up(unit, row=row, clocks=clocks)
    if sounded:
        clocks = _running(unit, row=row)
    _ask_on_windows(unit, row=row, clocks=clocks)
    _end_what_ended(unit, row=row, clocks=clocks)
    moments: list[datetime] = []
    for clock in clocks:
        if clock.clock.name not in MOVES_ON:
            told, then = _climb(unit, row=row, clock=clock)
            sounded += told
            moments += [] if then is None else [then]
            if clock.clock.name is ClockName.STATED_WINDOW:
                moments.append(asked_from(clock.clock))
    unit.settle_clocks(row, until=min((moment for moment in moments if moment > unit.at), default=None))
    return sounded


# ── what happens when a time has passed ─────────────────────────────────────────────────────────────────────────────


def _running(unit: Unit, *, row: CaseRow) -> list[StandingClock]:
    return [each for each in clocks_of(unit, row=row) if each.is_running]


def _hand_disputes_up(unit: Unit, *, row: CaseRow, clocks: Sequence[StandingClock]) -> list[Sounded]:
    """Hand each dispute up whose rung has had its time, after a deputy or whoever is above was told of it."""
    sounded: list[Sounded] = []
    late = {each.key: each for each in clocks if each.clock.name is ClockName.DISPUTE and unit.at >= each.clock.due_at}
    if not late:
        return sounded
    for each in DisputeRow.objects.within(unit.scope).filter(case=row, settled_at=None).order_by("raised_at", "id"):
        dispute = unit.from_json(each.body, of=Dispute)
        clock = late.get(f"{ClockName.DISPUTE}:{dispute.id}:{dispute.rung}")
        if clock is not None and dispute.rung is not DisputeRung.TOP:
            sounded += _climb(unit, row=row, clock=clock)[0]
            raise_rung_in(unit, case_row=row, row=each, dispute=dispute)
    return sounded


def _ask_on_windows(unit: Unit, *, row: CaseRow, clocks: Sequence[StandingClock]) -> None:
    windows = [each for each in clocks if each.clock.name is ClockName.STATED_WINDOW]
    if not windows:
        finish_case_tasks(unit, case_row=row, kinds=(WINDOW_TASK,))
    for each in windows:
        tasks = Task.objects.within(unit.scope).filter(case=row, kind=WINDOW_TASK, note=each.key)
        if unit.at >= asked_from(each.clock) and not tasks.exists():
            assignees = () if each.held_by is None else (each.held_by,)
            make_task(unit, case_row=row, row=None, kind=WINDOW_TASK, note=each.key, assignees=assignees)
            facts = {"clock": each.key, "due_at": each.clock.due_at.isoformat()}
            unit.note("case.window.renewal.asked", case=row, facts=facts)


def _end_what_ended(unit: Unit, *, row: CaseRow, clocks: Sequence[StandingClock]) -> None:
    running = [each.key for each in clocks]
    finish_clock_tasks(unit, case_row=row, running=running)
    loud = ClockRung.objects.within(unit.scope).filter(case=row, ended_at=None)
    loud.exclude(key__in=running).update(ended_at=unit.at)


# ── the rungs ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _climb(unit: Unit, *, row: CaseRow, clock: StandingClock) -> tuple[list[Sounded], datetime | None]:
    """Tell everybody whose turn has come, and return when the next rung is due; None once nobody is left to tell."""
    parameters = unit.house.knowledge.clocks
    done = ClockRung.objects.within(unit.scope).filter(case=row, key=clock.key).order_by("rung")
    rungs = list(done)
    if rungs and rungs[-1].is_nobody_left:
        return [], None
    already = {name for rung in rungs for name in rung.told}
    sounded: list[Sounded] = []
    number = len(rungs)
    while unit.at >= rung_at(clock.clock, rung=number + 1, parameters=parameters):
        number += 1
        told = _next_to_tell(unit, clock=clock, already=already)
        already |= set(told)
        _write(unit, row=row, clock=clock, rung=number, told=told)
        sounded.append(
            Sounded(CaseId(row.id), clock=clock.clock.name, due_at=clock.clock.due_at, rung=number, told=told)
        )
        if not told:
            return sounded, None
    return sounded, rung_at(clock.clock, rung=number + 1, parameters=parameters)


def _next_to_tell(unit: Unit, *, clock: StandingClock, already: set[str]) -> tuple[OfficerId, ...]:
    """Return whom to tell next: the deputies of whoever holds the clock, then the holders of each role above."""
    staff = _staff(unit)
    holders = {clock.held_by} if clock.held_by is not None else set(staff.get(clock.role, ()))
    working = {name for names in staff.values() for name in names}
    deputies = Officer.objects.filter(username__in=holders, deputy__is_active=True).values_list("deputy_id", flat=True)
    found = (set(deputies) & working) - already - holders
    above = iter(ROLES_UP[ROLES_UP.index(clock.role) + 1 :])
    while not found and (role := next(above, None)) is not None:
        found = set(staff.get(role, ())) - already - holders
    return tuple(OfficerId(name) for name in sorted(found))


def _staff(unit: Unit) -> Mapping[OfficerRole, tuple[str, ...]]:
    """Return who holds which role at the desk now."""
    grants = RoleGrant.objects.filter(
        officer__organisation_id=unit.scope.organisation, officer__is_active=True, ended_at=None, role__in=ROLES_UP
    )
    found: dict[OfficerRole, list[str]] = {}
    for role, name in grants.order_by("officer_id").values_list("role", "officer_id"):
        found.setdefault(OfficerRole(role), []).append(name)
    return {role: tuple(names) for role, names in found.items()}


def _write(unit: Unit, *, row: CaseRow, clock: StandingClock, rung: int, told: tuple[OfficerId, ...]) -> None:
    ClockRung(
        organisation_id=row.organisation_id,
        case=row,
        key=clock.key,
        rung=rung,
        at=unit.at,
        told=list(told),
        is_nobody_left=not told,
    ).save(force_insert=True)
    if told:
        make_task(unit, case_row=row, row=None, kind=CLOCK_TASK, clock=clock.key, assignees=told)
    unit.note(
        "clock.ran_out" if told else "clock.nobody_left",
        case=row,
        facts={
            "clock": clock.key,
            "due_at": clock.clock.due_at.isoformat(),
            "rung": rung,
            "told": list(told),
            "held_by": clock.held_by,
            "role": clock.role.value,
        },
    )
