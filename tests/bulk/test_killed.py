"""Whoever is killed, a worker or the whole run: nothing is lost, nothing is there twice, the answers are the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from nadhir.bulk import Progress, screen_archive
from nadhir.bulk.cluster import workers_here
from tests.bulk.archives import answers, many, where, write
from tests.bulk.test_archive import one_worker
from tests.cli.running import nadhir

NOW = datetime(2024, 1, 2, 12, 0, tzinfo=UTC)
#: Long enough for any machine; nothing is measured by it.
PATIENCE_SECONDS = 300
NAMES = ("a.jsonl", "b.jsonl.gz", "c.parquet")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    for name in NAMES:
        write(folder / name, many(24))
    return folder


@pytest.fixture
def scheduler() -> Iterator[LocalCluster]:
    """A scheduler that somebody runs, with a worker."""
    with one_worker() as cluster:
        yield cluster


def undisturbed(archive: Path, *, scheduler: LocalCluster) -> Path:
    """The folder of answers of a run that nobody disturbed."""
    out = archive.parent / "undisturbed"
    with Client(scheduler) as client:  # type: ignore[no-untyped-call]  # Dask is untyped
        screen_archive([archive], out=out, client=client, at=NOW, part_lines=3)
    return out


@pytest.mark.slow
def test_a_killed_worker_loses_nothing(archive: Path, scheduler: LocalCluster) -> None:
    killed: list[int] = []
    with workers_here(2) as client:
        assert client.scheduler is not None
        assert client.scheduler.addr.startswith("tls://127.0.0.1:")

        def kill_one(progress: Progress) -> None:
            if progress.parts_done == 2 and not killed:
                pids = client.run(os.getpid)
                killed.append(next(iter(pids.values())))
                os.kill(killed[0], signal.SIGKILL)

        out = archive.parent / "out"
        progress = screen_archive([archive], out=out, client=client, at=NOW, part_lines=3, on_progress=kill_one)
    assert killed
    assert progress.is_complete
    assert where(out) == [(f"archive/{name}", line) for name in NAMES for line in range(1, 25)]
    assert answers(out) == answers(undisturbed(archive, scheduler=scheduler))


@pytest.mark.slow
def test_a_run_that_was_killed_goes_on_by_the_same_command(archive: Path, scheduler: LocalCluster) -> None:
    out = archive.parent / "out"
    command = [sys.executable, "-m", "nadhir.config.console", "bulk", str(archive), str(out)]
    command += ["--workers", "1", "--part-lines", "3"]
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + PATIENCE_SECONDS
    while not list(out.glob("part-*.parquet")) and run.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    run.kill()  # SIGKILL: nothing of it can be caught
    run.wait(timeout=PATIENCE_SECONDS)
    before = {path.name: path.stat().st_ino for path in out.glob("part-*.parquet")}
    assert before
    address = scheduler.scheduler_address
    outcome = nadhir("bulk", str(archive), str(out), "--scheduler", address)
    assert (outcome.code, outcome.out) == (0, "")
    assert "72 lines of 3 files" in outcome.err
    assert before.items() <= {path.name: path.stat().st_ino for path in out.glob("part-*.parquet")}.items()
    expected = answers(undisturbed(archive, scheduler=scheduler))
    assert where(out) == [(row["file"], row["line"]) for row in expected]
    # as of the moment of the killed run, which is not the undisturbed one's: what depends on neither is equal
    for row, other in zip(answers(out), expected, strict=True):
        assert all(row[name] == other[name] for name in ("id", "lang", "labels", "opens_case", "screener"))
