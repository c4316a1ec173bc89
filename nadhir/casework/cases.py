# SPDX-License-Identifier: Apache-2.0
"""A case's command, its closing and reopening: one named commander at all times, and no case closed by one person alone
in which a life was in question.
"""

from collections.abc import Mapping
from dataclasses import replace

from nadhir.casework.authority import Act, admit, admit_colleague
from nadhir.casework.house import House
from nadhir.casework.unit import Personal, durable
from nadhir.store.models import DeliveryRow
from nadhir.terms.case import Case, CaseEventKind
from nadhir.terms.entry import SubjectId
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId
from nadhir.terms.sealed import Sealed


def offer_command(house: House, *, case_id: CaseId, to: OfficerId, by: OfficerId) -> Case:
    """Return the case with its command offered; it stays with whoever has it until the other accepts.

    Raises:
        NotFoundError: there is no such case within the scope.
        NotAllowedError: either may not command a case.
    """
    with durable(house, caller=admit(by, to=Act.TAKE_COMMAND)) as unit:
        admit_colleague(to, of=unit.caller, to=Act.TAKE_COMMAND)
        row = unit.lock_case(case_id)
        return unit.happen(row, kind=CaseEventKind.COMMAND_OFFERED, facts={"to": to})


def accept_command(house: House, *, case_id: CaseId, by: OfficerId) -> Case:
    """Return the case under this officer's command.

    Raises:
        NotFoundError: there is no such case within the scope.
    """
    with durable(house, caller=admit(by, to=Act.TAKE_COMMAND)) as unit:
        return unit.happen(unit.lock_case(case_id), kind=CaseEventKind.COMMAND_ACCEPTED, facts={"by": by})


def close(
    house: House,
    *,
    case_id: CaseId,
    reason: str,
    seconded_by: OfficerId,
    by: OfficerId,
    withdrawn: Mapping[str, str] | None = None,
) -> Case:
    """Return the case as closed by two people; `withdrawn` gives, for each open question left, why it is given up.

    Raises:
        NotFoundError: there is no such case within the scope.
        NotAllowedError: of `authority` or `lifecycle`: questions stand open, or the second person is the first.
        TheirsError: a delivery is still under way.
    """
    with durable(house, caller=admit(by, to=Act.CLOSE_CASE)) as unit:
        admit_colleague(seconded_by, of=unit.caller, to=Act.CLOSE_CASE)
        row = unit.lock_case(case_id)
        under_way = DeliveryRow.objects.within(unit.scope).filter(case=row, next_step_at__isnull=False).count()
        if under_way:
            raise TheirsError(
                "%(count)s delivery(ies) of this case are under way",
                where=f"case {case_id}",
                remedy="wait for the answer, or cancel the warning first",
                values={"count": under_way},
            )
        case = unit.case(row)
        given_up = {question: why for question, why in (withdrawn or {}).items() if why.strip()}
        for question in case.open_questions:
            if question in given_up:
                unit.note(
                    "case.question.withdrawn",
                    case=row,
                    facts={"question": question},
                    personal={"reason": Personal(SubjectId(row.subject), Sealed(given_up[question]))},
                )
        left = tuple(question for question in case.open_questions if question not in given_up)
        unit.save_case(row, case=replace(case, open_questions=left))
        return unit.happen(row, kind=CaseEventKind.CASE_CLOSED, reason=reason, seconded_by=seconded_by)


def reopen(house: House, *, case_id: CaseId, reason: str, by: OfficerId) -> Case:
    """Return the case, open again for this reason.

    Raises:
        NotFoundError: there is no such case within the scope.
        NotAllowedError: of `lifecycle`: it is not closed, or there is no reason.
    """
    with durable(house, caller=admit(by, to=Act.CLOSE_CASE)) as unit:
        return unit.happen(unit.lock_case(case_id), kind=CaseEventKind.CASE_REOPENED, reason=reason)
