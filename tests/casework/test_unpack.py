"""What holds several reports: the whole is kept byte for byte, and each piece is a report that says where it stood."""

from __future__ import annotations

import gzip
import hashlib
import json
import random

import pytest

from nadhir.casework import queries
from nadhir.casework import route as routing
from nadhir.casework import unpack as unpacking
from nadhir.casework.errors import NotAllowedError, NotFoundError
from nadhir.casework.read_models import ReportView
from nadhir.casework.receive import Handed, receive
from nadhir.casework.route import route_pending
from nadhir.casework.screen import screen_in
from nadhir.casework.unpack import OtherBytesError, Taken, open_up, receive_each
from nadhir.intake import Limits, Problem, StepUnit, unpack
from nadhir.store import models as rows
from nadhir.terms.ids import ReportId, SourceId
from nadhir.terms.marking import Marking
from nadhir.terms.report import InformationCredibility, ReportKind, Understanding
from tests.casework.desks import HUMINT, INES, KARIM, Desk, ProcessDiedError
from tests.casework.reports import CABLE, NEWS
from tests.rooms.intake.containers import ALL, archive, mail, mail_with_attachments, mbox, warc_record


def take(desk: Desk, data: bytes, *, name: str, **known: object) -> list[Taken]:
    handed = Handed(data, source_id=HUMINT, name=name, **known)  # type: ignore[arg-type]
    return list(receive_each(desk.house, opened=open_up(handed), by=KARIM))


def view(desk: Desk, taken: Taken) -> ReportView:
    assert taken.report_id is not None
    return queries.report(desk.house, report_id=taken.report_id, by=KARIM)


def row(taken: Taken) -> rows.ReportRow:
    return rows.ReportRow.objects.unsafe_everything().select_related("container").get(id=taken.report_id)


def two_mails() -> bytes:
    return mbox(mail(subject="Cable", text=CABLE), mail(subject="Library", text=NEWS, number=2))


def test_a_mailbox_is_kept_whole_and_each_message_is_read_routed_and_told_apart(desk: Desk) -> None:
    data = two_mails()
    first, second = take(desk, data, name="inbox.mbox")
    assert [first.name, second.name] == ["inbox.mbox, message 1", "inbox.mbox, message 2"]
    assert first.routed is not None
    assert first.routed.has_opened_case
    shown = view(desk, second)
    assert shown.report.title == "Library"
    assert shown.handed_in_as == "inbox.mbox, message 2"
    assert shown.container is not None
    assert (shown.container.name, shown.container.digest) == ("inbox.mbox", hashlib.sha256(data).hexdigest())
    assert [(step.unit, step.number) for step in shown.container.place] == [(StepUnit.MESSAGE, 2)]
    assert queries.container_bytes(desk.house, report_id=shown.report.id, by=KARIM) == data
    assert queries.raw_bytes(desk.house, report_id=shown.report.id, by=KARIM).endswith(b"quiet garden.\n")


def test_the_ledger_says_what_came_and_where_each_piece_stood_without_a_name(desk: Desk) -> None:
    data = archive({"Ahmad Example.txt": CABLE})
    take(desk, data, name="box.zip")
    entries = [json.loads(bytes(entry.opening)) for entry in rows.LedgerEntry.objects.unsafe_everything()]
    received = [entry["facts"] for entry in entries if entry["name"] == "container.received"]
    digest = hashlib.sha256(data).hexdigest()
    assert received == [
        {
            "digest": digest,
            "size_bytes": len(data),
            "kept_digest": digest,
            "kept_bytes": len(data),
            "form": "zip",
            "pieces": 1,
            "left_aside": 0,
        }
    ]
    (piece,) = [entry["facts"] for entry in entries if entry["name"] == "report.received"]
    assert (piece["container"], piece["place"]) == (digest, "file 1")
    assert "Ahmad" not in json.dumps(entries)


def test_what_holds_one_report_is_received_as_ever(desk: Desk) -> None:
    data = mail(subject="Cable", text=CABLE).as_bytes()
    (taken,) = take(desk, data, name="cable.eml")
    alone = receive(desk.house, handed=Handed(data, source_id=HUMINT, name="cable.eml"), by=KARIM)
    one, other = row(taken), rows.ReportRow.objects.unsafe_everything().get(id=alone)
    assert (one.container_id, one.container_name, one.place, one.attached_to_id) == (None, None, None, None)
    assert {**one.body, "id": ""} == {**other.body, "id": ""}
    assert one.blob_id == other.blob_id


