# SPDX-License-Identifier: Apache-2.0
"""Determine what follows. What Nadhir computes is a recommendation; an officer makes it theirs, or nothing follows.

A decision stands while what is recommended stays the same (outcome, those to be told, waivers; place, time, target and
means of the threat) and nothing has opened the case's judgement again, as new information does with a waiver and a
referral. Otherwise the recommendation waits for an officer. A report that brings new content to a decided or warned
case makes a task for a person, and the clock runs anew from it: it may tell of another threat, which nobody was warned
of. A mere copy moves nothing. A waiver stands only once a releasing authority affirmed it who is not the officer that
decided it.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from nadhir.casework.assess import assess_in, latest_assessment
from nadhir.casework.authority import Act, admit, admit_either
from nadhir.casework.case_file import draw_up
from nadhir.casework.house import House
from nadhir.casework.picture import added_to, brought_by, picture_of
from nadhir.casework.tasks import finish_case_tasks, make_task, open_task
from nadhir.casework.unit import Unit, durable
from nadhir.policy import determine as apply_pack
from nadhir.store.models import AssessmentRow, CaseRow, DeterminationRow
from nadhir.terms.assessment import Assessment
from nadhir.terms.case import CaseEventKind, CaseFile, CaseState
from nadhir.terms.determination import Clock, Determination, Outcome
from nadhir.terms.errors import OursError, TheirsError
from nadhir.terms.ids import CaseId, OfficerId
from nadhir.terms.threat import Threat

_EVENT_OF = {
    Outcome.WARN: CaseEventKind.DUTY_DETERMINED,
    Outcome.NO_DUTY: CaseEventKind.DUTY_DETERMINED,
    Outcome.REFER: CaseEventKind.CASE_REFERRED,
}
NEW_CONTENT_TASK: Final = "new_information_in_warned_case"
#: The states in which a case waits to be judged, or judged again (lifecycle's table).
_TO_BE_DECIDED = (CaseState.OPENED, CaseState.ASSESSING, CaseState.REOPENED)


class DecisionError(TheirsError):
    """This recommendation cannot be decided like this; nothing has happened."""


def determine(
    house: House, *, case_id: CaseId, by: OfficerId | None = None, organisation: str | None = None
) -> Determination:
    """Return what is recommended for the case at this moment, assessed anew.

    Raises:
        NotFoundError: there is no such case within the scope.
    """
    with durable(house, caller=admit_either(by, organisation=organisation, to=Act.DETERMINE)) as unit:
        _, found = judge_in(unit, row=unit.lock_case(case_id))
        return found


def judge_in(unit: Unit, *, row: CaseRow, file: CaseFile | None = None) -> tuple[Assessment, Determination]:
    """Assess and determine a locked case, from one drawing of its file, within a transaction that is open already."""
    file = file or draw_up(unit, row=row, is_to_judge=True)
    assessment = assess_in(unit, row=row, file=file)
    # What was assessed is what is determined; only the case itself has moved on by it.
    return assessment, _determine(unit, row=row, assessment=assessment, file=replace(file, case=unit.case(row)))


def _determine(unit: Unit, *, row: CaseRow, assessment: Assessment, file: CaseFile) -> Determination:
    pack = unit.house.knowledge.pack(file.holder.pack)
    found = apply_pack(assessment, file=file, at=unit.at, pack=pack)
    before = latest_determination(unit, row=row)
    decided = _latest_decided(unit, row=row)
    if before is not None and decided is not None:
        found = _heed_new_content(unit, row=row, found=found, assessment=assessment, before=before)
        if file.case.state not in _TO_BE_DECIDED:
            found = _with_standing_decision(
                found,
                before=unit.from_json(decided.body, of=Determination),
                is_same_picture=picture_of(assessment.threat) == picture_of(_threat_of(unit, row=decided)),
            )
    assessed = latest_assessment(unit, row=row)
    if assessed is None:
        raise OursError("it was not assessed", where=f"case {row.id}")
    _save(unit, row=row, determination=found, assessment=assessed)
    unit.note(
        "case.determination.recommended",
        case=row,
        facts={
            "outcome": found.outcome.value,
            "pack": found.pack,
            "pack_version": found.pack_version,
            "reasons": list(found.reasons),
            "addressees": [each.party_id for each in found.addressees],
            "due_at": found.clock.due_at.isoformat(),
        },
    )
    return found


def decide(house: House, *, case_id: CaseId, by: OfficerId) -> Determination:
    """Return the latest recommendation, now this officer's decision; a waiver still needs to be affirmed.

    Raises:
        NotFoundError: there is no such case within the scope.
        DecisionError: there is nothing to decide.
    """
    with durable(house, caller=admit(by, to=Act.DECIDE)) as unit:
        row = unit.lock_case(case_id)
        latest, recommended = _recommended(unit, row=row)
        if recommended.decided_by is not None:
            raise DecisionError(
                "%(officer)s has decided it already",
                where=f"case {case_id}",
                remedy="nothing is left",
                values={"officer": recommended.decided_by},
            )
        if recommended.outcome is Outcome.UNDECIDED:
            raise DecisionError(
                "it is undecided: %(why)s",
                where=f"case {case_id}",
                remedy="establish what is missing, then determine it again",
                values={"why": recommended.open_questions or recommended.reasons},
            )
        decided = replace(recommended, decided_by=by, decided_at=unit.at)
        _update(unit, row=row, latest=latest, determination=decided)
        finish_case_tasks(unit, case_row=row, kinds=(NEW_CONTENT_TASK,))
        event = _EVENT_OF.get(decided.outcome)
        facts = {"outcome": decided.outcome.value, "pack": decided.pack, "pack_version": decided.pack_version}
        if event is None:
            unit.note("case.waiver.proposed", case=row, facts=facts)
        else:
            unit.happen(row, kind=event, facts=facts)
        return decided


def affirm_waiver(house: House, *, case_id: CaseId, by: OfficerId) -> Determination:
    """Return the determination with its waivers affirmed by this releasing authority.

    Raises:
        NotFoundError: there is no such case within the scope.
        DecisionError: there is no waiver that somebody else decided on.
    """
    with durable(house, caller=admit(by, to=Act.AFFIRM_WAIVER)) as unit:
        row = unit.lock_case(case_id)
        latest, decided = _recommended(unit, row=row)
        if decided.outcome is not Outcome.WAIVE or decided.decided_by is None:
            raise DecisionError("no waiver awaits affirmation", where=f"case {case_id}", remedy="decide it first")
        if decided.decided_by == by:
            raise DecisionError(
                "%(officer)s decided this waiver",
                where=f"case {case_id}",
                remedy="another releasing authority must affirm it",
                values={"officer": by},
            )
        if all(waiver.affirmed_by is not None for waiver in decided.waivers):
            raise DecisionError("it is affirmed already", where=f"case {case_id}", remedy="nothing is left")
        affirmed = replace(
            decided,
            waivers=tuple(replace(waiver, affirmed_by=by, affirmed_at=unit.at) for waiver in decided.waivers),
        )
        _update(unit, row=row, latest=latest, determination=affirmed)
        unit.happen(
            row,
            kind=CaseEventKind.DUTY_WAIVED,
            facts={
                "grounds": [waiver.ground.value for waiver in affirmed.waivers],
                "expires_at": min(waiver.expires_at for waiver in affirmed.waivers).isoformat(),
                "decided_by": decided.decided_by,
            },
        )
        return affirmed


def latest_determination(unit: Unit, *, row: CaseRow) -> DeterminationRow | None:
    """Return the latest determination's row."""
    return DeterminationRow.objects.within(unit.scope).filter(case=row).order_by("-id").first()


