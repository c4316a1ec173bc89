# SPDX-License-Identifier: Apache-2.0
"""JSON Lines as they come in: one object a line, what is wrong with a line in its place, nothing lost.

Read by the command line and by `bulk`; it keeps nothing and opens no store.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Final

import orjson

from nadhir.casework.screen_text import LineError

#: The longest line that is read: as much as intake takes of one report (docs/limits.md), and its JSON around it.
LONGEST_LINE_BYTES: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the input: its number from 1, where it stands, and its object or what is wrong with it."""

    number: int
    where: str
    value: Mapping[str, object] | LineError


def raw_lines(stream: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    """Yield every line with the bytes it takes in the stream; of one that is too long, its beginning.

    What is yielded is longer than `LONGEST_LINE_BYTES` only where the line is.
    """
    while line := stream.readline(LONGEST_LINE_BYTES + 1):
        size = len(line)
        if size > LONGEST_LINE_BYTES and not line.endswith(b"\n"):
            while rest := stream.readline(LONGEST_LINE_BYTES):
                size += len(rest)
                if rest.endswith(b"\n"):
                    break
        yield line, size


def read_lines(stream: IO[bytes], *, name: str, first_line: int = 1) -> Iterator[Line]:
    """Yield every line that is not blank; a line that is no JSON object comes as its error."""
    for number, (line, _) in enumerate(raw_lines(stream), start=first_line):
        where = f"{name}, line {number}"
        if len(line) > LONGEST_LINE_BYTES:
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
