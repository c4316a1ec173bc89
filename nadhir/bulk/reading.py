# SPDX-License-Identifier: Apache-2.0
"""Give the lines of an archive's files: JSON Lines plain or compressed, Parquet by row groups; damage in its place.

Plain files and Parquet are read where they are screened. A compressed stream has no middle to start from, so that one
reader decompresses it, once, and hands each part on as a block of lines: screening takes some thousand times longer
than decompressing.
"""

import gzip
import io
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO, Final

import pyarrow as pa
from pyarrow import parquet

from nadhir.bulk.inputs import InputKind
from nadhir.casework.json_lines import LONGEST_LINE_BYTES, Line, raw_lines, read_lines
from nadhir.casework.screen_text import LineError
from nadhir.terms.errors import TheirsError

#: What `TextLine` takes of a row; other columns are not read.
COLUMNS: Final = ("id", "text", "lang", "kind", "published")
#: What a decompressor has at hand when it meets damage is lost with it: a small step loses little.
_STEP_BYTES: Final = 64 * 1024
DAMAGED_REMEDY: Final = "fetch the file again and screen it into a new folder; let a person look at the rest"


class DamagedFileError(TheirsError):
    """A file cannot be read from some place on."""


@contextmanager
def opened(path: Path, *, kind: InputKind, name: str) -> Iterator[IO[bytes]]:
    """Give the bytes of JSON Lines, decompressed; damage that is met while reading is raised as such.

    Raises:
        DamagedFileError: the compressed data are broken or end too early. Everything before was given.
    """
    with path.open("rb") as file, _damage_named(name):
        match kind:
            case InputKind.GZIP:
                with gzip.open(file, "rb") as stream:
                    yield stream  # type: ignore[misc]  # a GzipFile reads as any binary stream
            case InputKind.ZSTD:
                with io.BufferedReader(pa.input_stream(file, compression="zstd"), _STEP_BYTES) as stream:
                    yield stream
            case _:
                yield file


@contextmanager
def _damage_named(name: str) -> Iterator[None]:
    """Tell damage in a file, which is the file's, from a disk that fails, which is the world's."""
    try:
        yield
    except (EOFError, zlib.error, pa.ArrowException) as problem:
        raise DamagedFileError(_said(problem), where=name, remedy=DAMAGED_REMEDY) from None
    except OSError as problem:
        if problem.errno is not None:
            raise
        raise DamagedFileError(_said(problem), where=name, remedy=DAMAGED_REMEDY) from None


def _said(problem: Exception) -> str:
    first = next(iter(str(problem).splitlines()), "") or type(problem).__name__
    return f"the file is damaged ({first.rstrip('.')})"


# ── JSON Lines ──────────────────────────────────────────────────────────────────────────────────────────────────────


def blocks(path: Path, *, kind: InputKind, name: str, lines: Sequence[int]) -> Iterator[bytes]:
    """Yield the lines of a compressed file in blocks of as many lines as `lines` says, one after the other."""
    with opened(path, kind=kind, name=name) as stream:
        source = raw_lines(stream)
        for count in lines:
            yield b"".join(line if line.endswith(b"\n") else line + b"\n" for line, _ in islice(source, count))


def block_of(path: Path, *, start: int, end: int) -> bytes:
    """Return bytes `start` to `end` of a plain file: whole lines, or the beginning of one that is too long."""
    with path.open("rb") as file:
        file.seek(start)
        return file.read(min(end - start, _LARGEST_BLOCK_BYTES))


#: `plan` puts a line of more than this into a part of its own.
_LARGEST_BLOCK_BYTES: Final = 2 * LONGEST_LINE_BYTES


def lines_of(block: bytes, *, name: str, first_line: int) -> Iterator[Line]:
    """Yield the lines of a block that are not blank, numbered as in their file."""
    return read_lines(io.BytesIO(block), name=name, first_line=first_line)


def count_lines(block: bytes) -> int:
    """Return how many lines a block has, blank ones too.

    >>> count_lines(b"a" + bytes([10, 10]) + b"b")
    3
    """
    return block.count(b"\n") + bool(block and not block.endswith(b"\n"))


# ── Parquet ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def row_groups(path: Path, *, name: str) -> list[int]:
    """Return how many rows each row group of a Parquet file has.

    Raises:
        DamagedFileError: the file is no Parquet, or has no texts.
    """
    with _damage_named(name), parquet.ParquetFile(path) as file:
        if "text" not in file.schema_arrow.names:
            columns = ", ".join(file.schema_arrow.names[:10])
            raise DamagedFileError(
                f"there is no column `text`, only {columns or 'none at all'}",
                where=name,
                remedy="give columns id, text and, where known, lang, kind, published",
            )
        return [file.metadata.row_group(group).num_rows for group in range(file.metadata.num_row_groups)]


def rows_of(path: Path, *, name: str, group: int, start: int, end: int, first_line: int) -> Iterator[Line]:
    """Yield rows `start` to `end` of a row group, as lines.

    Raises:
        DamagedFileError: the rows cannot be decoded.
    """
    with _damage_named(name), parquet.ParquetFile(path) as file:
        columns = [column for column in COLUMNS if column in file.schema_arrow.names]
        at = 0
        for batch in file.iter_batches(batch_size=max(1, end - start), row_groups=[group], columns=columns):
            for row in range(max(0, start - at), min(batch.num_rows, end - at)):
                number = first_line + at + row - start
                where = f"{name}, row {number}"
                yield Line(number, where, _row(batch, row, where=where))
            at += batch.num_rows
            if at >= end:
                return


def _row(rows: "pa.RecordBatch", at: int, *, where: str) -> Mapping[str, object] | LineError:
    try:
        return {name: _plain(rows.column(name)[at].as_py()) for name in rows.schema.names}
    except UnicodeDecodeError as problem:
        return LineError(f"this is no UTF-8 ({problem.reason})", where=where, remedy="write texts in UTF-8")


def _plain(value: object) -> object:
    """Return a Parquet value as JSON would give it: some writers keep texts as bytes, and days as days."""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    return value.isoformat() if isinstance(value, date) else value
