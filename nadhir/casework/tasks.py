# SPDX-License-Identifier: Apache-2.0
"""Tasks: what a case asks of a person, made by whatever finds it, and finished with a word on what was done."""

from collections.abc import Iterable
from typing import Final

from nadhir.casework.authority import Act, admit
from nadhir.casework.house import House
from nadhir.casework.unit import CONFIRM_CLOSING_TASK, Personal, Unit, durable
from nadhir.store.models import CaseRow, DeliveryRow, Task
from nadhir.store.scope import load, lock
from nadhir.terms.entry import SubjectId
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId
from nadhir.terms.sealed import Sealed

NO_COMMANDER_TASK: Final = "case_without_commander"
ACCEPT_COMMAND_TASK: Final = "accept_command"
#: What stays to be done until it is: a word on it would take from sight what is still the case.
_ENDS_BY_ITSELF: Final = frozenset({NO_COMMANDER_TASK, ACCEPT_COMMAND_TASK, CONFIRM_CLOSING_TASK})


def finish(house: House, *, task_id: str, note: str, by: OfficerId) -> None:
    """Mark the task as done, with what was done; the note stands in the ledger under the case's own subject.

    A hand-over is no task that is simply done: it ends when the hand-over, the answer or the silence is recorded. So
    does what asks for a commander or a second person: it ends when they are there. Nor is a clock that ran out: it ends
    with the clock.

    Raises:
        NotFoundError: there is no such task within the scope.
        TheirsError: it is done already, ends otherwise, or there is no note.
    """
    where = f"task {task_id}"
    if not note.strip():
        raise TheirsError("a task is not done without a word on what was done", where=where, remedy="say it")
    with durable(house, caller=admit(by, to=Act.RECORD_REPLY)) as unit:
        tasks = Task.objects.within(unit.scope)
        case_row = unit.lock_case(CaseId(load(tasks, what="task", id=task_id).case_id))
        task = lock(tasks, what="task", id=task_id)
        if task.done_at is not None:
            raise TheirsError(
                "it was done by %(officer)s" if task.done_by else "the system did it",
                where=where,
                remedy="nothing is left",
                values={"officer": task.done_by},
            )
        if task.kind.startswith("hand_over_"):
            raise TheirsError(
                "a hand-over ends with what came of it",
                where=where,
                remedy="record the hand-over, the answer, or the silence",
            )
        if task.kind in _ENDS_BY_ITSELF:
            raise TheirsError(
                "this task ends with what it asks for",
                where=where,
                remedy="take command, answer the offer, or confirm or refuse the closing",
            )
        if task.clock:
            raise TheirsError(
                "a clock ends by the act that it waits for",
                where=where,
                remedy="do what it waits for, or have a releasing authority stop it with a reason",
            )
        task.done_at, task.done_by = unit.at, by
        task.save(update_fields=["done_at", "done_by"])
        unit.note(
            "task.done",
            case=case_row,
            facts={"task": task.id, "kind": task.kind},
            personal={"note": Personal(SubjectId(case_row.subject), Sealed(note.strip()))},
        )


def make_task(
    unit: Unit,
    *,
    case_row: CaseRow,
    row: DeliveryRow | None,
    kind: str,
    note: str = "",
    clock: str = "",
    assignees: Iterable[OfficerId] = (),
) -> Task:
    """Make a task for a person; one of a kind for a delivery at a time. `clock` is the key of one that ran out."""
    found = None if row is None else open_task(unit, case_row=case_row, row=row, kind=kind)
    if found is not None:
        return found
    task = Task(
        id=unit.house.ids.fresh("k"),
        organisation_id=case_row.organisation_id,
        case=case_row,
        delivery=row,
        kind=kind,
        made_at=unit.at,
        note=note,
        clock=clock,
        assignees=sorted(assignees),
    )
    task.save(force_insert=True)
    return task


def open_task(unit: Unit, *, case_row: CaseRow, kind: str, row: DeliveryRow | None = None) -> Task | None:
    """Return the task of this kind that waits for a person, of the delivery or else of the case itself."""
    return Task.objects.within(unit.scope).filter(case=case_row, delivery=row, kind=kind, done_at=None).first()


def finish_case_tasks(unit: Unit, *, case_row: CaseRow, kinds: tuple[str, ...]) -> None:
    """Mark the case's open tasks of these kinds as done by the caller, whose act is on record by itself."""
    tasks = Task.objects.within(unit.scope).filter(case=case_row, done_at=None, kind__in=kinds)
    tasks.update(done_at=unit.at, done_by=unit.by or "")


def finish_clock_tasks(unit: Unit, *, case_row: CaseRow, running: Iterable[str]) -> None:
    """Mark the tasks of the case's clocks as done that wait no more; `running` are the keys of those that do."""
    tasks = Task.objects.within(unit.scope).filter(case=case_row, done_at=None).exclude(clock="")
    tasks.exclude(clock__in=list(running)).update(done_at=unit.at, done_by=unit.by or "")
