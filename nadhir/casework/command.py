# SPDX-License-Identifier: Apache-2.0
"""Who commands a case: one named officer at all times (law.md F23: Uvalde).

Promise: a case has a commander from its opening on: who opened it, or, where that was the system or somebody who may
command no case, the officer on duty. Where nobody is on duty, whoever opened it keeps it; where that was the system,
the case is without a commander, and says so in the same transaction by a task, at the head of its page and in every
list, until somebody takes it. Once it has one it has one for ever. Command is offered to a named officer and is theirs
once they, and nobody else, accept it; until then it stays where it is. An account that commands open cases is closed
only where somebody else is on duty, who then commands them.
"""

from typing import Final

from nadhir.casework.authority import (
    Act,
    Caller,
    NotAllowedError,
    admit,
    admit_colleague,
    recognise,
)
from nadhir.casework.house import House
from nadhir.casework.tasks import ACCEPT_COMMAND_TASK, NO_COMMANDER_TASK, finish_case_tasks, make_task, open_task
from nadhir.casework.unit import Unit, durable
from nadhir.store.models import CaseRow, DutyTurn
from nadhir.terms.case import Case, CaseEventKind
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId

_ON_DUTY: Final = "taken_over_by_who_is_on_duty"


def offer_command(house: House, *, case_id: CaseId, to: OfficerId, by: OfficerId) -> Case:
    """Return the case with its command offered; it stays with whoever has it until the other accepts.

    Its commander offers it; for one who cannot be reached, a releasing authority does. A second offer takes the place
    of the first.

    Raises:
        NotFoundError: there is no such case within the scope.
        NotAllowedError: the one may not offer it, or the other may not command a case.
    """
    with durable(house, caller=recognise(by)) as unit:
        row = unit.lock_case(case_id)
        _check_gives(unit.caller, case=unit.case(row))
        admit_colleague(to, of=unit.caller, to=Act.TAKE_COMMAND)
        case = unit.happen(row, kind=CaseEventKind.COMMAND_OFFERED, to=to)
        finish_case_tasks(unit, case_row=row, kinds=(ACCEPT_COMMAND_TASK,))
        make_task(unit, case_row=row, row=None, kind=ACCEPT_COMMAND_TASK, note=to)
        return case


def accept_command(house: House, *, case_id: CaseId, by: OfficerId) -> Case:
    """Return the case under this officer's command: it was offered to them, or nobody had it.

    Raises:
        NotFoundError: there is no such case within the scope.
        NotAllowedError: of `authority` or `lifecycle`: it was not offered to them.
    """
    with durable(house, caller=admit(by, to=Act.TAKE_COMMAND)) as unit:
        row = unit.lock_case(case_id)
        case = unit.happen(row, kind=CaseEventKind.COMMAND_ACCEPTED, to=by)
        finish_case_tasks(unit, case_row=row, kinds=(NO_COMMANDER_TASK, ACCEPT_COMMAND_TASK))
        return case


def decline_command(house: House, *, case_id: CaseId, reason: str, by: OfficerId) -> Case:
    """Return the case, whose command this officer was offered and does not take.

    Raises:
        NotFoundError: there is no such case within the scope.
        NotAllowedError: of `authority` or `lifecycle`: it was not offered to them.
    """
    with durable(house, caller=admit(by, to=Act.TAKE_COMMAND)) as unit:
        return _end_offer(unit, case_id=case_id, kind=CaseEventKind.COMMAND_DECLINED, reason=reason)


def withdraw_command_offer(house: House, *, case_id: CaseId, by: OfficerId, reason: str = "") -> Case:
    """Return the case, whose commander keeps it after all.

    Raises:
        NotFoundError: there is no such case within the scope.
        NotAllowedError: of `authority` or `lifecycle`: they may not, or it was offered to nobody.
    """
    with durable(house, caller=recognise(by)) as unit:
        _check_gives(unit.caller, case=unit.case(unit.lock_case(case_id)))
        return _end_offer(unit, case_id=case_id, kind=CaseEventKind.COMMAND_WITHDRAWN, reason=reason)


