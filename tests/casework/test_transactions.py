"""What a use case changes and what the ledger says of it are there together, or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nadhir.casework import accounts, acknowledge, deliver, directory, establish, queries, seal
from nadhir.casework.house import House
from nadhir.casework.receive import Handed, receive
from nadhir.casework.route import route_pending
from nadhir.channels.parcels import Parcel
from nadhir.ledger import open_entry
from nadhir.store import codec
from nadhir.store import models as rows
from nadhir.store.vault import Vault
from nadhir.terms.delivery import DeliveryState, Receipt
from nadhir.terms.entry import Opening
from nadhir.terms.facts import FactName
from nadhir.terms.report import Source, Understanding
from tests.casework import desks
from tests.casework.desks import HUMINT, KARIM, SALMA, Desk, FarSide, ProcessDiedError, released
from tests.casework.reports import CABLE

HandIn = Callable[[Desk], object]
Execute = Callable[[str, Any, bool, dict[str, Any]], Any]  # as Django types it


@contextmanager
def dying_at(statement: int) -> Iterator[None]:
    """Ends the process, as far as ours can tell, at the nth statement that writes."""
    left = statement

    def _count(execute: Execute, sql: str, params: object, many: bool, context: dict[str, Any]) -> object:
        nonlocal left
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            left -= 1
            if left < 0:
                raise ProcessDiedError
        return execute(sql, params, many, context)

    with connection.execute_wrapper(_count):
        yield


def counted() -> dict[str, int]:
    """Returns how many rows there are of each kind."""
    found = {}
    for name in rows.__all__:
        model = getattr(rows, name)
        found[name] = models.QuerySet(model).count()
    return found


def contents() -> dict[str, list[object]]:
    """Returns everything that is stored, so that nothing can change unseen."""
    found: dict[str, list[object]] = {}
    for name in rows.__all__:
        model = getattr(rows, name)
        found[name] = [repr(row) for row in models.QuerySet(model).order_by("pk").values_list()]
    return found


def hand_in(desk: Desk) -> object:
    return receive(desk.house, handed=Handed(CABLE.encode(), source_id=HUMINT), by=KARIM)


def route_it(desk: Desk) -> object:
    return desks.take_in(desk, CABLE)


def decide(desk: Desk) -> object:
    return desks.proposed(desk)


def release_it(desk: Desk) -> object:
    return desks.released(desk)


@pytest.mark.parametrize("act", [hand_in, route_it, decide, release_it])
def test_a_process_that_dies_anywhere_leaves_whole_use_cases_behind(desk: Desk, act: HandIn) -> None:
    """Dies at ever later statements; after each death the ledger holds an entry for everything that is there."""
    statement = 0
    while True:
        before = contents()
        try:
            with dying_at(statement):
                act(desk)
        except ProcessDiedError:
            check_ledger_is_whole(desk.house)
            check_everything_is_in_the_ledger()
            if statement == 0:
                assert contents() == before
            # Wider steps as it goes: the first statements are dense in rows, the later repeat them.
            statement += 1 + statement // 6
            continue
        break
    assert statement > 3


def check_ledger_is_whole(house: House) -> None:
    entries = list(rows.LedgerEntry.objects.unsafe_everything().order_by("index"))
    head = rows.LedgerHead.objects.first()
    assert head is not None
    assert [entry.index for entry in entries] == list(range(head.size))
    for entry in entries:
        opening = Opening(salt=bytes(entry.salt), body=bytes(entry.opening))
        assert open_entry(opening, commitment=entry.commitment, index=entry.index).name == entry.name
    assert seal.tree_of_ledger(head.size).size == head.size
    assert house is not None


def check_everything_is_in_the_ledger() -> None:
    names = list(rows.LedgerEntry.objects.unsafe_everything().values_list("name", flat=True))
    assert names.count("report.received") == rows.ReportRow.objects.unsafe_everything().count()
    assert names.count("report.screened") == rows.ScreeningRow.objects.unsafe_everything().count()
    assert names.count("case.opened") == rows.CaseRow.objects.unsafe_everything().count()
    assert names.count("release.proposed") == rows.ReleaseRow.objects.unsafe_everything().count()
    assert names.count("tearline.written") == rows.TearlineRow.objects.unsafe_everything().count()
    assert names.count("case.determination.recommended") == rows.DeterminationRow.objects.unsafe_everything().count()
    assert names.count("warning.released") == rows.DeliveryRow.objects.unsafe_everything().count()
    events = rows.CaseEventRow.objects.unsafe_everything().values_list("kind", flat=True)
    assert sorted(events) == sorted(name for name in names if name in set(events))


def test_a_room_that_fails_costs_no_report(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def _broken(*_: object, **__: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr("nadhir.casework.screen.find", _broken)
    with pytest.raises(ZeroDivisionError):
        desks.take_in(desk, CABLE)
    inbox = queries.inbox(desk.house, by=KARIM)
    assert (inbox.not_routed_count, inbox.lines[0].is_routed) == (1, False)
    desk.clock.move(minutes=2)
    assert route_pending(desk.house) == ()
    monkeypatch.undo()
    desk.clock.move(minutes=2)
    (routed,) = route_pending(desk.house)
    assert routed.case_id is not None
    assert queries.inbox(desk.house, by=KARIM).not_routed_count == 0


def test_a_reader_that_fails_keeps_the_bytes_and_puts_them_before_a_person(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def _broken(*_: object, **__: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr("nadhir.casework.receive.read_report", _broken)
    routed = desks.take_in(desk, CABLE)
    assert routed.report.understanding is Understanding.NOT_UNDERSTOOD
    assert "intake failed" in caplog.text
    assert CABLE not in caplog.text
    view = queries.inbox(desk.house, by=KARIM)
    assert view.not_understood_count == 1
    assert queries.raw_bytes(desk.house, report_id=routed.report_id, by=KARIM) == CABLE.encode()


@pytest.mark.parametrize("data", [b"", b"\0" * 50, b"\xff\xfe\xfa", "نص \ud800".encode("utf-8", "surrogatepass")])
def test_no_bytes_are_refused(desk: Desk, data: bytes) -> None:
    report_id = receive(desk.house, handed=Handed(data, source_id=HUMINT, name="a\0b"), by=KARIM)
    assert queries.raw_bytes(desk.house, report_id=report_id, by=KARIM) == data
    view = queries.report(desk.house, report_id=report_id, by=KARIM)
    assert "".join(segment.text for segment in view.segments) == view.report.content


def test_the_same_bytes_are_kept_once_and_reported_twice(desk: Desk) -> None:
    first, second = hand_in(desk), hand_in(desk)
    assert first != second
    assert counted()["Blob"] == 1
    assert counted()["ReportRow"] == 2


# ── the outbox ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_worker_that_dies_after_sending_sends_again_with_the_same_key(desk: Desk) -> None:
    released(desk)
    desk.liaison.mood = "dies"
    with pytest.raises(ProcessDiedError):
        deliver.step(desk.house)
    assert deliver.step(desk.house) is None
    desk.liaison.mood = "takes"
    desk.clock.move(seconds=desk.house.pace.lease_seconds)
    freed, sent = deliver.run(desk.house)
    assert (freed.kind, sent.state) == ("expire_lease", DeliveryState.SENT)
    first, second = desk.liaison.got
    assert first.idempotency_key == second.idempotency_key
    attempts = rows.AttemptRow.objects.unsafe_everything().order_by("number").values_list("number", "outcome")
    assert list(attempts) == [(1, "lease_expired"), (2, "accepted")]


def test_a_worker_that_comes_back_late_takes_nothing_back(desk: Desk) -> None:
    """The first worker's channel hangs; meanwhile the lease runs out and a second worker sends and is acknowledged."""
    released(desk)
    far_side = desk.liaison
    own_send = far_side.send

    def _hangs(_: FarSide, parcel: Parcel) -> Receipt:
        desk.clock.move(seconds=desk.house.pace.lease_seconds + 1)
        monkey.undo()
        deliver.run(desk.house)
        return own_send(parcel)

    monkey = pytest.MonkeyPatch()
    monkey.setattr(FarSide, "send", _hangs)
    stepped = deliver.step(desk.house)
    assert stepped is not None
    assert stepped.note == "marked late"
    assert stepped.state is DeliveryState.SENT
    assert len(far_side.got) == 2
    names = rows.LedgerEntry.objects.unsafe_everything().values_list("name", flat=True)
    assert "delivery.marked_late" in names


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    chances=st.lists(st.tuples(st.sampled_from(("takes", "later", "never", "dies")), st.integers(0, 6)), max_size=12)
)
def test_under_random_crashes_every_warning_is_sent_and_every_attempt_is_on_record(
    desk: Desk, chances: list[tuple[str, int]]
) -> None:
    rows_before = rows.DeliveryRow.objects.unsafe_everything().values_list("id", flat=True)
    known = set(rows_before)
    released(desk)
    (delivery_id,) = set(rows.DeliveryRow.objects.unsafe_everything().values_list("id", flat=True)) - known
    for mood, statement in chances:
        desk.liaison.mood = desk.page.mood = mood
        try:
            with dying_at(3 + 2 * statement):
                deliver.step(desk.house)
        except ProcessDiedError:
            check_ledger_is_whole(desk.house)
        desk.clock.move(seconds=desk.house.pace.lease_seconds / 2)
    desk.liaison.mood = desk.page.mood = "takes"
    for _ in range(20):
        deliver.run(desk.house)
        desk.clock.move(minutes=61)
    row = rows.DeliveryRow.objects.unsafe_everything().get(id=delivery_id)
    attempts = list(rows.AttemptRow.objects.unsafe_everything().filter(delivery_id=delivery_id).order_by("number"))
    assert row.state == DeliveryState.EXHAUSTED
    assert [attempt.number for attempt in attempts] == list(range(1, len(attempts) + 1))
    assert all(attempt.outcome for attempt in attempts)
    recorded = {attempt.body["idempotency_key"] for attempt in attempts}
    sent = {p.idempotency_key for p in (*desk.liaison.got, *desk.page.got) if p.delivery_id == delivery_id}
    assert sent <= recorded
    # Nobody answered, so that in the end the case came back to a person, once.
    assert rows.Task.objects.unsafe_everything().filter(delivery_id=delivery_id, kind="delivery_exhausted").count() == 1


