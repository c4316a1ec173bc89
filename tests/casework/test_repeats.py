"""A repeated report lifts its case and reopens a closed one; what a person split or joined stays so when told again."""

from nadhir.casework import link, queries
from nadhir.casework.read_models import CaseView
from nadhir.store.models import CaseRow
from nadhir.terms.case import CaseState
from nadhir.terms.ids import CaseId, ReportId
from tests.casework.desks import KARIM, SALMA, WIRE, Desk, closed, opened_case, take_in
from tests.casework.reports import CABLE, NEWS, SECOND_CABLE


def seen(desk: Desk, case_id: CaseId) -> CaseView:
    return queries.case(desk.house, case_id=case_id, by=SALMA)


def closed_case(desk: Desk) -> CaseId:
    case_id = opened_case(desk)
    closed(desk, case_id)
    return case_id


def reports(desk: Desk, case_id: CaseId) -> set[ReportId]:
    return {line.report_id for line in seen(desk, case_id).reports}


def test_a_repeated_report_lifts_its_case_above_a_newer_one(desk: Desk) -> None:
    first = opened_case(desk)
    desk.clock.move(hours=1)
    second = take_in(desk, SECOND_CABLE).case_id
    CaseRow.objects.unsafe_everything().update(due_at=None)  # no clock tells them apart
    assert [line.case_id for line in queries.cases(desk.house, by=SALMA)] == [second, first]
    desk.clock.move(hours=1)
    assert take_in(desk, CABLE + " The plan stands.").case_id == first
    CaseRow.objects.unsafe_everything().update(due_at=None)
    lines = queries.cases(desk.house, by=SALMA)
    assert [(line.case_id, line.report_count) for line in lines] == [(first, 2), (second, 1)]


def test_a_copy_long_after_reopens_the_closed_case(desk: Desk) -> None:
    case_id = closed_case(desk)
    desk.clock.move(days=1 + link.CLOSED_LATELY.days)
    copy = take_in(desk, CABLE.replace("A second, independent source confirms", "Another independent source confirms"))
    assert copy.case_id == case_id
    view = seen(desk, case_id)
    assert view.case.state is not CaseState.CLOSED
    assert view.case.is_open
    assert view.determination is not None
    assert view.determination.decided_by is None


def test_noise_reopens_nothing(desk: Desk) -> None:
    case_id = closed_case(desk)
    desk.clock.move(hours=1)
    assert take_in(desk, NEWS, source_id=WIRE).case_id is None
    assert not seen(desk, case_id).case.is_open


def test_a_report_that_was_split_off_is_not_joined_again_when_it_is_linked_anew(desk: Desk) -> None:
    case_id = opened_case(desk)
    desk.clock.move(hours=1)
    second = take_in(desk, CABLE + " The plan stands.").report_id
    alone = link.split(desk.house, report_id=second, reason="another cell", by=KARIM)
    desk.clock.move(hours=1)
    found, where = link.link(desk.house, report_id=second, by=KARIM)
    assert where == alone
    assert found.case_id != case_id
    assert second not in reports(desk, case_id)
    assert not {each.other_id for each in found.links if each.score > 0} & reports(desk, case_id)


def test_a_report_that_was_joined_by_hand_stays_when_it_is_linked_anew(desk: Desk) -> None:
    case_id = opened_case(desk)
    outside = take_in(desk, NEWS, source_id=WIRE).report_id
    link.join(desk.house, report_id=outside, case_id=case_id, reason="tells of the place", by=KARIM)
    desk.clock.move(hours=1)
    found, where = link.link(desk.house, report_id=outside, by=KARIM)
    assert where == found.case_id == case_id
    assert outside in reports(desk, case_id)
