# SPDX-License-Identifier: Apache-2.0
"""The map of heads: one place a tag, one value a place, and silence about everything else."""

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.ledger.errors import ProofError
from nadhir.ledger.heads import DEPTH, HeadMap, HeadProof, ThreadHead, verify_head
from nadhir.terms.entry import LeafHash
from nadhir.terms.errors import InvalidTermError

SEED, OTHER_SEED = bytes(range(32)), bytes(range(1, 33))


def head(tag: int, count: int = 3) -> ThreadHead:
    return ThreadHead(tag=f"{tag:016x}", count=count, leaf_hash=LeafHash(sha256(b"%d" % tag).digest()))


TAGS = st.integers(0, 2**64 - 1) | st.integers(0, 7) | st.integers(2**64 - 8, 2**64 - 1)


@given(st.sets(TAGS, min_size=1, max_size=12))
def test_every_case_is_provable_with_its_own_head_and_with_no_other(tags: set[int]) -> None:
    made = HeadMap(map(head, tags), seed=SEED)
    root = made.root()
    for tag in tags:
        found, proof = made.proof(f"{tag:016x}")
        assert found == head(tag)
        verify_head(found, proof=proof, root=root)
        for wrong in (
            replace(found, count=found.count - 1),
            replace(found, leaf_hash=LeafHash(bytes(32))),
            replace(found, tag=f"{tag ^ 1:016x}"),
        ):
            with pytest.raises(ProofError):
                verify_head(wrong, proof=proof, root=root)


def test_a_proof_has_the_same_size_whatever_the_number_of_cases() -> None:
    for count in (1, 2, 100):
        _, proof = HeadMap(map(head, range(count)), seed=SEED).proof(f"{0:016x}")
        assert len(proof.siblings) == DEPTH
        assert len(set(proof.siblings)) == DEPTH


def test_two_maps_of_the_same_cases_share_no_hash() -> None:
    first = HeadMap(map(head, range(20)), seed=SEED).proof(f"{7:016x}")[1]
    second = HeadMap(map(head, range(20)), seed=OTHER_SEED).proof(f"{7:016x}")[1]
    assert not {first.salt, *first.siblings} & {second.salt, *second.siblings}


def test_a_map_of_no_cases_has_a_root_that_says_nothing() -> None:
    assert len(HeadMap((), seed=SEED).root()) == 32
    assert HeadMap((), seed=SEED).root() != HeadMap((), seed=OTHER_SEED).root()


def test_what_is_malformed_is_refused() -> None:
    with pytest.raises(InvalidTermError):
        HeadMap((), seed=b"short")
    with pytest.raises(InvalidTermError, match="two cases"):
        HeadMap([head(1), head(1, count=9)], seed=SEED)
    with pytest.raises(InvalidTermError, match="no case"):
        HeadMap([head(1)], seed=SEED).proof(f"{2:016x}")
    with pytest.raises(InvalidTermError):
        ThreadHead(tag="xyz", count=1, leaf_hash=LeafHash(bytes(32)))
    with pytest.raises(InvalidTermError):
        ThreadHead(tag=f"{1:016x}", count=0, leaf_hash=LeafHash(bytes(32)))
    with pytest.raises(InvalidTermError):
        HeadProof(salt=bytes(32), siblings=(bytes(32),) * 63)
