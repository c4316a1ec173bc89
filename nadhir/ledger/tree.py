# SPDX-License-Identifier: Apache-2.0
"""The Merkle tree of RFC 9162 section 2.1: append, root at any size, inclusion and consistency proofs, and their
checks.

Promise: `Tree` only grows. The hash of every full subtree is kept from the moment it is full (64 bytes a leaf in
all), so an append costs one or two hashes, and a proof O(log n) of them at any size the tree ever had. Hashes of one
level are handed out as tiles of 256, which never change once full, to be stored and read back (`tiles`,
`Tree.of_tiles`).

The checks follow RFC 9162 2.1.3.2 and 2.1.4.2 in the order of their steps, look at *every* element of a proof, and
raise `ProofError` naming the step that failed (CVE-2022-36111 was a verifier that left a part unlooked at). They take
subtrees too, as draft-ietf-plants-merkle-tree-certs section 4 defines them; a whole tree is the subtree that starts
at 0.

It reads and writes nothing, signs nothing, and knows no entries: a leaf is 32 bytes.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Self

from nadhir.ledger.errors import ProofError
from nadhir.terms.entry import HASH_BYTES, ConsistencyProof, InclusionProof, LeafHash, TreeHead
from nadhir.terms.errors import InvalidTermError

TILE_WIDTH: Final = 256  # hashes in a full tile, as C2SP tlog-tiles has it
EMPTY_ROOT: Final = hashlib.sha256(b"").digest()  # RFC 9162, 2.1.1: the hash of no leaves
_MOST_RAGGED: Final = 1024  # some 100 kB; a size has at most one such range for each of its levels
_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"
_sha256 = hashlib.sha256


def hash_leaf(leaf: bytes) -> LeafHash:
    """Return SHA-256(0x00 ‖ leaf)."""
    return LeafHash(_sha256(_LEAF + leaf).digest())


def hash_children(left: bytes, *, right: bytes) -> bytes:
    """Return SHA-256(0x01 ‖ left ‖ right)."""
    return _sha256(_NODE + left + right).digest()


class Tree:
    """An append-only tree of leaf hashes, in memory; not safe to append to from two threads at once."""

    __slots__ = ("_levels", "_ragged")

    def __init__(self, leaf_hashes: Iterable[bytes] = ()) -> None:
        #: Level l holds, end to end, the hashes of all full subtrees of 2^l leaves, from the left.
        self._levels: list[bytearray] = [bytearray()]
        #: Hashes of ranges that end in no full subtree, by start and end: the same few for all proofs at one size.
        self._ragged: dict[tuple[int, int], bytes] = {}
        self.extend(leaf_hashes)

    @classmethod
    def of_tiles(cls, tiles: Mapping[int, bytes]) -> Self:
        """Return the tree of stored leaf tiles: number of the tile → its leaf hashes end to end, the last may be
        partial.

        Raises:
            InvalidTermError: a tile is missing, or one that others follow is not full.
        """
        tree = cls()
        for number in range(len(tiles)):
            tile = tiles.get(number)
            is_last = number == len(tiles) - 1
            if tile is None or len(tile) % HASH_BYTES or (not is_last and len(tile) != TILE_WIDTH * HASH_BYTES):
                raise InvalidTermError(
                    "a leaf tile is missing or torn",
                    where=f"tile {number} of {len(tiles)}",
                    remedy="restore it, or rebuild the tree from the stored entries",
                )
            tree.extend(tile[at : at + HASH_BYTES] for at in range(0, len(tile), HASH_BYTES))
        return tree

    @property
    def size(self) -> int:
        """The number of leaves."""
        return len(self._levels[0]) // HASH_BYTES

    def append(self, leaf_hash: bytes) -> int:
        """Add a leaf and return its index, counted from 0."""
        if len(leaf_hash) != HASH_BYTES:
            raise InvalidTermError(f"a leaf hash has {HASH_BYTES} bytes, not {len(leaf_hash)}", where="Tree.append")
        levels = self._levels
        index = len(levels[0]) >> 5
        node = leaf_hash
        place = index
        level = 0
        levels[0] += node
        while place & 1:  # a right child closes its parent
            at = (place - 1) << 5
            node = _sha256(_NODE + levels[level][at : at + HASH_BYTES] + node).digest()
            place >>= 1
            level += 1
            if level == len(levels):
                levels.append(bytearray())
            levels[level] += node
        return index

    def extend(self, leaf_hashes: Iterable[bytes]) -> int:
        """Add leaves in order and return the new size."""
        for each in leaf_hashes:
            self.append(each)
        return self.size

    def leaf_hash(self, index: int) -> LeafHash:
        """Return the hash of one leaf."""
        if not 0 <= index < self.size:
            raise InvalidTermError(f"there is no leaf {index} in a tree of {self.size}", where="Tree.leaf_hash")
        return LeafHash(self._node(0, index))

    def root(self, size: int | None = None) -> bytes:
        """Return the root over the first `size` leaves, of all of them where no size is given."""
        return self._range_hash(0, self._checked(size))

    def head(self, size: int | None = None) -> TreeHead:
        """Return size and root together."""
        size = self._checked(size)
        return TreeHead(size=size, root=self.root(size))

    def frontier(self) -> tuple[bytes, ...]:
        """Return the hashes of the full subtrees that the tree ends in, largest first: all that an append needs."""
        return tuple(self._node(level, place) for level, place in _peaks(0, self.size))

    def tiles(self, *, since: int = 0) -> Iterator[tuple[int, int, bytes]]:
        """Yield `(level, number, hashes)` of every tile that the leaves from index `since` on touched.

        `level` counts in eights, as C2SP tlog-tiles does: level 1 holds the hashes of subtrees of 256 leaves. The
        last tile of a level may be partial, and is yielded again, longer, as the tree grows.
        """
        width = TILE_WIDTH * HASH_BYTES
        for level in range(0, len(self._levels), 8):
            hashes = self._levels[level]
            if len(hashes) // HASH_BYTES <= since >> level:
                return  # no subtree of this size became full since then
            for number in range((since >> level) // TILE_WIDTH, -(-len(hashes) // width)):
                yield level // 8, number, bytes(hashes[number * width : (number + 1) * width])

    def inclusion_proof(self, index: int, *, size: int | None = None) -> InclusionProof:
        """Return the proof that the leaf `index` is in the tree of the first `size` leaves (RFC 9162, 2.1.3.1)."""
        size = self._checked(size)
        if not 0 <= index < size:
            raise InvalidTermError(
                f"there is no leaf {index} in a tree of {size}", where="Tree.inclusion_proof", remedy="seal it first"
            )
        hashes: list[bytes] = []
        start, end = 0, size
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                hashes.append(self._range_hash(middle, end))
                end = middle
            else:
                hashes.append(self._range_hash(start, middle))
                start = middle
        return InclusionProof(index=index, size=size, hashes=tuple(reversed(hashes)))

    def consistency_proof(self, old_size: int, *, new_size: int | None = None) -> ConsistencyProof:
        """Return the proof that the tree of `old_size` leaves is the beginning of that of `new_size` (2.1.4.1)."""
        new_size = self._checked(new_size)
        if not 0 < old_size <= new_size:
            raise InvalidTermError(
                f"a tree of {old_size} leaves begins no tree of {new_size}",
                where="Tree.consistency_proof",
                remedy="give an older size of at least one leaf",
            )
        hashes: list[bytes] = []
        start, end, old = 0, new_size, old_size
        is_whole = True  # whether the old tree is, so far, a whole subtree whose hash the verifier has
        while old != end:
            middle = start + _split(end - start)
            if old <= middle:
                hashes.append(self._range_hash(middle, end))
                end = middle
            else:
                hashes.append(self._range_hash(start, middle))
                start = middle
                is_whole = False
        if not is_whole:
            hashes.append(self._range_hash(start, end))
        return ConsistencyProof(old_size=old_size, new_size=new_size, hashes=tuple(reversed(hashes)))

    def _checked(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise InvalidTermError(f"the tree has {self.size} leaves, not {size}", where="Tree", remedy="append first")
        return size

    def _node(self, level: int, place: int) -> bytes:
        at = place << 5
        return bytes(self._levels[level][at : at + HASH_BYTES])

    def _range_hash(self, start: int, end: int) -> bytes:
        """Return the hash of leaves `start` to `end`, where `start` is a multiple of the power of two that covers
        them.
        """
        count = end - start
        if count > 0 and not count & (count - 1):
            level = count.bit_length() - 1
            return self._node(level, start >> level)
        found = self._ragged.get((start, end))
        if found is not None:
            return found
        node = EMPTY_ROOT
        for number, (level, place) in enumerate(reversed(_peaks(start, end))):
            peak = self._node(level, place)
            node = peak if number == 0 else hash_children(peak, right=node)
        if len(self._ragged) >= _MOST_RAGGED:
            self._ragged.clear()
        self._ragged[start, end] = node
        return node


def verify_inclusion(proof: InclusionProof, *, leaf_hash: bytes, root: bytes) -> None:
    """Check that the leaf is at `proof.index` of the tree with this root (RFC 9162, 2.1.3.2).

    Raises:
        ProofError: it is not, or the proof is too long, too short or of another leaf; the step is named.
    """
    verify_subtree_inclusion(proof.hashes, leaf_hash=leaf_hash, index=proof.index, start=0, end=proof.size, root=root)


def verify_consistency(proof: ConsistencyProof, *, old_root: bytes, new_root: bytes) -> None:
    """Check that the tree with the old root is the beginning of the one with the new root (RFC 9162, 2.1.4.2).

    Raises:
        ProofError: it is not, or the proof is too long, too short or of other sizes; the step is named.
    """
    verify_subtree_consistency(
        proof.hashes, start=0, end=proof.old_size, size=proof.new_size, subtree_root=old_root, root=new_root
    )


def verify_subtree_inclusion(
    hashes: tuple[bytes, ...], *, leaf_hash: bytes, index: int, start: int, end: int, root: bytes
) -> None:
    """Check that leaf `index` stands in the subtree of leaves `start` to `end` with this root.

    Raises:
        ProofError: it does not, or leaf, subtree and proof do not fit each other; the step is named.
    """
    where = f"inclusion of leaf {index} in [{start}, {end})"
    _check_subtree(start, end=end, where=where)
    _check_hashes((leaf_hash, root, *hashes), where=where)
    if not start <= index < end:
        raise _refused("step 1, the leaf is outside the tree", where=where)
    place, last = index - start, end - start - 1
    node = leaf_hash
    for number, each in enumerate(hashes, start=1):
        if last == 0:
            raise _refused(f"step 4a, hash {number} is one too many", where=where)
        if place & 1 or place == last:
            node = hash_children(each, right=node)
            while place and not place & 1:
                place >>= 1
                last >>= 1
        else:
            node = hash_children(node, right=each)
        place >>= 1
        last >>= 1
    if last:
        raise _refused("step 5, the proof ends before the root", where=where)
    if node != root:
        raise _refused("step 5, the proof leads to another root", where=where)


def verify_subtree_consistency(
    hashes: tuple[bytes, ...], *, start: int, end: int, size: int, subtree_root: bytes, root: bytes
) -> None:
    """Check that the subtree of leaves `start` to `end` with this root is part of the tree of `size` leaves.

    Raises:
        ProofError: it is not, or subtree, tree and proof do not fit each other; the step is named.
    """
    where = f"consistency of [{start}, {end}) with a tree of {size}"
    if not 0 <= start <= end <= size:
        raise _refused("step 1, the older tree is larger than the newer: entries were cut off", where=where)
    if start == end:
        _check_empty_subtree(hashes, subtree_root=subtree_root, where=where)
        return
    _check_subtree(start, end=end, where=where)
    place = _Place(start, end - 1, size - 1)
    place.climb_to_subtree()
    if place.is_root_of_subtree:
        seed, rest = subtree_root, hashes
    elif hashes:
        seed, rest = hashes[0], hashes[1:]
    else:
        raise _refused("step 4, the proof is empty", where=where)
    if rest:
        _check_hashes((seed, *rest), where=where)
    old = new = seed
    for number, each in enumerate(rest, start=len(hashes) - len(rest) + 1):
        if place.top == 0:
            raise _refused(f"step 6a, hash {number} is one too many", where=where)
        if place.is_right_or_last:
            old = old if place.is_root_of_subtree else hash_children(each, right=old)
            new = hash_children(each, right=new)
            place.climb_to_right()
        else:
            new = hash_children(new, right=each)
        place.climb()
    if place.top:
        raise _refused("step 7, the proof ends before the root", where=where)
    for found, expected, which in ((old, subtree_root, "older"), (new, root, "newer")):
        if found != expected:
            raise _refused(f"step 7, the proof leads to another {which} root", where=where)


class _Place:
    """Where a consistency check stands: the specification's fn, sn and tn, shifted right together as it climbs."""

    __slots__ = ("first", "last", "top")

    def __init__(self, first: int, last: int, top: int) -> None:
        self.first, self.last, self.top = first, last, top

    @property
    def is_root_of_subtree(self) -> bool:
        return self.first == self.last

    @property
    def is_right_or_last(self) -> bool:
        return self.last & 1 == 1 or self.last == self.top

    def climb(self) -> None:
        self.first, self.last, self.top = self.first >> 1, self.last >> 1, self.top >> 1

    def climb_to_right(self) -> None:
        while not self.last & 1:  # ends: a left child comes here only as the last, and the last is not 0 below the top
            self.climb()

    def climb_to_subtree(self) -> None:
        # A subtree that reaches the tree's end is whole, however ragged; elsewhere only its full part is a node.
        is_at_end = self.last == self.top
        while not self.is_root_of_subtree and (is_at_end or self.last & 1):
            self.climb()


