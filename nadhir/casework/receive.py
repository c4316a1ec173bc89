# SPDX-License-Identifier: Apache-2.0
"""Take a report in: the bytes are kept as they came, whatever becomes of reading them.

Promise: once this returns, the report is on disk, in the ledger, and in somebody's sight; it is never refused for what
is in it. What cannot be read is kept as "not understood" and goes to a person; of what is larger than intake takes the
beginning is kept, with the digest and the size of the whole. A piece of a container (`unpack`) says which one and where
it stood; its container lies beside it, byte for byte. What is refused, before anything is
kept, is only what nobody could answer for: an unknown source, a caller who may not.
"""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from nadhir.casework.authority import Act, admit, admit_either
from nadhir.casework.house import House
from nadhir.casework.kinds import KIND_OF
from nadhir.casework.read_report import read_report
from nadhir.casework.route import Routed, route
from nadhir.casework.search import index_report
from nadhir.casework.unit import Personal, Unit, durable
from nadhir.intake import Received, Step
from nadhir.store.models import Blob, ReportRow, SourceRow
from nadhir.store.scope import load
from nadhir.terms.entry import Json, SubjectId
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import OfficerId, ReportId, SourceId
from nadhir.terms.marking import Marking
from nadhir.terms.report import (
    Fingerprint,
    InformationCredibility,
    Report,
    ReportKind,
    SourceKind,
    Understanding,
)
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import UNKNOWN_LANGUAGE, Language

_log = logging.getLogger(__name__)
_TITLE_LENGTH: Final = 160
_NAME_LENGTH: Final = 300
TOO_LARGE: Final = "too_large"  # the code that intake gives, too


@dataclass(frozen=True, slots=True)
class Whole:
    """What was handed in, where it is larger than intake takes and only its beginning is kept."""

    digest: str  # hex SHA-256, of every byte
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Contained:
    """In what a piece came in, and where in it it stood."""

    digest: str  # hex SHA-256, of the container as it is kept: the organisation holds it by now
    name: str
    place: tuple[Step, ...]
    attached_to: ReportId | None = None  # the message that it is attached to


@dataclass(frozen=True, slots=True)
class Handed:
    """What is handed in: the bytes, and what whoever hands them in knows of them. Everything but `data` may be left."""

    data: bytes
    source_id: SourceId
    name: str = ""  # a file's name, a subject line
    media_type: str | None = None
    declared_encoding: str | None = None
    kind: ReportKind | None = None
    published_on: date | None = None
    language: Language | None = None
    credibility: InformationCredibility = InformationCredibility.CANNOT_BE_JUDGED
    marking: Marking | None = None
    held_at: datetime | None = None  # when the organisation first held it; now, where nothing is said
    whole: Whole | None = None  # where `data` is the beginning alone
    contained: Contained | None = None  # where it came in something
    problem: str = ""  # why it is not read, where that is known already; `data` may then be empty: the container has it
    title: str | None = None  # this and the following: as its container says
    author: str | None = None
    updated_on: date | None = None
    source_chain: tuple[str, ...] = ()
    fetched_from: tuple[str, ...] = ()  # the addresses that were asked for it, in order; see casework.fetch

    def as_said(self) -> dict[str, str | list[str]]:
        """Return what the bearer said of it for the reader, in words: reading it again starts from the same."""
        said = {
            "media_type": self.media_type,
            "declared_encoding": self.declared_encoding,
            "kind": self.kind,
            "published_on": None if self.published_on is None else self.published_on.isoformat(),
            "language": self.language,
            "title": self.title,
            "author": self.author,
            "updated_on": None if self.updated_on is None else self.updated_on.isoformat(),
            "problem": self.problem or None,
        }
        kept: dict[str, str | list[str]] = {name: plain(value) for name, value in said.items() if value is not None}
        return {**kept, "source_chain": [plain(name) for name in self.source_chain]} if self.source_chain else kept

    def beginning(self, limit_bytes: int) -> "Handed":
        """Return it as it is, or where it is larger than the limit its beginning, with what the whole was."""
        if len(self.data) <= limit_bytes:
            return self
        whole = self.whole or Whole(digest=hashlib.sha256(self.data).hexdigest(), size_bytes=len(self.data))
        return replace(self, data=self.data[:limit_bytes], whole=whole)


