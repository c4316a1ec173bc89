# SPDX-License-Identifier: Apache-2.0
"""The rota: which officer commands, in whose turn, what the system opens. A releasing authority keeps it."""

from datetime import datetime

from nadhir.casework.authority import Act, Caller, admit, admit_colleague
from nadhir.casework.command import may_command, see_to_command
from nadhir.casework.house import House
from nadhir.casework.read_models import DutyLine
from nadhir.casework.unit import Unit, durable
from nadhir.store.models import CaseRow, DutyTurn, Officer
from nadhir.store.scope import lock
from nadhir.store.vault import Vault
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId


def put_on_duty(
    house: House,
    *,
    officer: OfficerId,
    by: OfficerId,
    from_at: datetime | None = None,
    until_at: datetime | None = None,
) -> int:
    """Put an officer on the rota, from now where nothing else is said, and return the turn's number.

    Without an end the turn lasts until another's begins. An open case whose commander is not there is theirs
    at once.

    Raises:
        NotAllowedError: the one may not, or the other may not command a case.
        TheirsError: the turn ends before it begins, or is over already.
    """
    with durable(house, caller=admit(by, to=Act.KEEP_ROTA)) as unit:
        admit_colleague(officer, of=unit.caller, to=Act.TAKE_COMMAND)
        begins = from_at or unit.at
        if until_at is not None and until_at <= max(begins, unit.at):
            raise TheirsError("the turn would be over already", where=f"duty of {officer}", remedy="give a later end")
        turn = DutyTurn(
            organisation_id=unit.scope.organisation,
            officer_id=officer,
            from_at=begins,
            until_at=until_at,
            set_by=by,
            set_at=unit.at,
        )
        turn.save(force_insert=True)
        facts = {"officer": officer, "from": begins.isoformat(), "until": until_at.isoformat() if until_at else None}
        unit.note("duty.set", facts={**facts})
        if begins <= unit.at:
            there = Officer.objects.filter(organisation_id=unit.scope.organisation, is_active=True)
            open_cases = CaseRow.objects.within(unit.scope).filter(is_open=True).order_by("id")
            bare = open_cases.exclude(commander__in=there.values("username"))
            for case_id in list(bare.values_list("id", flat=True)):
                see_to_command(unit, row=unit.lock_case(CaseId(case_id)))
        return int(turn.pk)


def take_off_duty(house: House, *, turn_id: int, by: OfficerId) -> None:
    """Take a turn off the rota; what its officer commands stays theirs.

    Raises:
        NotFoundError: there is no such turn within the scope.
        TheirsError: it was taken off already.
    """
    with durable(house, caller=admit(by, to=Act.KEEP_ROTA)) as unit:
        turn = lock(DutyTurn.objects.within(unit.scope), what="turn of duty", pk=turn_id)
        if turn.ended_at is not None:
            raise TheirsError("it was taken off the rota already", where=f"turn {turn_id}", remedy="nothing is left")
        turn.ended_at = unit.at
        turn.save(update_fields=["ended_at"])
        unit.note("duty.ended", facts={"officer": turn.officer_id, "from": turn.from_at.isoformat()})


def who_may_be(house: House, *, by: OfficerId) -> tuple[tuple[OfficerId, str], ...]:  # noqa: ARG001 - as every use case
    """Return who may be put on duty, by name."""
    caller = admit(by, to=Act.KEEP_ROTA)
    rows = Officer.objects.filter(organisation_id=caller.scope.organisation, is_active=True)
    known = rows.order_by("display_name", "username").values_list("username", "display_name")
    return tuple((OfficerId(name), shown) for name, shown in known if may_command(OfficerId(name)))


def rota(house: House, *, by: OfficerId) -> tuple[DutyLine, ...]:
    """Return the turns that run or are to come, by their beginning."""
    caller: Caller = admit(by, to=Act.READ_CASES)
    unit = Unit(house=house, caller=caller, at=house.clock.now(), vault=Vault(house.keys.master))
    turns = DutyTurn.objects.within(unit.scope).filter(ended_at=None).exclude(until_at__lte=unit.at)
    names = dict(
        Officer.objects.filter(organisation_id=unit.scope.organisation).values_list("username", "display_name")
    )
    return tuple(
        DutyLine(
            turn_id=turn.pk,
            officer=OfficerId(turn.officer_id),
            name=names.get(turn.officer_id, ""),
            from_at=turn.from_at,
            until_at=turn.until_at,
        )
        for turn in turns.order_by("from_at", "id")
    )
