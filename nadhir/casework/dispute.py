# SPDX-License-Identifier: Apache-2.0
"""Disputes on duty, waiver or method: who holds what, on which rung it lies, how it was settled, and the dissent.

Settled at the lowest level, then by the heads of the elements, then at the top (law.md R191-7); each rung has its
clock, and a rung whose time has passed hands it up by itself (`sound_clocks`). On the lowest level those who judge
settle it among themselves; above it a releasing authority does who took no side.

What was decided under a dispute is neither changed nor held up by it: the release clock runs on.
"""

from collections.abc import Iterable
from dataclasses import replace

from nadhir.casework.authority import Act, OfficerRole, admit
from nadhir.casework.house import House
from nadhir.casework.unit import Personal, Unit, durable
from nadhir.store.models import CaseRow, DisputeRow
from nadhir.store.scope import load, lock
from nadhir.terms.clocks import RUNGS, Dispute, DisputeAbout, DisputeRung, Position
from nadhir.terms.entry import SubjectId
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId
from nadhir.terms.sealed import Sealed


def raise_dispute(house: House, *, case_id: CaseId, about: DisputeAbout, of: str, says: str, by: OfficerId) -> Dispute:
    """Return a dispute with its first position; `of` is an officer's account, or the name of an element.

    Raises:
        NotFoundError: there is no such case within the scope.
        TheirsError: the position is empty.
    """
    position = _said(of, says=says, where=f"case {case_id}")
    with durable(house, caller=admit(by, to=Act.RAISE_DISPUTE)) as unit:
        row = unit.lock_case(case_id)
        given = Position(of=position[0], says=position[1], by=by, at=unit.at)
        return raise_in(unit, row=row, about=about, positions=(given,))


def raise_in(unit: Unit, *, row: CaseRow, about: DisputeAbout, positions: tuple[Position, ...]) -> Dispute:
    """Raise a dispute within a transaction that is open already."""
    assert unit.by is not None  # noqa: S101 - a person raises it: no act of the system leads here
    dispute = Dispute(
        id=unit.house.ids.fresh("x"), about=about, raised_at=unit.at, raised_by=unit.by, positions=positions
    )
    DisputeRow(
        id=dispute.id,
        organisation_id=unit.scope.organisation,
        case=row,
        raised_at=unit.at,
        body=unit.to_json(dispute),
    ).save(force_insert=True)
    _note(unit, "case.dispute.raised", row=row, dispute=dispute, said=(each.says for each in positions))
    return dispute


def take_position(house: House, *, dispute_id: str, of: str, says: str, by: OfficerId) -> Dispute:
    """Return the dispute with one more position; the same side speaking again is one more, and both stay on record.

    Raises:
        NotFoundError: there is no such dispute within the scope.
        TheirsError: the position is empty, or the dispute is settled.
    """
    position = _said(of, says=says, where=f"dispute {dispute_id}")
    with durable(house, caller=admit(by, to=Act.RAISE_DISPUTE)) as unit:
        case_row, row, dispute = _open(unit, dispute_id=dispute_id)
        given = Position(of=position[0], says=position[1], by=by, at=unit.at)
        taken = replace(dispute, positions=(*dispute.positions, given))
        _save(unit, row=row, dispute=taken)
        _note(unit, "case.dispute.position.taken", row=case_row, dispute=taken, said=(given.says,))
        return taken


def raise_rung(house: House, *, dispute_id: str, by: OfficerId) -> Dispute:
    """Return the dispute on the next rung, before its time has passed by itself.

    Raises:
        NotFoundError: there is no such dispute within the scope.
        TheirsError: it is settled, or lies at the top.
    """
    with durable(house, caller=admit(by, to=Act.RAISE_DISPUTE)) as unit:
        case_row, row, dispute = _open(unit, dispute_id=dispute_id)
        if dispute.rung is DisputeRung.TOP:
            raise TheirsError("it lies at the top already", where=f"dispute {dispute_id}", remedy="settle it there")
        return raise_rung_in(unit, case_row=case_row, row=row, dispute=dispute)


