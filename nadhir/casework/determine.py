# SPDX-License-Identifier: Apache-2.0
"""Determine what follows. What Nadhir computes is a recommendation; an officer makes it theirs, or nothing follows.

A decision stands while what is recommended stays the same (outcome, those to be told, waivers; place, time, target and
means of the threat) and nothing has opened the case's judgement again, as new information does with a waiver and a
referral. Otherwise the recommendation waits for an officer. A report that brings new content to a decided or warned
case makes a task for a person, and the clock runs anew from it: it may tell of another threat, which nobody was warned
of. A mere copy moves nothing.

A warning is decided with what telling each addressee could do weighed by the officer; a risk found later was weighed by
nobody, and the decision waits again. What a determination was computed from is kept beside it (`trace`), and the digest
of both goes into the ledger.

A waiver stands only once a releasing authority affirmed it who neither decided it nor judged anything of the case: the
directive's senior officer who is not the analyst (law.md R191-4). Each ground is affirmed for each victim by itself,
and only with what its ground has to be shown by (law.md 1.3). It stands no longer than it was said to: then the case is
judged anew and is a person's again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from nadhir.casework.assess import assess_in
from nadhir.casework.authority import Act, admit, admit_either
from nadhir.casework.case_file import draw_up
from nadhir.casework.house import House
from nadhir.casework.picture import added_to, brought_by, picture_of
from nadhir.casework.questions import renew_questions
from nadhir.casework.tasks import finish_case_tasks, make_task, open_task
from nadhir.casework.trace import Record, digest, keep, look_up
from nadhir.casework.unit import Personal, Unit, durable
from nadhir.policy import carry_over, weigh
from nadhir.policy import determine as apply_pack
from nadhir.store.models import (
    AssessmentRow,
    CaseEventRow,
    CaseReport,
    CaseRow,
    DeterminationRow,
    FactRow,
    GradingRow,
)
from nadhir.store.scope import NotFoundError
from nadhir.terms.assessment import Assessment
from nadhir.terms.case import CaseEventKind, CaseFile, CaseState
from nadhir.terms.determination import (
    PROOFS_OF,
    Clock,
    Determination,
    Outcome,
    Shown,
    Waiver,
    WaiverGround,
    WaiverProof,
    Weighing,
    WeighingChoice,
)
from nadhir.terms.entry import Json, SubjectId
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId, PartyId
from nadhir.terms.party import ChannelKind, Party
from nadhir.terms.sealed import Sealed
from nadhir.terms.threat import Threat

_EVENT_OF = {
    Outcome.WARN: CaseEventKind.DUTY_DETERMINED,
    Outcome.NO_DUTY: CaseEventKind.DUTY_DETERMINED,
    Outcome.REFER: CaseEventKind.CASE_REFERRED,
}
NEW_CONTENT_TASK: Final = "new_information_in_warned_case"
WAIVER_TASK: Final = "waiver_expired"
#: The states in which a case waits to be judged, or judged again (lifecycle's table).
_TO_BE_DECIDED = (CaseState.OPENED, CaseState.ASSESSING, CaseState.REOPENED)


class DecisionError(TheirsError):
    """This recommendation cannot be decided like this; nothing has happened."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What an officer makes of the risks of telling one party, as it is given with the decision."""

    party_id: PartyId
    choice: WeighingChoice
    because: str
    channels: tuple[ChannelKind, ...] = ()  # of another way


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