def receive(
    house: House,
    *,
    handed: Handed,
    by: OfficerId | None = None,
    organisation: str | None = None,
    via: str = "",
    report_id: ReportId | None = None,
) -> ReportId:
    """Return the id of the report that was made of the bytes.

    `by` is the officer who hands it in; a system does so with its `organisation` and, in `via`, the name of its key.
    Who must know the id beforehand, so as to find out after a crash whether it was taken in, gives a fresh one.

    Raises:
        NotAllowedError: the caller may not hand reports in.
        NotFoundError: the source is not known to the organisation.
        TheirsError: it is graded 1, which no report is before another one confirms it.
    """
    check_grade_at_reception(handed.credibility)
    caller = admit_either(by, organisation=organisation, to=Act.RECEIVE)
    report_id = report_id or ReportId(house.ids.fresh("r"))
    now = house.clock.now()
    # Before the transaction: a PDF may take half a minute, for which nobody else should wait to write.
    report = read_bytes(house, handed=handed, report_id=report_id, held_at=min(handed.held_at or now, now))
    with durable(house, caller=caller) as unit:
        source = load(SourceRow.objects.within(unit.scope), what="source", source_id=handed.source_id)
        report = replace(report, credibility=as_one_voice(report.credibility))
        if handed.kind is None and report.kind is ReportKind.TIP:  # a message: its form is what its source sends
            report = replace(report, kind=KIND_OF.get(SourceKind(source.kind), ReportKind.TIP))
        container = None if handed.contained is None else _container(unit, digest=handed.contained.digest)
        blob = container if container is not None and not handed.data else keep(unit, data=handed.data)
        ReportRow(
            id=report.id,
            organisation_id=unit.scope.organisation,
            source=source,
            blob=blob,
            container=container,
            container_name=None if handed.contained is None else plain(handed.contained.name)[:_NAME_LENGTH],
            place=None if handed.contained is None else _steps(handed.contained.place),
            attached_to_id=None if handed.contained is None else handed.contained.attached_to,
            name=plain(handed.name)[:_NAME_LENGTH],
            handed_in_by=by or via or "system",
            held_at=report.held_at,
            read_at=unit.at,
            title=title_of(report),
            language=report.language,
            kind=report.kind,
            understanding=report.understanding,
            published_on=report.published_on,
            body=unit.to_json(report),
            handed=handed.as_said(),
            reader=report.reader,
        ).save(force_insert=True)
        index_report(unit, report=report, title=title_of(report), source=source)
        facts: dict[str, Json] = {
            "report": report.id,
            "digest": report.fingerprint.digest,
            "size_bytes": report.size_bytes,
            "kept_bytes": len(handed.data),
            "understanding": report.understanding.value,
            "reader": report.reader,
        }
        if handed.contained is not None:
            facts |= {"container": handed.contained.digest, "place": _bare(handed.contained.place)}
        unit.note("report.received", facts=facts)
        if handed.fetched_from:
            note_fetched(unit, handed=handed, source=source, facts={"report": report.id})
        return report_id


def check_may_receive(house: House, *, source_id: SourceId, by: OfficerId) -> None:  # noqa: ARG001 - as every use case
    """Check that this officer may hand in reports of this source, before anything is done for it.

    Raises:
        NotAllowedError: the caller may not hand reports in.
        NotFoundError: the source is not known to the organisation.
    """
    caller = admit(by, to=Act.RECEIVE)
    load(SourceRow.objects.within(caller.scope), what="source", source_id=source_id)


def digest_on_record(
    house: House,  # noqa: ARG001 - as every use case
    *,
    report_id: ReportId,
    by: OfficerId | None = None,
    organisation: str | None = None,
) -> str | None:
    """Return the digest of the bytes that were handed in under this id, of a piece its container's; None if none were.

    For whoever chose the id, and died, or lost the line, before they knew whether the report was on record.

    Raises:
        NotAllowedError: the caller may not hand reports in.
    """
    caller = admit_either(by, organisation=organisation, to=Act.RECEIVE)
    rows = ReportRow.objects.within(caller.scope).filter(id=report_id)
    found = rows.values_list("container__digest", "blob__digest").first()
    return None if found is None else str(found[0] or found[1])


def check_grade_at_reception(credibility: InformationCredibility) -> None:
    """Refuse a grade of 1: it says that other sources confirm it, and nothing is linked to what has just come.

    Raises:
        TheirsError: it is 1.
    """
    if credibility is InformationCredibility.CONFIRMED:
        raise TheirsError(
            "a grade of 1 says that other sources confirm it, and none is linked to it yet",
            where="credibility",
            remedy="hand it in as 2 to 6; it can be graded 1 once an independent report is linked to it",
        )


def as_one_voice(credibility: InformationCredibility) -> InformationCredibility:
    """Return the grade that a container or a partner's format states, as far as one voice carries it.

    "Confirmed by other sources" comes down to "probably true": which sources those are cannot be seen here, and what
    came among others must not be refused for a grade.
    """
    is_confirmed = credibility is InformationCredibility.CONFIRMED
    return InformationCredibility.PROBABLY_TRUE if is_confirmed else credibility


