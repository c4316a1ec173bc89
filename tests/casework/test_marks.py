"""Reports find each other among all that are stored: near copies by bands, of any age, on both databases."""

import pytest
from django.db import connection

from nadhir.casework import link as linking
from nadhir.casework import marks
from nadhir.casework.authority import Act, admit
from nadhir.casework.marks import copy_candidates, mark_in, mark_pending, numbers_sharing, rebuild, settle
from nadhir.casework.unit import durable
from nadhir.link import BANDS, band_keys
from nadhir.store.models import Band, FreshBand, LinkRow, Mark, ReportRow
from nadhir.store.scope import Scope
from nadhir.terms.ids import OfficerId, ReportId
from nadhir.terms.links import LinkKind
from nadhir.terms.report import Report
from tests.casework.desks import BORIS, KARIM, WIRE, Desk, take_in
from tests.casework.reports import NEWS

STORY = (
    "The harbour master of Tartus said on Monday that the eastern quay would stay closed until the end of the month. "
    "Divers had found cracks in two of its pillars, he told reporters, and engineers from the ministry were to look at "
    "them this week. Ships with grain were sent to the western quay, where they wait for up to three days. Fishermen "
    "may go on using the small basin. The port moved four million tonnes of goods last year, more than ever before."
)
EDITED = STORY.replace("on Monday", "yesterday").replace("more than ever before", "a record")
WATCH = Scope("watch")


def candidates(desk: Desk, report_id: ReportId, *, by: OfficerId = KARIM) -> frozenset[ReportId]:
    row = ReportRow.objects.unsafe_everything().get(id=report_id)
    with durable(desk.house, caller=admit(by, to=Act.LINK)) as unit:
        return copy_candidates(unit, report=unit.from_json(row.body, of=Report))


def copies(report_id: ReportId) -> set[str]:
    rows = LinkRow.objects.within(WATCH).filter(report_id=report_id, kind=LinkKind.COPY)
    return set(rows.values_list("other_id", flat=True))


def test_an_edited_copy_finds_its_original_however_long_ago_and_in_no_case(desk: Desk) -> None:
    original = take_in(desk, STORY, source_id=WIRE)
    assert original.case_id is None
    for number in range(3):
        take_in(desk, f"{NEWS} Number {number} of the series tells of another town each week.", source_id=WIRE)
    desk.clock.move(days=900)
    copy = take_in(desk, EDITED)
    assert copies(copy.report_id) == {original.report_id}


def test_a_report_is_marked_once_however_often_it_is_linked(desk: Desk) -> None:
    report_id = take_in(desk, STORY, source_id=WIRE).report_id
    keys = FreshBand.objects.count()
    linking.link(desk.house, report_id=report_id, by=KARIM)
    assert Mark.objects.within(WATCH).count() == 1
    assert FreshBand.objects.count() == keys == BANDS


def test_keys_are_found_before_while_and_after_they_are_settled(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = take_in(desk, STORY, source_id=WIRE).report_id
    second = take_in(desk, EDITED, source_id=WIRE).report_id
    other = take_in(desk, NEWS, source_id=WIRE).report_id
    assert candidates(desk, second) == {first}
    monkeypatch.setattr(marks, "_KEYS_AT_ONCE", 5)  # several transactions
    before = FreshBand.objects.count()
    assert settle(least_keys=before + 1) == 0
    assert settle(least_keys=1) == before
    assert FreshBand.objects.count() == 0
    assert Band.objects.count() == before
    assert candidates(desk, second) == {first}
    assert candidates(desk, first) == {second}
    assert candidates(desk, other) == frozenset()


def test_what_is_marked_and_rolled_back_is_not_found(desk: Desk) -> None:
    report_id = take_in(desk, STORY, source_id=WIRE).report_id
    before = FreshBand.objects.count()

    class GivenUpError(Exception):
        pass

    row = ReportRow.objects.unsafe_everything().get(id=report_id)
    Mark.objects.within(WATCH).delete()
    FreshBand.objects.all().delete()

    def mark_and_give_up() -> None:
        with durable(desk.house, caller=admit(KARIM, to=Act.LINK)) as unit:
            mark_in(unit, row=row, report=unit.from_json(row.body, of=Report))
            assert FreshBand.objects.count() == before
            raise GivenUpError

    with pytest.raises(GivenUpError):
        mark_and_give_up()
    assert (Mark.objects.within(WATCH).count(), FreshBand.objects.count()) == (0, 0)


def test_another_organisations_copies_are_never_candidates(desk: Desk) -> None:
    report_id = take_in(desk, STORY, source_id=WIRE).report_id
    assert candidates(desk, report_id, by=BORIS) == frozenset()


def test_rebuilding_gives_unmarked_reports_their_marks_and_changes_nothing_else(desk: Desk) -> None:
    first = take_in(desk, STORY, source_id=WIRE).report_id
    second = take_in(desk, EDITED, source_id=WIRE).report_id
    kept = set(FreshBand.objects.values_list("key", flat=True))
    Mark.objects.within(WATCH).delete()
    FreshBand.objects.all().delete()
    assert candidates(desk, second) == frozenset()
    assert rebuild(desk.house, organisation="watch") == 2
    assert set(FreshBand.objects.values_list("key", flat=True)) == kept
    assert candidates(desk, second) == {first}
    assert rebuild(desk.house, organisation="watch") == 2
    assert FreshBand.objects.count() == 2 * BANDS


def test_a_text_sent_ten_thousand_times_brings_a_bounded_number_of_candidates(desk: Desk) -> None:
    del desk
    keys = band_keys(range(128), owner="watch")
    rows = [FreshBand(key=key, number=number) for number in range(1, 10_001) for key in keys]
    FreshBand.objects.bulk_create(rows, batch_size=400)
    assert len(numbers_sharing(keys)) == marks.MOST_CANDIDATES


def test_what_was_routed_before_there_were_marks_is_marked_in_passing(desk: Desk) -> None:
    first = take_in(desk, STORY, source_id=WIRE).report_id
    Mark.objects.within(WATCH).delete()
    FreshBand.objects.all().delete()
    assert mark_pending(desk.house) == 1
    assert mark_pending(desk.house) == 0
    second = take_in(desk, EDITED, source_id=WIRE).report_id
    assert copies(second) == {first}


def test_the_primary_key_is_what_is_searched(desk: Desk) -> None:
    """On SQLite it is the table itself (WITHOUT ROWID); on PostgreSQL an index beside it."""
    del desk
    asks = {
        "sqlite": "SELECT sql LIKE '%WITHOUT ROWID' FROM sqlite_master WHERE name LIKE 'store_band%'",
        "postgresql": "SELECT indisprimary FROM pg_index WHERE indrelid IN "
        "('store_band'::regclass, 'store_band_fresh'::regclass)",
    }
    with connection.cursor() as cursor:
        cursor.execute(asks[connection.vendor])
        assert [bool(is_so) for (is_so,) in cursor.fetchall()] == [True, True]