def judge_in(
    unit: Unit, *, row: CaseRow, file: CaseFile | None = None, record: Record | None = None
) -> tuple[Assessment, Determination]:
    """Assess and determine a locked case, from one drawing of its file, within a transaction that is open already.

    Who judges many cases draws up their files, and looks up what is on record of them, for all of them at once.
    """
    before = latest_determination(unit, row=row)
    _expire_waivers(unit, row=row, latest=before)
    file = file or draw_up(unit, row=row, is_to_judge=True)
    record = record or look_up(unit, files=[file])
    assessment, assessed = assess_in(unit, row=row, file=file)
    # What was assessed is what is determined; only the case itself has moved on by it.
    file = replace(file, case=unit.case(row))
    pack = unit.house.knowledge.pack(file.holder.pack)
    computed = apply_pack(assessment, file=file, at=unit.at, pack=pack)
    found = _beside_standing(unit, row=row, found=computed, assessment=assessment, file=file, before=before)
    trace = keep(unit, file=file, record=record, assessment=assessed, numbers=pack.parameters, computed=computed)
    saved = _save(unit, row=row, determination=found, assessment=assessed, trace=trace)
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
            "trace_digest": digest(trace),
            **_on_record(saved),
            "near_misses": [[each.ground.value, each.victim, list(each.because)] for each in found.near_misses],
        },
    )
    return assessment, found


def _beside_standing(
    unit: Unit,
    *,
    row: CaseRow,
    found: Determination,
    assessment: Assessment,
    file: CaseFile,
    before: DeterminationRow | None,
) -> Determination:
    """Return what was found as it stands beside what was determined before, and beside what an officer decided."""
    decided = None if before is None else _latest_decided(unit, row=row)
    if before is None or decided is None:
        return found
    found = _heed_new_content(unit, row=row, found=found, assessment=assessment, before=before)
    if file.case.state in _TO_BE_DECIDED:
        return found
    return _with_standing_decision(
        found,
        before=unit.from_json(decided.body, of=Determination),
        is_same_picture=picture_of(assessment.threat) == picture_of(_threat_of(unit, row=decided)),
        parties=file.parties,
    )


def decide(
    house: House, *, case_id: CaseId, by: OfficerId, weighed: Sequence[Weighed] = (), seen: int | None = None
) -> Determination:
    """Return the latest recommendation, now this officer's decision; a waiver still needs to be affirmed.

    Of a warning, `weighed` says of every addressee of whom a risk of telling was found, what follows and why. `seen` is
    the number of the determination that the officer looked at, where they looked at one.

    Raises:
        NotFoundError: there is no such case within the scope.
        DecisionError: there is nothing to decide.
        WeighingError: of `policy`: a risk of telling was not weighed, or not like this.
    """
    with durable(house, caller=admit(by, to=Act.DECIDE)) as unit:
        row = unit.lock_case(case_id)
        latest, recommended = _recommended(unit, row=row)
        if seen is not None and seen != latest.pk:
            raise DecisionError(
                "the recommendation changed while you looked at it; nothing was decided",
                where=f"case {case_id}",
                remedy="look at the new one and decide that",
            )
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
        if recommended.outcome is Outcome.WARN:
            recommended = _weigh(unit, row=row, recommended=recommended, weighed=weighed, by=by)
        elif weighed:
            raise DecisionError(
                "nobody is to be told, so there is nothing to weigh",
                where=f"case {case_id}",
                remedy="decide it as it is",
            )
        decided = replace(recommended, decided_by=by, decided_at=unit.at)
        _update(unit, row=row, latest=latest, determination=decided)
        finish_case_tasks(unit, case_row=row, kinds=(NEW_CONTENT_TASK, WAIVER_TASK))
        event = _EVENT_OF.get(decided.outcome)
        facts = {
            "outcome": decided.outcome.value,
            "pack": decided.pack,
            "pack_version": decided.pack_version,
            **_on_record(latest),
        }
        if event is None:
            unit.note("case.waiver.proposed", case=row, facts=facts)
        else:
            unit.happen(row, kind=event, facts=facts)
        return decided