def _refused(step: str, *, where: str) -> ProofError:
    return ProofError(
        step, where=where, remedy="the log, its proof or its checkpoint was changed; do not rely on what it proves"
    )


def _check_hashes(hashes: Iterable[bytes], *, where: str) -> None:
    if any(len(each) != HASH_BYTES for each in hashes):
        raise _refused(f"step 0, a hash has not {HASH_BYTES} bytes", where=where)


def _check_subtree(start: int, *, end: int, where: str) -> None:
    if not 0 <= start < end:
        raise _refused("step 1, the tree or subtree holds no leaf", where=where)
    if start % (1 << (end - start - 1).bit_length()):
        raise _refused("step 1, these leaves form no subtree", where=where)


def _check_empty_subtree(hashes: tuple[bytes, ...], *, subtree_root: bytes, where: str) -> None:
    """Check what the draft asks of an empty subtree: it is part of every tree, and proves nothing about any."""
    if hashes or subtree_root != EMPTY_ROOT:
        raise _refused("step 1, an empty subtree has the empty root and no proof", where=where)


def _split(count: int) -> int:
    """Return the largest power of two smaller than `count`, where RFC 9162 splits a tree."""
    return 1 << (count - 1).bit_length() - 1


def _peaks(start: int, end: int) -> list[tuple[int, int]]:
    """Return level and place of the full subtrees that leaves `start` to `end` consist of, from the left."""
    peaks = []
    while start < end:
        level = (end - start).bit_length() - 1
        peaks.append((level, start >> level))
        start += 1 << level
    return peaks
