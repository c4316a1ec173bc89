"""Measures a function often enough to trust the figure, and prints it with what it was measured on."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable

LEAST_SECONDS = 0.5
REPEATS = 5


def seconds_each(run: Callable[[], object], *, runs_at_once: int = 1) -> float:
    """Returns the seconds of one run: the best of five rounds of at least half a second each.

    The best, not the mean: other work on the machine can only make a round slower. `runs_at_once` says how many pieces
    of work one call does.
    """
    started = time.perf_counter()
    run()
    calls = max(1, int(LEAST_SECONDS / max(time.perf_counter() - started, 1e-9)))
    rounds = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        for _ in range(calls):
            run()
        rounds.append((time.perf_counter() - started) / calls)
    return min(rounds) / runs_at_once


def report(what: str, *, seconds: float, unit: str) -> None:
    """Prints one line: what was measured, how long one took, how many a second that is."""
    print(f"{what:<50} {seconds * 1e6:>12,.1f} µs a {unit:<8} {1 / seconds:>12,.0f} a second")


def machine() -> str:
    """Returns the machine that measures, in a line."""
    return f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}"