def show_ground(
    house: House,
    *,
    case_id: CaseId,
    ground: WaiverGround,
    victim: PartyId | None,
    proofs: Mapping[WaiverProof, str],
    by: OfficerId,
) -> Determination:
    """Return the determination with what this ground is shown by for this victim; it is affirmed by somebody else.

    Raises:
        NotFoundError: there is no such case within the scope, or no such waiver awaits affirmation.
        DecisionError: it is affirmed already, nothing is shown, or this is no proof of this ground.
    """
    where = f"case {case_id}"
    given = {proof: text.strip() for proof, text in proofs.items() if text.strip()}
    if not given:
        raise DecisionError("nothing is shown", where=where, remedy="say what the ground rests on")
    if foreign := tuple(proof for proof in given if proof not in PROOFS_OF[ground]):
        raise DecisionError(
            "this shows nothing of the ground “%(ground)s”: %(proofs)s",
            where=where,
            remedy="say what this ground has to be shown by",
            values={"ground": ground, "proofs": foreign},
        )
    with durable(house, caller=admit(by, to=Act.ESTABLISH)) as unit:
        row = unit.lock_case(case_id)
        latest, decided = _awaiting_affirmation(unit, row=row)
        waiver = _waiver(decided, ground=ground, victim=victim)
        if waiver.affirmed_by is not None:
            raise DecisionError("it is affirmed already", where=where, remedy="nothing is left")
        kept = tuple(each for each in waiver.shown if each.proof not in given)
        shown = (*kept, *(Shown(proof=proof, text=text, by=by) for proof, text in given.items()))
        order = PROOFS_OF[ground]
        now = replace(waiver, shown=tuple(sorted(shown, key=lambda each: order.index(each.proof))))
        determination = _with_waiver(decided, old=waiver, new=now)
        _update(unit, row=row, latest=latest, determination=determination)
        subject = SubjectId(row.subject)
        unit.note(
            "case.waiver.ground.shown",
            case=row,
            facts={
                "ground": ground.value,
                "victim": victim,
                "proofs": [each.value for each in given],
                **_on_record(latest),
            },
            personal={proof.value: Personal(subject, Sealed(text)) for proof, text in given.items()},
        )
        return determination


def affirm_waiver(
    house: House, *, case_id: CaseId, ground: WaiverGround, victim: PartyId | None, by: OfficerId
) -> Determination:
    """Return the determination with this one waiver affirmed by this releasing authority; with the last, the duty is
    waived.

    Raises:
        NotFoundError: there is no such case within the scope, or no such waiver awaits affirmation.
        DecisionError: nobody decided it, this officer did or judged the case, or what its ground must be shown by
            is missing.
    """
    where = f"case {case_id}"
    with durable(house, caller=admit(by, to=Act.AFFIRM_WAIVER)) as unit:
        row = unit.lock_case(case_id)
        latest, decided = _awaiting_affirmation(unit, row=row)
        waiver = _waiver(decided, ground=ground, victim=victim)
        if decided.decided_by == by:
            raise DecisionError(
                "%(officer)s decided this waiver",
                where=where,
                remedy="another releasing authority must affirm it",
                values={"officer": by},
            )
        if waiver.affirmed_by is not None:
            raise DecisionError("it is affirmed already", where=where, remedy="nothing is left")
        if by in judges_of(unit, row=row) or any(each.by == by for each in waiver.shown):
            raise DecisionError(
                "%(officer)s assessed, graded or established something in this case",
                where=where,
                remedy="a releasing authority who judged nothing of it must affirm the waiver",
                values={"officer": by},
            )
        if waiver.lacks:
            raise DecisionError(
                "the ground “%(ground)s” is not shown yet: %(proofs)s",
                where=where,
                remedy="have each of these written down first, then affirm it",
                values={"ground": ground, "proofs": waiver.lacks},
            )
        if unit.at >= waiver.expires_at:
            raise DecisionError("its time has passed", where=where, remedy="determine the case again")
        affirmed = _with_waiver(decided, old=waiver, new=replace(waiver, affirmed_by=by, affirmed_at=unit.at))
        _update(unit, row=row, latest=latest, determination=affirmed)
        unit.note(
            "case.waiver.affirmed",
            case=row,
            facts={
                "ground": ground.value,
                "victim": victim,
                "expires_at": waiver.expires_at.isoformat(),
                **_on_record(latest),
            },
        )
        if all(each.affirmed_by is not None for each in affirmed.waivers):
            unit.happen(
                row,
                kind=CaseEventKind.DUTY_WAIVED,
                facts={
                    "grounds": [each.ground.value for each in affirmed.waivers],
                    "expires_at": min(each.expires_at for each in affirmed.waivers).isoformat(),
                    "decided_by": decided.decided_by,
                    **_on_record(latest),
                },
            )
        return affirmed


