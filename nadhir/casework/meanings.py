# SPDX-License-Identifier: Apache-2.0
"""Reports that say much the same, in other words or another language, among all that an organisation holds.

Promise: what was linked is found by what is linked after it, in this process or another: each look-up reads the marks
that are not in the process's index yet. A mark enters the index for good when it is `SETTLED_AFTER` old: transactions
are over by then, and none that began before can still bring a smaller number, or take this one back.

It does not judge; `link` weighs what is found. The index lives in memory (`link.Neighbours`) and is read from the marks
when a process first links something.
"""

from datetime import timedelta
from typing import Final

from nadhir.casework.marks import reports_of
from nadhir.casework.unit import Unit
from nadhir.link import Neighbours, nearness
from nadhir.store.models import Mark
from nadhir.terms.ids import ReportId

__all__ = ["Meanings", "meaning_candidates"]

SETTLED_AFTER: Final = timedelta(minutes=2)
#: How many of the nearest are handed to `link`, and how near they must be at least: below, two reports of one event
#: are no likelier than two others (`python -m tools.measure_link --only meaning`).
NEAREST: Final = 10
LEAST_NEAR: Final = 0.4
_ROWS_AT_ONCE: Final = 10_000


class Meanings:
    """The indexes of one process, an organisation and an embedder each."""

    def __init__(self) -> None:
        self._indexes: dict[tuple[str, str], _Index] = {}

    def nearest(self, unit: Unit, *, mark: Mark) -> list[int]:
        """Return the numbers of the marks that are nearest in meaning to this one, best first."""
        key = (unit.scope.organisation, mark.embedder)
        newest = Mark.objects.within(unit.scope).order_by("-number").values_list("number", flat=True).first() or 0
        index = self._indexes.get(key)
        if index is None or index.last > newest:  # another database than the one it was read from
            index = self._indexes[key] = _Index()
        return index.nearest(unit, mark=mark)


class _Index:
    def __init__(self) -> None:
        self.last = 0  # every mark up to this number is in
        self._settled = Neighbours()

    def nearest(self, unit: Unit, *, mark: Mark) -> list[int]:
        meaning = bytes(mark.vector)
        fresh = self._catch_up(unit, embedder=mark.embedder)
        near = self._settled.nearest(meaning, count=NEAREST + 1)
        near += [(number, nearness(meaning, other=vector)) for number, vector in fresh]
        near = [(number, cosine) for number, cosine in near if number != mark.number and cosine >= LEAST_NEAR]
        return [number for number, _ in sorted(near, key=lambda each: (-each[1], each[0]))[:NEAREST]]

    def _catch_up(self, unit: Unit, *, embedder: str) -> list[tuple[int, bytes]]:
        """Take in the marks that are settled by now, and return those that are not."""
        while True:
            rows = Mark.objects.within(unit.scope).filter(number__gt=self.last, embedder=embedder)
            taken = list(rows.order_by("number").values_list("number", "at", "vector")[:_ROWS_AT_ONCE])
            settled_until = 0
            for number, at, _ in taken:
                if at > unit.at - SETTLED_AFTER:
                    break
                settled_until = number
            settled = [(number, bytes(vector)) for number, _, vector in taken if number <= settled_until and vector]
            self._settled.add([number for number, _ in settled], meanings=[vector for _, vector in settled])
            self.last = max(self.last, settled_until)
            if len(taken) < _ROWS_AT_ONCE or not settled_until:
                return [(number, bytes(vector)) for number, _, vector in taken if number > settled_until and vector]


def meaning_candidates(unit: Unit, *, mark: Mark) -> frozenset[ReportId]:
    """Return the reports of the organisation that are nearest in meaning to the one with this mark."""
    if not mark.vector:
        return frozenset()
    return reports_of(unit, numbers=unit.house.meanings.nearest(unit, mark=mark))
