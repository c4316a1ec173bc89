# SPDX-License-Identifier: Apache-2.0
"""Take in what was handed in as one and may hold several reports: each piece becomes a report of its own.

Promise: the container is on disk, byte for byte, before any piece of it is; each piece is received and routed in
transactions of its own, so that a bad one costs no other; what could not be read of the container is a report that was
not understood, and says why. What holds one report alone is received as `receive` does it, and nothing else changes.

A container that is handed in twice is kept once, and its pieces are received again: linking finds that they are copies.
What is nobody's words (style sheets, folders, what a service says of itself) stays in the container, and is counted.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from nadhir.casework.authority import Act, admit_either
from nadhir.casework.house import House
from nadhir.casework.receive import Contained, Handed, Whole, as_one_voice, keep, receive
from nadhir.casework.route import Routed, route
from nadhir.casework.unit import durable
from nadhir.intake import Form, Limits, Piece, Problem, Step, StepUnit, Unpacked, form_of, unpack
from nadhir.store.models import SourceRow
from nadhir.store.scope import load
from nadhir.terms.ids import OfficerId, ReportId
from nadhir.terms.report import InformationCredibility

T = TypeVar("T")
_log = logging.getLogger(__name__)
READER_FAILED: Final = "reader_failed"


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
    unless it was not tried. What is not routed waits for the worker.
    """

    name: str
    report_id: ReportId | None
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


def receive_each(
    house: House,
    *,
    opened: Opened,
    by: OfficerId | None = None,
    organisation: str | None = None,
    via: str = "",
    routes: int | None = None,
) -> Iterator[Taken]:
    """Yield what became of each report, as it is received and routed; after `routes` of them routing is the worker's.

    `by` is the officer who hands it in; a system does so with its `organisation` and, in `via`, the name of its key.

    Raises:
        NotAllowedError: the caller may not hand reports in; nothing is kept.
        NotFoundError: the source is not known to the organisation; nothing is kept.
    """
    if opened.form is None:
        report_id = receive(house, handed=opened.handed, by=by, organisation=organisation, via=via)
        may_route = routes is None or routes > 0
        yield _routed(
            house, name=opened.handed.name, report_id=report_id, by=by, organisation=organisation, may_route=may_route
        )
        return
    digest = _keep_container(house, opened=opened, by=by, organisation=organisation)
    ids: dict[int, ReportId] = {}
    for at, piece in enumerate(opened.pieces):
        message = None if piece.attached_to is None else ids.get(piece.attached_to)
        handed = _handed(opened, piece=piece, digest=digest, attached_to=message)
        taken = _receive_one(house, handed=handed, by=by, organisation=organisation, via=via)
        if taken.report_id is not None:
            ids[at] = taken.report_id
            may_route = routes is None or at < routes
            taken = _routed(
                house,
                name=piece.name,
                report_id=taken.report_id,
                by=by,
                organisation=organisation,
                may_route=may_route,
            )
        yield replace(taken, place=piece.place)


def _of_beginning(found: Unpacked, *, name: str) -> tuple[Piece, ...]:
    """Return the pieces of a container's beginning: that it breaks off is our doing, and is said as that."""
    pieces = found.pieces
    if pieces[-1].problem in (Problem.CUT_SHORT, Problem.NOTHING_INSIDE) and not pieces[-1].data:
        pieces = pieces[:-1]
    rest = Step(StepUnit.REST, 1)
    said = f"{name}, {rest.said()}" if name else rest.said()
    return (*pieces, Piece(b"", (rest,), name=said, problem=Problem.TOO_LARGE))


def _keep_container(house: House, *, opened: Opened, by: OfficerId | None, organisation: str | None) -> str:
    """Return the digest of the container as it is kept, in a transaction of its own."""
    handed = opened.handed
    with durable(house, caller=admit_either(by, organisation=organisation, to=Act.RECEIVE)) as unit:
        load(SourceRow.objects.within(unit.scope), what="source", source_id=handed.source_id)
        blob = keep(unit, data=handed.data)
        whole = handed.whole or Whole(digest=blob.digest, size_bytes=len(handed.data))
        unit.note(
            "container.received",
            facts={
                "digest": whole.digest,
                "size_bytes": whole.size_bytes,
                "kept_digest": blob.digest,
                "kept_bytes": len(handed.data),
                "form": None if opened.form is None else opened.form.value,
                "pieces": len(opened.pieces),
                "left_aside": opened.left_aside_count,
            },
        )
        return blob.digest


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
    is_inside = bool(piece.place) or len(piece.data) > limit  # a message that is cut is whole in its container
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


def _receive_one(house: House, *, handed: Handed, by: OfficerId | None, organisation: str | None, via: str) -> Taken:
    """Return the piece received; one on which receiving fails is received as not understood, by its container."""
    try:
        return Taken(handed.name, receive(house, handed=handed, by=by, organisation=organisation, via=via))
    except Exception as error:  # noqa: BLE001 - see above
        _log.exception("a piece of a container could not be received")
        failed = error
    bare = replace(handed, data=b"", media_type=None, problem=READER_FAILED, title=None, author=None, whole=None)
    try:
        report_id = receive(house, handed=bare, by=by, organisation=organisation, via=via)
    except Exception:  # noqa: BLE001 - the container is on record; the others must not wait for this one
        _log.exception("a piece of a container could not be recorded at all")
        return Taken(handed.name, None, error=failed)
    return Taken(handed.name, report_id)


def _routed(
    house: House,
    *,
    name: str,
    report_id: ReportId,
    by: OfficerId | None,
    organisation: str | None,
    may_route: bool,
) -> Taken:
    if not may_route:
        return Taken(name, report_id)
    try:
        return Taken(name, report_id, routed=route(house, report_id=report_id, by=by, organisation=organisation))
    except Exception as error:  # noqa: BLE001 - it is on record by now, and the worker tries it again
        _log.exception("report %s was taken in and could not be routed", report_id)
        return Taken(name, report_id, error=error)
