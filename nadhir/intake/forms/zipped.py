# SPDX-License-Identifier: Apache-2.0
"""A ZIP archive (PKWARE APPNOTE 6.3): each file in it.

The directory at its end is read first. Where that is missing or wrong, since the archive was cut or hurt, the files
are found by their own heads, one after the other. Nothing is written anywhere, so that a file's path is only a name.
Stored and deflated files are opened; what is encrypted or packed otherwise is said to be.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from nadhir.intake.forms.inflate import RAW_WINDOW, inflate
from nadhir.intake.pieces import Budget, LeftAside, OverLimitError, Piece, Problem, Step, StepUnit

__all__ = ["is_document", "pieces_of"]

_HEAD: Final = b"PK\x03\x04"
_DIRECTORY: Final = b"PK\x01\x02"
_LOCAL: Final = struct.Struct("<4sHHHHHIIIHH")
_HAS_DESCRIPTOR, _IS_ENCRYPTED, _IS_UTF8 = 0x08, 0x01, 0x800
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_SNIFFED_BYTES: Final = 4096
#: A document or a program that happens to be packed so is one thing, not several.
_DOCUMENTS: Final = (b"[Content_Types].xml", b"mimetypeapplication/", b"META-INF/MANIFEST.MF", b"AndroidManifest.xml")
_FURNITURE: Final = re.compile(
    r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)|\.(?:css|js|mjs|map|woff2?|ttf|otf|eot)$",
    re.IGNORECASE,
)
#: What the standard library raises on a broken archive, beside its own error.
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    UnicodeError,
    ValueError,
)


def is_document(data: bytes) -> bool:
    """Tell whether the archive is an office document, an e-book or a program: those are one report."""
    head = data[:_SNIFFED_BYTES]
    return any(mark in head for mark in _DOCUMENTS)


def pieces_of(data: bytes, *, name: str, budget: Budget) -> Iterator[Piece | LeftAside]:  # noqa: ARG001 - as every form
    """Yield every file, and what was wrong with it; folders, style sheets, scripts and fonts are left aside."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            for number, info in enumerate(infos, start=1):
                yield from _member(archive, info=info, number=number, data=data, budget=budget)
    except _BROKEN:
        # Of an archive whose directory cannot be read nothing was given yet: `_member` keeps its own faults.
        yield from _salvage(data, budget=budget)


def _member(
    archive: zipfile.ZipFile, *, info: zipfile.ZipInfo, number: int, data: bytes, budget: Budget
) -> Iterator[Piece | LeftAside]:
    file_name = _name(info.filename, is_utf8=bool(info.flag_bits & _IS_UTF8))
    place = (Step(StepUnit.FILE, number, file_name),)
    if file_name.endswith("/") or _FURNITURE.search(file_name):
        yield LeftAside(place, "folder" if file_name.endswith("/") else "style_or_script")
        return
    if info.flag_bits & _IS_ENCRYPTED:
        yield Piece(_packed(data, info=info), place, file_name=file_name, problem=Problem.ENCRYPTED)
        return
    if info.compress_type not in (_STORED, _DEFLATED):
        yield Piece(_packed(data, info=info), place, file_name=file_name, problem=Problem.UNKNOWN_COMPRESSION)
        return
    made = bytearray()
    problem: Problem | None = None
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(65_536):
                made += chunk
                budget.spend(len(chunk), made_bytes=len(made), packed_bytes=info.compress_size)
    except _BROKEN:
        problem = Problem.DAMAGED
    except OverLimitError as over:
        budget.give_back(len(made))
        yield Piece(_packed(data, info=info), place, file_name=file_name, problem=over.problem)
        return
    if made or problem is None:
        yield Piece(bytes(made), place, file_name=file_name)
    if problem is not None:
        yield Piece(_packed(data, info=info), (*place, Step(StepUnit.REST, 1)), file_name=file_name, problem=problem)