def _recommended(unit: Unit, *, row: CaseRow) -> tuple[DeterminationRow, Determination]:
    latest = latest_determination(unit, row=row)
    if latest is None:
        raise DecisionError("nothing was determined yet", where=f"case {row.id}", remedy="determine it first")
    return latest, unit.from_json(latest.body, of=Determination)


def _latest_decided(unit: Unit, *, row: CaseRow) -> DeterminationRow | None:
    """Return the latest determination that an officer made theirs."""
    rows = DeterminationRow.objects.within(unit.scope).filter(case=row).exclude(decided_by="")
    return rows.select_related("assessment").order_by("-id").first()


def _threat_of(unit: Unit, *, row: DeterminationRow) -> Threat:
    return unit.from_json(row.assessment.body, of=Assessment).threat


def _heed_new_content(
    unit: Unit, *, row: CaseRow, found: Determination, assessment: Assessment, before: DeterminationRow
) -> Determination:
    """Return the recommendation under its clock; a report that brings something new starts it, and tells a person."""
    added = added_to(_threat_of(unit, row=before), now=assessment.threat)
    brought = brought_by(unit, row=row, added=added, since=before.at)
    if not brought:
        return _not_before(found, started_at=unit.from_json(before.body, of=Determination).clock.started_at)
    task = open_task(unit, case_row=row, kind=NEW_CONTENT_TASK)
    if task is None:
        make_task(unit, case_row=row, row=None, kind=NEW_CONTENT_TASK, note=", ".join(sorted(brought)))
    else:
        task.note = ", ".join(dict.fromkeys([*task.note.split(", "), *sorted(brought)]))
        task.save(update_fields=["note"])
    unit.note(
        "case.new_content.found",
        case=row,
        facts={"reports": sorted(brought), "of": sorted({each.role.value for each in added})},
    )
    return _not_before(found, started_at=max(brought.values()))