def test_an_attachment_names_its_message_and_the_message_its_attachments(desk: Desk) -> None:
    data = mail_with_attachments().as_bytes()
    letter, notes, picture = take(desk, data, name="with.eml")
    assert view(desk, letter).container is None
    assert view(desk, letter).attachments == (notes.report_id, picture.report_id)
    assert view(desk, notes).attached_to == letter.report_id
    assert row(notes).container == row(letter).blob
    assert view(desk, picture).report.problem == "binary"
    assert queries.raw_bytes(desk.house, report_id=ReportId(str(picture.report_id)), by=KARIM) == bytes(range(256)) * 4


def test_what_could_not_be_read_of_a_container_is_a_report_that_says_why_and_holds_it(desk: Desk) -> None:
    record = warc_record(CABLE.encode(), address="https://example.org/1", heads="Content-Type: text/plain")
    data = record + record[:-40]
    whole, part, rest = take(desk, data, name="site.warc")
    assert whole.routed is not None
    assert whole.routed.screening is not None
    assert view(desk, part).report.understanding is Understanding.UNDERSTOOD
    shown = view(desk, rest)
    assert (shown.report.understanding, shown.report.problem) == (Understanding.NOT_UNDERSTOOD, "cut_short")
    assert shown.why_no_case == "not_understood"
    assert queries.raw_bytes(desk.house, report_id=shown.report.id, by=KARIM) == data
    assert shown.report.fingerprint.digest == hashlib.sha256(data).hexdigest()


def test_the_date_of_a_web_archives_record_is_since_when_it_is_held_unless_the_bearer_says(desk: Desk) -> None:
    record = warc_record(NEWS.encode(), address="https://example.org/1", heads="Content-Type: text/plain")
    (taken,) = take(desk, record, name="site.warc")
    assert view(desk, taken).report.held_at == desk.clock.now()  # 2 January 2024 lies ahead of this house
    desk.clock.move(days=30)
    (taken,) = take(desk, record, name="site.warc")
    assert view(desk, taken).report.held_at.isoformat() == "2024-01-02T03:04:05+00:00"
    (taken,) = take(desk, record, name="site.warc", held_at=desk.clock.now())
    assert view(desk, taken).report.held_at == desk.clock.now()


def test_what_the_bearer_says_of_all_outranks_the_container_but_not_a_line_of_json(desk: Desk) -> None:
    desk.clock.move(days=30)
    known: dict[str, object] = {
        "kind": ReportKind.ALERT,
        "credibility": InformationCredibility.DOUBTFUL,
        "marking": Marking.parse("TLP:GREEN"),
    }
    first, second = take(desk, ALL["posts.jsonl"], name="posts.jsonl", **known)[:2]
    said = view(desk, first).report
    assert (said.kind, said.credibility, str(said.marking)) == (ReportKind.POST, "2", "TLP:RED")
    left = view(desk, second).report
    assert (left.kind, left.credibility, str(left.marking)) == (ReportKind.ALERT, "4", "TLP:GREEN")
    (message, _) = take(desk, ALL["result.json"], name="result.json", **known)
    assert view(desk, message).report.kind is ReportKind.ALERT


def test_a_piece_on_which_a_room_fails_costs_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails_on_library(unit: object, *, row: rows.ReportRow) -> object:
        if row.title == "Library":
            raise ZeroDivisionError
        return screen_in(unit, row=row)  # type: ignore[arg-type]

    data = mbox(
        mail(subject="Library", text=NEWS), mail(subject="Cable", text=CABLE, number=2), mail(subject="x", text=NEWS)
    )
    monkeypatch.setattr(routing, "screen_in", fails_on_library)
    bad, good, last = take(desk, data, name="inbox.mbox")
    assert isinstance(bad.error, ZeroDivisionError)
    assert (good.routed is not None, last.routed is not None) == (True, True)
    monkeypatch.setattr(routing, "screen_in", screen_in)
    desk.clock.move(minutes=5)
    assert [routed.report_id for routed in route_pending(desk.house)] == [bad.report_id]


