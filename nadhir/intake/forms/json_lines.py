# SPDX-License-Identifier: Apache-2.0
"""JSON Lines: the text of each line, with what the line says of it, as `nadhir receive --jsonl` reads them.

`{"text": "…", "id": "1", "lang": "ar", "kind": "post", "published": "2024-01-02", "credibility": "2",
"marking": "TLP:RED", "held_at": "2024-01-02T08:40+03:00"}`; all but `text` may be left out. A line that is none is kept
as it stands, with what is wrong with it.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Final

import orjson

from nadhir.intake.pieces import Budget, LeftAside, Piece, Problem, Stated, Step, StepUnit
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.marking import Marking
from nadhir.terms.report import InformationCredibility, ReportKind
from nadhir.terms.text import Language

__all__ = ["looks_like_json_lines", "pieces_of"]

_NAMES: Final = (".jsonl", ".ndjson", ".jsonlines")
_TYPES: Final = frozenset(
    ["application/x-ndjson", "application/jsonl", "application/x-jsonlines", "application/ndjson"]
)
_MARK: Final = b"\xef\xbb\xbf"
_BLANKS: Final = b" \t\r\n"
_FEWEST: Final = 2
_LANGUAGE: Final = re.compile(r"(?=.{2,35}$)[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")  # the shape of a BCP 47 tag


def looks_like_json_lines(data: bytes, *, name: str, media_type: str) -> bool:
    """Tell whether the first lines are JSON objects with a text, or the first is an object and the name says so."""
    if data.lstrip(_MARK + _BLANKS)[:1] != b"{":
        return False
    first = [_object(line) for _, line in islice(_lines(data), _FEWEST)]
    if first[0] is not None and (name.lower().endswith(_NAMES) or media_type in _TYPES):
        return True
    return len(first) == _FEWEST and all(isinstance((value or {}).get("text"), str) for value in first)


def pieces_of(data: bytes, *, name: str, budget: Budget) -> Iterator[Piece | LeftAside]:  # noqa: ARG001 - as every form
    """Yield the text of every line that is not blank."""
    for number, line in _lines(data):
        place = (Step(StepUnit.LINE, number),)
        value = _object(line)
        if value is None:
            yield Piece(line, place, problem=Problem.NO_JSON)
            continue
        text = value.get("text")
        if not isinstance(text, str) or not text.strip():
            yield Piece(line, place, problem=Problem.LINE_WITHOUT_TEXT)
            continue
        try:
            stated = _stated(value)
        except (ValueError, InvalidTermError):
            # What it says of itself may be a limit on who is told: it is not guessed at, and a person reads the line.
            yield Piece(line, place, problem=Problem.BAD_LINE)
            continue
        given = value.get("id")
        yield Piece(
            text.encode("utf-8", "surrogatepass"),
            (Step(StepUnit.LINE, number, "" if given is None else str(given)),),
            media_type="text/plain",
            declared_encoding="utf-8",
            stated=stated,
        )


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    start, number = len(_MARK) if data.startswith(_MARK) else 0, 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        number += 1
        if data[start:end].strip(_BLANKS):
            yield number, data[start:end]
        start = end + 1


def _object(line: bytes) -> Mapping[str, object] | None:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict) else None


def _stated(value: Mapping[str, object]) -> Stated:
    """Return what a line says of its text.

    Raises:
        ValueError: a field says nothing that can be understood.
        InvalidTermError: a marking is none.
    """
    said = {field: value.get(field) for field in ("lang", "kind", "published", "credibility", "marking", "held_at")}
    words = {field: str(each) for field, each in said.items() if each is not None and each != ""}
    held_at = datetime.fromisoformat(words["held_at"]) if "held_at" in words else None
    if held_at is not None and held_at.tzinfo is None:
        raise ValueError("held_at has no time zone")
    if "lang" in words and not _LANGUAGE.fullmatch(words["lang"]):
        raise ValueError("lang is no BCP 47 tag")
    return Stated(
        language=Language(words["lang"]) if "lang" in words else None,
        kind=ReportKind(words["kind"]) if "kind" in words else None,
        published_on=date.fromisoformat(words["published"]) if "published" in words else None,
        credibility=InformationCredibility(words["credibility"]) if "credibility" in words else None,
        marking=Marking.parse(words["marking"]) if "marking" in words else None,
        held_at=held_at,
    )
