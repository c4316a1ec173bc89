# SPDX-License-Identifier: Apache-2.0
"""Trains the first look: a linear model over hashed words, for whether a text carries any label at all."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nadhir.screen.glance import SLOTS, slots_of

_ROUNDS: Final = 20
_RATE: Final = 0.15
_SEED: Final = 7


def fit(texts: Sequence[str], truth: Sequence[bool]) -> tuple[NDArray[np.int8], float, float]:
    """Return the weights in 8 bits, their scale, and what stands before any evidence (AdaGrad on the logistic loss)."""
    weights, squares = np.zeros(SLOTS), np.full(SLOTS, 1e-8)
    start = 0.0
    chance = np.random.default_rng(_SEED)
    rows = [np.unique(slots_of([text])[0], return_counts=True) for text in texts]
    for _ in range(_ROUNDS):
        for number in chance.permutation(len(rows)):
            row, counts = rows[number]
            share = counts / np.sqrt(counts.sum() + 1)
            wrong = 1.0 / (1.0 + np.exp(-(weights[row] @ share + start))) - truth[number]
            slope = wrong * share
            squares[row] += slope * slope
            weights[row] -= _RATE * slope / np.sqrt(squares[row])
            start -= 0.01 * wrong
    scale = float(np.abs(weights).max()) / 127.0
    return np.round(weights / scale).astype(np.int8), scale, float(start)
