# SPDX-License-Identifier: Apache-2.0
"""Grade the information of a report by the Admiralty code after it came: what it was, and why, stay on record.

Promise: a grade of 1 is given only where the source chains of reports that are linked, or lie in the same case, show an
independent confirmation; which ones did is recorded with the grade. Every other grade is the officer's alone; 6 says
that nobody can judge it. The case is judged anew at once.
"""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Q

from nadhir.casework.authority import Act, admit
from nadhir.casework.case_file import held_reports, links_among
from nadhir.casework.determine import judge_in
from nadhir.casework.house import House
from nadhir.casework.unit import Personal, Unit, durable
from nadhir.link import confirmations
from nadhir.store.models import CaseReport, GradingRow, LinkRow, ReportRow
from nadhir.store.scope import lock
from nadhir.terms.entry import Json, SubjectId
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId, ReportId
from nadhir.terms.links import Confirmation, LinkKind
from nadhir.terms.report import Grading, InformationCredibility, Report
from nadhir.terms.sealed import Sealed

_OF_THE_SAME = (LinkKind.SAME_EVENT, LinkKind.SAME_THREAT, LinkKind.COPY)


def confirmations_in(unit: Unit, *, report_id: ReportId) -> tuple[Confirmation, ...]:
    """Return what the reports that speak of the same are to this one, within a transaction or a question."""
    others = _speak_of_the_same(unit, report_id=report_id)
    held = {each.report.id: each for each in held_reports(unit, report_ids=[report_id, *others])}
    own = held.pop(report_id, None)
    if own is None:
        return ()
    copies = [link for link in links_among(unit, report_ids=[report_id, *held]) if link.kind is LinkKind.COPY]
    return confirmations(own, others=list(held.values()), copies=copies)


def _speak_of_the_same(unit: Unit, *, report_id: ReportId) -> tuple[str, ...]:
    """Return the reports of its case, and those linked to it that nobody split off."""
    members = CaseReport.objects.within(unit.scope).filter(left_at=None)
    cases = members.filter(report_id=report_id).values("case_id")
    ids = set(members.filter(case_id__in=cases).values_list("report_id", flat=True))
    links = LinkRow.objects.within(unit.scope).filter(Q(report_id=report_id) | Q(other_id=report_id))
    found = links.filter(kind__in=_OF_THE_SAME).order_by("at", "id")
    rows = [
        (other if one == report_id else one, score, decided_by)
        for one, other, score, decided_by in found.values_list("report_id", "other_id", "score", "decided_by")
    ]
    decided = {other: score > 0 for other, score, decided_by in rows if decided_by}
    ids |= {other for other, score, _ in rows if score > 0 and decided.get(other, True)}
    # A person's word that two do not belong together outranks that they once came to lie in one case.
    ids -= {other for other, belongs in decided.items() if not belongs}
    return tuple(sorted(ids - {report_id}))


def grade(
    house: House, *, report_id: ReportId, credibility: InformationCredibility, reason: str, by: OfficerId
) -> Grading:
    """Return the grade given, after it is on record and the report's case is judged anew.

    Raises:
        NotFoundError: there is no such report within the scope.
        TheirsError: there is no reason; or it is 1, and no independent report confirms it.
    """
    if not reason.strip():
        raise TheirsError("a grade needs its reason", where=f"report {report_id}", remedy="say what it rests on")
    with durable(house, caller=admit(by, to=Act.ASSESS)) as unit:
        row = lock(ReportRow.objects.within(unit.scope), what="report", id=report_id)
        member = CaseReport.objects.within(unit.scope).filter(report=row, left_at=None).first()
        case_row = None if member is None else unit.lock_case(CaseId(member.case_id))
        report = unit.from_json(row.body, of=Report)
        confirmed_by: tuple[ReportId, ...] = ()
        if credibility is InformationCredibility.CONFIRMED:
            confirmed_by = _check_confirmed(confirmations_in(unit, report_id=report_id), report_id=report_id)
        given = Grading(
            report_id=report_id,
            at=unit.at,
            by=by,
            credibility=credibility,
            previous=report.credibility,
            reason=reason.strip(),
            confirmed_by=confirmed_by,
        )
        row.body = unit.to_json(replace(report, credibility=credibility))
        row.save(update_fields=["body"])
        GradingRow(
            organisation_id=unit.scope.organisation,
            report=row,
            at=unit.at,
            by=by,
            credibility=credibility,
            body=unit.to_json(given),
        ).save(force_insert=True)
        facts: dict[str, Json] = {
            "report": report_id,
            "credibility": credibility.value,
            "previous": report.credibility.value,
            "confirmed_by": list(confirmed_by),
        }
        if case_row is None:
            unit.note("report.graded", facts=facts)
            return given
        personal = {"reason": Personal(SubjectId(case_row.subject), Sealed(reason.strip()))}
        unit.note("report.graded", case=case_row, facts=facts, personal=personal)
        judge_in(unit, row=case_row)
        return given


def _check_confirmed(found: Iterable[Confirmation], *, report_id: ReportId) -> tuple[ReportId, ...]:
    """Return the reports that confirm it.

    Raises:
        TheirsError: none does.
    """
    listed = tuple(found)
    confirming = tuple(each.report_id for each in listed if each.is_independent)
    if confirming:
        return confirming
    where = f"report {report_id}"
    if not listed:
        raise TheirsError(
            "no other report speaks of the same, so that nothing confirms it",
            where=where,
            remedy="grade it 2 to 6, or link the report that confirms it first",
        )
    bars = tuple(dict.fromkeys(each.bar for each in listed if each.bar is not None))
    raise TheirsError(
        "the %(count)s report(s) that speak of the same are no other voice: %(bars)s",
        where=where,
        remedy="grade it 2 to 6; ten copies are one source",
        values={"count": len(listed), "bars": bars},
    )
