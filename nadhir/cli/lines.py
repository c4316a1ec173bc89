# SPDX-License-Identifier: Apache-2.0
"""JSON Lines in and out: one object a line, errors as lines of their own, nothing lost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Final

import orjson

from nadhir.casework.screen_text import LineError
from nadhir.terms.errors import TheirsError

#: The longest line that is read: as much as intake takes of one report (docs/limits.md), and its JSON around it.
LONGEST_LINE_BYTES: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the input: its number from 1, where it stands, and its object or what is wrong with it."""

    number: int
    where: str
    value: Mapping[str, object] | LineError


def read_lines(stream: IO[bytes], *, name: str) -> Iterator[Line]:
    """Yield every line that is not blank; a line that is no JSON object comes as its error."""
    number = 0
    while line := stream.readline(LONGEST_LINE_BYTES + 1):
        number += 1
        where = f"{name}, line {number}"
        if len(line) > LONGEST_LINE_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE_BYTES)
            remedy = f"keep it under {LONGEST_LINE_BYTES} bytes"
            yield Line(number, where, LineError("the line is too long", where=where, remedy=remedy))
        elif line.strip():
            yield Line(number, where, _object(line, where=where))


def _object(line: bytes, *, where: str) -> Mapping[str, object] | LineError:
    try:
        value = orjson.loads(line.lstrip(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as problem:
        return LineError(f"this is no JSON ({problem})", where=where, remedy="write one JSON object a line, in UTF-8")
    if not isinstance(value, dict):
        return LineError("this is no JSON object", where=where, remedy='write {"id": …, "text": …}')
    return value


def dump(value: object) -> str:
    """Return one line of JSON, Arabic as itself."""
    return orjson.dumps(value, default=str).decode()


def error_line(error: TheirsError, *, line: int | None = None, **known: object) -> str:
    """Return the line that stands for one that failed: what, where, and what to do."""
    said = {"what": error.what, "where": error.where, "do": error.remedy}
    return dump({**known, **({"line": line} if line is not None else {}), "error": said})
