# SPDX-License-Identifier: Apache-2.0
"""Answer one part, on whatever worker takes it."""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from nadhir.bulk.answers import PartDone, answer_row, error_row, part_path, read_done, tally, write_part
from nadhir.bulk.inputs import InputKind
from nadhir.bulk.plan import Part
from nadhir.bulk.reading import DamagedFileError, block_of, count_lines, lines_of, rows_of
from nadhir.casework.json_lines import Line
from nadhir.casework.screen_text import LineError, TextLine, screen_text
from nadhir.terms.errors import NadhirError, OursError, TheirsError, WorldError

_BY_A_PERSON: Final = "let a person read it: this is no word that it holds no threat"
#: Asks for everything that screening loads: rules, places, dates, the model.
_FIRST_TEXT: Final = TextLine("They threaten to attack the market in Mosul on Friday.")


@dataclass(frozen=True, slots=True)
class Task:
    """One part to answer: of which file, under which plan, where the answers go.

    `block` holds the lines of a compressed file; of others the worker reads them, so that `path` and `out` must mean
    the same on every machine.
    """

    part: Part
    name: str
    path: Path
    kind: InputKind
    size_bytes: int
    out: Path
    plan: str
    at: datetime
    screener: str
    block: bytes | None = None


@lru_cache(maxsize=1)
def screener_here() -> str:
    """Return the name and version of what screens in this process, everything it needs loaded."""
    answer = screen_text(_FIRST_TEXT, at=datetime(2024, 1, 1, tzinfo=UTC), where="a first text")
    return str(answer["screener"])


def dask_setup(worker: object) -> None:  # noqa: ARG001 -- Dask calls it so, in each worker of this machine as it starts
    """Leave Ctrl-C, which a terminal sends to every process, to the one that leads the workers and ends them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def screen_part(task: Task) -> PartDone:
    """Answer every line of a part, write its file, and return what it came to.

    A worker that was lost after it had written finds its work done, and does not repeat it.

    Raises:
        TheirsError: the file has changed since the plan was made.
        WorldError: a disk fails, or this worker has another Nadhir than the others.
    """
    try:
        return _screen_part(task)
    except OSError as problem:
        raise WorldError(
            f"{problem.strerror or problem} ({problem.filename or task.path}), for the worker on {os.uname().nodename}",
            where=task.name,
            remedy="see that every worker reaches the archive and the folder of answers by the same paths, "
            "then run the same command again: what is done stays done",
        ) from None


def _screen_part(task: Task) -> PartDone:
    found = read_done(path) if (path := part_path(task.out, part=task.part.id)).exists() else None
    if found is not None and found.plan == task.plan:
        return found
    if screener_here() != task.screener:
        raise WorldError(
            f"a worker screens with {screener_here()}, the run began with {task.screener}",
            where=os.uname().nodename,
            remedy="install the same Nadhir on every worker, then run the same command again",
        )
    rows = [_row(line, task=task) for line in _lines(task)]
    done = tally(rows, part=task.part.id, plan=task.plan, lines=task.part.lines)
    write_part(rows, done=done, out=task.out)
    return done


def _lines(task: Task) -> Iterator[Line]:
    part = task.part
    if part.problem:
        where = f"{task.name}, from line {part.first_line} on"
        yield Line(part.first_line, where, LineError(part.problem, where=where, remedy=part.remedy))
    elif task.kind is InputKind.PARQUET:
        _check_size(task)
        yield from _rows(task)
    else:
        if task.block is None:
            _check_size(task)
        block = task.block if task.block is not None else block_of(task.path, start=part.start, end=part.end)
        if count_lines(block) != part.lines:
            raise _changed(task)
        yield from lines_of(block, name=task.name, first_line=part.first_line)


def _rows(task: Task) -> Iterator[Line]:
    """Yield the rows of a part of Parquet; each that cannot be decoded comes as its error."""
    part = task.part
    reached = part.first_line
    try:
        for line in rows_of(
            task.path, name=task.name, group=part.group, start=part.start, end=part.end, first_line=part.first_line
        ):
            reached = line.number + 1
            yield line
    except DamagedFileError as problem:
        for number in range(reached, part.first_line + part.lines):
            where = f"{task.name}, row {number}"
            yield Line(number, where, LineError(problem.what, where=where, remedy=problem.remedy))
        return
    if reached != part.first_line + part.lines:
        raise _changed(task)


def _check_size(task: Task) -> None:
    if task.path.stat().st_size != task.size_bytes:
        raise _changed(task)


def _changed(task: Task) -> TheirsError:
    return TheirsError(
        "the file has changed while it was screened",
        where=task.name,
        remedy="screen the archive into a new folder when nobody writes to it",
    )


def _row(line: Line, *, task: Task) -> dict[str, object]:
    value = line.value
    identifier = None if isinstance(value, LineError) else value.get("id")
    try:
        if isinstance(value, LineError):
            raise value
        answer = screen_text(TextLine.parse(value, where=line.where), at=task.at, where=line.where)
    except (OursError, WorldError, OSError, MemoryError):
        raise  # would befall the next line too
    except NadhirError as problem:
        error = problem
    except Exception as bug:  # noqa: BLE001 -- a bug that one text of a million meets costs that text alone, and is said
        what = f"a bug of ours ({type(bug).__name__}), so that nothing can be said of it"
        error = OursError(what, where=line.where, remedy=f"{_BY_A_PERSON}; please report the bug")
    else:
        return answer_row(
            answer, identifier=identifier, file=task.name, line=line.number, screener=str(answer["screener"])
        )
    return error_row(error, identifier=identifier, file=task.name, line=line.number, screener=task.screener)