def test_two_workers_at_once_send_once(desk: Desk) -> None:
    released(desk)
    first = deliver.step(desk.house)
    second = deliver.step(desk.house)
    assert first is not None
    assert second is None
    assert len(desk.liaison.got) == 1


def test_a_delivery_that_cannot_be_stepped_holds_up_no_other_and_does_not_go_unseen(desk: Desk) -> None:
    released(desk)
    good = rows.DeliveryRow.objects.unsafe_everything().get()
    bad = rows.DeliveryRow.objects.unsafe_everything().get()
    bad.id, bad.body = "d-0", {"nonsense": True}
    bad.save(force_insert=True)
    (sent,) = deliver.run(desk.house)
    assert (sent.delivery_id, sent.state) == (good.id, DeliveryState.SENT)
    assert "delivery_stuck" in [task.kind for task in queries.tasks(desk.house, by=SALMA)]


def test_an_acknowledgement_is_taken_whatever_the_case_has_come_to(desk: Desk) -> None:
    released(desk)
    desk.liaison.mood = "never"
    deliver.run(desk.house)
    token = desk.page.got[0].page_url.rstrip("/").rpartition("/")[2]
    for row in rows.CaseRow.objects.unsafe_everything():
        row.body["state"] = row.state = "opened"
        row.save()
    page = acknowledge.acknowledge(desk.house, token=token, name="Col. A. Haddad")
    assert page.state is DeliveryState.ACKNOWLEDGED
    assert "warning.acknowledged" in rows.LedgerEntry.objects.unsafe_everything().values_list("name", flat=True)


