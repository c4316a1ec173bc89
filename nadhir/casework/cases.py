# SPDX-License-Identifier: Apache-2.0
"""A case's closing and reopening (law.md F4, F5 and F7: a tip closed on speed, by one person, over open questions).

Promise: an officer proposes to close a case under a ground of the list and in their own words, having opened every
report of it and every earlier closed case of the same parties, or said of each why not; no question stands open and no
delivery is under way. Where life was in question nothing is closed by that: a second officer, signed in themselves,
sees what it rests on, and confirms or refuses it. Whatever happens to the case in between makes the proposal void.
Where the threshold is judged not met, a releasing authority is among them, and the closing is on record as their
review (R191-5). Where no life was in question one officer suffices; a rule of `lifecycle` says so, never an officer.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from nadhir.casework.authority import Act, Caller, OfficerRole, admit
from nadhir.casework.command import see_to_command
from nadhir.casework.house import House
from nadhir.casework.questions import withdraw_in
from nadhir.casework.tasks import make_task
from nadhir.casework.unit import CONFIRM_CLOSING_TASK, Personal, Unit, durable
from nadhir.casework.viewed import viewed_before_closing
from nadhir.lifecycle import is_life_in_question, needs_senior_review
from nadhir.store.models import AssessmentRow, CaseRow, DeliveryRow, DeterminationRow, ReleaseRow, RoleGrant
from nadhir.store.scope import load
from nadhir.terms.case import Case, CaseEventKind, Closing, ClosingGround
from nadhir.terms.determination import Outcome
from nadhir.terms.entry import Json, SubjectId
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId, QuestionId
from nadhir.terms.release import Mode, ReleaseState
from nadhir.terms.sealed import Sealed
from nadhir.terms.threat import HarmType

_SENIOR: Final = OfficerRole.RELEASING_AUTHORITY


def propose_closing(
    house: House,
    *,
    case_id: CaseId,
    ground: ClosingGround,
    reason: str,
    by: OfficerId,
    unread: Mapping[str, str] | None = None,
    withdrawn: Mapping[QuestionId, str] | None = None,
    duplicate_of: CaseId | None = None,
) -> Case:
    """Return the case with its closing proposed, or closed where one officer suffices.

    `unread` gives, for each report or earlier case that the officer never opened, why they did not; `withdrawn`, for
    each open question that is given up, why.

    Raises:
        NotFoundError: there is no such case, question, or other case, within the scope.
        NotAllowedError: of `authority` or `lifecycle`: a report was never opened, questions stand open, or there is no
            reason.
        TheirsError: a delivery is still under way.
    """
    with durable(house, caller=admit(by, to=Act.CLOSE_CASE)) as unit:
        row = unit.lock_case(case_id)
        _check_duplicate(unit, case_id=case_id, ground=ground, other=duplicate_of)
        _check_nothing_under_way(unit, row=row)
        for question_id, why in (withdrawn or {}).items():
            if why.strip():
                withdraw_in(unit, row=row, question_id=question_id, reason=why.strip())
        decided = _decided(unit, row=row)
        case = unit.case(row)
        at_stake = is_life_in_question(_harms(unit, row=row), decided=decided)
        unit.save_case(row, case=replace(case, life_in_question=at_stake))
        why_unread = {thing: why.strip() for thing, why in (unread or {}).items()}
        closing = Closing(
            ground=ground,
            words=reason.strip(),
            by=by,
            at=unit.at,
            viewed=tuple(
                each if each.at is not None else replace(each, because=why_unread.get(each.id, ""))
                for each in viewed_before_closing(unit, row=row, by=by)
            ),
            duplicate_of=duplicate_of,
            needs_senior=needs_senior_review(ground, decided=decided, is_warned=_is_warned(unit, row=row)),
        )
        case = unit.happen(
            row,
            kind=CaseEventKind.CLOSING_PROPOSED,
            reason=closing.words,
            closing=closing,
            facts={**_facts(closing), "life_in_question": at_stake},
            personal=_why_unread(closing, row=row),
        )
        if at_stake or (closing.needs_senior and _SENIOR not in unit.caller.roles):
            make_task(unit, case_row=row, row=None, kind=CONFIRM_CLOSING_TASK)
            return case
        return _close(unit, row=row, closing=closing)


def confirm_closing(house: House, *, case_id: CaseId, proposed_at: datetime, by: OfficerId) -> Case:
    """Return the case as closed by two people; `proposed_at` says which proposal was looked at.

    Raises:
        NotFoundError: there is no such case within the scope.
        NotAllowedError: of `authority` or `lifecycle`: nothing is proposed, or they proposed it themselves.
        TheirsError: another proposal stands by now, a delivery is under way, or a releasing authority must look at it.
    """
    with durable(house, caller=admit(by, to=Act.CLOSE_CASE)) as unit:
        row = unit.lock_case(case_id)
        closing = unit.case(row).closing
        if closing is not None and closing.at != proposed_at:
            raise TheirsError(
                "what you looked at is not what would be closed",
                where=f"case {case_id}",
                remedy="look at it again, then decide",
            )
        _check_nothing_under_way(unit, row=row)
        return _close(unit, row=row, closing=closing)


def refuse_closing(house: House, *, case_id: CaseId, reason: str, by: OfficerId) -> Case:
    """Return the case, which is not closed: a second officer refuses it, or the first takes the proposal back.

    Raises:
        NotFoundError: there is no such case within the scope.
        NotAllowedError: of `authority` or `lifecycle`: nothing is proposed, or there is no reason.
    """
    with durable(house, caller=admit(by, to=Act.CLOSE_CASE)) as unit:
        return unit.happen(unit.lock_case(case_id), kind=CaseEventKind.CLOSING_REFUSED, reason=reason)


def reopen(house: House, *, case_id: CaseId, reason: str, by: OfficerId) -> Case:
    """Return the case, open again for this reason.

    Raises:
        NotFoundError: there is no such case within the scope.
        NotAllowedError: of `lifecycle`: it is not closed, or there is no reason.
    """
    with durable(house, caller=admit(by, to=Act.CLOSE_CASE)) as unit:
        row = unit.lock_case(case_id)
        unit.happen(row, kind=CaseEventKind.CASE_REOPENED, reason=reason)
        see_to_command(unit, row=row)
        return unit.case(row)


def _close(unit: Unit, *, row: CaseRow, closing: Closing | None) -> Case:
    """Close a locked case on what is proposed; without a proposal `lifecycle` refuses it."""
    if closing is None:
        return unit.happen(row, kind=CaseEventKind.CASE_CLOSED)
    senior = _senior(unit.caller, closing=closing)
    if closing.needs_senior and senior is None:
        raise TheirsError(
            "a releasing authority reviews a closing where the threshold is judged not met, or nobody was warned",
            where=f"case {row.id}",
            remedy="have one confirm the closing",
        )
    facts = _facts(closing)
    if closing.needs_senior:
        facts["senior_review_by"] = senior
    return unit.happen(
        row,
        kind=CaseEventKind.CASE_CLOSED,
        reason=closing.words,
        seconded_by=None if closing.by == unit.by else closing.by,
        facts=facts,
    )


def _senior(caller: Caller, *, closing: Closing) -> OfficerId | None:
    """Return who of those that stand for the closing is a releasing authority, the second before the first."""
    if _SENIOR in caller.roles:
        return caller.officer
    grants = RoleGrant.objects.filter(officer_id=closing.by, role=_SENIOR, ended_at=None)
    return closing.by if grants.exists() else None


def _facts(closing: Closing) -> dict[str, Json]:
    return {
        "ground": closing.ground.value,
        "proposed_by": closing.by,
        "duplicate_of": closing.duplicate_of,
        "opened": [[each.kind.value, each.id, each.at.isoformat()] for each in closing.viewed if each.at is not None],
        "left_unread": [[each.kind.value, each.id] for each in closing.viewed if each.at is None],
    }


def _why_unread(closing: Closing, *, row: CaseRow) -> dict[str, Personal]:
    left = [f"{each.id}: {each.because}" for each in closing.viewed if each.at is None]
    return {"why_unread": Personal(SubjectId(row.subject), Sealed("\n".join(left)))} if left else {}


def _check_duplicate(unit: Unit, *, case_id: CaseId, ground: ClosingGround, other: CaseId | None) -> None:
    where = f"case {case_id}"
    if (ground is ClosingGround.DUPLICATE) != (other is not None) or other == case_id:
        raise TheirsError("a duplicate names the other case", where=where, remedy="name it, or choose another ground")
    if other is not None:
        load(CaseRow.objects.within(unit.scope), what="case", id=other)


def _check_nothing_under_way(unit: Unit, *, row: CaseRow) -> None:
    under_way = DeliveryRow.objects.within(unit.scope).filter(case=row, next_step_at__isnull=False).count()
    if under_way:
        raise TheirsError(
            "%(count)s delivery(ies) of this case are under way",
            where=f"case {row.id}",
            remedy="wait for the answer, or cancel the warning first",
            values={"count": under_way},
        )


def _harms(unit: Unit, *, row: CaseRow) -> frozenset[HarmType]:
    """Return every harm that an assessment of the case ever found, from the first on."""
    found = AssessmentRow.objects.within(unit.scope).filter(case=row).order_by()
    return frozenset(HarmType(harm) for harm in found.values_list("body__threat__harm", flat=True).distinct())


def _decided(unit: Unit, *, row: CaseRow) -> Outcome | None:
    """Return what the latest determination says, where an officer made it theirs."""
    latest = DeterminationRow.objects.within(unit.scope).filter(case=row).order_by("-id").first()
    return None if latest is None or not latest.decided_by else Outcome(latest.outcome)


def _is_warned(unit: Unit, *, row: CaseRow) -> bool:
    """Tell whether a warning of this case ever left for real."""
    released = ReleaseRow.objects.within(unit.scope).filter(case=row, state=ReleaseState.RELEASED, mode=Mode.LIVE)
    return released.exists()