def opening_commander(unit: Unit) -> OfficerId | None:
    """Return who commands a case that is opened now."""
    if unit.by is not None and unit.caller.may(Act.TAKE_COMMAND):
        return unit.by
    return on_duty(unit) or unit.by


def see_to_command(unit: Unit, *, row: CaseRow) -> None:
    """Give a locked, open case a commander where it has none who could command; where nobody is on duty, say it loudly.

    It is asked when a case is opened, and whenever something may have opened it again.
    """
    case = unit.case(row)
    if not case.is_open or (case.commander is not None and _is_there(case.commander)):
        return
    taker = on_duty(unit)
    if taker is not None and taker != case.commander:
        unit.happen(row, kind=CaseEventKind.COMMAND_ASSIGNED, to=taker, reason=_ON_DUTY)
        finish_case_tasks(unit, case_row=row, kinds=(NO_COMMANDER_TASK,))
    elif open_task(unit, case_row=row, kind=NO_COMMANDER_TASK) is None:
        make_task(unit, case_row=row, row=None, kind=NO_COMMANDER_TASK)


def hand_all_over(unit: Unit, *, officer: OfficerId) -> None:
    """Pass every open case of an officer who is about to leave to who is on duty.

    Raises:
        TheirsError: they command open cases, and nobody else is on duty.
    """
    held = CaseRow.objects.within(unit.scope).filter(is_open=True, commander=officer).order_by("id")
    case_ids = [CaseId(case_id) for case_id in held.values_list("id", flat=True)]
    if not case_ids:
        return
    taker = on_duty(unit, other_than=officer)
    if taker is None:
        raise TheirsError(
            "%(officer)s commands %(count)s open case(s): %(cases)s",
            where=f"account {officer}",
            remedy="have each offered to somebody who accepts it, or put somebody else on duty",
            values={"officer": officer, "count": len(case_ids), "cases": tuple(case_ids)},
        )
    for case_id in case_ids:
        unit.happen(unit.lock_case(case_id), kind=CaseEventKind.COMMAND_ASSIGNED, to=taker, reason=_ON_DUTY)


def on_duty(unit: Unit, *, other_than: OfficerId | None = None) -> OfficerId | None:
    """Return who is on duty now: of the turns that run, the one that began last whose officer can command."""
    turns = DutyTurn.objects.within(unit.scope).filter(from_at__lte=unit.at, ended_at=None)
    running = turns.exclude(until_at__lte=unit.at).order_by("-from_at", "-id")
    for username in running.values_list("officer_id", flat=True):
        officer = OfficerId(username)
        if officer != other_than and may_command(officer):
            return officer
    return None


def _check_gives(caller: Caller, *, case: Case) -> None:
    """Check that the caller may offer the case's command: it is theirs, or they are a releasing authority."""
    if caller.officer != case.commander and not caller.may(Act.GIVE_COMMAND):
        raise NotAllowedError(
            "%(officer)s does not command case %(case)s",
            where="authority",
            remedy="its commander offers it, or a releasing authority for them",
            values={"officer": caller.officer or "", "case": case.id},
        )


def _end_offer(unit: Unit, *, case_id: CaseId, kind: CaseEventKind, reason: str) -> Case:
    row = unit.lock_case(case_id)
    case = unit.happen(row, kind=kind, reason=reason)
    finish_case_tasks(unit, case_row=row, kinds=(ACCEPT_COMMAND_TASK,))
    return case


def may_command(officer: OfficerId) -> bool:
    """Tell whether the account is open and may command a case."""
    try:
        return recognise(officer).may(Act.TAKE_COMMAND)
    except NotAllowedError:
        return False


def _is_there(officer: OfficerId) -> bool:
    """Tell whether the account is open; who opened a case keeps it whatever their roles, until it is handed over."""
    try:
        recognise(officer)
    except NotAllowedError:
        return False
    return True
