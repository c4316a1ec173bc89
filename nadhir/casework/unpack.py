# SPDX-License-Identifier: Apache-2.0
"""Take in what was handed in as one and may hold several reports: each piece becomes a report of its own.

Promise: the container is on disk, byte for byte, before any piece of it is; each piece is received and routed in
transactions of its own, so that a bad one costs no other, and all are received before the first is routed; what could
not be read of the container is a report that was not understood, and says why. What holds one report alone is received
as `receive` does it, and nothing else changes.

A container that is handed in twice is kept once, and its pieces are received again: linking finds that they are copies.
Not so under an id of the bearer's choosing: then its pieces have ids that follow from it (`piece_id`), and what was on
record before, of a run that ended in the middle, is left as it is. What is nobody's words (style sheets, folders, what
a service says of itself) stays in the container, and is counted.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from django.db import IntegrityError, InterfaceError, OperationalError

from nadhir.casework.authority import Act, admit_either
from nadhir.casework.house import House
from nadhir.casework.receive import (
    Contained,
    Handed,
    Whole,
    as_one_voice,
    digest_on_record,
    keep,
    note_fetched,
    receive,
)
from nadhir.casework.route import Routed, route
from nadhir.casework.unit import durable
from nadhir.intake import Form, Limits, Piece, Problem, Step, StepUnit, Unpacked, form_of, unpack
from nadhir.store.models import SourceRow
from nadhir.store.scope import load
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import OfficerId, ReportId
from nadhir.terms.report import InformationCredibility

T = TypeVar("T")
_log = logging.getLogger(__name__)
READER_FAILED: Final = "reader_failed"


class OtherBytesError(TheirsError):
    """Other bytes are on record under the id that was chosen for these."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What was handed in, taken apart: nothing of it is kept yet. `form` is None where it holds one report."""

    handed: Handed
    form: Form | None
    pieces: tuple[Piece, ...]
    left_aside_count: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one report.

    `report_id` is None where it could not even be received, `routed` where it was not routed: `error` then says why,
    unless it was not tried, as nothing is with what was on record before. What is not routed waits for the worker.
    """

    name: str
    report_id: ReportId | None
    was_on_record: bool = False
    routed: Routed | None = None
    error: Exception | None = None
    place: tuple[Step, ...] = ()


def is_container(data: bytes, *, name: str, media_type: str | None = None) -> bool:
    """Tell whether the bytes begin as something does that holds several reports; a message counts as one."""
    return form_of(data, name=name, media_type=media_type) is not None


def as_one(handed: Handed) -> Opened:
    """Return what was handed in as one report, whatever it may hold: a text that somebody typed is no container."""
    return Opened(handed=handed.beginning(Limits().size_bytes), form=None, pieces=(), left_aside_count=0)


def open_up(handed: Handed, *, limits: Limits | None = None) -> Opened:
    """Return what was handed in, taken apart where it holds several reports; of what is too large, the beginning."""
    limits = limits or Limits()
    allowed = limits.size_bytes
    if is_container(handed.data, name=handed.name, media_type=handed.media_type):
        allowed = limits.container_bytes
    kept = handed.beginning(allowed)
    try:
        found = unpack(kept.data, name=handed.name, media_type=handed.media_type, limits=limits)
    except Exception:  # noqa: BLE001 - as `receive`: a bug of ours must not cost a report
        _log.exception("a container could not be taken apart")
        return as_one(replace(kept, problem=READER_FAILED))
    if found.form is None:
        return as_one(handed)
    pieces = found.pieces if kept.whole is None else _of_beginning(found, name=handed.name)
    return Opened(handed=kept, form=found.form, pieces=pieces, left_aside_count=len(found.left_aside))


def piece_id(report_id: ReportId, *, at: int) -> ReportId:
    """Return the id of the piece at this place of what is handed in under an id: the first has that id itself.

    >>> [piece_id(ReportId("r-77aa01"), at=at) for at in range(3)]
    ['r-77aa01', 'r-77aa01.1', 'r-77aa01.2']
    """
    return report_id if at == 0 else ReportId(f"{report_id}.{at}")


def receive_each(
    house: House,
    *,
    opened: Opened,
    by: OfficerId | None = None,
    organisation: str | None = None,
    via: str = "",
    routes: int | None = None,
    report_id: ReportId | None = None,
    on_record: Callable[[], None] | None = None,
) -> Iterator[Taken]:
    """Yield what became of each report, once all are received; after `routes` of them routing is the worker's.

    `by` is the officer who hands it in; a system does so with its `organisation` and, in `via`, the name of its key.
    Who may have to hand the same in again, not knowing what came of it, gives a fresh `report_id`: what is on record
    under it is not received again. `on_record` is called once all are on disk and in the ledger, before any is routed.

    Raises:
        NotAllowedError: the caller may not hand reports in; nothing is kept.
        NotFoundError: the source is not known to the organisation; nothing is kept.
        OtherBytesError: other bytes are on record under the id, and no report is made of these.
        OperationalError: the database failed, and the same can be handed in again under its `report_id`.
    """
    receiving = _Receiving(
        house,
        opened=opened,
        digest=hashlib.sha256(opened.handed.data).hexdigest(),
        by=by,
        organisation=organisation,
        via=via,
        report_id=report_id,
    )
    taken = [receiving.alone()] if opened.form is None else receiving.pieces()
    if on_record is not None:
        on_record()
    may_route = routes
    for each in taken:
        if each.report_id is None or each.was_on_record or may_route == 0:
            yield each
            continue
        may_route = None if may_route is None else may_route - 1
        yield _routed(house, taken=each, report_id=each.report_id, by=by, organisation=organisation)


@dataclass(frozen=True, slots=True)
class _Receiving:
    """One delivery being received: what it is, who hands it in, and under which id, where they chose one."""

    house: House
    opened: Opened
    digest: str
    by: OfficerId | None
    organisation: str | None
    via: str
    report_id: ReportId | None

    def alone(self) -> Taken:
        """Return the one report received, or what is on record of it."""
        name = self.opened.handed.name
        if self.report_id is not None and self._is_on_record(self.report_id):
            return Taken(name, self.report_id, was_on_record=True)
        try:
            return Taken(name, self._receive(self.opened.handed, report_id=self.report_id))
        except IntegrityError:
            # The same came twice at once, and the other was the first.
            if self.report_id is None or not self._is_on_record(self.report_id):
                raise
            return Taken(name, self.report_id, was_on_record=True)

    def pieces(self) -> list[Taken]:
        """Return each piece received, or what is on record of it."""
        if self.report_id is None or not self._is_on_record(self.report_id):
            self._keep_container()
        all_taken: list[Taken] = []
        for at, piece in enumerate(self.opened.pieces):
            message = None if piece.attached_to is None else all_taken[piece.attached_to].report_id
            handed = _handed(self.opened, piece=piece, digest=self.digest, attached_to=message)
            chosen = None if self.report_id is None else piece_id(self.report_id, at=at)
            all_taken.append(replace(self._piece(handed, report_id=chosen), place=piece.place))
        return all_taken

    def _piece(self, handed: Handed, *, report_id: ReportId | None) -> Taken:
        """Return the piece received; one on which receiving fails is received as not understood, by its container.

        Raises:
            OperationalError: the database failed, and there is an id under which this can be repeated.
        """
        if report_id is not None and self._is_on_record(report_id):
            return Taken(handed.name, report_id, was_on_record=True)
        try:
            return Taken(handed.name, self._receive(handed, report_id=report_id))
        except Exception as error:
            if report_id is not None and isinstance(error, OperationalError | InterfaceError):
                raise  # a full disk, a database that is away: said now, so that the rest is handed in again
            if report_id is not None and isinstance(error, IntegrityError) and self._is_on_record(report_id):
                return Taken(handed.name, report_id, was_on_record=True)  # the same came twice at once
            _log.exception("a piece of a container could not be received")
            failed = error
        bare = replace(handed, data=b"", media_type=None, problem=READER_FAILED, title=None, author=None, whole=None)
        try:
            return Taken(handed.name, self._receive(bare, report_id=report_id))
        except Exception as error:
            if report_id is not None and isinstance(error, OperationalError | InterfaceError):
                raise
            _log.exception("a piece of a container could not be recorded at all")
            return Taken(handed.name, None, error=failed)

    def _receive(self, handed: Handed, *, report_id: ReportId | None) -> ReportId:
        return receive(
            self.house,
            handed=handed,
            by=self.by,
            organisation=self.organisation,
            via=self.via,
            report_id=report_id,
        )

    def _is_on_record(self, report_id: ReportId) -> bool:
        """Tell whether this very delivery was received under the id before.

        Raises:
            OtherBytesError: another was.
        """
        found = digest_on_record(self.house, report_id=report_id, by=self.by, organisation=self.organisation)
        if found is not None and found != self.digest:
            raise OtherBytesError(
                "other bytes are on record under this id", where=report_id, remedy="hand these in under another"
            )
        return found is not None

    def _keep_container(self) -> None:
        """Keep the container, in a transaction of its own."""
        handed = self.opened.handed
        caller = admit_either(self.by, organisation=self.organisation, to=Act.RECEIVE)
        with durable(self.house, caller=caller) as unit:
            source = load(SourceRow.objects.within(unit.scope), what="source", source_id=handed.source_id)
            blob = keep(unit, data=handed.data)
            whole = handed.whole or Whole(digest=blob.digest, size_bytes=len(handed.data))
            unit.note(
                "container.received",
                facts={
                    "digest": whole.digest,
                    "size_bytes": whole.size_bytes,
                    "kept_digest": blob.digest,
                    "kept_bytes": len(handed.data),
                    "form": None if self.opened.form is None else self.opened.form.value,
                    "pieces": len(self.opened.pieces),
                    "left_aside": self.opened.left_aside_count,
                },
            )
            if handed.fetched_from:  # once, for all its pieces: they were asked for together
                note_fetched(unit, handed=handed, source=source, facts={"container": blob.digest})


def _of_beginning(found: Unpacked, *, name: str) -> tuple[Piece, ...]:
    """Return the pieces of a container's beginning: that it breaks off is our doing, and is said as that."""
    pieces = found.pieces
    if pieces[-1].problem in (Problem.CUT_SHORT, Problem.NOTHING_INSIDE) and not pieces[-1].data:
        pieces = pieces[:-1]
    rest = Step(StepUnit.REST, 1)
    said = f"{name}, {rest.said()}" if name else rest.said()
    return (*pieces, Piece(b"", (rest,), name=said, problem=Problem.TOO_LARGE))


