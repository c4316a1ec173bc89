"""The end of a warning's validity: a clock, a task in time, and a lapse that nobody can overlook."""

from datetime import timedelta

from nadhir.casework import determine, queries, release, write_tearline
from nadhir.casework.clocks import ASK_BEFORE
from nadhir.casework.read_models import CaseView
from nadhir.casework.renew import LAPSED_TASK, RENEW_TASK, remind
from nadhir.store.models import LedgerEntry
from nadhir.terms.determination import ClockName
from nadhir.terms.ids import CaseId
from nadhir.terms.release import Mode
from tests.casework.desks import LINA, OMAR, SALMA, Desk, checks, released


def seen(desk: Desk, case_id: CaseId) -> CaseView:
    return queries.case(desk.house, case_id=case_id, by=SALMA)


def tasks(desk: Desk, case_id: CaseId) -> list[str]:
    return [task.kind for task in seen(desk, case_id).tasks if task.done_at is None]


def entries(name: str) -> int:
    return LedgerEntry.objects.unsafe_everything().filter(name=name).count()


def test_a_released_warning_stands_under_a_clock_until_its_validity_ends(desk: Desk) -> None:
    signed = released(desk).release
    (clock,) = (each for each in seen(desk, signed.case_id).clocks if each.name is ClockName.RENEWAL)
    assert clock.due_at == signed.expires_at
    assert not clock.is_overdue
    (line,) = queries.cases(desk.house, by=SALMA)
    assert line.clock is not None
    assert line.clock.name is ClockName.RENEWAL


def test_a_person_is_told_once_before_a_warning_lapses(desk: Desk) -> None:
    signed = released(desk).release
    assert remind(desk.house) == ()
    desk.clock.at = signed.expires_at - ASK_BEFORE + timedelta(minutes=1)
    (told,) = remind(desk.house)
    assert not told.has_lapsed
    assert remind(desk.house) == ()
    assert tasks(desk, signed.case_id) == [RENEW_TASK]
    assert entries("warning.renewal.asked") == 1


def test_a_lapsed_warning_is_loud(desk: Desk) -> None:
    signed = released(desk).release
    desk.clock.at = signed.expires_at + timedelta(minutes=5)
    (told,) = remind(desk.house)
    assert told.has_lapsed
    assert remind(desk.house) == ()
    assert LAPSED_TASK in tasks(desk, signed.case_id)
    assert entries("warning.lapsed") == 1
    (clock,) = (each for each in seen(desk, signed.case_id).clocks if each.name is ClockName.RENEWAL)
    assert clock.is_overdue


def test_a_renewed_warning_asks_for_nothing_but_its_own_end(desk: Desk) -> None:
    first = released(desk).release
    desk.clock.at = first.expires_at - timedelta(hours=2)
    remind(desk.house)
    if seen(desk, first.case_id).determination is None:
        determine.determine(desk.house, case_id=first.case_id, by=SALMA)
    write_tearline.write_tearline(desk.house, case_id=first.case_id, by=SALMA)
    second = release.propose(desk.house, case_id=first.case_id, checks=checks(), by=SALMA).release
    for signer in (OMAR, LINA):
        release.approve(desk.house, release_id=second.id, content_digest=second.content_digest, by=signer)
    assert tasks(desk, first.case_id) == []
    desk.clock.at = first.expires_at + timedelta(hours=1)
    assert remind(desk.house) == ()
    (clock,) = (each for each in seen(desk, first.case_id).clocks if each.name is ClockName.RENEWAL)
    assert clock.due_at == second.expires_at


def test_a_withdrawn_warning_does_not_lapse(desk: Desk) -> None:
    signed = released(desk).release
    release.cancel(desk.house, release_id=signed.id, reason="the plot was foiled", by=OMAR)
    desk.clock.at = signed.expires_at + timedelta(hours=1)
    assert remind(desk.house) == ()
    assert [each for each in seen(desk, signed.case_id).clocks if each.name is ClockName.RENEWAL] == []


def test_a_drill_promises_nobody_anything(desk: Desk) -> None:
    signed = released(desk, mode=Mode.DRILL).release
    desk.clock.at = signed.expires_at + timedelta(hours=1)
    assert remind(desk.house) == ()