def _packed(data: bytes, *, info: zipfile.ZipInfo) -> bytes:
    """Return the file's packed bytes as they stand in the archive, its head before them."""
    start = info.header_offset
    if start < 0 or start >= len(data):
        return b""
    return data[start : start + _LOCAL.size + len(info.orig_filename) + max(info.compress_size, 0)]


def _salvage(data: bytes, *, budget: Budget) -> Iterator[Piece | LeftAside]:
    """Yield the files of an archive without a directory, found by their own heads; then that it was cut short."""
    at, number = data.find(_HEAD), 0
    while 0 <= at < len(data) and number < budget.limits.pieces:
        number += 1
        found = _local(data, at=at, number=number, budget=budget)
        yield from found
        at = data.find(_HEAD, max(_end_of(data, at=at, pieces=found, budget=budget), at + len(_HEAD)))
    yield Piece(b"", (Step(StepUnit.REST, 1),), problem=Problem.CUT_SHORT)


def _local(data: bytes, *, at: int, number: int, budget: Budget) -> list[Piece | LeftAside]:
    head = data[at : at + _LOCAL.size]
    if len(head) < _LOCAL.size:
        return []
    _, _, flags, method, _, _, _, packed, size, name_bytes, extra_bytes = _LOCAL.unpack(head)
    start = at + _LOCAL.size + name_bytes + extra_bytes
    raw = data[at + _LOCAL.size : at + _LOCAL.size + name_bytes]
    file_name = _name(raw.decode("cp437"), is_utf8=False)
    place = (Step(StepUnit.FILE, number, file_name),)
    if file_name.endswith("/") or _FURNITURE.search(file_name):
        return [LeftAside(place, "folder" if file_name.endswith("/") else "style_or_script")]
    stop = min(len(data), start + packed) if packed and not flags & _HAS_DESCRIPTOR else _next_head(data, start=start)
    if flags & _IS_ENCRYPTED or method not in (_STORED, _DEFLATED):
        problem = Problem.ENCRYPTED if flags & _IS_ENCRYPTED else Problem.UNKNOWN_COMPRESSION
        return [Piece(data[at:stop], place, file_name=file_name, problem=problem)]
    if method == _STORED:
        stored = data[start:stop]
        return [Piece(stored, place, file_name=file_name)] if stored or not size else []
    made = inflate(data, start=start, window=RAW_WINDOW, budget=budget)
    if made.problem in (Problem.EXPANDS_TOO_MUCH, Problem.UNPACKS_TOO_LARGE):
        budget.give_back(len(made.data))
        return [Piece(data[at:stop], place, file_name=file_name, problem=made.problem)]
    found: list[Piece | LeftAside] = [Piece(made.data, place, file_name=file_name)] if made.data else []
    if made.problem is not None:
        rest = (*place, Step(StepUnit.REST, 1))
        found.append(Piece(data[at:stop], rest, file_name=file_name, problem=made.problem))
    return found


def _end_of(data: bytes, *, at: int, pieces: list[Piece | LeftAside], budget: Budget) -> int:
    """Return from where the next head is looked for: past what is stored openly, which may hold a head itself."""
    head = data[at : at + _LOCAL.size]
    if len(head) < _LOCAL.size or budget.limits.pieces <= 0:
        return len(data)
    packed, name_bytes, extra_bytes = _LOCAL.unpack(head)[7], *_LOCAL.unpack(head)[9:]
    end = at + _LOCAL.size + name_bytes + extra_bytes + packed
    is_whole = all(isinstance(piece, LeftAside) or piece.problem is None for piece in pieces)
    return end if is_whole and end <= len(data) else at + _LOCAL.size


def _next_head(data: bytes, *, start: int) -> int:
    head = data.find(_HEAD, start)
    stop = len(data) if head < 0 else head
    directory = data.find(_DIRECTORY, start, stop)  # no further: an archive of heads must not be read once for each
    return stop if directory < 0 else directory


def _name(given: str, *, is_utf8: bool) -> str:
    """Return a file's name; many archivers write UTF-8 without saying so."""
    if is_utf8:
        return given
    try:
        return given.encode("cp437").decode("utf-8")
    except UnicodeError:
        return given
