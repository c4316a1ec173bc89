# SPDX-License-Identifier: Apache-2.0
"""What a text means, as numbers that texts of one meaning share in whatever language: the port of an embedder.

The shipped encoder stands behind it (`nadhir.reference.meaning_model`); another, or none, can take its place. A meaning
is 384 signed bytes; how near two are is their cosine. It says what texts are about, never who is meant: two bomb
threats against two schools are near each other. So it is one reason among others, and never one by itself.
"""

from typing import Final, Protocol

import numpy as np

__all__ = ["MEANING_BYTES", "Embedder", "nearness"]

MEANING_BYTES: Final = 384


class Embedder(Protocol):
    """Something that puts a text's meaning into numbers."""

    @property
    def name(self) -> str:
        """Name, version and digest; meanings of another name cannot be compared."""

    def embed(self, text: str, *, language: str) -> bytes:
        """Return the meaning of a text, its beginning above all; no bytes where it has too few words that it knows."""


def nearness(one: bytes, *, other: bytes) -> float:
    """Return the cosine of two meanings, -1 to 1; 0 where either has none."""
    if len(one) != MEANING_BYTES or len(other) != MEANING_BYTES:
        return 0.0
    mine = np.frombuffer(one, np.int8).astype(np.float32)
    theirs = np.frombuffer(other, np.int8).astype(np.float32)
    length = float(np.linalg.norm(mine) * np.linalg.norm(theirs))
    return float(mine @ theirs) / length if length else 0.0
