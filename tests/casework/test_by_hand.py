"""What a person does about linking: split a report off, join one to a case, open a case that no rule opened."""

import pytest

from nadhir.casework import link, queries
from nadhir.casework.errors import NotFoundError
from nadhir.casework.link import EMPTIED_TASK, OPENED_BY_HAND_TASK
from nadhir.casework.read_models import CaseView
from nadhir.casework.receive import Handed, receive_and_route
from nadhir.store.models import LedgerEntry
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, ReportId
from tests.casework.desks import BORIS, HUMINT, KARIM, SALMA, WIRE, Desk, opened_case, take_in
from tests.casework.reports import CABLE, NEWS, SECOND_CABLE


def seen(desk: Desk, case_id: CaseId) -> CaseView:
    return queries.case(desk.house, case_id=case_id, by=SALMA)


def names(case_id: CaseId) -> list[str]:
    return list(LedgerEntry.objects.unsafe_everything().filter(case_id=case_id).values_list("name", flat=True))


def test_a_report_that_was_split_off_has_a_case_that_was_judged_and_a_clock(desk: Desk) -> None:
    case_id = opened_case(desk)
    second = take_in(desk, CABLE, source_id=WIRE).report_id
    alone = link.split(desk.house, report_id=second, reason="another plot", by=KARIM)
    view = seen(desk, alone)
    assert view.assessment is not None
    assert view.determination is not None
    assert view.clocks != ()
    assert seen(desk, case_id).reports != ()
    assert "case.determination.recommended" in names(alone)


def test_a_report_in_no_case_is_joined_to_one_with_a_reason_on_record(desk: Desk) -> None:
    case_id = opened_case(desk)
    outside = take_in(desk, NEWS, source_id=WIRE).report_id
    with pytest.raises(TheirsError, match="reason"):
        link.join(desk.house, report_id=outside, case_id=case_id, reason=" ", by=KARIM)
    link.join(desk.house, report_id=outside, case_id=case_id, reason="tells of the place", by=KARIM)
    assert outside in {line.report_id for line in seen(desk, case_id).reports}
    assert "case.report.joined_by_hand" in names(case_id)
    with pytest.raises(TheirsError, match="already"):
        link.join(desk.house, report_id=outside, case_id=case_id, reason="again", by=KARIM)


def test_a_case_that_loses_its_only_report_is_put_before_people(desk: Desk) -> None:
    case_id = opened_case(desk)
    desk.clock.move(hours=1)
    other = take_in(desk, SECOND_CABLE)
    assert other.case_id is not None
    assert other.case_id != case_id
    link.join(desk.house, report_id=other.report_id, case_id=case_id, reason="one plan of two parts", by=KARIM)
    emptied = seen(desk, other.case_id)
    assert emptied.reports == ()
    assert emptied.case.is_open
    assert [task.kind for task in emptied.tasks] == [EMPTIED_TASK]


def test_a_missed_report_opens_a_case_by_hand_that_stays_before_people(desk: Desk) -> None:
    missed = take_in(desk, NEWS, source_id=WIRE)
    assert missed.case_id is None
    case_id = link.open_by_hand(desk.house, report_id=missed.report_id, reason="garden is their word for it", by=KARIM)
    view = seen(desk, case_id)
    assert view.case.is_undecided_opening
    assert view.determination is not None
    assert [task.kind for task in view.tasks] == [OPENED_BY_HAND_TASK]
    assert "case.opened_by_hand" in names(case_id)
    assert queries.report(desk.house, report_id=missed.report_id, by=SALMA).case_id == case_id
    with pytest.raises(TheirsError, match="already"):
        link.open_by_hand(desk.house, report_id=missed.report_id, reason="again", by=KARIM)


def test_a_report_that_was_not_understood_opens_a_case_by_hand(desk: Desk) -> None:
    handed = Handed(b"\x00\x01\x02\xff" * 100, source_id=HUMINT, name="scan.bin")
    blind = receive_and_route(desk.house, handed=handed, by=KARIM)
    assert blind.why_no_case == "not_understood"
    case_id = link.open_by_hand(desk.house, report_id=blind.report_id, reason="the photo shows a plan", by=KARIM)
    view = seen(desk, case_id)
    assert [line.report_id for line in view.reports] == [blind.report_id]
    assert view.determination is not None


def test_a_strangers_report_or_case_is_not_found(desk: Desk) -> None:
    case_id = opened_case(desk)
    with pytest.raises(NotFoundError):
        link.join(desk.house, report_id=ReportId("r-none"), case_id=case_id, reason="x", by=BORIS)
