"""`nadhir worker`: routes, delivers and seals by itself; says what it does; stops when asked, and not in mid-step."""

import os
import signal
import threading

from nadhir.casework import queries, receive
from nadhir.casework.receive import Handed
from nadhir.terms.report import ReportKind
from tests.casework.desks import HUMINT, INES, KARIM
from tests.casework.reports import CABLE
from tests.cli.offices import Office
from tests.cli.running import nadhir


def test_one_round_routes_delivers_and_seals(office: Office) -> None:
    office.released()
    handed = Handed(CABLE.encode(), source_id=HUMINT, name="again.txt", kind=ReportKind.PARTNER)
    receive.receive(office.desk.house, handed=handed, by=KARIM)
    office.desk.clock.move(minutes=2)
    outcome = nadhir("worker", "--once")
    assert outcome.code == 0
    for said in ("send · liaison", "routed r-", "sealed: a checkpoint over"):
        assert said in outcome.out
    assert len(office.desk.liaison.got) == 1
    view = queries.ledger(office.desk.house, by=INES)
    assert view.checkpoint
    assert queries.inbox(office.desk.house, by=KARIM).not_routed_count == 0


def test_what_it_does_as_json_lines_parses(office: Office) -> None:
    office.released()
    lines = nadhir("worker", "--once", "--json").lines
    assert lines[0]["channel"] == "liaison"
    assert lines[-1]["did"] == "seal"


def test_silence_is_recorded_and_the_next_way_tried_without_anybody(office: Office) -> None:
    office.released()
    nadhir("worker", "--once")
    office.desk.clock.move(minutes=241)
    outcome = nadhir("worker", "--once")
    assert "record silence" in outcome.out
    assert len(office.desk.page.got) == 1


def test_a_ledger_that_somebody_changed_is_said_and_holds_no_warning_up(office: Office) -> None:
    nadhir("worker", "--once")
    office.released()
    from nadhir.store.models import CheckpointRow  # noqa: PLC0415 - the models need the settings

    CheckpointRow.objects.update(root=bytes(32))
    outcome = nadhir("worker", "--once")
    assert outcome.code == 1
    assert "seal failed" in outcome.err
    assert len(office.desk.liaison.got) == 1


def test_it_stops_when_it_is_told_to(office: Office) -> None:
    office.released()
    telling = threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGTERM))
    before = signal.getsignal(signal.SIGTERM)
    telling.start()
    try:
        outcome = nadhir("worker")
    finally:
        telling.cancel()
    assert outcome.code == 0
    assert "send · liaison" in outcome.out
    assert outcome.out.endswith("stopped\n")
    assert signal.getsignal(signal.SIGTERM) is before


def test_minutes_that_are_none_are_a_usage_error() -> None:
    assert nadhir("worker", "--seal-minutes", "soon").code == 2
