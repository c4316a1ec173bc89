# SPDX-License-Identifier: Apache-2.0
"""Link a screened report: what it repeats, and which case it opens, joins or reopens. What joins none says why.

A report is held against what `marks` finds among all that are stored, near copies of any age, against those with the
same bytes, and against the reports of the cases that may be meant: every open one, those closed lately, and whichever
closed one holds something that was found.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from django.db.models import Q

from nadhir.casework.authority import Act, admit, admit_either
from nadhir.casework.case_file import decisions, held_reports, parties_of_cases
from nadhir.casework.command import opening_commander, see_to_command
from nadhir.casework.determine import judge_in
from nadhir.casework.house import House
from nadhir.casework.marks import copy_candidates, mark_in
from nadhir.casework.meanings import meaning_candidates
from nadhir.casework.screen import screen_in
from nadhir.casework.tasks import make_task, open_task
from nadhir.casework.unit import Personal, Unit, durable
from nadhir.link import KnownReport, OpenCase
from nadhir.link import link as relate
from nadhir.store.models import CaseReport, CaseRow, LinkRow, ReportRow, ScreeningRow
from nadhir.store.scope import load, lock
from nadhir.terms.case import Case, CaseEventKind, CaseState, HeldReport
from nadhir.terms.entry import SubjectId
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId, ReportId
from nadhir.terms.links import Link, LinkKind, LinkReason, Links
from nadhir.terms.report import Report
from nadhir.terms.sealed import Sealed

#: A case closed longer ago is only met again through a report that was found: a copy, or one of the same meaning. [D]
CLOSED_LATELY: Final = timedelta(days=200)
#: Reports with the same bytes that are looked at; all further ones are in the same case as these, or were kept apart.
_SAME_BYTES: Final = 50
OPENED_BY_HAND_TASK: Final = "case_opened_by_hand"
EMPTIED_TASK: Final = "case_without_reports"


def link(
    house: House, *, report_id: ReportId, by: OfficerId | None = None, organisation: str | None = None
) -> tuple[Links, CaseId | None]:
    """Return what the report belongs to, and the case it is in afterwards.

    Raises:
        NotFoundError: there is no such report within the scope.
        TheirsError: it was not screened yet.
    """
    with durable(house, caller=admit_either(by, organisation=organisation, to=Act.LINK)) as unit:
        row = lock(ReportRow.objects.within(unit.scope), what="report", id=report_id)
        return link_in(unit, row=row)


def link_in(unit: Unit, *, row: ReportRow) -> tuple[Links, CaseId | None]:
    """Link a locked report within a transaction that is open already."""
    mark = mark_in(unit, row=row, report=unit.from_json(row.body, of=Report))
    candidates = held_reports(unit, report_ids=[row.id])
    if not candidates:
        raise TheirsError("it was not screened yet", where=f"report {row.id}", remedy="screen it first")
    already = CaseReport.objects.within(unit.scope).filter(report=row, left_at=None).first()
    report = candidates[0].report
    alike = copy_candidates(unit, report=report) | meaning_candidates(unit, mark=mark)
    known, cases = _known(unit, without=row, found=alike)
    parties = parties_of_cases(unit, case_ids=[case.case.id for case in cases])
    found = relate(candidates[0], known=known, cases=cases, decisions=decisions(unit), parties=parties)
    for each in found.links:
        _save_link(unit, link=each)
    if already is not None:
        return found, CaseId(already.case_id)
    case_id: CaseId | None = None
    if found.opens_case:
        case_id = _open(unit, row=row, candidate=candidates[0], links=found)
    elif found.case_id is not None:
        case_id = _join(unit, row=row, case_id=found.case_id, links=found)
    else:
        row.why_no_case = found.why_no_case
        unit.note("report.linked", facts={"report": row.id, "case": None, "because": found.why_no_case})
    return found, case_id


def decide_link(
    house: House, *, report_id: ReportId, other_id: ReportId, kind: LinkKind, belongs: bool, reason: str, by: OfficerId
) -> None:
    """Record a person's word that two reports belong together or do not; no score outranks it.

    Where it tears the report from the reason it is in its case, `split` is the next step: nothing moves silently.

    Raises:
        NotFoundError: one of the reports is not within the scope.
        TheirsError: there is no reason.
    """
    if not reason.strip():
        raise TheirsError("a decision needs its reason", where=f"link of {report_id}", remedy="say why")
    with durable(house, caller=admit(by, to=Act.LINK)) as unit:
        rows = ReportRow.objects.within(unit.scope)
        for each in (report_id, other_id):
            load(rows, what="report", id=each)
        decided = Link(
            kind=kind,
            report_id=report_id,
            other_id=other_id,
            score=1.0 if belongs else 0.0,
            reasons=(LinkReason(code="decided_by_person", values=(reason,)),),
            decided_by=by,
        )
        _save_link(unit, link=decided)
        unit.note(
            "link.decided",
            facts={"report": report_id, "other": other_id, "kind": kind.value, "belongs": belongs},
        )
        # Which of a case's reports are copies, and so whether anybody else confirms it, is what a judgement rests on.
        members = CaseReport.objects.within(unit.scope).filter(report_id__in=(report_id, other_id), left_at=None)
        cases = list(members.values_list("case_id", flat=True))
        if len(cases) == len({report_id, other_id}) and len(set(cases)) == 1:
            row = unit.lock_case(CaseId(cases[0]))
            if row.is_open:
                judge_in(unit, row=row)


def split(house: House, *, report_id: ReportId, reason: str, by: OfficerId) -> CaseId:
    """Take a report out of its case into a case of its own, and return that; no report is ever left in none by this.

    Both cases are judged anew: what was decided for one does not stand for the other. That the report does not belong
    to those it leaves is recorded as the officer's word, which no score outranks.

    Raises:
        NotFoundError: there is no such report within the scope, or it is in no case.
        TheirsError: it is the only report of its case, or there is no reason.
    """
    _check_reason(reason, report_id=report_id)
    with durable(house, caller=admit(by, to=Act.LINK)) as unit:
        row = lock(ReportRow.objects.within(unit.scope), what="report", id=report_id)
        member = load(CaseReport.objects.within(unit.scope), what="report in a case", report_id=report_id, left_at=None)
        old = unit.lock_case(CaseId(member.case_id))
        others = [each for each in unit.case(old).report_ids if each != report_id]
        if not others:
            raise TheirsError("it is the only report of its case", where=f"report {report_id}", remedy="close the case")
        _leave(unit, row=row, member=member, case_row=old, reason=reason)
        for each in others:
            _save_link(unit, link=_decided(report_id, other=each, belongs=False, reason=reason, by=by))
        candidate = held_reports(unit, report_ids=[row.id])[0]
        opened = _open(unit, row=row, candidate=candidate, links=Links(report_id=report_id, opens_case=True))
        for case_id in (CaseId(old.id), opened):
            _judge(unit, row=unit.lock_case(case_id))
        return opened


def join(house: House, *, report_id: ReportId, case_id: CaseId, reason: str, by: OfficerId) -> None:
    """Put a report into this case, out of whichever it was in or out of none, and judge both anew.

    A case that loses its only report by it stays open until people close it, and a task says so. That the report
    belongs here is recorded as the officer's word.

    Raises:
        NotFoundError: the report or the case is not within the scope.
        TheirsError: it is in this case already, or there is no reason.
        NotAllowedError: of `lifecycle`: it is in a closed case.
    """
    _check_reason(reason, report_id=report_id)
    with durable(house, caller=admit(by, to=Act.LINK)) as unit:
        row = lock(ReportRow.objects.within(unit.scope), what="report", id=report_id)
        member = CaseReport.objects.within(unit.scope).filter(report=row, left_at=None).first()
        if member is not None and member.case_id == case_id:
            raise TheirsError("it is in this case already", where=f"report {report_id}", remedy="nothing is left")
        # Always in this order, so that two officers who move reports both ways cannot wait for each other.
        for each in sorted({case_id} if member is None else {case_id, CaseId(member.case_id)}):
            unit.lock_case(each)
        _see(unit, row=row)
        emptied = None if member is None else unit.lock_case(CaseId(member.case_id))
        if member is not None and emptied is not None:
            _leave(unit, row=row, member=member, case_row=emptied, reason=reason)
        case_row = unit.lock_case(case_id)
        first = next((each for each in unit.case(case_row).report_ids), None)
        links = () if first is None else (_decided(report_id, other=first, belongs=True, reason=reason, by=by),)
        for link_made in links:
            _save_link(unit, link=link_made)
        _add(unit, row=row, case_row=case_row, links=Links(report_id=report_id, links=links, case_id=case_id))
        _note_by_hand(unit, name="case.report.joined_by_hand", row=row, case_row=case_row, reason=reason)
        _judge(unit, row=case_row)
        if emptied is not None:
            _judge(unit, row=emptied)


def open_by_hand(house: House, *, report_id: ReportId, reason: str, by: OfficerId) -> CaseId:
    """Open a case from a report that opened none: one that was missed, or not understood; return the case.

    A person has seen in it what no rule did, so that the case is undecided whatever its text says; a task keeps it
    before people, and what they know of it they establish as facts.

    Raises:
        NotFoundError: there is no such report within the scope.
        TheirsError: it is in a case already, or there is no reason.
    """
    _check_reason(reason, report_id=report_id)
    with durable(house, caller=admit(by, to=Act.LINK)) as unit:
        row = lock(ReportRow.objects.within(unit.scope), what="report", id=report_id)
        member = CaseReport.objects.within(unit.scope).filter(report=row, left_at=None).first()
        if member is not None:
            raise TheirsError(
                "it is in case %(case)s already",
                where=f"report {report_id}",
                remedy="look there, or split it off",
                values={"case": member.case_id},
            )
        _see(unit, row=row)
        candidate = held_reports(unit, report_ids=[row.id])[0]
        links = Links(report_id=report_id, opens_case=True, opens_undecided=True)
        case_id = _open(unit, row=row, candidate=candidate, links=links)
        case_row = unit.lock_case(case_id)
        _note_by_hand(unit, name="case.opened_by_hand", row=row, case_row=case_row, reason=reason)
        make_task(unit, case_row=case_row, row=None, kind=OPENED_BY_HAND_TASK, note=reason.strip())
        _judge(unit, row=case_row)
        return case_id


def _check_reason(reason: str, *, report_id: ReportId) -> None:
    if not reason.strip():
        raise TheirsError("this needs its reason", where=f"report {report_id}", remedy="say why")


def _see(unit: Unit, *, row: ReportRow) -> None:
    """Let a report that no rule put anywhere be one that a case can hold: screened, and no longer waiting."""
    if not ScreeningRow.objects.within(unit.scope).filter(report=row, is_latest=True).exists():
        screen_in(unit, row=row)
    row.routed_at, row.why_no_case = row.routed_at or unit.at, ""
    row.save(update_fields=["routed_at", "why_no_case"])


def _leave(unit: Unit, *, row: ReportRow, member: CaseReport, case_row: CaseRow, reason: str) -> None:
    member.left_at = unit.at
    member.save(update_fields=["left_at"])
    unit.happen(
        case_row,
        kind=CaseEventKind.REPORT_SPLIT,
        reason=reason,
        change=lambda case: _with_reports(case, [each for each in case.report_ids if each != row.id]),
        facts={"report": row.id},
    )


def _judge(unit: Unit, *, row: CaseRow) -> None:
    """Judge a locked case anew; one that holds no report any more is put before people instead."""
    if unit.case(row).report_ids:
        judge_in(unit, row=row)
    elif open_task(unit, case_row=row, kind=EMPTIED_TASK) is None:
        make_task(unit, case_row=row, row=None, kind=EMPTIED_TASK)


def _decided(report_id: ReportId, *, other: ReportId, belongs: bool, reason: str, by: OfficerId) -> Link:
    return Link(
        kind=LinkKind.SAME_THREAT,
        report_id=report_id,
        other_id=other,
        score=1.0 if belongs else 0.0,
        reasons=(LinkReason(code="decided_by_person", values=(reason,)),),
        decided_by=by,
    )


def _note_by_hand(unit: Unit, *, name: str, row: ReportRow, case_row: CaseRow, reason: str) -> None:
    personal = {"reason": Personal(SubjectId(case_row.subject), Sealed(reason.strip()))}
    unit.note(name, case=case_row, facts={"report": row.id}, personal=personal)


def _known(unit: Unit, *, without: ReportRow, found: frozenset[ReportId]) -> tuple[list[KnownReport], list[OpenCase]]:
    """Return the reports to hold it against, and the cases, closed ones too: a match reopens them."""
    others = ReportRow.objects.within(unit.scope).exclude(id=without.id)
    same_bytes = others.filter(blob_id=without.blob_id).order_by("-held_at").values_list("id", flat=True)[:_SAME_BYTES]
    outside = {*found, *same_bytes}
    members = CaseReport.objects.within(unit.scope).filter(left_at=None).exclude(report=without)
    may_be_meant = members.filter(
        Q(case__is_open=True) | Q(case__touched_at__gte=unit.at - CLOSED_LATELY) | Q(report_id__in=outside)
    )
    case_ids = set(may_be_meant.values_list("case_id", flat=True))
    case_of = dict(members.filter(case_id__in=case_ids).values_list("report_id", "case_id"))
    held = held_reports(unit, report_ids={*case_of, *outside})
    known = [
        KnownReport(held=each, case_id=CaseId(case_of[each.report.id]) if each.report.id in case_of else None)
        for each in held
    ]
    by_case: dict[str, list[HeldReport]] = {}
    for each in held:
        if each.report.id in case_of:
            by_case.setdefault(case_of[each.report.id], []).append(each)
    rows = CaseRow.objects.within(unit.scope).order_by("opened_at", "id")
    rows = rows.filter(Q(is_open=True) | Q(id__in=case_ids))
    return known, [OpenCase(case=unit.case(row), held=tuple(by_case.get(row.id, ()))) for row in rows]


def _open(unit: Unit, *, row: ReportRow, candidate: HeldReport, links: Links) -> CaseId:
    case = Case(
        id=CaseId(unit.house.ids.fresh("c")),
        state=CaseState.OPENED,
        opened_at=unit.at,
        report_ids=(candidate.report.id,),
        commander=opening_commander(unit),
        is_undecided_opening=links.opens_undecided,
    )
    case_row = unit.open_case(case, subject=unit.make_subject())
    _add(unit, row=row, case_row=case_row, links=links)
    return case.id


def _join(unit: Unit, *, row: ReportRow, case_id: CaseId, links: Links) -> CaseId:
    case_row = unit.lock_case(case_id)
    _add(unit, row=row, case_row=case_row, links=links)
    return case_id


def _add(unit: Unit, *, row: ReportRow, case_row: CaseRow, links: Links) -> None:
    CaseReport(
        organisation_id=unit.scope.organisation,
        case=case_row,
        report=row,
        joined_at=unit.at,
        body=unit.to_json(links),
    ).save(force_insert=True)
    report_id = ReportId(row.id)
    unit.happen(
        case_row,
        kind=CaseEventKind.REPORT_LINKED,
        change=lambda case: _with_reports(case, [*case.report_ids, report_id]),
        facts={"report": row.id, "links": [[each.kind.value, each.other_id] for each in links.links]},
    )
    see_to_command(unit, row=case_row)


def _with_reports(case: Case, report_ids: list[ReportId]) -> Case:
    return replace(case, report_ids=tuple(dict.fromkeys(report_ids)))


def _save_link(unit: Unit, *, link: Link) -> None:
    LinkRow(
        organisation_id=unit.scope.organisation,
        report_id=link.report_id,
        other_id=link.other_id,
        kind=link.kind,
        score=link.score,
        decided_by=link.decided_by or "",
        at=unit.at,
        body=unit.to_json(link),
    ).save(force_insert=True)
