"""Linking among a million reports: finding copies by band keys, marking a new report, finding what says the same.

    python -m bench.bench_link [--reports 1000000] [--only copies|meaning]

Each figure stands beside its peer in the same database and the same run: a primary-key read of a report's row, and a
bare commit of one small row, both through Django's connection as the look-ups go. The million is built here: band keys
drawn at random, every hundredth report an edited copy of another; meanings with the mean and covariance that the
shipped embedder gives for texts of `training/`, in groups of five as reports of one event lie. Promised: copies p50 ≤ 6
and p99 ≤ 4 times a primary-key read, marking p99 ≤ 3 times a bare commit; meaning: recall@10 ≥ 0.95 against brute
force, p99 ≤ 10 times; memory under 1.5 GB.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bench.stopwatch import machine

REPORTS: Final = 1_000_000
FRESH: Final = 30_000  # of them not settled yet: nearly as many as are settled at once
SEED: Final = 20231230
ASKED: Final = 4_000
MARKED: Final = 1_000
NEAR: Final = 200  # asked of the meanings; brute force over a million takes its time
OWNER: Final = "watch"
TEXTS: Final = 500
WARM_UP: Final = 300


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m bench.bench_link")
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--only", choices=("copies", "meaning"))
    args = parser.parse_args()
    print(f"{machine()}, load {os.getloadavg()[0]:.1f}; {args.reports:,} reports")
    with tempfile.TemporaryDirectory(prefix="nadhir-bench-") as folder:
        open_store(Path(folder))
        reads = build_reports(args.reports)
        read_us = percentiles(read_report, reads)
        say("read a report's row by its primary key", read_us)
        if args.only != "meaning":
            copies(args.reports, reads=reads)
        if args.only != "copies":
            meaning(args.reports, reads=reads)


def open_store(home: Path) -> None:
    """Makes a home with an empty database and opens Django on it."""
    import django  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from nadhir.config.install import install  # noqa: PLC0415

    os.environ["NADHIR_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nadhir.config.settings")
    install(home, is_demo=False)
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)


def build_reports(count: int) -> list[str]:
    """Fills the table of reports with rows of a usual width, bare of what they hang on; returns some of their ids."""
    from django.db import connection  # noqa: PLC0415

    from nadhir.store.models import ReportRow  # noqa: PLC0415

    chance = random.Random(SEED)
    values = {
        "organisation_id": OWNER, "source_id": 1, "blob_id": 1, "name": "", "handed_in_by": "bench",
        "held_at": "2024-01-01", "read_at": "2024-01-01", "route_failures": 0,
        "title": "a title of some sixty characters, as news and posts have them", "language": "ar", "kind": "news",
        "understanding": "whole", "why_no_case": "", "handed": "{}", "linker": "", "reader": "",
        "body": json.dumps({"content": "x" * 300}),
    }  # fmt: skip
    columns = [field.column for field in ReportRow._meta.local_fields if field.column in values]  # noqa: SLF001
    table = ReportRow._meta.db_table  # noqa: SLF001
    slots = ",".join(["%s"] * (len(columns) + 1))
    names = ",".join(f'"{each}"' for each in ("id", *columns))
    ids = sorted(f"r-{chance.getrandbits(64):016x}" for _ in range(count))
    rows = ((each, *(values[column] for column in columns)) for each in ids)
    fill(connection, f'INSERT INTO "{table}" ({names}) VALUES ({slots})', rows)  # noqa: S608
    return chance.choices(ids, k=ASKED)


def fill(connection: Any, statement: str, rows: Iterable[Sequence[object]]) -> None:  # noqa: ANN401
    """Writes rows in one transaction, with nothing checked that they would hang on."""
    from django.db import transaction  # noqa: PLC0415

    connection.disable_constraint_checking()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def read_report(report_id: str) -> object:
    """Reads what the tables show of a report, by its primary key, through the same connection as the look-ups."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT "id", "organisation_id", "held_at", "title" FROM "store_reportrow" WHERE "id" = %s', [report_id]
        )
        return cursor.fetchone()


