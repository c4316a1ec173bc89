# SPDX-License-Identifier: Apache-2.0
"""Word shingles, MinHash signatures and Jaccard resemblance of texts.

Everything is stable: the same text gives the same numbers in every process, on every machine and for ever, so that
they may be stored. Texts are folded first (`normalise`), so copies that differ in diacritics, case, digits or
presentation forms resemble each other fully.

Follows: A. Broder, On the resemblance and containment of documents (1997).
"""

import struct
from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b, shake_128

from nadhir.language.tokens import folded_words

__all__ = ["estimate_jaccard", "jaccard", "minhash", "shingle_texts", "shingles", "stable_hash"]

# Three words: headlines and posts still have several shingles, common phrases do not make strangers alike.
SHINGLE_WORDS = 3


def stable_hash(text: str) -> int:
    """Return a 64-bit number that is the same for the same text for ever."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def shingle_texts(text: str, *, size: int = SHINGLE_WORDS) -> frozenset[str]:
    """Return the runs of ``size`` folded words, joined by blanks; a shorter text is one shingle, an empty one none."""
    found = folded_words(text)
    if not found:
        return frozenset()
    if len(found) <= size:
        return frozenset((" ".join(found),))
    return frozenset(map(" ".join, zip(*(found[at:] for at in range(size)), strict=False)))


def shingles(text: str, *, size: int = SHINGLE_WORDS) -> frozenset[int]:
    """Return the 64-bit hashes of the text's word shingles."""
    return frozenset(map(stable_hash, shingle_texts(text, size=size)))


def minhash(text: str, *, permutations: int = 128, size: int = SHINGLE_WORDS) -> tuple[int, ...]:
    """Return the MinHash signature, one 32-bit number a permutation; the empty tuple where there are no words.

    Each permutation is an independent slice of SHAKE128 over the shingle, so no seed has to be kept.
    """
    return minhash_of(shingle_texts(text, size=size), permutations=permutations)


def minhash_of(items: Iterable[str], *, permutations: int = 128) -> tuple[int, ...]:
    """Return the MinHash signature of a set of strings, of whatever they are."""
    layout = struct.Struct(f">{permutations}I")
    rows = [layout.unpack(shake_128(item.encode("utf-8", "surrogatepass")).digest(4 * permutations)) for item in items]
    if not rows:
        return ()
    return rows[0] if len(rows) == 1 else tuple(map(min, *rows))


def jaccard(first: Collection[int], second: Collection[int]) -> float:
    """Return the share of shingles that both have; 0.0 where either has none."""
    left, right = frozenset(first), frozenset(second)
    if not left or not right:
        return 0.0
    both = len(left & right)
    return both / (len(left) + len(right) - both)


def estimate_jaccard(first: Sequence[int], second: Sequence[int]) -> float:
    """Return the share of equal places of two signatures; 0.0 where either is empty.

    Raises:
        ValueError: the signatures have different numbers of permutations.
    """
    if not first or not second:
        return 0.0
    if len(first) != len(second):
        message = f"signatures of {len(first)} and {len(second)} permutations cannot be compared"
        raise ValueError(message)
    return sum(a == b for a, b in zip(first, second, strict=True)) / len(first)
