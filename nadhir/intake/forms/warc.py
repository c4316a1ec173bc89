# SPDX-License-Identifier: Apache-2.0
"""A web archive (WARC 1.0 and 1.1, ISO 28500), compressed record by record or not: what each address answered.

The payload of every `response` and `resource` record is a piece, with its own media type, its chunks joined and its
compression undone; its address is its name and the record's date since when it is held. Redirections, style sheets,
scripts and fonts are left aside, and so is every other kind of record. FastWARC reads a record and its HTTP head; where
a record ends is found here, so that reading can go on behind a broken one, and decoding is ours, since it has to be
bounded. A stretch that is no record is a piece with a problem, and
reading goes on at the next record that can be found.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final

from fastwarc.warc import ArchiveIterator, HeaderMap, WarcRecord, WarcRecordType

from nadhir.intake.forms.inflate import (
    GZIP_MAGIC,
    GZIP_WINDOW,
    RAW_WINDOW,
    ZLIB_WINDOW,
    gunzip,
    inflate,
    peek_gzip,
    unbrotli,
)
from nadhir.intake.pieces import Budget, LeftAside, Piece, Problem, Stated, Step, StepUnit

__all__ = ["looks_like_warc", "pieces_of"]

_VERSION: Final = re.compile(rb"WARC/[01]\.\d+\r?\n")
_NEXT: Final = re.compile(rb"(?<=\n)WARC/[01]\.\d+\r?\n")
_LENGTH: Final = re.compile(rb"(?im)^content-length:[ \t]*(\d{1,15})[ \t]*\r?$")
_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_LONGEST_HEAD: Final = 32 * 1024
_WANTED: Final = WarcRecordType.response | WarcRecordType.resource
_FURNITURE: Final = re.compile(
    r"text/css|(?:text|application)/(?:x-)?(?:java|ecma)script|font/|application/(?:x-)?font"
)
_CHUNK: Final = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_VAGUE: Final = frozenset(["", "application/octet-stream", "text/plain", "application/http"])
_REDIRECTS: Final = range(300, 400)


def looks_like_warc(data: bytes) -> bool:
    """Tell whether the bytes begin with a record, compressed or not."""
    head = peek_gzip(data) if data.startswith(GZIP_MAGIC) else data[:64]
    return _VERSION.match(head.lstrip(b"\r\n")) is not None


def pieces_of(data: bytes, *, name: str, budget: Budget) -> Iterator[Piece | LeftAside]:  # noqa: ARG001 - as every form
    """Yield the payloads in the order of the archive, and what of it is no record."""
    numbers = _Numbers()
    if not data.startswith(GZIP_MAGIC):
        yield from _records(data, numbers=numbers, budget=budget)
        return
    plain: list[bytes] = []
    for member in gunzip(data, budget=budget):
        # A writer compresses each record by itself, or the whole archive at once: both are read in one stretch.
        plain.append(member.data)
        if member.problem is not None:
            joined = b"".join(plain)
            plain.clear()
            if joined and member.problem in (Problem.CUT_SHORT, Problem.DAMAGED):
                yield from _records(joined, numbers=numbers, budget=budget, is_beginning=True)
            rest = data[member.start : member.end]
            yield Piece(rest, (Step(StepUnit.REST, numbers.rest()),), problem=member.problem)
    if plain:
        yield from _records(b"".join(plain), numbers=numbers, budget=budget)


@dataclass(slots=True)
class _Numbers:
    """How many records, and stretches that are none, were met."""

    records: int = 0
    rests: int = 0

    def record(self) -> int:
        self.records += 1
        return self.records

    def rest(self) -> int:
        self.rests += 1
        return self.rests


def _records(
    data: bytes, *, numbers: _Numbers, budget: Budget, is_beginning: bool = False
) -> Iterator[Piece | LeftAside]:
    """Yield what stands in plain records; `is_beginning` where it is known to break off, and is said elsewhere."""
    at, damages = 0, 0
    while at < len(data):
        at = _after_blanks(data, at=at)
        if at >= len(data):
            return
        end = _end_of(data, at=at)
        if end is not None and end <= len(data):
            yield from _record(data[at:end], number=numbers.record(), budget=budget)
            at = end
            continue
        if end is not None and _NEXT.search(data, at + 1) is None:
            # The last record, cut: what came of it is read.
            yield from _record(data[at:], number=numbers.record(), budget=budget)
            if not is_beginning:
                yield Piece(b"", (Step(StepUnit.REST, numbers.rest()),), problem=Problem.CUT_SHORT)
            return
        damages += 1
        found = _NEXT.search(data, at + 1) if damages < budget.limits.damaged_stretches else None
        stop = len(data) if found is None else found.start()
        if not (is_beginning and stop == len(data)):
            yield Piece(data[at:stop], (Step(StepUnit.REST, numbers.rest()),), problem=Problem.DAMAGED)
        at = stop


def _end_of(data: bytes, *, at: int) -> int | None:
    """Return where the record that begins here ends by its own word; None where none begins here."""
    if _VERSION.match(data, at) is None:
        return None
    head_end = _HEAD_END.search(data, at, at + _LONGEST_HEAD)
    if head_end is None:
        return None
    length = _LENGTH.search(data, at, head_end.end())
    return None if length is None else head_end.end() + int(length[1])


def _after_blanks(data: bytes, *, at: int) -> int:
    """Return where the next record may begin; two line breaks stand between (WARC 1.1, section 4)."""
    while at < len(data) and data[at] in b"\r\n":
        at += 1
    return at


# ── one record ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _record(raw: bytes, *, number: int, budget: Budget) -> Iterator[Piece | LeftAside]:
    place = (Step(StepUnit.RECORD, number),)
    try:
        record = next(iter(ArchiveIterator(BytesIO(raw), parse_http=False, strict_mode=False)), None)
        kind = None if record is None else record.record_type
    except (OSError, ValueError, RuntimeError, UnicodeError):
        record, kind = None, None
    if record is None or kind is None:
        yield Piece(raw, place, problem=Problem.DAMAGED)
    elif not kind & _WANTED:
        yield LeftAside(place, "other_record")
    else:
        yield from _payload(record, raw=raw, number=number, budget=budget)


def _payload(record: WarcRecord, *, raw: bytes, number: int, budget: Budget) -> Iterator[Piece | LeftAside]:
    try:
        address = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")
        written = record.headers.get("WARC-Date") or ""
        kind = record.headers.get("Content-Type") or ""
        status, coding, chunked = 200, "", False
        heads: HeaderMap | None = None
        if "application/http" in kind.lower() or (not kind and address.startswith("http")):
            record.parse_http(auto_decode="none", strict_mode=False)
            heads = record.http_headers  # None, whatever its type says, where there is no head
        if heads is not None:
            kind = heads.get("Content-Type") or ""
            status = heads.status_code or 200
            coding = (heads.get("Content-Encoding") or "").lower().strip()
            chunked = "chunked" in (heads.get("Transfer-Encoding") or "").lower()
        body = record.reader.read()
    except (OSError, ValueError, RuntimeError, UnicodeError):
        yield Piece(raw, (Step(StepUnit.RECORD, number),), problem=Problem.DAMAGED)
        return
    place = (Step(StepUnit.RECORD, number, address),)
    media_type = kind.split(";")[0].strip().lower()
    if status in _REDIRECTS or not body or _FURNITURE.match(media_type):
        because = "redirection" if status in _REDIRECTS else "style_or_script" if body else "no_content"
        yield LeftAside(place, because)
        return
    decoded, problem = _decoded(body, chunked=chunked, coding=coding, budget=budget)
    if decoded.strip():
        yield Piece(
            decoded,
            place,
            name=address,
            file_name=address.partition("?")[0].rpartition("/")[2],
            media_type=None if media_type in _VAGUE else media_type[:100],
            declared_encoding=_charset(kind),
            stated=Stated(held_at=_moment(written)),
        )
    elif problem is None:
        yield LeftAside(place, "no_content")
    if problem is not None:
        yield Piece(raw, (*place, Step(StepUnit.REST, 1)), name=address, problem=problem)


def _decoded(body: bytes, *, chunked: bool, coding: str, budget: Budget) -> tuple[bytes, Problem | None]:
    """Return the payload with its transfer and content codings undone (RFC 9110, 8.4; RFC 9112, 7.1).

    Many archives say `chunked` or `gzip` of what their crawler has undone already: what does not look so is left.
    """
    problem: Problem | None = None
    if chunked and _CHUNK.match(body):
        body, problem = _joined(body)
    for each in reversed([part.strip() for part in coding.split(",") if part.strip()]):
        if each in ("identity", "utf-8"):
            continue
        if each in ("gzip", "x-gzip"):
            if not body.startswith(GZIP_MAGIC):
                continue
            made = inflate(body, window=GZIP_WINDOW, budget=budget)
        elif each == "deflate":
            made = inflate(body, window=ZLIB_WINDOW, budget=budget)
            if made.problem is Problem.DAMAGED and not made.data:
                made = inflate(body, window=RAW_WINDOW, budget=budget)
        elif each == "br":
            made = unbrotli(body, budget=budget)
        else:
            return b"", Problem.UNKNOWN_COMPRESSION
        if made.problem is Problem.DAMAGED and not made.data and each in ("deflate", "br") and _is_text(body):
            continue
        if made.problem in (Problem.EXPANDS_TOO_MUCH, Problem.UNPACKS_TOO_LARGE):
            budget.give_back(len(made.data))
            return b"", made.problem
        body, problem = made.data, problem or made.problem
    return body, problem


def _is_text(body: bytes) -> bool:
    return body.lstrip()[:1] in (b"<", b"{", b"[")


def _joined(body: bytes) -> tuple[bytes, Problem | None]:
    made: list[bytes] = []
    at = 0
    while (match := _CHUNK.match(body, at)) is not None:
        size = int(match[1], 16)
        if size == 0:
            return b"".join(made), None
        chunk = body[match.end() : match.end() + size]
        made.append(chunk)
        if len(chunk) < size:
            return b"".join(made), Problem.CUT_SHORT
        at = match.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
    return b"".join(made), Problem.CUT_SHORT if at >= len(body) else Problem.DAMAGED


def _charset(kind: str) -> str | None:
    match = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", kind, re.IGNORECASE)
    return None if match is None else match[1]


def _moment(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment
