# SPDX-License-Identifier: Apache-2.0
"""The vectors of transparency-dev/merkle, good and bad, all of them: RFC 6962 and 9162 trees, and subtrees."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nadhir.ledger.errors import ProofError
from nadhir.ledger.tree import (
    verify_consistency,
    verify_inclusion,
    verify_subtree_consistency,
    verify_subtree_inclusion,
)
from nadhir.terms.entry import ConsistencyProof, InclusionProof
from nadhir.terms.errors import InvalidTermError

VECTORS = Path(__file__).parents[2].parent / "shared" / "data" / "public" / "merkle"
KNOWN = {"inclusion": 98, "consistency": 98, "subtreeinclusion": 204, "subtreeconsistency": 118}

pytestmark = pytest.mark.skipif(not VECTORS.is_dir(), reason="../shared missing")


def _bytes(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def _inclusion(case: dict[str, Any], hashes: tuple[bytes, ...]) -> None:
    proof = InclusionProof(index=case["leafIdx"], size=case["treeSize"], hashes=hashes)
    verify_inclusion(proof, leaf_hash=_bytes(case["leafHash"]), root=_bytes(case["root"]))


def _consistency(case: dict[str, Any], hashes: tuple[bytes, ...]) -> None:
    proof = ConsistencyProof(old_size=case["size1"], new_size=case["size2"], hashes=hashes)
    verify_consistency(proof, old_root=_bytes(case["root1"]), new_root=_bytes(case["root2"]))


def _subtree_inclusion(case: dict[str, Any], hashes: tuple[bytes, ...]) -> None:
    verify_subtree_inclusion(
        hashes,
        leaf_hash=_bytes(case["leafHash"]),
        index=case["leafIdx"],
        start=case["start"],
        end=case["end"],
        root=_bytes(case["root"]),
    )


def _subtree_consistency(case: dict[str, Any], hashes: tuple[bytes, ...]) -> None:
    verify_subtree_consistency(
        hashes,
        start=case["start"],
        end=case["end"],
        size=case["size"],
        subtree_root=_bytes(case["root1"]),
        root=_bytes(case["root2"]),
    )


CHECKS: dict[str, Callable[[dict[str, Any], tuple[bytes, ...]], None]] = {
    "inclusion": _inclusion,
    "consistency": _consistency,
    "subtreeinclusion": _subtree_inclusion,
    "subtreeconsistency": _subtree_consistency,
}


@pytest.mark.parametrize("kind", CHECKS)
def test_every_vector_is_judged_as_its_authors_judge_it(kind: str) -> None:
    paths = sorted((VECTORS / kind).rglob("*.json"))
    wrong = []
    for path in paths:
        case = json.loads(path.read_text(encoding="utf-8"))
        hashes = tuple(_bytes(each) for each in case["proof"] or ())
        try:
            CHECKS[kind](case, hashes)
            is_refused = False
        except (ProofError, InvalidTermError):
            is_refused = True
        if is_refused != case["wantErr"]:
            wrong.append(str(path.relative_to(VECTORS)))
    assert not wrong
    assert len(paths) == KNOWN[kind]