def _not_before(found: Determination, *, started_at: datetime) -> Determination:
    """Return the determination with a clock that starts no earlier; as long as it is, it stays."""
    clock = found.clock
    if started_at <= clock.started_at:
        return found
    moved = Clock(
        name=clock.name,
        started_at=started_at,
        due_at=started_at + (clock.due_at - clock.started_at),
        urgency=clock.urgency,
        provision=clock.provision,
    )
    return replace(found, clock=moved)


def _with_standing_decision(found: Determination, *, before: Determination, is_same_picture: bool) -> Determination:
    """Return the recommendation with the decision taken before, where it recommends the same for the same threat."""
    if not is_same_picture or _gist(found) != _gist(before):
        return found
    affirmed = {waiver.victim: waiver for waiver in before.waivers}
    waivers = tuple(
        replace(
            waiver,
            affirmed_by=affirmed[waiver.victim].affirmed_by,
            affirmed_at=affirmed[waiver.victim].affirmed_at,
            # A waiver expires when it was said to; looking again does not prolong it.
            expires_at=min(waiver.expires_at, affirmed[waiver.victim].expires_at),
        )
        for waiver in found.waivers
    )
    return replace(found, waivers=waivers, decided_by=before.decided_by, decided_at=before.decided_at)


def _gist(determination: Determination) -> tuple[object, ...]:
    return (
        determination.outcome,
        frozenset(each.party_id for each in determination.addressees),
        frozenset((waiver.ground, waiver.victim) for waiver in determination.waivers),
    )


def _save(unit: Unit, *, row: CaseRow, determination: Determination, assessment: AssessmentRow) -> None:
    DeterminationRow(
        organisation_id=row.organisation_id,
        case=row,
        assessment=assessment,
        at=unit.at,
        outcome=determination.outcome,
        decided_by=determination.decided_by or "",
        decided_at=determination.decided_at,
        body=unit.to_json(determination),
    ).save(force_insert=True)
    row.outcome, row.due_at = determination.outcome, determination.clock.due_at
    case = unit.case(row)
    unit.save_case(row, case=replace(case, open_questions=determination.open_questions))


def _update(unit: Unit, *, row: CaseRow, latest: DeterminationRow, determination: Determination) -> None:
    latest.decided_by = determination.decided_by or ""
    latest.decided_at = determination.decided_at
    latest.body = unit.to_json(determination)
    latest.save(update_fields=["decided_by", "decided_at", "body"])
    row.outcome = determination.outcome
