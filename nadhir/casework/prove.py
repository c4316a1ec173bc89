# SPDX-License-Identifier: Apache-2.0
"""Prove the ledger at rest: that every entry still is what the tree says, and that none is missing.

Of each entry looked at: salt and opening give the commitment, the commitment gives the leaf, and the columns by which
the desk searches say what the opening says. Leaves that were signed are held against the checkpoint by `seal`. New
entries are all looked at before they are signed; of the old, the next `AT_ONCE` in turn, so that a ledger up to that
size is looked at whole each time and a larger one in rounds.

What it cannot see: which organisation a row is shown to stands in no opening; and whoever can rewrite every row and
every checkpoint that this house holds is found only by a witness outside it.
"""

from collections.abc import Iterable
from typing import Final

from nadhir.ledger import LedgerError, leaf_hash_of, open_entry
from nadhir.store.models import LedgerEntry, LedgerHead
from nadhir.terms.entry import Entry, Opening

AT_ONCE: Final = 5000  # [D] a tenth of a second of hashing, four times an hour


class LedgerDamagedError(LedgerError):
    """What is stored is not what was written: somebody changed the database, or it was restored in part."""


def prove_entries(head: LedgerHead, *, signed: int) -> None:
    """Check that no index is missing, every entry after the first `signed`, and the next old ones in turn.

    `head` is locked by the caller, and keeps where the next turn begins.

    Raises:
        LedgerDamagedError: an entry is missing, or is not what the tree says.
    """
    rows = LedgerEntry.objects.unsafe_everything()
    if rows.count() != head.size or rows.filter(index__gte=head.size).exists():
        raise _damaged(_first_missing(head.size), what="it is missing, or more entries stand there than were written")
    begin = head.proven_to if head.proven_to < signed else 0
    old = rows.filter(index__gte=begin, index__lt=min(signed, begin + AT_ONCE))
    prove_rows(old.order_by("index").iterator())
    prove_rows(rows.filter(index__gte=signed).order_by("index").iterator())
    head.proven_to = min(signed, begin + AT_ONCE)
    head.save(update_fields=["proven_to"])


def prove_rows(rows: Iterable[LedgerEntry]) -> None:
    """Check each of these entries by itself.

    Raises:
        LedgerDamagedError: one is not what the tree says.
    """
    for row in rows:
        entry = proven(row)
        if entry is None:
            raise _damaged(row.index, what="its content is not the one that stands in the tree")


def proven(row: LedgerEntry) -> Entry | None:
    """Return the entry as its opening says it; None where opening, leaf and columns do not agree."""
    try:
        opening = Opening(salt=bytes(row.salt), body=bytes(row.opening))
        entry = open_entry(opening, commitment=row.commitment, index=row.index)
    except (LedgerError, ValueError, TypeError):
        return None
    says_the_same = (entry.at, entry.name, entry.by or "", entry.case or "") == (
        row.at,
        row.name,
        row.by,
        row.case_id,
    ) and leaf_hash_of(row.commitment, index=row.index) == bytes(row.leaf_hash)
    return entry if says_the_same else None


def _first_missing(size: int) -> int:
    expected = 0
    for index in LedgerEntry.objects.unsafe_everything().order_by("index").values_list("index", flat=True).iterator():
        if index != expected:
            return expected
        expected += 1
    return min(expected, size)


def _damaged(index: int, *, what: str) -> LedgerDamagedError:
    return LedgerDamagedError(
        what,
        where=f"ledger entry {index}",
        remedy="sign nothing, keep the database as it is, and compare it with your backup and with a witness",
    )