def _handed(opened: Opened, *, piece: Piece, digest: str, attached_to: ReportId | None) -> Handed:
    """Return a piece as it is handed in: what its bearer says of all outranks what the container says of each.

    Of JSON Lines it is the other way about: whoever wrote a line knows it better than whoever sends a thousand.
    """
    given, stated = opened.handed, piece.stated
    is_of_line = opened.form is Form.JSON_LINES
    credibility = given.credibility
    if stated.credibility is not None and (is_of_line or credibility is InformationCredibility.CANNOT_BE_JUDGED):
        credibility = as_one_voice(stated.credibility)
    limit = Limits().size_bytes
    # A message that is cut is whole in its container, and what holds nothing is what it came as.
    is_inside = bool(piece.place) or len(piece.data) > limit or not piece.data
    contained = Contained(digest=digest, name=given.name, place=piece.place, attached_to=attached_to)
    return Handed(
        data=piece.data,
        source_id=given.source_id,
        name=piece.name,
        media_type=piece.media_type,
        declared_encoding=piece.declared_encoding,
        kind=_first(stated.kind, given.kind, is_of_line=is_of_line),
        published_on=_first(stated.published_on, given.published_on, is_of_line=is_of_line),
        language=_first(stated.language, given.language, is_of_line=is_of_line),
        credibility=credibility,
        marking=_first(stated.marking, given.marking, is_of_line=is_of_line),
        held_at=_first(stated.held_at, given.held_at, is_of_line=is_of_line),
        contained=contained if is_inside else None,
        problem="" if piece.problem is None else piece.problem.value,
        title=stated.title,
        author=stated.author,
        updated_on=stated.updated_on,
        source_chain=stated.source_chain,
    ).beginning(limit)


def _first(stated: T | None, given: T | None, *, is_of_line: bool) -> T | None:
    first, second = (stated, given) if is_of_line else (given, stated)
    return second if first is None else first


def _routed(
    house: House, *, taken: Taken, report_id: ReportId, by: OfficerId | None, organisation: str | None
) -> Taken:
    try:
        return replace(taken, routed=route(house, report_id=report_id, by=by, organisation=organisation))
    except Exception as error:  # noqa: BLE001 - it is on record by now, and the worker tries it again
        _log.exception("report %s was taken in and could not be routed", report_id)
        return replace(taken, error=error)
