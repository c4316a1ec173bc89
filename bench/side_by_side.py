# SPDX-License-Identifier: Apache-2.0
"""Measures several ways of doing one thing by turns, and prints one beside another with the goal of their ratio."""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

ROUNDS: Final = 3
MILLION: Final = 1e6

T = TypeVar("T")


@dataclass(frozen=True)
class Goal:
    """What the design asks of a ratio."""

    ratio: float
    is_at_least: bool  # otherwise at most

    def said(self, reached: float) -> str:
        """Return the goal, and whether it is reached."""
        is_met = reached >= self.ratio if self.is_at_least else reached <= self.ratio
        return f"{'≥' if self.is_at_least else '≤'} {self.ratio:g}: {'met' if is_met else 'falls short'}"


def at_least(ratio: float) -> Goal:
    """Return the goal of a peer: so many times faster than it."""
    return Goal(ratio, is_at_least=True)


def at_most(ratio: float) -> Goal:
    """Return the goal of a floor: so many times as slow."""
    return Goal(ratio, is_at_least=False)


def side_by_side(
    contestants: Mapping[str, Callable[[T], object]], items: Sequence[T], *, rounds: int = ROUNDS
) -> dict[str, list[float]]:
    """Return the best seconds of each contestant on each item.

    They take turns, round by round, so that what else the machine does meets all of them alike.
    """
    best = {name: [float("inf")] * len(items) for name in contestants}
    for _ in range(rounds):
        for name, run in contestants.items():
            mine = best[name]
            gc.collect()
            for at, item in enumerate(items):
                started = time.perf_counter()
                run(item)
                took = time.perf_counter() - started
                mine[at] = min(mine[at], took)
    return best


def mean(seconds: Sequence[float]) -> float:
    """Return the mean time."""
    return sum(seconds) / len(seconds)


def say_slower(what: str, *, ours: float, floor: float, goal: Goal | None = None) -> None:
    """Print how many times as long we take as a floor."""
    _say(what, ratio=ours / floor, how="× the floor", ours=ours, other=floor, goal=goal)


def say_faster(what: str, *, ours: float, peer: float, goal: Goal | None = None) -> None:
    """Print how many times faster we are than a peer."""
    _say(what, ratio=peer / ours, how="× faster", ours=ours, other=peer, goal=goal)


def _say(what: str, *, ratio: float, how: str, ours: float, other: float, goal: Goal | None) -> None:
    beside = f"{ours * MILLION:,.1f} µs beside {other * MILLION:,.1f}"
    print(f"  {what:<62} {ratio:>9,.2f} {how:<12} {beside:<34} {goal.said(ratio) if goal else ''}".rstrip(), flush=True)
