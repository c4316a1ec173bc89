# SPDX-License-Identifier: Apache-2.0
"""Lead a run: find the files, cut them, have the parts screened that are not done, and say how far it is."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from nadhir.bulk.answers import PartDone
from nadhir.bulk.cluster import Workers, WorkersKilledError, workers_here, workers_of
from nadhir.bulk.folder import done_parts, held, keep_done, keep_plan, read_plan
from nadhir.bulk.inputs import InputFile, InputKind, LeftOut, find_inputs
from nadhir.bulk.plan import PART_LINES, Part, Plan, PlannedFile, check_unchanged, make_plan
from nadhir.bulk.reading import blocks
from nadhir.bulk.work import Task, screener_here
from nadhir.terms.errors import OursError, TheirsError, WorldError

if TYPE_CHECKING:
    from distributed import Client

#: Parts in the workers' hands for each of their threads: one in work, one waiting, one on its way. [D]
_IN_HAND_EACH: Final = 3
_NAMED_AT_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is; at its end, what it came to. `files_read` counts the files that were cut into parts.

    `lines` counts blank ones too, `rows` what was answered; `lines_before` are those that an earlier run had done.
    """

    files: int
    files_read: int
    parts: int = 0
    parts_done: int = 0
    lines: int = 0
    lines_done: int = 0
    lines_before: int = 0
    rows: int = 0
    failed: int = 0
    opens_case: int = 0
    needs_person: int = 0
    workers: int = 0
    left_out: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether every part is done."""
        return self.files_read == self.files and self.parts_done == self.parts

    def after(self, done: PartDone) -> "Progress":
        """Return the progress with one part more."""
        return replace(
            self,
            parts_done=self.parts_done + 1,
            lines_done=self.lines_done + done.lines,
            rows=self.rows + done.rows,
            failed=self.failed + done.failed,
            opens_case=self.opens_case + done.opens_case,
            needs_person=self.needs_person + done.needs_person,
        )


Told = Callable[[Progress], None]


def screen_on_cluster(
    paths: Sequence[Path],
    *,
    out: Path,
    at: datetime,
    workers: int | None = None,
    scheduler: str | None = None,
    part_lines: int | None = None,
    on_progress: Told = lambda _: None,
) -> Progress:
    """Screen an archive on the workers of a scheduler, or on processes started for it, one for each core if unsaid.

    Raises:
        TheirsError: the archive, or the folder of answers, is not what it should be.
        WorldError: disk, network or workers failed. What is done stays done: the same call goes on from there.
    """
    files, left_out = find_inputs(paths, out=out)
    with held(out):
        plan = _planned(files, left_out=left_out, out=out, at=at, part_lines=part_lines, on_progress=on_progress)
        done = done_parts(plan, out=out)
        if len(done) == plan.part_count:
            return _finished(plan, files=files, out=out, progress=_begun(plan, done=done))
        there = workers_of(scheduler) if scheduler else workers_here(workers or len(os.sched_getaffinity(0)))
        with there as client:
            return _screen(plan, files=files, out=out, done=done, client=client, on_progress=on_progress)


def screen_archive(
    paths: Sequence[Path],
    *,
    out: Path,
    client: "Client",
    at: datetime,
    part_lines: int | None = None,
    on_progress: Told = lambda _: None,
) -> Progress:
    """Screen an archive on a cluster that the caller has; otherwise as `screen_on_cluster`.

    Workers read plain files and Parquet and write the answers themselves: paths must mean the same to each.
    """
    files, left_out = find_inputs(paths, out=out)
    with held(out):
        plan = _planned(files, left_out=left_out, out=out, at=at, part_lines=part_lines, on_progress=on_progress)
        done = done_parts(plan, out=out)
        return _screen(plan, files=files, out=out, done=done, client=client, on_progress=on_progress)


# ── before ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _planned(
    files: Sequence[InputFile],
    *,
    left_out: Sequence[LeftOut],
    out: Path,
    at: datetime,
    part_lines: int | None,
    on_progress: Told,
) -> Plan:
    """Return the plan that the folder was begun under, or make and keep one."""
    plan = read_plan(out)
    if plan is None:
        plan = make_plan(
            files,
            left_out=left_out,
            at=at,
            screener=screener_here(),
            part_lines=part_lines or PART_LINES,
            on_file=lambda read: on_progress(Progress(files=len(files), files_read=read, left_out=_names(left_out))),
        )
        keep_plan(plan, out=out)
    else:
        check_unchanged(plan, inputs=files)
        _check_options(plan, out=out, part_lines=part_lines)
    return plan


def _check_options(plan: Plan, *, out: Path, part_lines: int | None) -> None:
    if part_lines not in {None, plan.part_lines}:
        raise TheirsError(
            f"this was begun in parts of {plan.part_lines} lines, not {part_lines}",
            where=str(out),
            remedy=f"leave --part-lines out, give {plan.part_lines}, or name a new folder",
        )
    if plan.screener != screener_here():
        raise TheirsError(
            f"this was begun with {plan.screener}, and here is {screener_here()}",
            where=str(out),
            remedy="screen into a new folder, so that answers of two screeners are not mixed",
        )


def _names(left_out: Sequence[LeftOut]) -> tuple[str, ...]:
    return tuple(each.name for each in left_out)


def _begun(plan: Plan, *, done: dict[str, PartDone]) -> Progress:
    progress = Progress(
        files=len(plan.files),
        files_read=len(plan.files),
        parts=plan.part_count,
        lines=plan.line_count,
        left_out=_names(plan.left_out),
    )
    for each in done.values():
        progress = progress.after(each)
    return replace(progress, lines_before=progress.lines_done)


# ── on the way ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _screen(
    plan: Plan,
    *,
    files: Sequence[InputFile],
    out: Path,
    done: dict[str, PartDone],
    client: "Client",
    on_progress: Told,
) -> Progress:
    """Have every part screened that is not done; Dask gives a lost worker's parts to another."""
    progress = _begun(plan, done=done)
    todo = _tasks(plan, files=files, out=out.resolve(), done=done)
    lost: list[str] = []
    with Workers(client) as workers:
        while True:
            threads = workers.threads()
            room = max(1, _IN_HAND_EACH * sum(threads)) - workers.in_hand
            for task in islice(todo, max(0, room)):
                workers.hand(task)
            progress = replace(progress, workers=len(threads))
            on_progress(progress)
            if not workers.in_hand:
                break
            while not workers.has_done(within_seconds=1):
                on_progress(replace(progress, workers=len(workers.threads())))
            try:
                part = workers.next_done()
            except WorkersKilledError as problem:
                lost.append(problem.where)  # it may be the part, or bad luck: the others go on
                continue
            progress = progress.after(part) if part is not None else progress
    if lost:
        raise WorldError(
            f"workers were killed again and again over {len(lost)} of {progress.parts} parts "
            f"({'; '.join(lost[:_NAMED_AT_MOST])}{' …' if len(lost) > _NAMED_AT_MOST else ''})",
            where=str(out),
            remedy="give them more memory or start fewer, then run the same command again: what is done stays done",
        )
    return _finished(plan, files=files, out=out, progress=progress)