# ── the ledger ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_checkpoint_covers_everything_and_continues_the_one_before(desk: Desk) -> None:
    first = seal.seal_ledger(desk.house)
    assert seal.seal_ledger(desk.house) == first
    desks.opened_case(desk)
    second = seal.seal_ledger(desk.house)
    assert second != first
    view = queries.ledger(desk.house, by=SALMA)
    assert view.checkpoint == second
    assert all(line.name not in {"ledger.cover", "ledger.heads.recorded"} for line in view.lines)


def test_a_changed_entry_stops_the_next_checkpoint(desk: Desk) -> None:
    seal.seal_ledger(desk.house)
    desks.opened_case(desk)
    rows.LedgerEntry.objects.unsafe_everything().filter(index=1).update(leaf_hash=bytes(32))
    with pytest.raises(Exception, match=r"stands in the tree"):
        seal.seal_ledger(desk.house)


def test_what_a_note_says_of_people_stands_in_no_open_part_of_the_ledger(desk: Desk) -> None:
    case_id = desks.opened_case(desk)
    establish.establish_fact(
        desk.house, case_id=case_id, name=FactName.SUSPECT_HELD, value=True, note="Rashid Amiri is in custody", by=SALMA
    )
    for entry in rows.LedgerEntry.objects.unsafe_everything():
        assert b"Rashid" not in bytes(entry.opening)
    for personal in rows.LedgerPersonal.objects.unsafe_everything():
        assert b"Rashid" not in bytes(personal.sealed)


def test_founding_an_organisation_twice_is_refused(desk: Desk) -> None:
    holder = queries.me(desk.house, by=SALMA).holder
    with pytest.raises(accounts.AccountError, match="already"):
        accounts.found_organisation(desk.house, key="watch", holder=holder)


def test_a_source_brought_up_to_date_keeps_its_key(desk: Desk) -> None:
    before = rows.SourceRow.objects.unsafe_everything().get(source_id=HUMINT)
    view = queries.report(desk.house, report_id=desks.take_in(desk, CABLE).report_id, by=SALMA)
    assert view.source.name is not None
    assert view.source.name.reveal(to="test") == "Cobalt Heron"
    directory.save_source(
        desk.house,
        source=replace(_source(desk), is_protected=False),
        by=SALMA,
    )
    after = rows.SourceRow.objects.unsafe_everything().get(source_id=HUMINT)
    assert after.subject == before.subject


def _source(desk: Desk) -> Source:
    row = rows.SourceRow.objects.unsafe_everything().get(source_id=HUMINT)
    return codec.from_json(row.body, of=Source, vault=Vault(desk.house.keys.master))
