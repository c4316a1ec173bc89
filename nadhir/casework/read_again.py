# SPDX-License-Identifier: Apache-2.0
"""Read, screen and link a report again with this release: the bytes are never touched, the older reading is kept.

Promise: a report names the reader, screener and linker that made what stands of it; read again, it starts from the
bytes as they came and from what its bearer said of them, the grade and the marking that people gave it stay, and what
the older reader made of it goes on record (`ReadingRow`, and an entry in the ledger). Older screenings, links and
assessments stay as they are; the new ones stand beside them and count.
"""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q

from nadhir.casework.authority import Act, Caller, admit, admit_either
from nadhir.casework.house import House
from nadhir.casework.receive import TOO_LARGE, Handed, plain, read_bytes, title_of
from nadhir.casework.route import Routed, route
from nadhir.casework.unit import Unit, durable
from nadhir.intake import READER
from nadhir.link import LINKER
from nadhir.screen import screener_of
from nadhir.store.models import Blob, ReadingRow, ReportRow, ScreeningRow
from nadhir.store.scope import load, lock
from nadhir.terms.entry import Json
from nadhir.terms.errors import OursError, TheirsError
from nadhir.terms.ids import OfficerId, ReportId, SourceId
from nadhir.terms.report import Report, ReportKind
from nadhir.terms.text import Language

READ_AGAIN: Final = "report.read_again"


def read_again(
    house: House, *, report_id: ReportId, by: OfficerId | None = None, organisation: str | None = None
) -> Routed:
    """Return how far the report came, read, screened and linked anew; it stays in its case.

    Two transactions, as when it came: what goes wrong in the second leaves the new reading on record, to be routed.

    Raises:
        NotFoundError: there is no such report within the scope.
        TheirsError: only the beginning of it is kept, which nobody can read.
        OursError: the bytes kept are not those that were received.
    """
    with durable(house, caller=admit_either(by, organisation=organisation, to=Act.SCREEN)) as unit:
        row = lock(ReportRow.objects.within(unit.scope), what="report", id=report_id)
        _replace(unit, row=row)
    return route(house, report_id=report_id, by=by, organisation=organisation)


def _replace(unit: Unit, *, row: ReportRow) -> None:
    old = unit.from_json(row.body, of=Report)
    if old.problem == TOO_LARGE:
        raise TheirsError(
            "only its beginning is kept, and no reader can make the rest of it",
            where=f"report {row.id}",
            remedy="have the whole file handed in again in smaller parts",
        )
    blob = load(Blob.objects.within(unit.scope), what="bytes", id=row.blob_id)
    data = bytes(blob.data)
    if hashlib.sha256(data).hexdigest() != blob.digest:
        raise OursError(
            "the bytes kept are not those that were received", where=f"report {row.id}", remedy="restore your backup"
        )
    report = _read(unit, row=row, old=old, data=data)
    ReadingRow(
        organisation_id=unit.scope.organisation,
        report=row,
        replaced_at=unit.at,
        reader=old.reader,
        body=row.body,
    ).save(force_insert=True)
    row.body, row.reader = unit.to_json(report), report.reader
    row.title, row.language, row.kind = title_of(report), report.language, report.kind
    row.understanding, row.published_on = report.understanding, report.published_on
    row.save(update_fields=["body", "reader", "title", "language", "kind", "understanding", "published_on"])
    facts: dict[str, Json] = {
        "report": row.id,
        "digest": report.fingerprint.digest,
        "reader_before": old.reader,
        "reader": report.reader,
        "understanding": report.understanding.value,
        "is_changed": replace(old, reader=report.reader) != report,
    }
    unit.note(READ_AGAIN, facts=facts)


def _read(unit: Unit, *, row: ReportRow, old: Report, data: bytes) -> Report:
    said = row.handed
    handed = Handed(
        data=data,
        source_id=SourceId(old.source_id),
        name=plain(row.name),
        media_type=said.get("media_type"),
        declared_encoding=said.get("declared_encoding"),
        kind=ReportKind(said["kind"]) if "kind" in said else None,
        published_on=date.fromisoformat(said["published_on"]) if "published_on" in said else None,
        language=Language(said["language"]) if "language" in said else None,
        credibility=old.credibility,
        marking=old.marking,
    )
    report = read_bytes(unit.house, handed=handed, report_id=ReportId(row.id), held_at=old.held_at)
    if handed.kind is None and report.kind is ReportKind.TIP:
        report = replace(report, kind=old.kind)  # a message: its form came from its source
    if not said and not row.reader:
        # What came before bearers' words were kept: what the page does not tell may have been their word.
        report = replace(report, kind=old.kind, published_on=report.published_on or old.published_on)
    return report


def read_by_older(house: House, *, by: OfficerId, limit: int = 1_000) -> tuple[ReportId, ...]:
    """Return the reports that an older reader, screener or linker made, oldest first; not those nobody can read."""
    caller: Caller = admit(by, to=Act.SCREEN)
    screener = screener_of(house.knowledge.lexicon)
    latest = ScreeningRow.objects.within(caller.scope).filter(report=OuterRef("pk"), is_latest=True)
    rows = (
        ReportRow.objects.within(caller.scope)
        .exclude(body__problem=TOO_LARGE)
        .filter(~Q(reader=READER) | (Exists(latest) & (~Exists(latest.filter(screener=screener)) | ~Q(linker=LINKER))))
    )
    return tuple(ReportId(each) for each in rows.order_by("held_at", "id").values_list("id", flat=True)[:limit])