def test_a_piece_that_cannot_be_received_is_on_record_by_its_container(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    true_receive = receive

    def fails_once_read(*args: object, **known: object) -> ReportId:
        handed = known["handed"]
        assert isinstance(handed, Handed)
        if handed.data.startswith(b"From: ") and b"Library" in handed.data:
            raise MemoryError
        return true_receive(*args, **known)  # type: ignore[arg-type]

    monkeypatch.setattr(unpacking, "receive", fails_once_read)
    good, bad = take(desk, two_mails(), name="inbox.mbox")
    assert good.routed is not None
    assert view(desk, bad).report.problem == "reader_failed"
    assert queries.container_bytes(desk.house, report_id=ReportId(str(bad.report_id)), by=KARIM) == two_mails()


def test_a_form_on_which_we_fail_leaves_one_report_with_all_its_bytes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(unpacking, "unpack", fails)
    (taken,) = take(desk, two_mails(), name="inbox.mbox")
    assert view(desk, taken).report.problem == "reader_failed"
    assert queries.raw_bytes(desk.house, report_id=ReportId(str(taken.report_id)), by=KARIM) == two_mails()


def test_nothing_is_kept_of_what_nobody_may_hand_in(desk: Desk) -> None:
    opened = open_up(Handed(two_mails(), source_id=SourceId("src-nobody"), name="inbox.mbox"))
    with pytest.raises(NotFoundError):
        list(receive_each(desk.house, opened=opened, by=KARIM))
    opened = open_up(Handed(two_mails(), source_id=HUMINT, name="inbox.mbox"))
    with pytest.raises(NotAllowedError):
        list(receive_each(desk.house, opened=opened, by=INES))
    assert rows.Blob.objects.unsafe_everything().count() == 0


def test_a_container_handed_in_twice_is_kept_once_and_its_pieces_are_found_to_be_copies(desk: Desk) -> None:
    data = mbox(mail(subject="Cable", text=CABLE))
    (first,) = take(desk, data, name="inbox.mbox")
    (second,) = take(desk, data, name="inbox.mbox")
    assert view(desk, second).copy_of == first.report_id
    assert rows.Blob.objects.unsafe_everything().count() == 2  # the mailbox, and the message


def test_handed_in_again_under_its_id_only_what_is_not_on_record_is_received(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_up(Handed(two_mails(), source_id=HUMINT, name="inbox.mbox"))
    report_id, steps = ReportId("r-77aa01"), list[tuple[int, int]]()

    def dies_on_second(*args: object, **known: object) -> ReportId:
        if known["report_id"] == "r-77aa01.1":
            raise ProcessDiedError
        return receive(*args, **known)  # type: ignore[arg-type]

    monkeypatch.setattr(unpacking, "receive", dies_on_second)
    with pytest.raises(ProcessDiedError):
        list(
            receive_each(
                desk.house, opened=opened, by=KARIM, report_id=report_id, on_record=lambda: steps.append((0, 0))
            )
        )
    assert steps == []
    monkeypatch.undo()

    def count() -> None:
        rows_now = rows.ReportRow.objects.unsafe_everything()
        steps.append((rows_now.count(), rows_now.filter(routed_at=None).count()))

    first, second = receive_each(desk.house, opened=opened, by=KARIM, report_id=report_id, on_record=count)
    assert steps == [(2, 2)]  # all are on record before any is routed
    assert [(first.report_id, first.was_on_record), (second.report_id, second.was_on_record)] == [
        ("r-77aa01", True),
        ("r-77aa01.1", False),
    ]
    assert second.routed is not None
    assert [each.was_on_record for each in receive_each(desk.house, opened=opened, by=KARIM, report_id=report_id)] == [
        True,
        True,
    ]
    assert rows.ReportRow.objects.unsafe_everything().count() == 2


def test_an_attachment_that_is_received_later_still_names_its_message(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_up(Handed(mail_with_attachments().as_bytes(), source_id=HUMINT, name="with.eml"))

    def dies(*args: object, **known: object) -> ReportId:
        if known["report_id"] != "r-77aa01":
            raise ProcessDiedError
        return receive(*args, **known)  # type: ignore[arg-type]

    monkeypatch.setattr(unpacking, "receive", dies)
    with pytest.raises(ProcessDiedError):
        list(receive_each(desk.house, opened=opened, by=KARIM, report_id=ReportId("r-77aa01")))
    monkeypatch.undo()
    letter, notes, picture = receive_each(desk.house, opened=opened, by=KARIM, report_id=ReportId("r-77aa01"))
    assert (letter.was_on_record, notes.was_on_record, picture.was_on_record) == (True, False, False)
    assert view(desk, notes).attached_to == letter.report_id
    assert view(desk, letter).attachments == (notes.report_id, picture.report_id)


def test_under_an_id_of_other_bytes_nothing_is_received(desk: Desk) -> None:
    report_id = receive(desk.house, handed=Handed(NEWS.encode(), source_id=HUMINT), by=KARIM)
    for data in (two_mails(), CABLE.encode()):
        opened = open_up(Handed(data, source_id=HUMINT, name="inbox.mbox"))
        with pytest.raises(OtherBytesError):
            list(receive_each(desk.house, opened=opened, by=KARIM, report_id=report_id))
    assert rows.ReportRow.objects.unsafe_everything().count() == 1


@pytest.mark.parametrize("name", [*sorted(ALL), "empty.zip"])
def test_whatever_its_form_a_container_is_known_again_by_its_id(desk: Desk, name: str) -> None:
    desk.clock.move(days=400)
    opened = open_up(Handed({**ALL, "empty.zip": archive({})}[name], source_id=HUMINT, name=name))

    def hand_in() -> list[Taken]:
        return list(receive_each(desk.house, opened=opened, by=KARIM, report_id=ReportId("r-77aa01")))

    first, again = hand_in(), hand_in()
    assert [each.was_on_record for each in first] == [False] * len(first)
    assert [each.was_on_record for each in again] == [True] * len(first)
    assert [each.report_id for each in again] == [each.report_id for each in first]
    assert rows.ReportRow.objects.unsafe_everything().count() == len(first) > 0


def test_of_a_container_that_holds_nothing_the_report_has_its_bytes(desk: Desk) -> None:
    (taken,) = take(desk, archive({}), name="empty.zip")
    shown = view(desk, taken)
    assert shown.report.problem == "nothing_inside"
    assert queries.raw_bytes(desk.house, report_id=shown.report.id, by=KARIM) == archive({})


def test_of_a_container_that_is_too_large_the_beginning_is_kept_and_read(desk: Desk) -> None:
    data = mbox(*[mail(subject=f"Number {number}", text=NEWS, number=number) for number in range(40)])
    opened = open_up(Handed(data, source_id=HUMINT, name="inbox.mbox"), limits=Limits(container_bytes=3_000))
    taken = list(receive_each(desk.house, opened=opened, by=KARIM))
    assert len(taken) > 3
    shown = view(desk, taken[-1])
    assert shown.report.problem == "too_large"
    assert shown.handed_in_as == "inbox.mbox, rest"
    assert queries.container_bytes(desk.house, report_id=shown.report.id, by=KARIM) == data[:3_000]


def test_a_piece_larger_than_one_report_may_be_is_cut_and_says_so(desk: Desk) -> None:
    data = gzip.compress(random.Random(1).randbytes(200_000) + b"a line\n" * (Limits().size_bytes // 7))
    (taken,) = take(desk, data, name="long.txt.gz")
    shown = view(desk, taken)
    assert shown.report.problem == "too_large"
    assert shown.report.size_bytes > Limits().size_bytes
    assert len(queries.raw_bytes(desk.house, report_id=shown.report.id, by=KARIM)) == Limits().size_bytes


@pytest.mark.parametrize("name", sorted(ALL))
def test_whatever_is_done_to_its_bytes_a_container_is_kept_whole_and_every_piece_is_on_record(
    desk: Desk, name: str
) -> None:
    desk.clock.move(days=400)
    chance = random.Random(name)
    for _ in range(3):
        data = bytearray(ALL[name][: chance.randrange(len(ALL[name]) // 2, len(ALL[name]) + 1)])
        for _ in range(chance.randrange(6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        taken = take(desk, bytes(data), name=name)
        assert taken
        assert len(taken) == max(1, len(unpack(bytes(data), name=name).pieces))
        assert all(each.report_id is not None and each.routed is not None for each in taken)
        kept = rows.Blob.objects.unsafe_everything().get(digest=hashlib.sha256(bytes(data)).hexdigest())
        assert bytes(kept.data) == bytes(data)


def test_every_problem_of_a_piece_is_worded() -> None:
    from nadhir.casework import wording  # noqa: PLC0415 - one test's

    assert [problem for problem in Problem if not wording.is_worded(problem)] == []
    assert [unit for unit in StepUnit if unit.value not in wording.WORDS["StepUnit"]] == []
