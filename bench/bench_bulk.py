"""Screening of archives: one worker beside two, and what a killed worker costs.

Promised (docs/quality.md): two workers do at least 1.8 times what one does, and a killed worker loses nothing. The
figures need two cores that nobody else works on; the line on the machine says what they were measured on. The workers
have everything loaded before the clock starts, as they have after the first seconds of a real archive.
"""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from pyarrow import parquet

from bench.stopwatch import machine
from nadhir.bulk import Progress, screen_archive
from nadhir.bulk.cluster import workers_here
from nadhir.bulk.work import screener_here

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "screen.jsonl"
LINES = 4000
PART_LINES = 100
ROUNDS = 2
PROMISED_RATIO = 1.8
AT = datetime(2024, 6, 1, 12, 0, tzinfo=UTC)


def main() -> None:
    """Measures and prints."""
    cores = len(os.sched_getaffinity(0))
    print(f"{machine()}, {cores} of them ours, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive.jsonl"
        archive.write_bytes(b"\n".join(islice(cycle(SAMPLES.read_bytes().splitlines()), LINES)) + b"\n")
        rates = {workers: _rate(archive, workers=workers) for workers in (1, 2)}
        for workers, rate in rates.items():
            print(f"nadhir bulk, {workers} worker{'s' * (workers > 1)}, {LINES:,} lines {rate:>20,.0f} lines a second")
        ratio = rates[2] / rates[1]
        kept = "kept" if ratio >= PROMISED_RATIO else "NOT kept here"
        print(f"two workers do {ratio:.2f} times what one does (promised: {PROMISED_RATIO}, {kept})")
        lost, twice, others = _with_a_kill(archive)
        print(
            f"one of two workers killed on the way: {lost} lines lost, {twice} there twice, {others} answered otherwise"
        )


def _rate(archive: Path, *, workers: int) -> float:
    """Returns the lines a second of the best round; other work on the machine can only make one slower."""
    rates = []
    with workers_here(workers) as client:
        client.run(screener_here)
        for number in range(ROUNDS):
            out = archive.parent / f"{workers}-{number}"
            started = time.perf_counter()
            screen_archive([archive], out=out, client=client, at=AT, part_lines=PART_LINES)
            seconds = time.perf_counter() - started
            rates.append(LINES / seconds)
    return max(rates)


def _with_a_kill(archive: Path) -> tuple[int, int, int]:
    """Returns how many lines are lost, there twice, or answered otherwise, after a worker was killed half-way."""
    killed: list[int] = []
    with workers_here(2) as client:
        pids = list(client.run(os.getpid).values())

        def kill(progress: Progress) -> None:
            if progress.parts_done * 2 >= progress.parts and not killed:
                killed.append(pids[0])
                os.kill(pids[0], signal.SIGKILL)

        out = archive.parent / "killed"
        screen_archive([archive], out=out, client=client, at=AT, part_lines=PART_LINES, on_progress=kill)
    expected = {row["line"]: row for row in _rows(archive.parent / "1-0")}
    got = list(_rows(out))
    numbers = [row["line"] for row in got]
    others = sum(row != expected[row["line"]] for row in got)
    return len(expected.keys() - set(numbers)), len(numbers) - len(set(numbers)), others


def _rows(out: Path) -> Iterator[dict[str, Any]]:
    yield from parquet.read_table(out).to_pylist()


if __name__ == "__main__":
    main()
