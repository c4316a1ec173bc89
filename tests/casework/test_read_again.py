"""A report read again: from the same bytes and the same words of its bearer, the older reading kept on record."""

import pytest

from nadhir.casework import grade, queries
from nadhir.casework.errors import NotFoundError
from nadhir.casework.read_again import read_again, read_by_older
from nadhir.casework.read_models import ReportView
from nadhir.casework.receive import Handed, Whole, receive, receive_and_route
from nadhir.casework.unpack import open_up, receive_each
from nadhir.intake import READER
from nadhir.link import LINKER
from nadhir.store.models import Blob, LedgerEntry, ReadingRow, ReportRow, ScreeningRow
from nadhir.terms.errors import OursError, TheirsError
from nadhir.terms.ids import ReportId
from nadhir.terms.report import InformationCredibility, ReportKind
from nadhir.terms.text import Language
from tests.casework.desks import BORIS, HUMINT, KARIM, SALMA, WIRE, Desk, opened_case, take_in
from tests.casework.reports import CABLE, NEWS


def age(report_id: ReportId, *, reader: str = "intake 0", linker: str = LINKER) -> None:
    """Lets a report be one that an older release read, with a title that reading gave it."""
    row = ReportRow.objects.unsafe_everything().get(id=report_id)
    row.reader, row.linker = reader, linker
    row.body = {**row.body, "reader": reader, "title": "As the older reader had it"}
    row.save(update_fields=["reader", "linker", "body"])


def of(desk: Desk, report_id: ReportId) -> ReportView:
    return queries.report(desk.house, report_id=report_id, by=SALMA)


def test_a_report_names_the_versions_of_every_step_that_made_it(desk: Desk) -> None:
    view = of(desk, take_in(desk, CABLE).report_id)
    assert (view.report.reader, view.linker) == (READER, LINKER)
    assert view.screening is not None
    assert view.screening.screener
    assert view.older_readers == ()


def test_read_again_it_has_the_new_reading_and_the_older_one_stands_on_record(desk: Desk) -> None:
    case_id = opened_case(desk)
    report_id = queries.case(desk.house, case_id=case_id, by=SALMA).reports[0].report_id
    bytes_before = queries.raw_bytes(desk.house, report_id=report_id, by=SALMA)
    age(report_id)
    desk.clock.move(hours=2)
    routed = read_again(desk.house, report_id=report_id, by=KARIM)
    assert routed.case_id == case_id
    view = of(desk, report_id)
    assert (view.report.reader, view.report.title) == (READER, None)
    assert view.older_readers == ("intake 0",)
    kept = ReadingRow.objects.unsafe_everything().get()
    assert kept.body["title"] == "As the older reader had it"
    assert queries.raw_bytes(desk.house, report_id=report_id, by=SALMA) == bytes_before
    assert view.read_at < desk.clock.now()  # when it was first read
    assert ScreeningRow.objects.unsafe_everything().filter(report_id=report_id).count() == 2
    entry = LedgerEntry.objects.unsafe_everything().get(name="report.read_again")
    assert b"intake 0" in bytes(entry.opening)


def test_what_its_bearer_said_and_people_graded_outlives_a_new_reading(desk: Desk) -> None:
    handed = Handed(
        "لن ينجو أحد".encode(), source_id=HUMINT, kind=ReportKind.CHAT, language=Language("ar-acm"), name="tip"
    )
    report_id = receive_and_route(desk.house, handed=handed, by=KARIM).report_id
    credibility = InformationCredibility.POSSIBLY_TRUE
    grade.grade(desk.house, report_id=report_id, credibility=credibility, reason="fits", by=SALMA)
    age(report_id)
    read_again(desk.house, report_id=report_id, by=KARIM)
    report = of(desk, report_id).report
    assert (report.kind, report.language, report.credibility) == (ReportKind.CHAT, "ar-acm", credibility)


def test_all_that_an_older_release_made_is_found_and_nothing_else(desk: Desk) -> None:
    old, relinked, new = (take_in(desk, text, source_id=WIRE).report_id for text in (CABLE, NEWS, NEWS + " Again."))
    assert read_by_older(desk.house, by=KARIM) == ()
    age(old)
    age(relinked, reader=READER, linker="link 0")
    assert set(read_by_older(desk.house, by=KARIM)) == {old, relinked}
    assert new not in read_by_older(desk.house, by=KARIM)
    assert read_by_older(desk.house, by=BORIS) == ()
    for report_id in (old, relinked):
        read_again(desk.house, report_id=report_id, by=KARIM)
    assert read_by_older(desk.house, by=KARIM) == ()


def test_of_what_only_the_beginning_is_kept_nothing_is_read_again(desk: Desk) -> None:
    handed = Handed(b"the beginning", source_id=WIRE, whole=Whole(digest="0" * 64, size_bytes=10**9))
    report_id = receive(desk.house, handed=handed, by=KARIM)
    with pytest.raises(TheirsError, match="only its beginning"):
        read_again(desk.house, report_id=report_id, by=KARIM)
    assert report_id not in read_by_older(desk.house, by=KARIM)


def test_bytes_that_are_not_those_received_are_never_read(desk: Desk) -> None:
    report_id = take_in(desk, NEWS).report_id
    Blob.objects.unsafe_everything().update(data=b"changed")
    with pytest.raises(OursError, match="not those that were received"):
        read_again(desk.house, report_id=report_id, by=KARIM)
    assert ReadingRow.objects.unsafe_everything().count() == 0


def test_another_house_reads_nothing_of_ours_again(desk: Desk) -> None:
    report_id = take_in(desk, NEWS).report_id
    with pytest.raises(NotFoundError):
        read_again(desk.house, report_id=report_id, by=BORIS)


def test_the_same_bytes_brought_again_show_when_they_were_first_held(desk: Desk) -> None:
    first = take_in(desk, CABLE).report_id
    desk.clock.move(hours=3)
    second = take_in(desk, CABLE, source_id=WIRE).report_id
    assert of(desk, second).first_held_at == of(desk, first).report.held_at
    assert of(desk, second).report.held_at > of(desk, second).first_held_at


def test_a_piece_of_a_container_is_read_again_with_what_its_container_said_and_its_1_is_one_voices_2(
    desk: Desk,
) -> None:
    line = '{"id": "7", "text": "They will come on Friday with rifles.", "kind": "tip", "credibility": "1"}\n'
    handed = Handed((line * 2).encode(), source_id=HUMINT, name="lines.jsonl", media_type="application/x-ndjson")
    taken = list(receive_each(desk.house, opened=open_up(handed), by=KARIM))
    report_id = taken[0].report_id
    assert report_id is not None
    before = of(desk, report_id).report
    assert before.credibility is InformationCredibility.PROBABLY_TRUE
    age(report_id)
    read_again(desk.house, report_id=report_id, by=KARIM)
    after = of(desk, report_id).report
    assert (after.kind, after.content, after.credibility) == (before.kind, before.content, before.credibility)
