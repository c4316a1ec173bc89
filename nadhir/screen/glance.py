# SPDX-License-Identifier: Apache-2.0
"""The first look at a text: which of the model's hashed word features it has.

A newsroom's day is mostly ordinary. A linear model over these features (`tools/screening_model/first.py` trains it)
tells in a fraction of a millisecond whether the encoder should read an article at all.
"""

import math
from collections.abc import Sequence
from typing import Any, Final
from zlib import crc32

__all__ = ["SLOTS", "looked", "slots_of"]

SLOTS: Final = 1 << 17
_MASK: Final = SLOTS - 1
_LONG: Final = 4  # longer words are also known by their first and last letters


def slots_of(words: Sequence[str]) -> list[int]:
    """Return the distinct slots, below `SLOTS`, of folded words: each word, its ends if it is long, and each pair."""
    found: set[int] = set()
    before = ""
    for word in words:
        found.add(crc32(word.encode()) & _MASK)
        if len(word) > _LONG:
            found.add(crc32(f"^{word[:_LONG]}".encode()) & _MASK)
            found.add(crc32(f"{word[-_LONG:]}$".encode()) & _MASK)
        if before:
            found.add(crc32(f"{before} {word}".encode()) & _MASK)
        before = word
    return sorted(found)


def looked(weights: Any, *, slots: Sequence[int], scale: float, start: float) -> float:  # noqa: ANN401 - an array
    """Return the log-odds that the weights, one of 8 bits a slot, give to a text with these slots."""
    return float(weights[list(slots)].sum(dtype=int)) * scale / math.sqrt(len(slots) + 1) + start
