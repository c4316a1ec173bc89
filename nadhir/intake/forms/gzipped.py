# SPDX-License-Identifier: Apache-2.0
"""A gzip file (RFC 1952): the one file in it, its members joined as `gzip -d` joins them.

Of one that breaks off, the beginning is read; that it broke off is a piece of its own.
"""

import re
from collections.abc import Iterator
from typing import Final

from nadhir.intake.forms.inflate import gunzip
from nadhir.intake.pieces import Budget, Piece, Problem, Step, StepUnit

__all__ = ["pieces_of"]

_SUFFIX: Final = re.compile(r"\.(?:gz|gzip)$", re.IGNORECASE)
_HAS_NAME, _HAS_EXTRA, _HEAD_BYTES, _FLAGS_AT = 0x08, 0x04, 10, 3


def pieces_of(data: bytes, *, name: str, budget: Budget) -> Iterator[Piece]:
    """Yield the file inside, then what was wrong with it."""
    file_name = _name_inside(data) or _SUFFIX.sub("", name)
    parts: list[bytes] = []
    problem: Problem | None = None
    for member in gunzip(data, budget=budget):
        parts.append(member.data)
        problem = problem or member.problem
        if member.problem in (Problem.UNPACKS_TOO_LARGE, Problem.EXPANDS_TOO_MUCH):
            parts.clear()  # what was made to exhaust us is not read
            break
    whole = b"".join(parts)
    if whole:
        yield Piece(data=whole, place=(Step(StepUnit.FILE, 1, file_name),), file_name=file_name)
    if problem is not None:
        yield Piece(data=b"", place=(Step(StepUnit.REST, 1),), problem=problem)


def _name_inside(data: bytes) -> str:
    if len(data) <= _HEAD_BYTES or not data[_FLAGS_AT] & _HAS_NAME:
        return ""
    at = _HEAD_BYTES
    if data[_FLAGS_AT] & _HAS_EXTRA:
        at += 2 + int.from_bytes(data[at : at + 2], "little")
    end = data.find(b"\0", at)
    raw = data[at:end] if 0 <= end - at < 300 else b""  # noqa: PLR2004 - longer is no name
    try:
        return raw.decode("utf-8").rpartition("/")[2]
    except UnicodeDecodeError:
        return raw.decode("latin-1").rpartition("/")[2]  # RFC 1952, 2.3.1: the name is ISO 8859-1
