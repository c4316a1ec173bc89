# SPDX-License-Identifier: Apache-2.0
"""Establish what no report says, a fact that an officer answers for or a party's reply; the case is judged anew.

What is true of a party wherever it is known (`terms.facts.OF_THE_PARTY`) counts in every case that an officer named it
in, and each of them that is open is judged anew too.
"""

from nadhir.casework.authority import Act, admit
from nadhir.casework.command import see_to_command
from nadhir.casework.determine import judge_in
from nadhir.casework.house import House
from nadhir.casework.judge_again import judge_due, touch_by_fact
from nadhir.casework.unit import Personal, Unit, durable
from nadhir.screen import screen
from nadhir.store.models import CaseRow, FactRow, PartyRow, ReplyRow
from nadhir.store.scope import load
from nadhir.terms.case import CaseEventKind
from nadhir.terms.entry import SubjectId
from nadhir.terms.facts import Fact, FactName, Reply, ReplyState
from nadhir.terms.ids import CaseId, OfficerId, PartyId, ReportId, SourceId
from nadhir.terms.report import Fingerprint, Passage, PassageKind, Report, ReportKind
from nadhir.terms.screening import Caveat
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import UNKNOWN_LANGUAGE


def establish_fact(
    house: House,
    *,
    case_id: CaseId,
    name: FactName,
    value: bool | str,
    by: OfficerId,
    note: str = "",
    about: PartyId | None = None,
) -> Fact:
    """Return the fact as established now; what its note says of who may be told how finely is heeded.

    Raises:
        NotFoundError: the case, or the party it is about, is not within the scope.
    """
    with durable(house, caller=admit(by, to=Act.ESTABLISH)) as unit:
        row = unit.lock_case(case_id)
        if about is not None:
            load(PartyRow.objects.within(unit.scope), what="party", party_id=about)
        fact, touched = establish_in(unit, row=row, name=name, value=value, note=note, about=about)
    judge_due(house, cases=touched)
    return fact


def establish_in(
    unit: Unit, *, row: CaseRow, name: FactName, value: bool | str, note: str = "", about: PartyId | None = None
) -> tuple[Fact, tuple[CaseId, ...]]:
    """Establish a fact, and judge the case anew, within a transaction that is open already.

    Returns the fact and the other cases that it touches, which are due to be judged anew once it is closed.
    """
    fact = Fact(at=unit.at, name=name, value=value, note=note, about=about, limits=_limits(unit, note=note))
    FactRow(
        organisation_id=unit.scope.organisation,
        case=row,
        at=unit.at,
        name=name,
        about=about or "",
        by=unit.by or "",
        body=unit.to_json(fact),
    ).save(force_insert=True)
    unit.happen(
        row,
        kind=CaseEventKind.FACT_ESTABLISHED,
        facts={"fact": name.value, "about": about, "value": value if isinstance(value, bool) else None},
        personal={
            key: Personal(SubjectId(row.subject), Sealed(text))
            for key, text in (("note", note), ("value", "" if isinstance(value, bool) else value))
            if text
        },
    )
    see_to_command(unit, row=row)
    judge_in(unit, row=row)
    return fact, touch_by_fact(unit, fact=fact, without=row)


def _limits(unit: Unit, *, note: str) -> tuple[Caveat, ...]:
    """Return what the note says of who may be told how finely, heard as it would be in a report."""
    if not note:
        return ()
    heard = Report(
        id=ReportId("note"),
        source_id=SourceId("note"),
        content=note,
        passages=(Passage(start=0, end=len(note), kind=PassageKind.BODY),),
        title=None,
        body=note,
        language=UNKNOWN_LANGUAGE,
        kind=ReportKind.PARTNER,
        fingerprint=Fingerprint(digest=""),
        held_at=unit.at,
        media_type="text/plain",
        encoding="utf-8",
        size_bytes=len(note.encode("utf-8", "surrogatepass")),
    )
    return screen(heard, lexicon=unit.house.knowledge.lexicon).caveats


def record_reply(
    house: House, *, case_id: CaseId, party_id: PartyId, to: str, state: ReplyState, by: OfficerId, note: str = ""
) -> Reply:
    """Return what the party answered, as recorded now: to `warning`, `update`, `renewal`, or to a report.

    What a recipient answers about a delivery is recorded by `hand_over.record_answer`, which moves the delivery too.

    Raises:
        NotFoundError: the case or the party is not within the scope.
    """
    with durable(house, caller=admit(by, to=Act.RECORD_REPLY)) as unit:
        row = unit.lock_case(case_id)
        load(PartyRow.objects.within(unit.scope), what="party", party_id=party_id)
        reply = reply_in(unit, row=row, party_id=party_id, to=to, state=state, note=note)
        judge_in(unit, row=row)
        return reply


def reply_in(unit: Unit, *, row: CaseRow, party_id: PartyId, to: str, state: ReplyState, note: str = "") -> Reply:
    """Record a reply within a transaction that is open already."""
    reply = Reply(at=unit.at, party_id=party_id, to=to, state=state, note=note)
    ReplyRow(
        organisation_id=row.organisation_id,
        case=row,
        at=unit.at,
        party_id=party_id,
        state=state,
        by=unit.by or "",
        body=unit.to_json(reply),
    ).save(force_insert=True)
    personal = {"note": Personal(SubjectId(row.subject), Sealed(note))} if note else {}
    unit.note(
        "case.reply.recorded",
        case=row,
        facts={"party": party_id, "to": to, "state": state.value},
        personal=personal,
    )
    return reply