def raise_rung_in(unit: Unit, *, case_row: CaseRow, row: DisputeRow, dispute: Dispute) -> Dispute:
    """Hand the dispute up by one rung within a transaction that is open already."""
    above = RUNGS[RUNGS.index(dispute.rung) + 1]
    raised = replace(dispute, rung=above, rung_since=unit.at)
    _save(unit, row=row, dispute=raised)
    _note(unit, "case.dispute.rung.raised", row=case_row, dispute=raised)
    return raised


def settle_dispute(house: House, *, dispute_id: str, decision: str, by: OfficerId, dissent: str = "") -> Dispute:
    """Return the dispute as settled, with what was decided and who still disagrees, and why.

    Raises:
        NotFoundError: there is no such dispute within the scope.
        TheirsError: there is no decision, it is settled, or this officer may not settle it on its rung.
    """
    where = f"dispute {dispute_id}"
    if not decision.strip():
        raise TheirsError("a dispute is not settled without a decision", where=where, remedy="say what was decided")
    with durable(house, caller=admit(by, to=Act.SETTLE_DISPUTE)) as unit:
        case_row, row, dispute = _open(unit, dispute_id=dispute_id)
        _check_may_settle(unit, dispute=dispute, by=by)
        settled = replace(
            dispute, decision=decision.strip(), dissent=dissent.strip(), settled_at=unit.at, settled_by=by
        )
        _save(unit, row=row, dispute=settled)
        _note(
            unit,
            "case.dispute.settled",
            row=case_row,
            dispute=settled,
            said=(settled.decision, *([settled.dissent] if settled.dissent else [])),
        )
        return settled


def _check_may_settle(unit: Unit, *, dispute: Dispute, by: OfficerId) -> None:
    where = f"dispute {dispute.id}"
    if dispute.rung is not DisputeRung.LOWEST_LEVEL and OfficerRole.RELEASING_AUTHORITY not in unit.caller.roles:
        raise TheirsError(
            "above the lowest level a releasing authority settles it", where=where, remedy="put it before one"
        )
    if any(by in (each.of, each.by) for each in dispute.positions):
        raise TheirsError(
            "%(officer)s took a side in it",
            where=where,
            remedy="have somebody settle it who took none",
            values={"officer": by},
        )


def _said(of: str, *, says: str, where: str) -> tuple[str, str]:
    if not of.strip() or not says.strip():
        raise TheirsError("a position says whose it is, and what they hold", where=where, remedy="say both")
    return of.strip(), says.strip()


def _open(unit: Unit, *, dispute_id: str) -> tuple[CaseRow, DisputeRow, Dispute]:
    rows = DisputeRow.objects.within(unit.scope)
    case_row = unit.lock_case(CaseId(load(rows, what="dispute", id=dispute_id).case_id))
    row = lock(rows, what="dispute", id=dispute_id)
    if row.settled_at is not None:
        raise TheirsError("it is settled", where=f"dispute {dispute_id}", remedy="raise another where it is not over")
    return case_row, row, unit.from_json(row.body, of=Dispute)


def _save(unit: Unit, *, row: DisputeRow, dispute: Dispute) -> None:
    row.settled_at, row.body = dispute.settled_at, unit.to_json(dispute)
    row.save(update_fields=["settled_at", "body"])


def _note(unit: Unit, name: str, *, row: CaseRow, dispute: Dispute, said: Iterable[str] = ()) -> None:
    subject = SubjectId(row.subject)
    unit.note(
        name,
        case=row,
        facts={"dispute": dispute.id, "about": dispute.about.value, "rung": dispute.rung.value},
        personal={f"said_{number}": Personal(subject, Sealed(text)) for number, text in enumerate(said, start=1)},
    )
