# SPDX-License-Identifier: Apache-2.0
"""Consult an originator on content and method before release, and record what they say (law.md R191-6).

Promise: each question stands under a clock from the moment of asking; a second question of the same report waits for
the first one's answer, so that asking again wins no time. The answer becomes the fact that the pack asks for, and the
case is judged anew. A refusal is no ground of waiver: it raises a dispute on the method (R191-7).
"""

from dataclasses import replace
from typing import Final

from nadhir.casework.authority import Act, admit
from nadhir.casework.dispute import raise_in
from nadhir.casework.establish import establish_in
from nadhir.casework.house import House
from nadhir.casework.unit import Personal, durable
from nadhir.store.models import CaseReport, ConsultationRow
from nadhir.store.scope import load, lock
from nadhir.terms.clocks import Consultation, ConsultationReply, DisputeAbout, Position
from nadhir.terms.entry import SubjectId
from nadhir.terms.errors import TheirsError
from nadhir.terms.facts import FactName
from nadhir.terms.ids import CaseId, OfficerId, ReportId
from nadhir.terms.sealed import Sealed

#: The fact's value, as packs read it: consent is a plain yes, a refusal begins with the word.
_VALUE: Final[dict[ConsultationReply, bool | str]] = {
    ConsultationReply.CONSENTS: True,
    ConsultationReply.REFUSES: "refuses",
    ConsultationReply.OTHER_WORDING: "other wording",
}
ORIGINATOR: Final = "originator"


def ask_originator(
    house: House, *, case_id: CaseId, report_id: ReportId, asked: str, question: str, by: OfficerId
) -> Consultation:
    """Return the consultation as it stands now: asked, and under its clock.

    Raises:
        NotFoundError: there is no such case within the scope, or the report is not in it.
        TheirsError: it is not said who was asked what, or an answer is awaited already.
    """
    if not asked.strip() or not question.strip():
        raise TheirsError("a consultation says who was asked, and what", where=f"case {case_id}", remedy="say both")
    with durable(house, caller=admit(by, to=Act.CONSULT)) as unit:
        row = unit.lock_case(case_id)
        load(CaseReport.objects.within(unit.scope).filter(case=row, left_at=None), what="report", report_id=report_id)
        if ConsultationRow.objects.within(unit.scope).filter(case=row, report_id=report_id, replied_at=None).exists():
            raise TheirsError(
                "the originator was asked already, and has not answered",
                where=f"report {report_id}",
                remedy="record the answer; the clock runs from the first time of asking",
            )
        given = Consultation(
            id=house.ids.fresh("n"),
            report_id=report_id,
            asked=asked.strip(),
            question=question.strip(),
            asked_at=unit.at,
            asked_by=by,
        )
        ConsultationRow(
            id=given.id,
            organisation_id=unit.scope.organisation,
            case=row,
            report_id=report_id,
            asked_at=unit.at,
            body=unit.to_json(given),
        ).save(force_insert=True)
        subject = SubjectId(row.subject)
        unit.note(
            "case.originator.asked",
            case=row,
            facts={"consultation": given.id, "report": report_id},
            personal={
                "asked": Personal(subject, Sealed(given.asked)),
                "question": Personal(subject, Sealed(given.question)),
            },
        )
        return given


def record_originator_reply(
    house: House, *, consultation_id: str, reply: ConsultationReply, words: str, by: OfficerId
) -> Consultation:
    """Return the consultation with its answer; the case is judged anew, and a refusal is a dispute from now on.

    Raises:
        NotFoundError: there is no such consultation within the scope.
        TheirsError: it is answered already, or a refusal or another wording came without words.
    """
    where = f"consultation {consultation_id}"
    if reply is not ConsultationReply.CONSENTS and not words.strip():
        raise TheirsError("a refusal or another wording needs its words", where=where, remedy="say what they said")
    with durable(house, caller=admit(by, to=Act.CONSULT)) as unit:
        rows = ConsultationRow.objects.within(unit.scope)
        case_row = unit.lock_case(CaseId(load(rows, what="consultation", id=consultation_id).case_id))
        row = lock(rows, what="consultation", id=consultation_id)
        if row.replied_at is not None:
            raise TheirsError("it is answered already", where=where, remedy="ask again, where it has to be asked again")
        answered = replace(
            unit.from_json(row.body, of=Consultation),
            reply=reply,
            words=words.strip(),
            replied_at=unit.at,
            recorded_by=by,
        )
        row.replied_at, row.body = unit.at, unit.to_json(answered)
        row.save(update_fields=["replied_at", "body"])
        said = {"words": Personal(SubjectId(case_row.subject), Sealed(answered.words))} if answered.words else {}
        unit.note(
            "case.originator.replied",
            case=case_row,
            facts={"consultation": row.id, "report": row.report_id, "reply": reply.value},
            personal=said,
        )
        if reply is ConsultationReply.REFUSES:
            position = Position(of=ORIGINATOR, says=answered.words, by=by, at=unit.at)
            raise_in(unit, row=case_row, about=DisputeAbout.METHOD, positions=(position,))
        establish_in(
            unit,
            row=case_row,
            name=FactName.ORIGINATOR_CONSULTED,
            value=_VALUE[reply],
            note=answered.words,
        )
        return answered
