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

from django.db.models import Exists, OuterRef, Q

from nadhir.casework.authority import Act, Caller, admit, admit_either
from nadhir.casework.house import House
from nadhir.casework.receive import TOO_LARGE, Handed, read_bytes, title_of
from nadhir.casework.route import Routed, route
from nadhir.casework.search import index_report
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


def read_again(
    house: House, *, report_id: ReportId, by: OfficerId | None = None, organisation: str | None = None
) -> Routed:
    """Return how far the report came, read, screened and linked anew; it stays in its case.

    What goes wrong while it is routed leaves the new reading on record, to be routed.

    Raises:
        NotFoundError: there is no such report within the scope.
        TheirsError: only the beginning of it is kept, or nothing of it by itself.
        OursError: the bytes kept are not those that were received.
    """
    caller = admit_either(by, organisation=organisation, to=Act.SCREEN)
    with durable(house, caller=caller) as unit:
        row = load(ReportRow.objects.within(unit.scope), what="report", id=report_id)
        old = unit.from_json(row.body, of=Report)
        handed = _as_handed(unit, row=row, old=old)
    # Between the transactions: a PDF may take half a minute, for which nobody else should wait to write.
    report = read_bytes(house, handed=handed, report_id=report_id, held_at=old.held_at)
    with durable(house, caller=caller) as unit:
        row = lock(ReportRow.objects.within(unit.scope), what="report", id=report_id)
        _replace(unit, row=row, read=_as_people_had_it(report, row=row, handed=handed, old=old))
    return route(house, report_id=report_id, by=by, organisation=organisation)


def _as_handed(unit: Unit, *, row: ReportRow, old: Report) -> Handed:
    """Return the bytes kept, with what their bearer said of them."""
    if old.problem == TOO_LARGE:
        raise TheirsError(
            "only its beginning is kept, and no reader can make the rest of it",
            where=f"report {row.id}",
            remedy="have the whole file handed in again in smaller parts",
        )
    if "problem" in row.handed:
        raise TheirsError(
            "it could not be taken out of what it came in, so that no reader ever saw it",
            where=f"report {row.id}",
            remedy="have it handed in again by itself",
        )
    blob = load(Blob.objects.within(unit.scope), what="bytes", id=row.blob_id)
    data = bytes(blob.data)
    if hashlib.sha256(data).hexdigest() != blob.digest:
        raise OursError(
            "the bytes kept are not those that were received", where=f"report {row.id}", remedy="restore your backup"
        )
    said = row.handed
    return Handed(
        data=data,
        source_id=SourceId(old.source_id),
        name=row.name,
        media_type=said.get("media_type"),
        declared_encoding=said.get("declared_encoding"),
        kind=ReportKind(said["kind"]) if "kind" in said else None,
        published_on=date.fromisoformat(said["published_on"]) if "published_on" in said else None,
        language=Language(said["language"]) if "language" in said else None,
        credibility=old.credibility,
        marking=old.marking,
        title=said.get("title"),
        author=said.get("author"),
        updated_on=date.fromisoformat(said["updated_on"]) if "updated_on" in said else None,
        source_chain=tuple(said.get("source_chain", ())),
    )


def _as_people_had_it(report: Report, *, row: ReportRow, handed: Handed, old: Report) -> Report:
    """Return the new reading with what was never the reader's: the form that its source gave it."""
    if handed.kind is None and report.kind is ReportKind.TIP:
        report = replace(report, kind=old.kind)  # a message: its form came from its source
    if not row.handed and not row.reader:
        # What came before bearers' words were kept: what the page does not tell may have been their word.
        report = replace(report, kind=old.kind, published_on=report.published_on or old.published_on)
    return report


def _replace(unit: Unit, *, row: ReportRow, read: Report) -> None:
    """Put the new reading in the place of the one that stands now, which goes on record; grade and marking stay."""
    now = unit.from_json(row.body, of=Report)
    report = replace(read, credibility=now.credibility, marking=now.marking)
    ReadingRow(
        organisation_id=unit.scope.organisation,
        report=row,
        replaced_at=unit.at,
        reader=now.reader,
        body=row.body,
    ).save(force_insert=True)
    row.body, row.reader = unit.to_json(report), report.reader
    row.title, row.language, row.kind = title_of(report), report.language, report.kind
    row.understanding, row.published_on = report.understanding, report.published_on
    row.save(update_fields=["body", "reader", "title", "language", "kind", "understanding", "published_on"])
    index_report(unit, report=report, title=row.title, source=row.source)
    facts: dict[str, Json] = {
        "report": row.id,
        "digest": report.fingerprint.digest,
        "reader_before": now.reader,
        "reader": report.reader,
        "understanding": report.understanding.value,
        "is_changed": replace(now, reader=report.reader) != report,
    }
    unit.note("report.read_again", facts=facts)


def read_by_older(house: House, *, by: OfficerId, limit: int = 1_000) -> tuple[ReportId, ...]:
    """Return the reports that an older reader, screener or linker made, oldest first; not those nobody can read."""
    caller: Caller = admit(by, to=Act.SCREEN)
    screener = screener_of(house.knowledge.lexicon)
    latest = ScreeningRow.objects.within(caller.scope).filter(report=OuterRef("pk"), is_latest=True)
    rows = (
        ReportRow.objects.within(caller.scope)
        .exclude(body__problem=TOO_LARGE)
        .exclude(handed__has_key="problem")
        .filter(~Q(reader=READER) | (Exists(latest) & (~Exists(latest.filter(screener=screener)) | ~Q(linker=LINKER))))
    )
    return tuple(ReportId(each) for each in rows.order_by("held_at", "id").values_list("id", flat=True)[:limit])
