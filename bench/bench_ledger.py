"""The ledger's tree at the size of a busy house's decade: appending, proving, verifying."""

from __future__ import annotations

import hashlib
import random

from bench.stopwatch import machine, report, seconds_each
from nadhir.ledger.tree import Tree, hash_leaf, verify_consistency, verify_inclusion

# Some 160 entries a day for ten years.
ENTRIES = 600_000
SEED = 20231230


def main() -> None:
    """Measures and prints."""
    print(machine())
    chance = random.Random(SEED)
    leaves = [hashlib.sha256(index.to_bytes(8, "big")).digest() for index in range(ENTRIES)]
    tree = Tree(leaves)
    root = tree.root()
    indices = [chance.randrange(ENTRIES) for _ in range(1000)]
    proofs = [tree.inclusion_proof(index) for index in indices]
    old = ENTRIES // 3
    consistency = tree.consistency_proof(old)
    old_root = tree.root(old)

    def append() -> None:
        fresh = Tree()
        for leaf in leaves[:10_000]:
            fresh.append(leaf)

    def prove() -> None:
        for index in indices:
            tree.inclusion_proof(index)

    def verify() -> None:
        for index, proof in zip(indices, proofs, strict=True):
            verify_inclusion(proof, leaf_hash=leaves[index], root=root)

    entry = b"x" * 600  # about a canonical entry
    report("hash an entry of 600 bytes", seconds=seconds_each(lambda: hash_leaf(entry)), unit="entry")
    report("append to the tree", seconds=seconds_each(append, runs_at_once=10_000), unit="leaf")
    report(f"root of {ENTRIES:,} leaves", seconds=seconds_each(tree.root), unit="root")
    report(f"inclusion proof in {ENTRIES:,}", seconds=seconds_each(prove, runs_at_once=len(indices)), unit="proof")
    report("verify an inclusion proof", seconds=seconds_each(verify, runs_at_once=len(indices)), unit="proof")
    report(
        "verify a consistency proof",
        seconds=seconds_each(lambda: verify_consistency(consistency, old_root=old_root, new_root=root)),
        unit="proof",
    )


if __name__ == "__main__":
    main()