def _weigh(
    unit: Unit, *, row: CaseRow, recommended: Determination, weighed: Iterable[Weighed], by: OfficerId
) -> Determination:
    """Return the recommendation as the officer weighed it; each weighing is on record with its reason."""
    if not recommended.is_harm_looked_for:
        raise DecisionError(
            "what telling could do was not looked for yet", where=f"case {row.id}", remedy="determine it again"
        )
    weighed = tuple(weighed)
    if not all(each.because.strip() for each in weighed):
        raise DecisionError("a weighing needs its reason", where=f"case {row.id}", remedy="say what it rests on")
    if any((each.choice is WeighingChoice.ANOTHER_WAY) != bool(each.channels) for each in weighed):
        raise DecisionError(
            "another way names its channels, and nothing else does",
            where=f"case {row.id}",
            remedy="name the channels of another way, in the order of trying",
        )
    weighings = tuple(
        Weighing(
            party_id=each.party_id,
            choice=each.choice,
            because=each.because.strip(),
            risks=tuple(dict.fromkeys(risk.code for risk in recommended.risks_of(each.party_id))),
            by=by,
            at=unit.at,
            channels=each.channels,
        )
        for each in weighed
    )
    done = weigh(recommended, weighings=weighings, parties=draw_up(unit, row=row).parties)
    for each in weighings:
        unit.note(
            "case.harm_of_warning.weighed",
            case=row,
            facts={
                "party": each.party_id,
                "choice": each.choice.value,
                "risks": list(each.risks),
                "channels": [channel.value for channel in each.channels],
            },
            personal={"because": Personal(SubjectId(row.subject), Sealed(each.because))},
        )
    return done


def judges_of(unit: Unit, *, row: CaseRow) -> frozenset[OfficerId]:
    """Return who judged anything of the case, as far as the record tells: who is its analyst, whatever their role.

    That is whoever decided it, established a fact of it, graded a report of it, or had it assessed.
    """
    scope = unit.scope
    members = CaseReport.objects.within(scope).filter(case=row, left_at=None).values("report_id")
    assessed = CaseEventRow.objects.within(scope).filter(case=row, kind=CaseEventKind.ASSESSED)
    return frozenset(
        OfficerId(name)
        for name in (
            *DeterminationRow.objects.within(scope).filter(case=row).values_list("decided_by", flat=True),
            *FactRow.objects.within(scope).filter(case=row).values_list("by", flat=True),
            *GradingRow.objects.within(scope).filter(report_id__in=members).values_list("by", flat=True),
            *assessed.values_list("by", flat=True),
        )
        if name
    )


def _awaiting_affirmation(unit: Unit, *, row: CaseRow) -> tuple[DeterminationRow, Determination]:
    latest, decided = _recommended(unit, row=row)
    if decided.outcome is not Outcome.WAIVE or decided.decided_by is None:
        raise DecisionError("no waiver awaits affirmation", where=f"case {row.id}", remedy="decide it first")
    return latest, decided


def _waiver(determination: Determination, *, ground: WaiverGround, victim: PartyId | None) -> Waiver:
    for waiver in determination.waivers:
        if waiver.ground is ground and waiver.victim == victim:
            return waiver
    raise NotFoundError(
        f"no waiver on the ground {ground} is recommended for {victim or 'everybody'}",
        where=f"case {determination.case_id}",
        remedy="see the determination",
    )


def _with_waiver(determination: Determination, *, old: Waiver, new: Waiver) -> Determination:
    return replace(determination, waivers=tuple(new if each is old else each for each in determination.waivers))


