# SPDX-License-Identifier: Apache-2.0
"""Where each case stood: a map from a case's tag to its newest entry, under one root that the log commits to.

A case's entries are chained, so none can be left out from the middle of a disclosure; that the *last* ones are all
there, a chain cannot say. So from time to time the log records the root of this map in an entry of its own
(`HEADS_NAME`), and a disclosure proves from it which entry of the case was the newest at that moment, and how many
there were.

A sparse Merkle tree of depth 64: a tag's bits are its path, so one tag has one place and one value. What is empty is
filled with hashes that look like all others, and every leaf is salted anew each time the map is made: a proof always
has 64 hashes, none of which tells how many cases there are, or which of them changed since the proof before.

    leaf = SHA-256(0x10 ‖ salt ‖ tag ‖ count as 8 bytes ‖ leaf hash)   salt = SHA-256(seed ‖ 0x20 ‖ tag)
    node = SHA-256(0x11 ‖ left ‖ right)                                 filler = SHA-256(seed ‖ 0x21 ‖ depth ‖ prefix)

It costs some 0.1 ms a case to make, and is made whole each time. It cannot say whether the log's keeper told the
truth when making it; but what was left out then is contradicted by every entry that comes to light with a smaller
index.
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from nadhir.ledger.errors import ProofError
from nadhir.terms.entry import HASH_BYTES, LARGEST_INTEGER, THREAD_TAG_BYTES, LeafHash
from nadhir.terms.errors import InvalidTermError

HEADS_NAME: Final = "ledger.heads.recorded"  #: the entry that commits to a map; its fact `root` is the root in hex
SEED_BYTES: Final = 32
DEPTH: Final = THREAD_TAG_BYTES * 8
_TAG: Final = re.compile(f"[0-9a-f]{{{2 * THREAD_TAG_BYTES}}}")
_LEAF: Final = b"\x10"
_NODE: Final = b"\x11"
_SALT: Final = b"\x20"
_FILLER: Final = b"\x21"
_sha256 = hashlib.sha256


@dataclass(frozen=True, slots=True)
class ThreadHead:
    """The newest entry of the case with this tag, and how many entries the case has."""

    tag: str  # hex, as in CaseThread
    count: int
    leaf_hash: LeafHash

    def __post_init__(self) -> None:
        if not _TAG.fullmatch(self.tag):
            raise InvalidTermError(f"a tag is {THREAD_TAG_BYTES} bytes in lower-case hex", where="ThreadHead")
        if not 0 < self.count <= LARGEST_INTEGER or len(self.leaf_hash) != HASH_BYTES:
            raise InvalidTermError("a head has a count from 1 and a hash of 32 bytes", where=f"thread {self.tag}")


@dataclass(frozen=True, slots=True)
class HeadProof:
    """What leads from one head to the map's root: the leaf's salt, and the 64 siblings from the leaf upwards."""

    salt: bytes = field(repr=False)
    siblings: tuple[bytes, ...] = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.siblings) != DEPTH or any(len(each) != HASH_BYTES for each in (self.salt, *self.siblings)):
            raise InvalidTermError(f"a head's proof has a salt and {DEPTH} hashes of 32 bytes", where="HeadProof")


class HeadMap:
    """The heads of all cases at one moment. The seed is 32 fresh random bytes for each map, kept as long as proofs
    are.
    """

    __slots__ = ("_heads", "_numbers", "_seed", "_shared")

    def __init__(self, heads: Iterable[ThreadHead], *, seed: bytes) -> None:
        if len(seed) != SEED_BYTES:
            raise InvalidTermError(f"a seed has {SEED_BYTES} bytes, not {len(seed)}", where="HeadMap")
        self._seed = seed
        self._heads = sorted(heads, key=lambda head: head.tag)
        self._numbers = [int(head.tag, 16) for head in self._heads]
        if len(set(self._numbers)) != len(self._numbers):
            raise InvalidTermError(
                "two cases bear one tag", where="HeadMap", remedy="give each case its own random tag"
            )
        self._shared: dict[tuple[int, int], bytes] = {}  # nodes above two heads or more; the others are cheap

    def root(self) -> bytes:
        """Return the root, for the entry `HEADS_NAME`."""
        return self._node(0, 0, 0, len(self._heads))

    def proof(self, tag: str) -> tuple[ThreadHead, HeadProof]:
        """Return the head of one case and the proof of it.

        Raises:
            InvalidTermError: no case here has the tag.
        """
        number = int(tag, 16)
        at = bisect_left(self._numbers, number)
        if at == len(self._numbers) or self._numbers[at] != number:
            raise InvalidTermError("no case in this map has the tag", where=f"thread {tag}", remedy="make a newer map")
        siblings: list[bytes] = []
        low, high = 0, len(self._heads)
        for depth in range(DEPTH):
            prefix = number >> (DEPTH - depth)
            middle = self._middle(depth, prefix, low, high)
            if number >> (DEPTH - depth - 1) & 1:
                siblings.append(self._node(depth + 1, 2 * prefix, low, middle))
                low = middle
            else:
                siblings.append(self._node(depth + 1, 2 * prefix + 1, middle, high))
                high = middle
        head = self._heads[at]
        return head, HeadProof(salt=self._salt(head), siblings=tuple(reversed(siblings)))

    def _salt(self, head: ThreadHead) -> bytes:
        return _sha256(self._seed + _SALT + bytes.fromhex(head.tag)).digest()

    def _middle(self, depth: int, prefix: int, low: int, high: int) -> int:
        """Return where, among the heads `low` to `high` below this node, those of its right child begin."""
        return bisect_left(self._numbers, (2 * prefix + 1) << (DEPTH - depth - 1), low, high)

    def _node(self, depth: int, prefix: int, low: int, high: int) -> bytes:
        if low == high:
            return _sha256(self._seed + _FILLER + bytes([depth]) + prefix.to_bytes(THREAD_TAG_BYTES, "big")).digest()
        if depth == DEPTH:
            head = self._heads[low]
            return _leaf(head, salt=self._salt(head))
        if high - low > 1 and (found := self._shared.get((depth, prefix))):
            return found
        middle = self._middle(depth, prefix, low, high)
        left = self._node(depth + 1, 2 * prefix, low, middle)
        node = _sha256(_NODE + left + self._node(depth + 1, 2 * prefix + 1, middle, high)).digest()
        if high - low > 1:
            self._shared[depth, prefix] = node
        return node


def verify_head(head: ThreadHead, *, proof: HeadProof, root: bytes) -> None:
    """Check that the map with this root gives this head to its tag.

    Raises:
        ProofError: it gives another, or the proof is of another map.
    """
    number = int(head.tag, 16)
    node = _leaf(head, salt=proof.salt)
    for height, sibling in enumerate(proof.siblings):
        pair = sibling + node if number >> height & 1 else node + sibling
        node = _sha256(_NODE + pair).digest()
    if node != root:
        raise ProofError(
            "the proof leads to another root of the map of cases",
            where=f"thread {head.tag}",
            remedy="entries of the case were left out, or the proof is of another moment; ask for the whole case",
        )


def _leaf(head: ThreadHead, *, salt: bytes) -> bytes:
    return _sha256(_LEAF + salt + bytes.fromhex(head.tag) + head.count.to_bytes(8, "big") + head.leaf_hash).digest()
