"""Somebody with the database's password: what they change or delete is found, and nothing more is signed over it."""

import pytest

from nadhir.casework import queries, seal, share
from nadhir.casework.prove import LedgerDamagedError
from nadhir.ledger import LedgerError
from nadhir.store.models import CheckpointRow, LedgerEntry, LedgerPersonal
from nadhir.terms.ids import CaseId
from tests.casework.desks import INES, SALMA, Desk, opened_case, take_in
from tests.casework.reports import NEWS

CHANGES = {
    "name": "case.closed",
    "by": "omar",
    "case_id": "c-other",
    "opening": b'{"name":"x"}',
    "salt": b"\0" * 32,
    "leaf_hash": b"\0" * 32,
    "commitment": "0" * 64,
}


def sealed(desk: Desk) -> CaseId:
    case_id = opened_case(desk)
    seal.seal_ledger(desk.house)
    return case_id


def of_case(case_id: CaseId) -> LedgerEntry:
    return LedgerEntry.objects.unsafe_everything().filter(case_id=case_id).order_by("index")[0]


@pytest.mark.parametrize("column", sorted(CHANGES))
@pytest.mark.parametrize("is_new_entry_there", [True, False])
def test_a_changed_entry_is_found_and_nothing_is_signed_over_it(
    desk: Desk, column: str, *, is_new_entry_there: bool
) -> None:
    case_id = sealed(desk)
    rows = LedgerEntry.objects.unsafe_everything().filter(index=of_case(case_id).index)
    rows.update(**{column: CHANGES[column]})
    if is_new_entry_there:
        take_in(desk, NEWS)
    with pytest.raises(LedgerError):
        seal.seal_ledger(desk.house)
    assert CheckpointRow.objects.count() == 1


def test_a_moved_moment_is_found(desk: Desk) -> None:
    case_id = sealed(desk)
    moved = desk.clock.move(hours=-3)
    LedgerEntry.objects.unsafe_everything().filter(index=of_case(case_id).index).update(at=moved)
    with pytest.raises(LedgerDamagedError):
        seal.seal_ledger(desk.house)


def test_a_deleted_entry_is_found(desk: Desk) -> None:
    case_id = sealed(desk)
    row = of_case(case_id)
    LedgerPersonal.objects.unsafe_everything().filter(entry=row).delete()
    row.delete()
    with pytest.raises(LedgerDamagedError, match="missing"):
        seal.seal_ledger(desk.house)
    with pytest.raises(LedgerError):
        share.share(desk.house, case_id=case_id, by=INES)


def test_a_damaged_case_is_not_shared(desk: Desk) -> None:
    case_id = sealed(desk)
    LedgerEntry.objects.unsafe_everything().filter(index=of_case(case_id).index).update(opening=b"{}")
    with pytest.raises(LedgerError):
        share.share(desk.house, case_id=case_id, by=INES)


def test_the_desk_believes_openings_and_not_columns(desk: Desk) -> None:
    case_id = sealed(desk)
    index = of_case(case_id).index
    LedgerEntry.objects.unsafe_everything().filter(index=index).update(name="case.closed", by="omar")
    (line,) = (each for each in queries.ledger(desk.house, by=SALMA, limit=500).lines if each.index == index)
    assert line.is_damaged
    assert (line.name, line.by) == ("ledger.entry.damaged", None)


def test_an_untouched_ledger_is_proven_round_after_round(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nadhir.casework.prove.AT_ONCE", 7)
    sealed(desk)
    note = seal.seal_ledger(desk.house)
    for _ in range(12):
        assert seal.seal_ledger(desk.house) == note
    last = LedgerEntry.objects.unsafe_everything().order_by("-index")
    last.filter(index=last[0].index).update(name="x")
    assert any(_is_damaged(desk) for _ in range(12))


def _is_damaged(desk: Desk) -> bool:
    try:
        seal.seal_ledger(desk.house)
    except LedgerDamagedError:
        return True
    return False
