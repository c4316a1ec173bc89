"""One named commander at all times, from the opening on, and a hand-over that must be accepted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nadhir.casework import accounts, cases, command, duty, queries
from nadhir.casework.authority import OfficerRole
from nadhir.casework.errors import NotAllowedError
from nadhir.casework.receive import Handed, receive_and_route
from nadhir.lifecycle import NotAllowedError as NotNowError
from nadhir.terms.case import Case, CaseEventKind
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId
from nadhir.terms.report import ReportKind
from tests.casework.desks import (
    BORIS,
    HUMINT,
    INES,
    KARIM,
    LINA,
    NADIA,
    OMAR,
    SALMA,
    YUSUF,
    Desk,
    closed,
    opened_case,
    take_in,
)
from tests.casework.reports import CABLE, SECOND_CABLE


def opened_by_the_system(desk: Desk, text: str = CABLE) -> CaseId:
    handed = Handed(text.encode(), source_id=HUMINT, name="report.txt", kind=ReportKind.PARTNER)
    case_id = receive_and_route(desk.house, handed=handed, organisation="watch", via="gateway").case_id
    assert case_id is not None
    return case_id


def held(desk: Desk, case_id: CaseId) -> Case:
    return queries.case(desk.house, case_id=case_id, by=INES).case


def waiting(desk: Desk) -> list[str]:
    return [task.kind for task in queries.tasks(desk.house, by=SALMA)]


def test_who_opens_a_case_and_may_command_it_commands_it(desk: Desk) -> None:
    duty.put_on_duty(desk.house, officer=OMAR, by=LINA)
    handed = Handed(CABLE.encode(), source_id=HUMINT, name="report.txt", kind=ReportKind.PARTNER)
    case_id = receive_and_route(desk.house, handed=handed, by=SALMA).case_id
    assert case_id is not None
    assert held(desk, case_id).commander == SALMA


def test_what_an_intake_officer_opens_is_commanded_by_who_is_on_duty_or_else_by_themselves(desk: Desk) -> None:
    assert held(desk, opened_case(desk)).commander == KARIM
    duty.put_on_duty(desk.house, officer=OMAR, by=LINA)
    second = take_in(desk, SECOND_CABLE).case_id
    assert second is not None
    assert held(desk, second).commander == OMAR


def test_what_the_system_opens_is_commanded_by_who_is_on_duty(desk: Desk) -> None:
    duty.put_on_duty(desk.house, officer=SALMA, by=OMAR)
    duty.put_on_duty(desk.house, officer=LINA, by=OMAR, from_at=desk.clock.at + timedelta(hours=8))
    first = opened_by_the_system(desk)
    desk.clock.move(hours=9)
    second = opened_by_the_system(desk, SECOND_CABLE)
    assert (held(desk, first).commander, held(desk, second).commander) == (SALMA, LINA)
    assert "case_without_commander" not in waiting(desk)


def test_where_nobody_is_on_duty_a_case_says_loudly_that_nobody_commands_it(desk: Desk) -> None:
    case_id = opened_by_the_system(desk)
    assert held(desk, case_id).commander is None
    assert waiting(desk).count("case_without_commander") == 1
    assert command.accept_command(desk.house, case_id=case_id, by=SALMA).commander == SALMA
    assert "case_without_commander" not in waiting(desk)
    with pytest.raises(NotNowError, match="not offered"):
        command.accept_command(desk.house, case_id=case_id, by=OMAR)


def test_who_is_put_on_duty_commands_at_once_what_nobody_commands(desk: Desk) -> None:
    case_id = opened_by_the_system(desk)
    duty.put_on_duty(desk.house, officer=SALMA, by=OMAR)
    assert held(desk, case_id).commander == SALMA
    assert "case_without_commander" not in waiting(desk)


def test_a_turn_ends_when_it_was_said_to_or_when_it_is_taken_off(desk: Desk) -> None:
    duty.put_on_duty(desk.house, officer=SALMA, by=OMAR, until_at=desk.clock.at + timedelta(hours=1))
    turn = duty.put_on_duty(desk.house, officer=LINA, by=OMAR, from_at=desk.clock.at + timedelta(hours=1))
    assert [line.officer for line in duty.rota(desk.house, by=SALMA)] == [SALMA, LINA]
    duty.take_off_duty(desk.house, turn_id=turn, by=OMAR)
    with pytest.raises(TheirsError, match="already"):
        duty.take_off_duty(desk.house, turn_id=turn, by=OMAR)
    desk.clock.move(hours=2)
    assert duty.rota(desk.house, by=SALMA) == ()
    assert held(desk, opened_by_the_system(desk)).commander is None


def test_the_rota_is_kept_by_a_releasing_authority_and_holds_who_may_command(desk: Desk) -> None:
    for by in (SALMA, KARIM, NADIA):
        with pytest.raises(NotAllowedError):
            duty.put_on_duty(desk.house, officer=SALMA, by=by)
    for officer in (KARIM, YUSUF, BORIS):
        with pytest.raises(NotAllowedError):
            duty.put_on_duty(desk.house, officer=officer, by=OMAR)
    with pytest.raises(TheirsError, match="over already"):
        duty.put_on_duty(desk.house, officer=SALMA, by=OMAR, until_at=desk.clock.at)


def test_command_passes_only_when_it_is_accepted_by_who_it_was_offered_to(desk: Desk) -> None:
    case_id = opened_case(desk)  # Karim's
    with pytest.raises(NotAllowedError, match="does not command"):
        command.offer_command(desk.house, case_id=case_id, to=OMAR, by=SALMA)
    assert command.offer_command(desk.house, case_id=case_id, to=SALMA, by=KARIM).commander == KARIM
    assert "accept_command" in waiting(desk)
    with pytest.raises(NotNowError, match="not offered"):
        command.accept_command(desk.house, case_id=case_id, by=OMAR)
    assert command.accept_command(desk.house, case_id=case_id, by=SALMA).commander == SALMA
    assert "accept_command" not in waiting(desk)


def test_a_releasing_authority_offers_it_for_a_commander_who_cannot_be_reached_but_not_to_themselves(
    desk: Desk,
) -> None:
    case_id = opened_case(desk)
    with pytest.raises(NotNowError, match="themselves"):
        command.offer_command(desk.house, case_id=case_id, to=OMAR, by=OMAR)
    command.offer_command(desk.house, case_id=case_id, to=LINA, by=OMAR)
    assert command.accept_command(desk.house, case_id=case_id, by=LINA).commander == LINA


def test_an_offer_is_declined_or_withdrawn_on_record_and_command_stays(desk: Desk) -> None:
    case_id = opened_case(desk)
    command.offer_command(desk.house, case_id=case_id, to=SALMA, by=KARIM)
    with pytest.raises(NotNowError):
        command.decline_command(desk.house, case_id=case_id, reason="x", by=OMAR)
    assert command.decline_command(desk.house, case_id=case_id, reason="off shift", by=SALMA).commander == KARIM
    command.offer_command(desk.house, case_id=case_id, to=SALMA, by=KARIM)
    assert command.withdraw_command_offer(desk.house, case_id=case_id, by=KARIM).commander == KARIM
    with pytest.raises(NotNowError):
        command.accept_command(desk.house, case_id=case_id, by=SALMA)
    told = [item.kind for item in queries.case(desk.house, case_id=case_id, by=SALMA).timeline]
    assert {CaseEventKind.COMMAND_DECLINED, CaseEventKind.COMMAND_WITHDRAWN} <= set(told)
    assert "accept_command" not in waiting(desk)


def test_an_account_that_commands_open_cases_is_closed_only_where_somebody_is_on_duty(desk: Desk) -> None:
    case_id = opened_case(desk)
    with pytest.raises(TheirsError, match=case_id):
        accounts.close_account(desk.house, officer=KARIM, by=NADIA)
    assert queries.me(desk.house, by=KARIM).id == KARIM
    duty.put_on_duty(desk.house, officer=SALMA, by=OMAR)
    accounts.close_account(desk.house, officer=KARIM, by=NADIA)
    assert held(desk, case_id).commander == SALMA
    with pytest.raises(TheirsError, match="commands 1 open case"):
        accounts.close_account(desk.house, officer=SALMA, by=NADIA)  # who is on duty does not hand over to themselves


def test_who_may_command_no_more_hands_over_first(desk: Desk) -> None:
    case_id = opened_case(desk)
    command.offer_command(desk.house, case_id=case_id, to=SALMA, by=KARIM)
    command.accept_command(desk.house, case_id=case_id, by=SALMA)
    with pytest.raises(TheirsError, match=case_id):
        accounts.set_roles(desk.house, officer=SALMA, roles=[OfficerRole.INSPECTOR], by=NADIA)
    duty.put_on_duty(desk.house, officer=LINA, by=OMAR)
    accounts.set_roles(desk.house, officer=SALMA, roles=[OfficerRole.INSPECTOR], by=NADIA)
    assert held(desk, case_id).commander == LINA


def test_a_case_reopened_after_its_commander_has_left_is_taken_over_or_says_so(desk: Desk) -> None:
    case_id = opened_case(desk)
    closed(desk, case_id)
    accounts.close_account(desk.house, officer=KARIM, by=NADIA)  # a closed case keeps nobody
    desk.clock.move(hours=1)
    cases.reopen(desk.house, case_id=case_id, reason="a new call", by=SALMA)
    assert held(desk, case_id).commander == KARIM  # never nobody
    assert "case_without_commander" in waiting(desk)
    duty.put_on_duty(desk.house, officer=LINA, by=OMAR)
    assert held(desk, case_id).commander == LINA
    assert "case_without_commander" not in waiting(desk)
