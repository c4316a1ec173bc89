# SPDX-License-Identifier: Apache-2.0
"""The form of the answers: one row a line, one Parquet file a part, written whole or not at all.

Columns are named as in the answers of `nadhir screen`, and hold the same. What differs: an id is always text, the
normalised value of an element is JSON text, and an error stands in three columns of its own. A row with an error, like
a text in a language that nobody here reads, has `needs_person`: that no label was given there says nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import orjson
import pyarrow as pa
from pyarrow import parquet

from nadhir.bulk.atomic import write_whole
from nadhir.terms.errors import NadhirError

_ELEMENT: Final = pa.struct(
    [
        ("role", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("text", pa.string()),
        ("norm", pa.string()),
    ]
)
_EVIDENCE: Final = pa.struct(
    [("label", pa.string()), ("start", pa.int64()), ("end", pa.int64()), ("rule", pa.string())]
)
SCHEMA: Final = pa.schema(
    [
        ("id", pa.string()),
        ("file", pa.string()),
        ("line", pa.int64()),
        ("lang", pa.string()),
        ("labels", pa.list_(pa.string())),
        ("opens_case", pa.bool_()),
        ("queue", pa.string()),
        ("score", pa.float64()),
        ("elements", pa.list_(_ELEMENT)),
        ("evidence", pa.list_(_EVIDENCE)),
        ("needs_person", pa.bool_()),
        ("problem", pa.string()),
        ("screener", pa.string()),
        ("error_what", pa.string()),
        ("error_where", pa.string()),
        ("error_do", pa.string()),
    ]
)
_OURS: Final = b"nadhir"  # the key of what a part file says of itself


@dataclass(frozen=True, slots=True)
class PartDone:
    """What a part came to: its lines, blank ones too, and the rows that they gave."""

    part: str
    plan: str
    lines: int
    rows: int
    failed: int
    opens_case: int
    needs_person: int


def answer_row(
    answer: Mapping[str, object], *, identifier: object, file: str, line: int, screener: str
) -> dict[str, object]:
    """Return the row of a line that was screened."""
    elements = answer["elements"]
    assert isinstance(elements, list)  # noqa: S101 -- for the type checker: `answer_of` makes it
    return {
        **{name: answer.get(name) for name in SCHEMA.names},
        "id": _identifier(identifier),
        "file": file,
        "line": line,
        "elements": [{**each, "norm": orjson.dumps(each["norm"]).decode()} for each in elements],
        "needs_person": bool(answer.get("needs_person")),
        "screener": screener,
    }


def error_row(error: NadhirError, *, identifier: object, file: str, line: int, screener: str) -> dict[str, object]:
    """Return the row of a line that could not be screened."""
    return {
        "id": _identifier(identifier),
        "file": file,
        "line": line,
        "needs_person": True,
        "screener": screener,
        "error_what": error.what,
        "error_where": error.where,
        "error_do": error.remedy,
    }


def _identifier(value: object) -> str | None:
    """Return an id as text: itself, or as JSON writes it.

    >>> _identifier("a"), _identifier(5), _identifier(None)
    ('a', '5', None)
    """
    if value is None or isinstance(value, str):
        return value
    return orjson.dumps(value, default=str).decode()


def tally(rows: Sequence[Mapping[str, object]], *, part: str, plan: str, lines: int) -> PartDone:
    """Return what the rows of a part come to."""
    return PartDone(
        part=part,
        plan=plan,
        lines=lines,
        rows=len(rows),
        failed=sum(row.get("error_what") is not None for row in rows),
        opens_case=sum(row.get("opens_case") is True for row in rows),
        needs_person=sum(row.get("needs_person") is True for row in rows),
    )


def part_path(out: Path, *, part: str) -> Path:
    """Return where the answers to a part lie."""
    return out / f"part-{part}.parquet"


def write_part(rows: Sequence[Mapping[str, object]], *, done: PartDone, out: Path) -> None:
    """Write the rows of a part, whole and on disk before it bears its name."""
    said = SCHEMA.with_metadata({_OURS: orjson.dumps(asdict(done))})
    columns = [pa.array([row.get(field.name) for row in rows], field.type) for field in said]
    table = pa.Table.from_arrays(columns, schema=said)
    with write_whole(part_path(out, part=done.part)) as file:
        parquet.write_table(table, file, compression="zstd")


def read_done(path: Path) -> PartDone | None:
    """Return what a part file says of itself, None where it is broken or none of ours."""
    try:
        found = parquet.read_metadata(path)
        done = PartDone(**orjson.loads(found.metadata[_OURS]))
    except (pa.ArrowException, KeyError, TypeError, ValueError):
        return None
    except OSError as problem:
        if problem.errno is not None:
            raise  # the disk failed; that says nothing of the file
        return None
    return done if found.num_rows == done.rows else None
