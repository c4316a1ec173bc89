# SPDX-License-Identifier: Apache-2.0
"""The first look at a text: a linear model over hashed words, so quick that every text of a newsroom's day can have it.

A newsroom's day is mostly ordinary. The look leaves aside what is plainly that, before rules or encoder read a word of
it (`tools/screening_model/first.py` trains it). Features are the words of folded text, the first and last letters of
the longer ones, and pairs of neighbours, each hashed into one of `SLOTS` weights of 8 bits.

All texts of a batch are hashed at once: the polynomial hash of a word is a difference of two running sums over the
UTF-16 code units, brought to the same power by the inverse of the base (odd, so that it has one modulo 2^64). What a
text gives does not hang on the batch that it came in.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["SLOTS", "FirstLook", "slots_of"]

SLOTS: Final = 1 << 17
_SHIFT: Final = np.uint64(64 - 17)
#: Longer words are also known by so many of their first and of their last letters.
_ENDS: Final = 4
#: Code units hashed in one pass; a longer text is taken in stretches, and a word on a border as two.
_STRETCH: Final = 1 << 16
_AT_ONCE: Final = 1 << 18
_BASE: Final = 0x9E3779B97F4A7C15
#: Odd numbers without a pattern, one for each use: mixing, words, first letters, last letters, pairs.
_MIX, _WORD, _FIRST, _LAST, _PAIR = (
    np.uint64(number)
    for number in (
        0xD6E8FEB86659FD93,
        0xA0761D6478BD642F,
        0xE7037ED1A0B428DB,
        0x8EBC6AF09C88C6E3,
        0x589965CC75374CC3,
    )
)
_HALF: Final = np.uint64(29)
_UNITS: Final = 1 << 16
_SURROGATES: Final = range(0xD800, 0xE000)

Units = NDArray[np.uint16]


@lru_cache(maxsize=1)
def _is_letter() -> NDArray[np.bool_]:
    """Return for each code unit whether it is part of a word; emoji, which are pairs of surrogates, are words too."""
    return np.array([chr(unit).isalnum() or unit in _SURROGATES for unit in range(_UNITS)])


@lru_cache(maxsize=1)
def _powers() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the powers of the base, and of its inverse, modulo 2^64."""
    bases = np.full((2, _AT_ONCE), 1, np.uint64)
    bases[0, 1:], bases[1, 1:] = _BASE, pow(_BASE, -1, 1 << 64)
    powers = np.cumprod(bases, axis=1)
    return powers[0], powers[1]


def _units(text: str) -> Units:
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)


def slots_of(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the slots of folded texts, below `SLOTS`, and for each slot the number of the text that it is of."""
    slots: list[NDArray[np.int64]] = []
    owners: list[NDArray[np.int64]] = []
    waiting: list[tuple[int, Units]] = []
    size = 0
    for number, text in enumerate(texts):
        units = _units(text)
        for at in range(0, len(units), _STRETCH):
            stretch = units[at : at + _STRETCH]
            if size + len(stretch) + 1 > _AT_ONCE:
                _hash(waiting, slots=slots, owners=owners)
                waiting, size = [], 0
            waiting.append((number, stretch))
            size += len(stretch) + 1
    _hash(waiting, slots=slots, owners=owners)
    empty = np.zeros(0, np.int64)
    return np.concatenate([*slots, empty]), np.concatenate([*owners, empty])


def _hash(
    stretches: Sequence[tuple[int, Units]], *, slots: list[NDArray[np.int64]], owners: list[NDArray[np.int64]]
) -> None:
    """Add the slots of some stretches, and the numbers of the texts that they are of."""
    if not stretches:
        return
    border = np.zeros(1, np.uint16)
    units = np.concatenate([part for _, stretch in stretches for part in (stretch, border)])
    powers, inverses = _powers()
    sums = np.zeros(len(units) + 1, np.uint64)
    np.cumsum(units * powers[: len(units)], out=sums[1:])
    turns = np.flatnonzero(np.diff(_is_letter()[units], prepend=False))
    start, end = turns[::2], turns[1::2]
    ends = np.cumsum([len(stretch) + 1 for _, stretch in stretches])
    owner = np.array([number for number, _ in stretches])[np.searchsorted(ends, start, side="right")]
    words = (sums[end] - sums[start]) * inverses[start] * _MIX
    words ^= words >> _HALF
    is_long = end - start > _ENDS
    long_start, long_end = start[is_long], end[is_long]
    last = long_end - _ENDS
    first_letters = (sums[long_start + _ENDS] - sums[long_start]) * inverses[long_start] * _FIRST
    last_letters = (sums[long_end] - sums[last]) * inverses[last] * _LAST
    is_pair = owner[1:] == owner[:-1]
    pairs = ((words[:-1] * _PAIR) ^ words[1:])[is_pair]
    hashes = np.concatenate([words * _WORD, first_letters * _MIX, last_letters * _MIX, pairs * _MIX])
    slots.append((hashes >> _SHIFT).astype(np.int64))
    owners.append(np.concatenate([owner, owner[is_long], owner[is_long], owner[1:][is_pair]]))


class FirstLook:
    """The weights of the look, one of 8 bits a slot, and how they are read."""

    def __init__(self, weights: Any, *, scale: float, start: float) -> None:  # noqa: ANN401 - an array, as NumPy loads it
        self._weights = np.asarray(weights, np.float64)
        self._scale = scale
        self._start = start

    def at(self, texts: Sequence[str]) -> list[float]:
        """Return for each folded text the log-odds that it carries anything at all."""
        slots, owners = slots_of(texts)
        sums = np.bincount(owners, weights=self._weights[slots], minlength=len(texts))
        counts = np.bincount(owners, minlength=len(texts))
        return list((sums * self._scale / np.sqrt(counts + 1.0) + self._start).tolist())
