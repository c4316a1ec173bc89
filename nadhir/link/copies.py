# SPDX-License-Identifier: Apache-2.0
"""Copies: the same text again, lightly edited, trimmed, or put under another headline.

By word shingles (Broder 1997): resemblance for whole copies, containment for trimmed ones. Signatures (MinHash) are
compared first where both are there, so that texts with nothing in common cost next to nothing. A short text is a copy
only when it is nearly the same, since short messages of one kind resemble each other.
"""

from dataclasses import dataclass

from nadhir.language.shingles import estimate_jaccard
from nadhir.link.traces import Trace

__all__ = ["Copy", "copy_of"]

#: On the 16 development pages copies share 0.83 of the shorter one's shingles and more, other pairs 0.00; an edited
#: agency item in practice keeps about half. 2026-11, `tests/quality/test_pages.py`.
_CONTAINED = 0.45
_RESEMBLES = 0.5
#: Edited word by word: fewer whole shingles, nearly all the words.
_CONTAINED_EDITED, _WORDS_EDITED = 0.25, 0.8
_LEAST_SHINGLES = 15
_SHORT_CONTAINED = 0.8
_SIGNATURE_CUT = 0.03
_LEAST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Copy:
    """How far one text is another again: shares of shingles, 0 to 1."""

    resemblance: float
    containment: float

    @property
    def score(self) -> float:
        """One figure for a link."""
        return round(min(1.0, max(self.resemblance, self.containment)), 3)


def copy_of(
    one: Trace, *, other: Trace, signatures: tuple[tuple[int, ...], tuple[int, ...]] | None = None
) -> Copy | None:
    """Return how far the two texts are one, or None where neither is a copy of the other."""
    smaller = min(len(one.shingles), len(other.shingles))
    if smaller == 0 or min(one.words, other.words) < _LEAST_WORDS:
        return None
    if signatures is not None and all(signatures) and len(signatures[0]) == len(signatures[1]):
        # A trimmed copy of a tenth of the length still shares a tenth of the union.
        sizes = smaller / max(len(one.shingles), len(other.shingles))
        if estimate_jaccard(*signatures) == 0.0 and sizes > 10 * _SIGNATURE_CUT:
            return None
    shared = len(one.shingles & other.shingles)
    containment = shared / smaller
    resemblance = shared / (len(one.shingles) + len(other.shingles) - shared)
    found = Copy(resemblance=resemblance, containment=containment)
    if smaller < _LEAST_SHINGLES:
        return found if containment >= _SHORT_CONTAINED and resemblance >= _RESEMBLES else None
    if resemblance >= _RESEMBLES or containment >= _CONTAINED:
        return found
    words = len(one.stems & other.stems) / max(1, min(len(one.stems), len(other.stems)))
    return found if containment >= _CONTAINED_EDITED and words >= _WORDS_EDITED else None