def percentiles(
    run: Callable[[Any], object], asked: Sequence[Any], *, clock: Callable[[], int] = time.thread_time_ns
) -> tuple[float, float]:
    """Returns the 50th and 99th percentile of a call, in microseconds; the best of three rounds.

    Look-ups are measured in the processor's time of this thread: what they read lies in memory, and on a machine that
    others work on a 99th percentile by the wall says how long its time slices are. Commits wait for the disk: the wall.
    """
    for each in asked[:WARM_UP]:
        run(each)
    rounds = []
    for _ in range(3):
        spans = []
        for each in asked:
            started = clock()
            run(each)
            spans.append((clock() - started) / 1000)
        rounds.append(np.percentile(spans, [50, 99]))
    return min(float(p50) for p50, _ in rounds), min(float(p99) for _, p99 in rounds)


def say(
    what: str,
    found: tuple[float, float],
    *,
    peer: tuple[float, float] | None = None,
    most: tuple[float | None, float] = (None, 0.0),
) -> None:
    """Prints p50 and p99, and how many times those of the peer they are."""
    line = f"{what:<44} p50 {found[0]:>9,.1f} µs   p99 {found[1]:>9,.1f} µs"
    if peer is not None:
        ratios = found[0] / peer[0], found[1] / peer[1]
        kept = ratios[1] <= most[1] and (most[0] is None or ratios[0] <= most[0])
        promised = f"p99 ≤ {most[1]}" if most[0] is None else f"p50 ≤ {most[0]}, p99 ≤ {most[1]}"
        line += f"   × {ratios[0]:.1f} / {ratios[1]:.1f} (promised: {promised}; {'kept' if kept else 'NOT kept here'})"
    print(line, flush=True)


