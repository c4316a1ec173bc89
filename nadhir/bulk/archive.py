# SPDX-License-Identifier: Apache-2.0
"""Split an archive into partitions, screen each on whatever worker takes it, and put the answers back in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import orjson

from nadhir.casework.screen_text import LineError, TextLine, screen_text

if TYPE_CHECKING:
    from distributed import Client

#: Large enough that a task outweighs its scheduling (about 1 ms in Dask's own documentation), small enough that a
#: lost worker costs seconds. [D]
PARTITION_BYTES: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Partition:
    """Bytes `start` to `end` of a file of JSON Lines, whole lines, the first of which has the number `first_line`."""

    path: Path
    start: int
    end: int
    first_line: int


def partitions_of(path: Path, *, size_bytes: int = PARTITION_BYTES) -> Iterator[Partition]:
    """Yield partitions of whole lines that together are the file."""
    with path.open("rb") as stream:
        start, line = 0, 1
        while True:
            stream.seek(start)
            block = stream.read(size_bytes)
            if not block:
                return
            block += stream.readline() if not block.endswith(b"\n") else b""
            yield Partition(path, start, start + len(block), line)
            start += len(block)
            line += block.count(b"\n")


def screen_partition(partition: Partition, *, at: datetime) -> list[bytes]:
    """Return the answer lines to one partition, in its order, blank lines left out."""
    with partition.path.open("rb") as stream:
        stream.seek(partition.start)
        block = stream.read(partition.end - partition.start)
    answers: list[bytes] = []
    for number, line in enumerate(block.splitlines(), start=partition.first_line):
        if line.strip():
            answers.append(orjson.dumps(_answer(line, number=number, name=partition.path.name, at=at), default=str))
    return answers


def _answer(line: bytes, *, number: int, name: str, at: datetime) -> dict[str, object]:
    where = f"{name}, line {number}"
    known: dict[str, object] = {}
    try:
        value = orjson.loads(line)
        if not isinstance(value, dict):
            raise LineError("this is no JSON object", where=where, remedy='write {"id": …, "text": …}')
        known["id"] = value.get("id")
        return known | screen_text(TextLine.parse(value, where=where), at=at, where=where)
    except orjson.JSONDecodeError as problem:
        error = LineError(f"this is no JSON ({problem})", where=where, remedy="write one JSON object a line, in UTF-8")
    except LineError as problem:
        error = problem
    return known | {"line": number, "error": {"what": error.what, "where": error.where, "do": error.remedy}}


def screen_archive(paths: Sequence[Path], *, client: "Client", at: datetime) -> Iterator[bytes]:
    """Yield the answer lines to every file, in order, as the workers of the cluster finish them.

    The workers read the files themselves, so that paths must mean the same to each.
    """
    partitions = [partition for path in paths for partition in partitions_of(path)]
    for future in client.map(screen_partition, partitions, at=at, pure=False):
        yield from future.result()
