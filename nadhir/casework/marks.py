# SPDX-License-Identifier: Apache-2.0
"""Marks: what a stored report is found by among a million, written in the transaction that links it.

Promise: a report that was linked is found by every later near copy, whoever sent it and however long ago; a look-up
reads some thirty leaves of two trees and scans nothing. Keys are random numbers: put one by one into a tree of sixteen
million they would stall each commit on pages that are not in memory. So they are put into a small table first, and
`settle` moves them, sorted, to the large one, a bounded number in a transaction; a look-up asks both.

It does not judge: what it finds are candidates, which `link` compares. `rebuild` makes the marks of a house anew from
its reports, after a release that counts bands otherwise.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from nadhir.casework.authority import Act, admit_system
from nadhir.casework.house import House
from nadhir.casework.unit import Unit, durable
from nadhir.link import BANDS, band_keys, meaning_text
from nadhir.store.models import FreshBand, Mark, ReportRow
from nadhir.store.scope import Scope
from nadhir.terms.ids import ReportId
from nadhir.terms.report import Report

__all__ = ["copy_candidates", "mark_in", "mark_pending", "rebuild", "settle"]

#: Copies of one text beyond these are found by the bytes or through these.
MOST_CANDIDATES: Final = 50
#: Rows that one look-up reads: a text that was sent ten thousand times must not stop the next one.
_MOST_ROWS: Final = 4096
#: Keys in the fresh table from which on it is worth settling: 32,768 reports. Of a million reports every page of the
#: large table then takes some four of them at once.
FRESH_KEYS: Final = 32_768 * BANDS
_KEYS_AT_ONCE: Final = 2048  # of one transaction, which on SQLite holds other writers up: under a tenth of a second
_REPORTS_AT_ONCE: Final = 200

_SLOTS: Final = ",".join(["%s"] * BANDS)
_FIND: Final = (
    f'SELECT "number" FROM "store_band" WHERE "key" IN ({_SLOTS}) UNION ALL '  # noqa: S608 - slots alone
    f'SELECT "number" FROM "store_band_fresh" WHERE "key" IN ({_SLOTS}) LIMIT {_MOST_ROWS}'
)
_PUT: Final = (
    'INSERT INTO "store_band_fresh" ("key", "number") VALUES '  # noqa: S608 - slots alone
    + ",".join(["(%s,%s)"] * BANDS)
    + " ON CONFLICT DO NOTHING"
)
_MOVE: Final = 'INSERT INTO "store_band" ("key", "number") VALUES (%s, %s) ON CONFLICT DO NOTHING'
_DROP: Final = 'DELETE FROM "store_band_fresh" WHERE "key" = %s AND "number" = %s'


def mark_in(unit: Unit, *, row: ReportRow, report: Report) -> Mark:
    """Return the report's mark, made within the transaction where there is none yet."""
    found = Mark.objects.within(unit.scope).filter(report=row).first()
    if found is not None:
        return found
    mark = Mark(organisation_id=unit.scope.organisation, report=row, at=unit.at)
    _embed(unit, mark=mark, report=report)
    mark.save(force_insert=True)
    put_bands(mark.number, keys=keys_of(report, scope=unit.scope))
    return mark


def _embed(unit: Unit, *, mark: Mark, report: Report) -> None:
    embedder = unit.house.knowledge.embedder
    mark.embedder, mark.vector = embedder.name, embedder.embed(meaning_text(report), language=report.language)


def keys_of(report: Report, *, scope: Scope) -> tuple[int, ...]:
    """Return the band keys of a report as its organisation keeps them."""
    return band_keys(report.fingerprint.minhash, owner=scope.organisation)


def put_bands(number: int, *, keys: Sequence[int]) -> None:
    """Put the keys of a mark into the fresh table."""
    if keys:
        with connection.cursor() as cursor:
            cursor.execute(_PUT, [value for key in keys for value in (key, number)])


def numbers_sharing(keys: Sequence[int]) -> list[int]:
    """Return the numbers of the marks that share a key, those that share most first, at most `MOST_CANDIDATES`."""
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [*keys, *keys])
        shared = Counter(number for (number,) in cursor.fetchall())
    return [number for number, _ in shared.most_common(MOST_CANDIDATES)]


def copy_candidates(unit: Unit, *, report: Report) -> frozenset[ReportId]:
    """Return the reports of the organisation that may be near copies of this one."""
    return reports_of(unit, numbers=numbers_sharing(keys_of(report, scope=unit.scope))) - {report.id}


def reports_of(unit: Unit, *, numbers: Iterable[int]) -> frozenset[ReportId]:
    """Return the reports that have these marks."""
    wanted = list(numbers)
    if not wanted:
        return frozenset()
    rows = Mark.objects.within(unit.scope).filter(number__in=wanted).values_list("report_id", flat=True)
    return frozenset(map(ReportId, rows))


def settle(*, least_keys: int = FRESH_KEYS) -> int:
    """Move the fresh keys to the large table, in order, where there are `least_keys`; return how many were moved.

    Each transaction moves some thousands: others write between them. A key that is put in meanwhile is moved in its
    turn or stays; whoever looks up finds it in one table or the other.
    """
    if FreshBand.objects.count() < max(least_keys, 1):
        return 0
    moved, last = 0, None
    while True:
        with transaction.atomic(durable=True):
            waiting = FreshBand.objects.order_by("key", "number")
            if last is not None:
                waiting = waiting.filter(key__gte=last)
            taken = list(waiting.values_list("key", "number")[:_KEYS_AT_ONCE])
            if not taken:
                return moved
            with connection.cursor() as cursor:
                cursor.executemany(_MOVE, taken)
                cursor.executemany(_DROP, taken)
        moved, last = moved + len(taken), taken[-1][0]


def mark_pending(house: House, *, limit: int = _REPORTS_AT_ONCE) -> int:
    """Mark reports of any organisation that were routed before there were marks; return how many it was."""
    rows = ReportRow.objects.unsafe_everything().filter(routed_at__isnull=False)
    rows = rows.filter(~Exists(Mark.objects.unsafe_everything().filter(report=OuterRef("pk"))))
    waiting = list(rows.values_list("id", "organisation_id")[:limit])
    for organisation in sorted({each for _, each in waiting}):
        with durable(house, caller=admit_system(organisation, to=Act.LINK)) as unit:
            wanted = [report_id for report_id, owner in waiting if owner == organisation]
            for row in ReportRow.objects.within(unit.scope).filter(id__in=wanted):
                mark_in(unit, row=row, report=unit.from_json(row.body, of=Report))
    return len(waiting)


def rebuild(house: House, *, organisation: str) -> int:
    """Give every routed report of an organisation this release's bands, and a mark where it has none; return how many.

    Keys of an earlier release stay, since what they find is compared anyway. It stops for nobody: each transaction
    takes some hundred reports, and what is linked meanwhile marks itself.
    """
    made, after = 0, ""
    while True:
        with durable(house, caller=admit_system(organisation, to=Act.LINK)) as unit:
            rows = ReportRow.objects.within(unit.scope).filter(id__gt=after, routed_at__isnull=False)
            taken = list(rows.order_by("id")[:_REPORTS_AT_ONCE])
            for row in taken:
                report = unit.from_json(row.body, of=Report)
                mark = mark_in(unit, row=row, report=report)
                if mark.embedder != unit.house.knowledge.embedder.name:
                    _embed(unit, mark=mark, report=report)
                    mark.save(update_fields=["embedder", "vector"])
                put_bands(mark.number, keys=keys_of(report, scope=unit.scope))
        if not taken:
            return made
        made, after = made + len(taken), taken[-1].id