# ── copies ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def copies(count: int, *, reads: Sequence[str]) -> None:
    """Builds the tables of bands and measures looking up, marking and settling."""
    from django.db import connection, transaction  # noqa: PLC0415

    from nadhir.casework.marks import numbers_sharing, put_bands, settle  # noqa: PLC0415
    from nadhir.link import BANDS, band_keys  # noqa: PLC0415
    from nadhir.store.models import FreshBand  # noqa: PLC0415

    chance = np.random.default_rng(SEED)
    started = time.perf_counter()
    keys = chance.integers(-(2**63), 2**63 - 1, size=(count, BANDS), dtype=np.int64)
    copied = np.arange(0, count - 1, 100)
    keys[copied + 1, :5] = keys[copied, :5]  # an edited copy shares some of its keys
    fresh = min(FRESH, count // 4)
    for table, first, last in (("store_band", 0, count - fresh), ("store_band_fresh", count - fresh, count)):
        fill(
            connection,
            f'INSERT INTO "{table}" ("key", "number") VALUES (%s, %s)',  # noqa: S608
            in_order(keys, first=first, last=last),
        )
    print(f"{count * BANDS:,} band keys written in order in {time.perf_counter() - started:.0f} s")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    asked = [tuple(keys[at].tolist()) for at in chance.integers(0, count, ASKED)]
    missing = [tuple(chance.integers(-(2**63), 2**63 - 1, BANDS).tolist()) for _ in range(ASKED)]
    found = [numbers_sharing(each) for each in asked]
    assert all(found), "a report does not find itself"  # noqa: S101
    for what, questions in (
        ("find the copies of a report that has some", asked),
        ("find that a report has none", missing),
    ):
        peer = percentiles(read_report, reads)
        say(what, percentiles(numbers_sharing, questions), peer=peer, most=(6, 4))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench (x integer)")

    def commit(_: int) -> None:
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench VALUES (1)")

    signatures = chance.integers(0, 2**32, size=(MARKED, 128)).tolist()
    numbers = iter(range(count, count + 100 * MARKED))

    def mark(at: int) -> None:
        with transaction.atomic(durable=True):
            put_bands(next(numbers), keys=band_keys([(each + at) % 2**32 for each in signatures[at]], owner=OWNER))

    bare = percentiles(commit, range(MARKED), clock=time.perf_counter_ns)
    say("a bare commit of one small row", bare)
    marked = percentiles(mark, range(MARKED), clock=time.perf_counter_ns)
    say("put a report's keys in, and commit", marked, peer=bare, most=(None, 3))
    waiting = FreshBand.objects.count()
    started = time.perf_counter()
    moved = settle(least_keys=1)
    print(f"{moved:,} of {waiting:,} fresh keys settled in {time.perf_counter() - started:.1f} s")


def in_order(keys: NDArray[np.int64], *, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yields key and number of these reports, in the order of the table."""
    flat = keys[first:last].reshape(-1)
    numbers = np.repeat(np.arange(first, last), keys.shape[1])
    order = np.argsort(flat, kind="stable")
    yield from zip(flat[order].tolist(), numbers[order].tolist(), strict=True)


# ── meaning ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def meaning(count: int, *, reads: Sequence[str]) -> None:
    """Builds an index of meanings and measures how well and how fast it finds the nearest."""
    from nadhir.link import Neighbours  # noqa: PLC0415

    before = resident_bytes()
    rows = meanings(count)
    index = Neighbours()
    started = time.perf_counter()
    step = 20_000
    for first in range(0, count, step):
        part = rows[first : first + step]
        index.add(range(first, first + len(part)), meanings=[row.tobytes() for row in part])
    print(
        f"{count:,} meanings indexed in {time.perf_counter() - started:.0f} s on {len(os.sched_getaffinity(0))} cores"
    )
    chance = np.random.default_rng(SEED + 1)
    asked = asked_near(rows, chance=chance)
    scales = np.concatenate(
        [np.linalg.norm(rows[at : at + step].astype(np.float32), axis=1) for at in range(0, count, step)]
    )
    hits = 0
    for question in asked:
        near = np.concatenate(
            [rows[at : at + step].astype(np.float32) @ question.astype(np.float32) for at in range(0, count, step)]
        )
        true = set(np.argpartition(-near / scales, 10)[:10].tolist())
        hits += len(true & {number for number, _ in index.nearest(question.tobytes(), count=10)})
    recall = hits / (10 * len(asked))
    held = resident_bytes() - before - rows.nbytes
    print(
        f"recall@10 against brute force {recall:.3f} (promised: 0.95, {'kept' if recall >= 0.95 else 'NOT kept here'})"  # noqa: PLR2004
    )
    print(f"memory of the index {held / 1e9:.2f} GB (promised: under 1.5)")
    peer = percentiles(read_report, reads)
    questions = [question.tobytes() for question in asked]
    say(
        "find the ten nearest in meaning",
        percentiles(lambda each: index.nearest(each, count=10), questions),
        peer=peer,
        most=(None, 10),
    )


def meanings(count: int) -> NDArray[np.int8]:
    """Returns meanings like those of real texts: their mean and covariance, in groups of five about one event."""
    from nadhir.reference import meaning_model  # noqa: PLC0415

    embedder = meaning_model.load()
    root = Path(__file__).resolve().parent.parent / "training"
    lines = [
        line for path in sorted(root.glob("*/*.jsonl")) for line in path.read_text("utf-8").splitlines() if line.strip()
    ]
    items = [json.loads(line) for line in random.Random(SEED).sample(lines, TEXTS)]
    real = np.stack(
        [
            np.frombuffer(found, np.int8)
            for each in items
            if (found := embedder.embed(each["text"], language=each["lang"]))
        ]
    ).astype(np.float32)
    real /= np.linalg.norm(real, axis=1, keepdims=True)
    spread = np.linalg.cholesky(np.cov(real.T) + 1e-6 * np.eye(real.shape[1])).astype(np.float32)
    chance = np.random.default_rng(SEED)
    out = np.zeros((count, real.shape[1]), np.int8)
    for first in range(0, count, 50_000):
        size = min(50_000, count - first)
        events = chance.standard_normal((size // 5 + 1, real.shape[1]), dtype=np.float32).repeat(5, axis=0)[:size]
        own = chance.standard_normal((size, real.shape[1]), dtype=np.float32)
        raw = (0.8 * events + 0.6 * own) @ spread.T + real.mean(axis=0)
        out[first : first + size] = np.rint(raw * (127 / np.abs(raw).max(axis=1, keepdims=True)))
    return out


def asked_near(rows: NDArray[np.int8], *, chance: np.random.Generator) -> NDArray[np.int8]:
    """Returns meanings near held ones: what a further report of the same event would have."""
    held = rows[chance.integers(0, len(rows), NEAR)].astype(np.float32)
    moved = held + 0.5 * held.std(axis=1, keepdims=True) * chance.standard_normal(held.shape)
    asked: NDArray[np.int8] = np.clip(np.rint(moved), -127, 127).astype(np.int8)
    return asked


def resident_bytes() -> int:
    """Returns the memory of this process that is in use."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize()


if __name__ == "__main__":
    main()
