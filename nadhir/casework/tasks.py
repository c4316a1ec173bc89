# SPDX-License-Identifier: Apache-2.0
"""Finish a task: a person says what they did about a case that came back to them."""

from nadhir.casework.authority import Act, admit
from nadhir.casework.house import House
from nadhir.casework.unit import Personal, durable
from nadhir.store.models import Task
from nadhir.store.scope import load, lock
from nadhir.terms.entry import SubjectId
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId
from nadhir.terms.sealed import Sealed


def finish(house: House, *, task_id: str, note: str, by: OfficerId) -> None:
    """Mark the task as done, with what was done; the note stands in the ledger under the case's own subject.

    A hand-over is no task that is simply done: it ends when the hand-over, the answer or the silence is recorded.

    Raises:
        NotFoundError: there is no such task within the scope.
        TheirsError: it is done already, is a hand-over, or there is no note.
    """
    where = f"task {task_id}"
    if not note.strip():
        raise TheirsError("a task is not done without a word on what was done", where=where, remedy="say it")
    with durable(house, caller=admit(by, to=Act.RECORD_REPLY)) as unit:
        tasks = Task.objects.within(unit.scope)
        case_row = unit.lock_case(CaseId(load(tasks, what="task", id=task_id).case_id))
        task = lock(tasks, what="task", id=task_id)
        if task.done_at is not None:
            raise TheirsError(f"it was done by {task.done_by or 'the system'}", where=where, remedy="nothing is left")
        if task.kind.startswith("hand_over_"):
            raise TheirsError(
                "a hand-over ends with what came of it",
                where=where,
                remedy="record the hand-over, the answer, or the silence",
            )
        task.done_at, task.done_by = unit.at, by
        task.save(update_fields=["done_at", "done_by"])
        unit.note(
            "task.done",
            case=case_row,
            facts={"task": task.id, "kind": task.kind},
            personal={"note": Personal(SubjectId(case_row.subject), Sealed(note.strip()))},
        )
