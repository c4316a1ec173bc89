# SPDX-License-Identifier: Apache-2.0
"""The folder of answers: one run at a time, nothing foreign in it, what is done stays done.

`part-….parquet` are the answers, `_plan.json` what they are answers to, `_done.json` stands when all of them are there.
Names that begin with `_` or `.` are passed by where a folder is read as one table (Arrow, Spark, Dask).
"""

import fcntl
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import orjson

from nadhir.bulk.answers import PartDone, part_path, read_done
from nadhir.bulk.atomic import is_unfinished, write_whole
from nadhir.bulk.plan import Plan
from nadhir.terms.errors import TheirsError, WorldError

PLAN: Final = "_plan.json"
DONE: Final = "_done.json"
LOCK: Final = "_lock"
_NAMED_AT_MOST: Final = 3


@contextmanager
def held(out: Path) -> Iterator[None]:
    """Make the folder where it is missing and hold it against a second run; the lock ends with the process.

    Raises:
        TheirsError: this is no folder, or holds what is none of ours.
        WorldError: another run is at work in it.
    """
    if out.exists() and not out.is_dir():
        raise TheirsError("is no folder", where=str(out), remedy="name a folder for the answers")
    out.mkdir(parents=True, exist_ok=True)
    if not (out / PLAN).exists():
        _refuse_foreign(out, ours=())
    with (out / LOCK).open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WorldError(
                "another run is writing its answers here",
                where=str(out),
                remedy="wait until it has ended, or name another folder",
            ) from None
        yield


def read_plan(out: Path) -> Plan | None:
    """Return the plan that this folder's answers were begun under, None in a new one."""
    path = out / PLAN
    return Plan.parse(path.read_bytes(), where=str(path)) if path.exists() else None


def keep_plan(plan: Plan, *, out: Path) -> None:
    """Keep the plan, before any answer is."""
    with write_whole(out / PLAN) as file:
        file.write(plan.to_json())


def keep_done(summary: Mapping[str, object], *, out: Path) -> None:
    """Say that all answers are there, and what they come to."""
    with write_whole(out / DONE) as file:
        file.write(orjson.dumps(summary, option=orjson.OPT_INDENT_2))


def done_parts(plan: Plan, *, out: Path) -> dict[str, PartDone]:
    """Return the parts that are done; sweep out what killed writers left, and parts that are broken.

    Raises:
        TheirsError: something in the folder is none of ours, or belongs to another plan.
    """
    parts = {part_path(out, part=part.id).name: part for file in plan.files for part in file.parts}
    _refuse_foreign(out, ours=parts.keys())
    done: dict[str, PartDone] = {}
    for path in out.iterdir():
        if is_unfinished(path.name):
            path.unlink(missing_ok=True)  # a worker that outlived its run may just have finished it
        elif path.name in parts:
            found = read_done(path)
            if found is None:
                path.unlink()  # cut short by a disk that lost it; it is screened again
            elif (found.part, found.plan) != (parts[path.name].id, plan.digest):
                raise TheirsError(
                    "these are answers of another run",
                    where=str(path),
                    remedy="move them away, or name another folder",
                )
            else:
                done[found.part] = found
    return done


def _refuse_foreign(out: Path, *, ours: Collection[str]) -> None:
    known = {PLAN, DONE, LOCK}
    strange = sorted(
        path.name for path in out.iterdir() if not (path.name in known or path.name in ours or is_unfinished(path.name))
    )
    if strange:
        more = f" and {len(strange) - _NAMED_AT_MOST} more" if len(strange) > _NAMED_AT_MOST else ""
        raise TheirsError(
            f"holds what is not ours: {', '.join(strange[:_NAMED_AT_MOST])}{more}",
            where=str(out),
            remedy="name an empty folder for the answers, or one that an earlier run began",
        )
