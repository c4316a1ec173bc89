"""What waits to be routed: a report on which a room fails does not stand in the way of those behind it."""

import pytest

from nadhir.casework import route as routing
from nadhir.casework.receive import Handed, receive
from nadhir.casework.route import route_pending
from nadhir.casework.screen import screen_in
from nadhir.store.models import ReportRow
from nadhir.terms.ids import ReportId
from tests.casework.desks import HUMINT, KARIM, Desk
from tests.casework.reports import CABLE, NEWS


def taken(desk: Desk, text: str) -> ReportId:
    return receive(desk.house, handed=Handed(text.encode(), source_id=HUMINT), by=KARIM)


def row(report_id: ReportId) -> ReportRow:
    return ReportRow.objects.unsafe_everything().get(id=report_id)


def test_failing_reports_do_not_block_newer_ones(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = [taken(desk, f"{NEWS} {number}") for number in range(3)]
    desk.clock.move(minutes=1)
    good = taken(desk, CABLE)
    desk.clock.move(minutes=5)
    true_screening = screen_in

    def fails_on_bad(unit: object, *, row: ReportRow) -> object:
        if row.id in bad:
            raise ZeroDivisionError
        return true_screening(unit, row=row)  # type: ignore[arg-type]

    monkeypatch.setattr(routing, "screen_in", fails_on_bad)
    assert route_pending(desk.house, limit=3) == ()
    (routed,) = route_pending(desk.house, limit=3)
    assert routed.report_id == good
    assert [row(each).route_failures for each in bad] == [1, 1, 1]
    assert route_pending(desk.house, limit=3) == ()

    desk.clock.move(minutes=1)
    route_pending(desk.house, limit=3)
    assert [row(each).route_failures for each in bad] == [2, 2, 2]
    desk.clock.move(minutes=1)  # the pause has grown
    route_pending(desk.house, limit=3)
    assert [row(each).route_failures for each in bad] == [2, 2, 2]

    monkeypatch.setattr(routing, "screen_in", true_screening)
    desk.clock.move(hours=1)
    assert {each.report_id for each in route_pending(desk.house)} == set(bad)