def _tasks(plan: Plan, *, files: Sequence[InputFile], out: Path, done: dict[str, PartDone]) -> Iterator[Task]:
    """Yield what is left to do, in order; a compressed file is read on as its parts are asked for."""
    paths = {each.name: each.path for each in files}
    digest = plan.digest
    for file in plan.files:
        if all(part.id in done for part in file.parts):
            continue
        for part, block in _with_blocks(file, path=paths[file.name]):
            if part.id not in done:
                yield Task(
                    part=part,
                    name=file.name,
                    path=paths[file.name],
                    kind=file.kind,
                    size_bytes=file.size_bytes,
                    out=out,
                    plan=digest,
                    at=plan.screened_at,
                    screener=plan.screener,
                    block=block,
                )


def _with_blocks(file: PlannedFile, *, path: Path) -> Iterator[tuple[Part, bytes | None]]:
    if file.kind not in {InputKind.GZIP, InputKind.ZSTD}:
        yield from ((part, None) for part in file.parts)
        return
    whole = [part for part in file.parts if not part.problem]
    yield from zip(
        whole,
        blocks(path, kind=file.kind, name=file.name, lines=[part.lines for part in whole]),
        strict=True,
    )
    yield from ((part, None) for part in file.parts if part.problem)


# ── at the end ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _finished(plan: Plan, *, files: Sequence[InputFile], out: Path, progress: Progress) -> Progress:
    """Check once more that the archive stood still, and say that all is done."""
    check_unchanged(plan, inputs=files)
    if not progress.is_complete or progress.lines_done != progress.lines:
        raise OursError(
            f"{progress.parts_done} of {progress.parts} parts and {progress.lines_done} of {progress.lines} lines are "
            "done, where all should be",
            where=str(out),
            remedy="please report it; run the same command again",
        )
    summary: dict[str, Any] = asdict(progress)
    for passing in ("files_read", "lines_before", "workers", "parts_done", "lines_done"):
        del summary[passing]
    keep_done({**summary, "screened_at": plan.screened_at, "screener": plan.screener, "plan": plan.digest}, out=out)
    return progress
