# SPDX-License-Identifier: Apache-2.0
"""The tree against RFC 9162's own definitions, written out a second time as the recursion that the RFC gives."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.ledger.errors import ProofError
from nadhir.ledger.tree import TILE_WIDTH, Tree, hash_children, hash_leaf, verify_consistency, verify_inclusion
from nadhir.terms.entry import ConsistencyProof, InclusionProof
from nadhir.terms.errors import InvalidTermError

LARGEST = 130
LEAVES = [hash_leaf(b"leaf %d" % number) for number in range(LARGEST)]
TREE = Tree(LEAVES)


def definition(leaves: list[bytes]) -> bytes:
    """MTH(D_n) of RFC 9162 section 2.1.1."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hash_children(definition(leaves[:split]), right=definition(leaves[split:]))


ROOTS = [definition(list(LEAVES[:size])) for size in range(LARGEST + 1)]


def test_the_root_of_every_size_is_that_of_the_definition() -> None:
    assert [TREE.root(size) for size in range(LARGEST + 1)] == ROOTS


def test_a_leaf_and_a_node_are_hashed_apart() -> None:
    left, right = LEAVES[0], LEAVES[1]
    assert hash_leaf(left + right) != hash_children(left, right=right)
    assert hash_leaf(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


def test_every_leaf_is_provable_at_its_own_index_and_at_no_other() -> None:
    for size in range(1, LARGEST + 1):
        for index in {0, 1, size // 3, size // 2, size - 2, size - 1} & set(range(size)):
            proof = TREE.inclusion_proof(index, size=size)
            verify_inclusion(proof, leaf_hash=LEAVES[index], root=ROOTS[size])
            for other in range(size):
                if other == index:
                    continue
                moved = InclusionProof(index=other, size=size, hashes=proof.hashes)
                with pytest.raises(ProofError):
                    verify_inclusion(moved, leaf_hash=LEAVES[index], root=ROOTS[size])
                with pytest.raises(ProofError):
                    verify_inclusion(proof, leaf_hash=LEAVES[other], root=ROOTS[size])


def test_every_tree_is_provably_the_beginning_of_every_larger_one() -> None:
    for new in range(1, LARGEST + 1):
        for old in range(1, new + 1):
            proof = TREE.consistency_proof(old, new_size=new)
            verify_consistency(proof, old_root=ROOTS[old], new_root=ROOTS[new])


@given(st.integers(1, LARGEST), st.integers(1, LARGEST), st.data())
def test_a_consistency_proof_holds_for_its_own_sizes_and_roots_only(
    first: int, second: int, data: st.DataObject
) -> None:
    old, new = sorted((first, second))
    proof = TREE.consistency_proof(old, new_size=new)
    other = data.draw(st.integers(1, LARGEST))
    if other != old:
        with pytest.raises(ProofError):
            verify_consistency(proof, old_root=ROOTS[other], new_root=ROOTS[new])
    if other != new:
        with pytest.raises(ProofError):
            verify_consistency(proof, old_root=ROOTS[old], new_root=ROOTS[other])


@given(st.integers(1, LARGEST), st.data())
def test_a_proof_with_a_flipped_bit_a_missing_or_an_added_hash_is_refused(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    good = TREE.inclusion_proof(index, size=size)
    longer = InclusionProof(index=index, size=size, hashes=(*good.hashes, bytes(32)))
    with pytest.raises(ProofError, match="one too many"):
        verify_inclusion(longer, leaf_hash=LEAVES[index], root=ROOTS[size])
    if good.hashes:
        shorter = InclusionProof(index=index, size=size, hashes=good.hashes[:-1])
        with pytest.raises(ProofError, match="ends before the root"):
            verify_inclusion(shorter, leaf_hash=LEAVES[index], root=ROOTS[size])
        at = data.draw(st.integers(0, len(good.hashes) - 1))
        bit = data.draw(st.integers(0, 255))
        flipped = (int.from_bytes(good.hashes[at], "big") ^ (1 << bit)).to_bytes(32, "big")
        bad = InclusionProof(index=index, size=size, hashes=(*good.hashes[:at], flipped, *good.hashes[at + 1 :]))
        with pytest.raises(ProofError, match="another root"):
            verify_inclusion(bad, leaf_hash=LEAVES[index], root=ROOTS[size])


def test_a_log_that_was_cut_off_has_no_consistency_proof() -> None:
    with pytest.raises(InvalidTermError, match="begins no tree"):
        ConsistencyProof(old_size=10, new_size=9)
    with pytest.raises(InvalidTermError, match="begins no tree"):
        TREE.consistency_proof(10, new_size=9)


def test_a_log_that_rewrote_an_entry_cannot_prove_that_it_only_grew() -> None:
    rewritten = Tree([*LEAVES[:5], hash_leaf(b"another"), *LEAVES[6:]])
    proof = rewritten.consistency_proof(50, new_size=100)
    with pytest.raises(ProofError, match="older root"):
        verify_consistency(proof, old_root=ROOTS[50], new_root=rewritten.root(100))


def test_a_tree_read_back_from_its_tiles_is_the_same_tree() -> None:
    leaves = [hash_leaf(b"%d" % number) for number in range(2 * TILE_WIDTH + 7)]
    tree = Tree(leaves)
    tiles = {number: tile for level, number, tile in tree.tiles() if level == 0}
    assert Tree.of_tiles(tiles).head() == tree.head()
    assert [(level, number, len(tile) // 32) for level, number, tile in tree.tiles()] == [
        (0, 0, 256),
        (0, 1, 256),
        (0, 2, 7),
        (1, 0, 2),
    ]
    assert [(level, number) for level, number, _ in tree.tiles(since=2 * TILE_WIDTH)] == [(0, 2)]


def test_a_torn_or_missing_tile_is_refused() -> None:
    tiles = {number: tile for level, number, tile in Tree(LEAVES * 5).tiles() if level == 0}
    with pytest.raises(InvalidTermError, match="tile 0 of 3"):
        Tree.of_tiles({**tiles, 0: tiles[0][:-1]})
    with pytest.raises(InvalidTermError, match="tile 1 of 3"):
        Tree.of_tiles({0: tiles[0], 2: tiles[2], 3: b""})


def test_the_frontier_is_what_a_tree_ends_in() -> None:
    assert Tree(LEAVES[:7]).frontier() == (ROOTS[4], definition(list(LEAVES[4:6])), LEAVES[6])
    assert Tree().frontier() == ()


def test_a_tree_answers_for_no_leaf_and_no_size_that_it_lacks() -> None:
    with pytest.raises(InvalidTermError):
        TREE.root(LARGEST + 1)
    with pytest.raises(InvalidTermError):
        TREE.inclusion_proof(3, size=3)
    with pytest.raises(InvalidTermError):
        TREE.leaf_hash(-1)
    with pytest.raises(InvalidTermError):
        Tree().append(b"short")
    with pytest.raises(InvalidTermError):
        TREE.consistency_proof(0)