def receive_and_route(
    house: House, *, handed: Handed, by: OfficerId | None = None, organisation: str | None = None, via: str = ""
) -> Routed:
    """Take a report in and bring it as far as it goes without a person: screened, linked, its case judged anew.

    Two transactions: whatever goes wrong in the second, the report is on record and waits to be routed again.
    """
    report_id = receive(house, handed=handed, by=by, organisation=organisation, via=via)
    return route(house, report_id=report_id, by=by, organisation=organisation)


def read_bytes(house: House, *, handed: Handed, report_id: ReportId, held_at: datetime) -> Report:
    """Return the report of what was handed in; not understood where it could not be read, never an error."""
    if handed.problem:
        return _not_read(handed, report_id=report_id, held_at=held_at, problem=handed.problem)
    if handed.whole is not None:
        return _not_read(handed, report_id=report_id, held_at=held_at, problem=TOO_LARGE)
    received = Received(
        id=report_id,
        source_id=handed.source_id,
        data=handed.data,
        held_at=held_at,
        media_type=handed.media_type,
        kind=handed.kind,
        published_on=handed.published_on,
        language=handed.language,
        credibility=handed.credibility,
        marking=handed.marking,
        declared_encoding=handed.declared_encoding,
        name=handed.name,
        title=handed.title,
        author=handed.author,
        updated_on=handed.updated_on,
        source_chain=handed.source_chain,
    )
    try:
        return read_report(received, knowledge=house.knowledge.intake)
    except Exception:  # noqa: BLE001 - see below
        # A bug of ours must not cost a report: it is kept as not understood, and the bug is told to whoever runs this.
        _log.exception("intake failed on report %s", report_id)
        return _not_read(handed, report_id=report_id, held_at=held_at, problem="reader_failed")


def _not_read(handed: Handed, *, report_id: ReportId, held_at: datetime, problem: str) -> Report:
    """Return the report of bytes that nothing read; a person does."""
    whole = handed.whole or Whole(digest=hashlib.sha256(handed.data).hexdigest(), size_bytes=len(handed.data))
    if not handed.data and handed.contained is not None:
        whole = Whole(digest=handed.contained.digest, size_bytes=0)
    return Report(
        id=report_id,
        source_id=handed.source_id,
        content="",
        passages=(),
        title=handed.title,
        body="",
        language=handed.language or UNKNOWN_LANGUAGE,
        kind=handed.kind or ReportKind.PAGE,
        fingerprint=Fingerprint(digest=whole.digest),
        held_at=held_at,
        media_type=handed.media_type or "application/octet-stream",
        encoding="",
        size_bytes=whole.size_bytes,
        published_on=handed.published_on,
        credibility=handed.credibility,
        marking=handed.marking,
        understanding=Understanding.NOT_UNDERSTOOD,
        problem=problem,
    )


def keep(unit: Unit, *, data: bytes) -> Blob:
    """Return the row that holds these bytes, made where the organisation does not hold them yet."""
    digest = hashlib.sha256(data).hexdigest()
    found, _ = Blob.objects.within(unit.scope).get_or_create(
        digest=digest,
        organisation_id=unit.scope.organisation,
        defaults={"size_bytes": len(data), "data": data},
    )
    return found


def note_fetched(unit: Unit, *, handed: Handed, source: SourceRow, facts: Mapping[str, Json]) -> None:
    """Note which addresses were asked for what was handed in; `facts` names what became of it."""
    # An address can tell who the source is, so it lies under the source's own key, and goes when that does.
    address = Personal(SubjectId(source.subject), Sealed(" → ".join(handed.fetched_from)))
    unit.note("report.fetched", facts=facts, personal={"address": address})


def _container(unit: Unit, *, digest: str) -> Blob:
    # Without its bytes: a mailbox of 60 MB is not read again for each of its messages.
    return load(Blob.objects.within(unit.scope).defer("data"), what="container", digest=digest)


def _steps(place: Sequence[Step]) -> list[list[str | int]]:
    return [[step.unit.value, step.number, plain(step.label)[:_NAME_LENGTH]] for step in place]


def _bare(place: Sequence[Step]) -> str:
    """Return the place without names: the ledger is open, and a file's name may be a person's."""
    return "/".join(f"{step.unit.value} {step.number}" for step in place)


def title_of(report: Report) -> str:
    """Return what a list calls the report: its headline, else how it begins."""
    return plain(report.title or " ".join(report.body[: 2 * _TITLE_LENGTH].split())[:_TITLE_LENGTH])


def plain(text: str) -> str:
    """Return the text with what a database cannot keep shown as U+FFFD; the report itself keeps it as it came."""
    return "".join("\ufffd" if letter == "\0" or "\ud800" <= letter <= "\udfff" else letter for letter in text)
