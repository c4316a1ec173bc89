# SPDX-License-Identifier: Apache-2.0
"""Copies: the same text again, lightly edited, trimmed, put under another headline, or told in another language.

By word shingles (Broder 1997): resemblance for whole copies, containment for trimmed ones. Signatures (MinHash) are
compared first where both are there, so that texts with nothing in common cost next to nothing. A short text is a copy
only when it is nearly the same, since short messages of one kind resemble each other.

A translation shares no shingle. It is near in meaning, about as long, and says the same names and numbers: all three
must hold, since two reports of one event are near in meaning too.
"""

from dataclasses import dataclass

from nadhir.language.shingles import estimate_jaccard
from nadhir.link.traces import Trace

__all__ = ["Copy", "copy_of", "is_translation"]

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
#: Of 21 pairs of translations of our own (`tests/rooms/link/translations.py`) all lie above 0.47 in meaning, texts of
#: two stories below 0.40. Of 305 pairs of news across languages (SemEval-2022 task 8) what all three take for a
#: translation is one story in three of four. 2026-11.
_TRANSLATED = 0.45
_TRANSLATION_WORDS = 20
_LENGTHS = 1.8
_LEAST_SHARED, _SHARE_SHARED = 3, 0.5


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


def is_translation(one: Trace, *, other: Trace, near: float) -> bool:
    """Tell whether one text tells the other in another language; `near` is how near their meanings are."""
    fewer, more = sorted((one.words, other.words))
    if near < _TRANSLATED or fewer < _TRANSLATION_WORDS or more > _LENGTHS * fewer:
        return False
    mine, theirs = one.names | one.salient, other.names | other.salient
    shared = len(mine & theirs) + len(one.numbers & other.numbers)
    # In a script without capitals every word may be a name: the text with fewer says how many there are.
    said = min(len(mine), len(theirs)) + min(len(one.numbers), len(other.numbers))
    return shared >= _LEAST_SHARED and shared >= _SHARE_SHARED * said