def _expire_waivers(unit: Unit, *, row: CaseRow, latest: DeterminationRow | None) -> None:
    """End the affirmed waivers of the latest determination whose time has passed: from now on they are of the past."""
    if latest is None or latest.outcome != Outcome.WAIVE:
        return
    determination = unit.from_json(latest.body, of=Determination)
    over = [each for each in determination.waivers if each.affirmed_at is not None and each.expires_at <= unit.at]
    if not over:
        return
    unit.happen(
        row,
        kind=CaseEventKind.WAIVER_EXPIRED,
        facts={
            "waivers": [
                [each.ground.value, each.victim, each.expires_at.isoformat(), each.affirmed_by] for each in over
            ]
        },
    )
    if open_task(unit, case_row=row, kind=WAIVER_TASK) is None:
        make_task(unit, case_row=row, row=None, kind=WAIVER_TASK)


def latest_determination(unit: Unit, *, row: CaseRow) -> DeterminationRow | None:
    """Return the latest determination's row."""
    rows = DeterminationRow.objects.within(unit.scope).filter(case=row)
    return rows.defer("trace").order_by("-id").first()  # larger than all the rest of it, and read by `retrace` alone


def _recommended(unit: Unit, *, row: CaseRow) -> tuple[DeterminationRow, Determination]:
    latest = latest_determination(unit, row=row)
    if latest is None:
        raise DecisionError("nothing was determined yet", where=f"case {row.id}", remedy="determine it first")
    return latest, unit.from_json(latest.body, of=Determination)


def _latest_decided(unit: Unit, *, row: CaseRow) -> DeterminationRow | None:
    """Return the latest determination that an officer made theirs."""
    rows = DeterminationRow.objects.within(unit.scope).filter(case=row).exclude(decided_by="")
    return rows.select_related("assessment").defer("trace").order_by("-id").first()


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


def _with_standing_decision(
    found: Determination, *, before: Determination, is_same_picture: bool, parties: Sequence[Party]
) -> Determination:
    """Return the recommendation with the decision taken before, where it recommends the same for the same threat.

    It stands with what was weighed then; a risk of telling that is new was weighed by nobody.
    """
    weighed = carry_over(found, weighings=before.weighings, parties=parties)
    if not is_same_picture or not weighed.is_harm_weighed or _gist(weighed) != _gist(before):
        return found
    found = weighed
    if any(waiver.expires_at <= found.at for waiver in before.waivers):
        return found  # its time has passed: it is decided anew, or not at all
    affirmed = {waiver.victim: waiver for waiver in before.waivers}
    waivers = tuple(
        replace(
            waiver,
            affirmed_by=affirmed[waiver.victim].affirmed_by,
            affirmed_at=affirmed[waiver.victim].affirmed_at,
            shown=affirmed[waiver.victim].shown,
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


def _on_record(row: DeterminationRow) -> dict[str, Json]:
    """Return what the ledger says of a determination as it stands now: changed later, it is found (`retrace`)."""
    return {"determination": row.pk, "determination_digest": digest(row.body)}


def _save(
    unit: Unit, *, row: CaseRow, determination: Determination, assessment: AssessmentRow, trace: dict[str, object]
) -> DeterminationRow:
    saved = DeterminationRow(
        organisation_id=row.organisation_id,
        case=row,
        assessment=assessment,
        at=unit.at,
        outcome=determination.outcome,
        clock_started_at=determination.clock.started_at,
        clock_due_at=determination.clock.due_at,
        decided_by=determination.decided_by or "",
        decided_at=determination.decided_at,
        body=unit.to_json(determination),
        trace=trace,
    )
    saved.save(force_insert=True)
    row.outcome, row.due_at = determination.outcome, determination.clock.due_at
    renew_questions(unit, row=row, asked=determination.open_questions)
    return saved


def _update(unit: Unit, *, row: CaseRow, latest: DeterminationRow, determination: Determination) -> None:
    latest.decided_by = determination.decided_by or ""
    latest.decided_at = determination.decided_at
    latest.body = unit.to_json(determination)
    latest.save(update_fields=["decided_by", "decided_at", "body"])
    row.outcome = determination.outcome
