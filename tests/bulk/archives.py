"""Archives to screen, and what their answers say."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from pyarrow import parquet

LINES: Final = (
    {"id": "a", "text": "We will bomb the market in Mosul on Friday.", "published": "2024-01-02"},
    {"id": "b", "text": "سنفجر السوق يوم الجمعة.", "lang": "ar", "kind": "post"},
    {"id": "c", "text": "The price of onions exploded."},
    {"id": 4, "text": "वह कहता है कि कल बाज़ार में लोगों को मार डालेगा, पुलिस को बता दिया गया है।"},
)


def many(count: int) -> list[dict[str, object]]:
    """So many lines, each with an id of its own."""
    return [{**LINES[at % len(LINES)], "id": f"line-{at}"} for at in range(count)]


def as_lines(lines: Iterable[Mapping[str, object]]) -> bytes:
    """The lines as JSON Lines."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def write(path: Path, lines: Iterable[Mapping[str, object]], **how: Any) -> Path:  # noqa: ANN401 - pyarrow's
    """Writes the lines as the path's name asks; `how` goes to Parquet's writer."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.name.endswith(".parquet"):
        rows = [{**line, "id": str(line["id"])} for line in lines]
        table = {name: [row.get(name) for row in rows] for name in ("id", "text", "lang", "kind", "published")}
        parquet.write_table(pa.table(table), path, **how)
    elif path.name.endswith(".gz"):
        path.write_bytes(gzip.compress(as_lines(lines)))
    elif path.name.endswith(".zst"):
        path.write_bytes(pa.compress(as_lines(lines), codec="zstd", asbytes=True))
    else:
        path.write_bytes(as_lines(lines))
    return path


def answers(out: Path) -> list[dict[str, Any]]:
    """Every row, in the archive's order."""
    rows: list[dict[str, Any]] = []
    for path in sorted(out.glob("part-*.parquet")):
        rows += parquet.read_table(path).to_pylist()
    return rows


def where(out: Path) -> list[tuple[str, int]]:
    """Which file and line each row is of, in the archive's order."""
    return [(row["file"], row["line"]) for row in answers(out)]
