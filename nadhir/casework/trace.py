# SPDX-License-Identifier: Apache-2.0
"""What a determination was computed from, kept beside it, so that it can be computed again years later.

Kept as a reference with a digest: what is on record once and for all (screenings, facts, replies, links, the
assessment, every reading and grade of a report). Kept whole: what can be overwritten (the case, the parties, the
sources as they were; their names stay encrypted under keys that can be destroyed) and the pack's numbers. The digest
of all of it goes into the ledger with the recommendation, so that nobody changes it unseen.

It computes nothing again: `retrace` does.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from nadhir.casework.unit import Unit
from nadhir.policy import PackParameters
from nadhir.store import codec
from nadhir.store.models import (
    AssessmentRow,
    CaseRow,
    DeterminationRow,
    FactRow,
    GradingRow,
    LinkRow,
    PartyRow,
    ReadingRow,
    ReplyRow,
    ReportRow,
    ScreeningRow,
    SourceRow,
)
from nadhir.store.scope import ScopedManager
from nadhir.terms.assessment import Assessment
from nadhir.terms.case import Case, CaseFile, HeldReport
from nadhir.terms.determination import Determination
from nadhir.terms.facts import Fact, Reply
from nadhir.terms.ids import ReportId
from nadhir.terms.links import Link
from nadhir.terms.party import Holder, Party
from nadhir.terms.report import InformationCredibility, Report, Source
from nadhir.terms.screening import Screening

T = TypeVar("T")
Trace = Mapping[str, Any]
#: A `body` as the database keeps it: what was digested before need not be decoded to be digested again.
_BODY: Final = Cast("body", TextField())
_REMEMBERED: Final = 20_000  # digests, some 4 MB; a case reads the same reports at every judgement
_DIGESTS: Final[dict[bytes, str]] = {}  # a memo of a pure function
FORMAT: Final = 1  # of the trace; a reader of another says so and does not guess


class TraceError(Exception):
    """Something that the trace names is gone or is not what it was; `code` says what, worded by the shell."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def digest(body: object) -> str:
    """Return hex SHA-256 of a JSON value, in an order of its own: the same value gives the same digest."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


# ── keep ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Record:
    """What lies in the store of some cases at this instant, digested: asked for once, however many cases they are."""

    reports: Mapping[str, str]
    screenings: Mapping[str, tuple[int, str]]
    sources: Mapping[str, Any]
    parties: Mapping[str, Any]
    facts: Mapping[str, list[list[object]]]  # by case, as the replies
    replies: Mapping[str, list[list[object]]]
    links: tuple[tuple[str, str, list[object]], ...]


def look_up(unit: Unit, *, files: Collection[CaseFile]) -> Record:
    """Return the record of the cases whose files were drawn up for this instant."""
    scope, held = unit.scope, sorted({h.report.id for file in files for h in file.held})
    sources = {h.source.id for file in files for h in file.held}
    parties = {party.id for file in files for party in file.parties}
    of_cases = {"case_id__in": [file.case.id for file in files], "at__lte": unit.at}
    reports = ReportRow.objects.within(scope).filter(id__in=held).values_list("id", _BODY)
    latest = ScreeningRow.objects.within(scope).filter(report_id__in=held, is_latest=True)
    linked = LinkRow.objects.within(scope).filter(report_id__in=held, other_id__in=held).order_by("at", "id")
    return Record(
        reports={report: _digest_of(body) for report, body in reports},
        screenings={
            report: (pk, _digest_of(body)) for report, pk, body in latest.values_list("report_id", "pk", _BODY)
        },
        sources=_bodies(SourceRow.objects.within(scope).filter(source_id__in=sources), key="source_id"),
        parties=_bodies(PartyRow.objects.within(scope).filter(party_id__in=parties), key="party_id"),
        facts=_digests(FactRow.objects.within(scope).filter(**of_cases)),
        replies=_digests(ReplyRow.objects.within(scope).filter(**of_cases)),
        links=tuple(
            (report, other, [pk, _digest_of(body)])
            for report, other, pk, body in linked.values_list("report_id", "other_id", "pk", _BODY)
        ),
    )


def keep(
    unit: Unit,
    *,
    file: CaseFile,
    record: Record,
    assessment: AssessmentRow,
    numbers: PackParameters,
    computed: Determination,
) -> dict[str, Any]:
    """Return the trace of what was just computed from the file drawn up for this instant."""
    held = {h.report.id for h in file.held}
    sources = {h.source.id for h in file.held}
    return {
        "format": FORMAT,
        "case": unit.to_json(file.case),
        "holder": unit.to_json(file.holder),
        "reports": [_keep_report(h, record=record) for h in file.held],
        "sources": {key: body for key, body in record.sources.items() if key in sources},
        "parties": [[party.id, record.parties[party.id]] for party in file.parties],
        "facts": record.facts.get(file.case.id, []),
        "replies": record.replies.get(file.case.id, []),
        "links": [kept for report, other, kept in record.links if report in held and other in held],
        "warned_at": _moment(file.warned_at),
        "renewed_at": _moment(file.renewed_at),
        "assessment": [assessment.pk, digest(assessment.body)],
        "numbers": unit.to_json(numbers),
        "computed": unit.to_json(computed),
    }


def _keep_report(held: HeldReport, *, record: Record) -> list[object]:
    report_id = held.report.id
    screening, of_screening = record.screenings[report_id]
    return [report_id, record.reports[report_id], screening, of_screening, held.source.id, held.copy_of]


def _bodies(rows: QuerySet[Any], *, key: str) -> dict[str, Any]:
    return dict(rows.order_by(key).values_list(key, "body"))


def _digests(rows: QuerySet[Any]) -> dict[str, list[list[object]]]:
    found: dict[str, list[list[object]]] = {}
    for case_id, pk, body in rows.order_by("at", "id").values_list("case_id", "pk", _BODY):
        found.setdefault(case_id, []).append([pk, _digest_of(body)])
    return found


def _digest_of(text: str) -> str:
    """Return the digest of a `body` column as the database keeps it: worked out once for each text, by the text."""
    key = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    found = _DIGESTS.get(key)
    if found is None:
        found = _DIGESTS[key] = digest(json.loads(text))
        if len(_DIGESTS) > _REMEMBERED:
            with suppress(KeyError, RuntimeError):  # another thread may be forgetting too
                del _DIGESTS[next(iter(_DIGESTS))]
    return found


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


# ── read back ───────────────────────────────────────────────────────────────────────────────────────────────────────


def read_file(unit: Unit, *, trace: Trace) -> CaseFile:
    """Return the file as it was drawn up for the instant.

    Raises:
        TraceError: something of it is gone or changed.
    """
    sources = {key: unit.from_json(body, of=Source) for key, body in trace["sources"].items()}
    case = unit.from_json(trace["case"], of=Case)
    return CaseFile(
        case=case,
        holder=unit.from_json(trace["holder"], of=Holder),
        held=tuple(_held(unit, kept=kept, sources=sources) for kept in trace["reports"]),
        parties=tuple(unit.from_json(body, of=Party) for _, body in trace["parties"]),
        facts=_all(unit, FactRow.objects, kept=trace["facts"], of=Fact, what="fact"),
        replies=_all(unit, ReplyRow.objects, kept=trace["replies"], of=Reply, what="reply"),
        links=_links(_all(unit, LinkRow.objects, kept=trace["links"], of=Link, what="link")),
        warned_at=None if trace["warned_at"] is None else datetime.fromisoformat(trace["warned_at"]),
        renewed_at=None if trace["renewed_at"] is None else datetime.fromisoformat(trace["renewed_at"]),
    )


def read_assessment(unit: Unit, *, trace: Trace) -> Assessment:
    """Return the assessment that the determination was computed from.

    Raises:
        TraceError: it is gone or changed.
    """
    (found,) = _all(unit, AssessmentRow.objects, kept=[trace["assessment"]], of=Assessment, what="assessment")
    return found


def read_numbers(unit: Unit, *, trace: Trace) -> PackParameters:
    """Return the pack's numbers as they were.

    Raises:
        TraceError: they are not numbers that this release can apply.
    """
    try:
        return unit.from_json(trace["numbers"], of=PackParameters)
    except codec.StoredTermError as error:
        raise TraceError("numbers_cannot_be_read") from error


def is_erased(file: CaseFile) -> bool:
    """Tell whether a name or address that stood in the file was erased since."""
    contacts = (contact.address for party in file.parties for contact in party.contacts)
    return codec.ERASED in {*(party.name for party in file.parties), *contacts, *(h.source.name for h in file.held)}


def _held(unit: Unit, *, kept: list[Any], sources: Mapping[str, Source]) -> HeldReport:
    report_id, body_digest, screening, screening_digest, source_id, copy_of = kept
    return HeldReport(
        report=unit.from_json(_reading(unit, report_id=report_id, wanted=body_digest), of=Report),
        screening=_all(
            unit, ScreeningRow.objects, kept=[[screening, screening_digest]], of=Screening, what="screening"
        )[0],
        source=sources[source_id],
        copy_of=None if copy_of is None else ReportId(copy_of),
    )


def _reading(unit: Unit, *, report_id: str, wanted: str) -> dict[str, Any]:
    """Return the reading that was held then, under the grade that it had: both may have been replaced since."""
    row = ReportRow.objects.within(unit.scope).filter(id=report_id).first()
    if row is None:
        raise TraceError(f"report_is_gone:{report_id}")
    earlier = ReadingRow.objects.within(unit.scope).filter(report=row).values_list("body", flat=True)
    graded = GradingRow.objects.within(unit.scope).filter(report=row).exists()
    for body in (row.body, *earlier):
        for grade in (body["credibility"], *(InformationCredibility if graded else ())):
            found: dict[str, Any] = {**body, "credibility": str(grade)}
            if digest(found) == wanted:
                return found
    raise TraceError(f"report_is_not_what_it_was:{report_id}")


def _all(
    unit: Unit, manager: ScopedManager[Any], *, kept: Iterable[list[Any]], of: type[T], what: str
) -> tuple[T, ...]:
    wanted = {int(each[0]): str(each[1]) for each in kept}
    bodies = dict(manager.within(unit.scope).filter(pk__in=list(wanted)).values_list("pk", "body"))
    for pk, digest_ in wanted.items():
        if pk not in bodies:
            raise TraceError(f"{what}_is_gone")
        if digest(bodies[pk]) != digest_:
            raise TraceError(f"{what}_is_not_what_it_was")
    return tuple(unit.from_json(bodies[pk], of=of) for pk in wanted)


def _links(found: tuple[Link, ...]) -> tuple[Link, ...]:
    """Return the links as the file has them: where a person decided, theirs alone."""
    decided = {(link.kind, frozenset((link.report_id, link.other_id))) for link in found if link.decided_by is not None}
    return tuple(
        link
        for link in found
        if link.decided_by is not None or (link.kind, frozenset((link.report_id, link.other_id))) not in decided
    )


def left_out(unit: Unit, *, row: CaseRow, determined: DeterminationRow) -> tuple[str, ...]:
    """Return what lies in the store, was held before the instant, and is not in the trace; and what in it is later.

    Either would show that a record was put in, or dated, after the fact.
    """
    trace: Trace = determined.trace
    found: list[str] = []
    for what, model in (("fact", FactRow), ("reply", ReplyRow)):
        kept = {pk for pk, _ in trace[_PLURAL[what]]}
        rows: QuerySet[Any] = model.objects.within(unit.scope)
        if rows.filter(case=row, at__lt=determined.at).exclude(pk__in=kept).exists():
            found.append(f"{what}_of_before_was_left_out")
        if rows.filter(pk__in=kept, at__gt=determined.at).exists():
            found.append(f"{what}_is_later_than_the_instant")
    reports = [kept[0] for kept in trace["reports"]]
    if ReportRow.objects.within(unit.scope).filter(id__in=reports, held_at__gt=determined.at).exists():
        found.append("report_is_later_than_the_instant")
    return tuple(found)


_PLURAL: Final = {"fact": "facts", "reply": "replies"}
