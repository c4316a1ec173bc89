# SPDX-License-Identifier: Apache-2.0
"""Determining: a case of 200 reports, by the pure rooms and by the whole use case, and one fact in a house of 10,000
open cases.

    python -m bench.bench_determine [--reports 200] [--cases 10000] [--database sqlite|postgres]
        [--only pure|case|house]

Promised: a determination at p99 under 20 ms with 200 reports in the case; a change of one fact re-determines every open
case it touches within a second at 10,000 open cases. Times drift with the machine, so that each stands beside a fixed
loop of the same run, a million additions of plain Python. The pure rooms are measured in the processor's time of the
process, since on a machine that others work on a 99th percentile by the wall says how long its time slices are; the use
cases by the wall and by the processor's time.

The reports quote the texts of our own replays and samples, in a dozen languages, each with a number of its own; twelve
parties of every role, twenty facts and twenty replies lie beside them. `cold` has read none of them before, `warm` all
of them, as a worker has that judged the case before. PostgreSQL is one of the run's own, as the tests have it, without
fsync.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from bench.stopwatch import machine
from nadhir.config.install import install

REPORTS: Final = 200
CASES: Final = 10_000
GOAL_SECONDS: Final = 0.020
LOOP: Final = 1_000_000
COLD: Final = 10


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m bench.bench_determine")
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--database", choices=("sqlite", "postgres"), action="append")
    parser.add_argument("--only", choices=("pure", "case", "house"))
    args = parser.parse_args()
    print(f"{machine()}, load {os.getloadavg()[0]:.1f}")
    print(f"a fixed loop: {loop_seconds() * 1e3:,.1f} ms")
    if args.only in (None, "pure"):
        measure_pure(args.reports)
    if args.only == "pure":
        return
    for database in args.database or ("sqlite", "postgres"):
        # Django reads its settings once in a process.
        if (child := os.fork()) == 0:
            measure_house(database, reports=args.reports, cases=args.cases, only=args.only)
            os._exit(0)
        os.waitpid(child, 0)


def loop_seconds() -> float:
    """Returns how long a million additions take: what each figure is a ratio to."""
    rounds = []
    for _ in range(5):
        started = time.perf_counter()
        total = 0
        for number in range(LOOP):
            total += number
        rounds.append(time.perf_counter() - started)
    return min(rounds)


def times(run: Callable[[], object], *, count: int, clock: Callable[[], float] = time.perf_counter) -> list[float]:
    """Returns the seconds of so many calls, shortest first."""
    spans = []
    for _ in range(count):
        started = clock()
        run()
        spans.append(clock() - started)
    return sorted(spans)


def percentile(spans: list[float], percent: int) -> float:
    """Returns the percentile of sorted spans."""
    return spans[min(len(spans) - 1, len(spans) * percent // 100)]


def say(what: str, spans: list[float], *, goal: float | None = GOAL_SECONDS) -> None:
    """Prints p50 and p99, each beside the loop of the moment, and whether the goal is met."""
    loop = loop_seconds()
    p50, p99 = percentile(spans, 50), percentile(spans, 99)
    verdict = "" if goal is None else f"p99 < {goal * 1e3:,.0f} ms: {'met' if p99 < goal else 'falls short'}"
    print(
        f"  {what:<58} p50 {p50 * 1e3:>8,.1f} ms {p50 / loop:>6.2f} ×   p99 {p99 * 1e3:>8,.1f} ms {p99 / loop:>6.2f} ×"
        f"   {verdict}".rstrip(),
        flush=True,
    )


def measure_pure(count: int) -> None:
    """Measures assess and determine over one file under each pack."""
    import gc  # noqa: PLC0415
    from datetime import timedelta  # noqa: PLC0415

    from bench import judged_files  # noqa: PLC0415
    from nadhir.assess import AssessParameters, assess  # noqa: PLC0415
    from nadhir.casework.knowledge import Knowledge  # noqa: PLC0415
    from nadhir.policy import Pack, determine  # noqa: PLC0415
    from nadhir.reference import assess_parameters  # noqa: PLC0415
    from nadhir.terms.case import CaseFile  # noqa: PLC0415

    knowledge = Knowledge()
    held = judged_files.held_reports(count, knowledge=knowledge)
    at = judged_files.BEGINNING + timedelta(hours=12)
    print(f"\nassess and determine, {count} reports of {sum(len(h.report.content) for h in held) // count} letters:")
    for key in judged_files.HOLDERS:
        file, pack = judged_files.case_file(held, pack=key, at=at), knowledge.pack(key)

        def judge(parameters: AssessParameters, file: CaseFile = file, pack: Pack = pack) -> object:
            return determine(assess(file, at=at, parameters=parameters), file=file, at=at, pack=pack)

        shipped = knowledge.assessing
        judge(shipped)
        gc.collect()
        say(f"{key}: warm", times(partial(judge, shipped), count=200, clock=time.process_time))
    # Parameters of their own have memos of their own.
    waiting = iter([assess_parameters.load.__wrapped__() for _ in range(COLD)])
    say("cold", times(lambda: judge(next(waiting)), count=COLD, clock=time.process_time), goal=None)


def measure_house(database: str, *, reports: int, cases: int, only: str | None) -> None:
    """Makes a house of its own on the database, and measures in it."""
    with contextlib.ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="nadhir-bench-")))
        os.environ["NADHIR_HOME"] = str(home)
        os.environ["NADHIR_DATABASE_URL"] = f"sqlite://{home / 'nadhir.sqlite3'}"
        if database == "postgres":
            from tests.postgres import running_server  # noqa: PLC0415

            os.environ["NADHIR_DATABASE_URL"] = stack.enter_context(running_server()).url
        os.environ["DJANGO_SETTINGS_MODULE"] = "nadhir.config.settings"
        install(home, is_demo=False)
        import django  # noqa: PLC0415 - after the environment that its settings read

        django.setup()
        from bench import judged_house  # noqa: PLC0415 - it needs the settings

        judged_house.measure(database, reports=reports, cases=cases, only=only)


if __name__ == "__main__":
    main()
