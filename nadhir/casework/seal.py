# SPDX-License-Identifier: Apache-2.0
"""Seal the ledger: record where each case stands, fill up with cover, and sign a checkpoint of the whole tree.

A checkpoint is signed only when the tree continues the one signed before and every entry in it is what its leaf says
(`prove`): that is proven first, every time, and also where nothing new is to be signed.
"""

from typing import Final

from django.db import transaction

from nadhir.casework.authority import Act, admit
from nadhir.casework.house import House
from nadhir.casework.prove import LedgerDamagedError, prove_entries
from nadhir.ledger import COVER_NAME, Tree, covers_needed, seal, sign_checkpoint, verify_consistency
from nadhir.ledger.heads import HEADS_NAME, HeadMap, ThreadHead
from nadhir.store.models import CaseRow, CheckpointRow, LedgerEntry, LedgerHead, LedgerHeads
from nadhir.terms.entry import Checkpoint, Entry, Json, LeafHash
from nadhir.terms.ids import EntryIndex, OfficerId

#: A checkpoint that leaves the house tells only that up to so many things happened since the one before [D].
COVER_BLOCK: Final = 32


def seal_ledger(house: House, *, by: OfficerId | None = None) -> str:
    """Return the signed checkpoint note of the ledger as it stands; nothing new since the last one, and it is that one.

    `by` is the officer who asks for it; the worker does so by itself.

    Raises:
        NotAllowedError: the officer may not.
        ProofError: the tree is not a continuation of the one signed before: somebody changed the database.
        LedgerDamagedError: an entry is missing or was changed; nothing is signed until people have looked.
    """
    if by is not None:
        admit(by, to=Act.SEAL)
    with transaction.atomic(durable=True):
        LedgerHead.objects.get_or_create(id=1)
        head = LedgerHead.objects.select_for_update().get(id=1)
        latest = CheckpointRow.objects.order_by("-size").first()
        prove_entries(head, signed=0 if latest is None else latest.size)
        if latest is not None and latest.size == head.size:
            _check_signed(latest, tree=tree_of_ledger(latest.size))
            return latest.note
        _record_heads(house, head=head)
        # The head's entry is one more, so that the cover is counted after it.
        for _ in range(covers_needed(head.size, block=COVER_BLOCK)):
            _append(house, head=head, name=COVER_NAME, facts={})
        head.save(update_fields=["size"])
        tree = tree_of_ledger(head.size)
        root = tree.root()
        if latest is not None:
            proof = tree.consistency_proof(latest.size, new_size=head.size)
            verify_consistency(proof, old_root=bytes(latest.root), new_root=root)
        origin = house.ledger_signer.verifier.name
        note = sign_checkpoint(Checkpoint(origin=origin, size=head.size, root=root), signer=house.ledger_signer)
        CheckpointRow(size=head.size, root=root, at=house.clock.now(), note=note).save(force_insert=True)
        return note


def _check_signed(latest: CheckpointRow, *, tree: Tree) -> None:
    """Check that the leaves up to the latest checkpoint still give the root that was signed."""
    if tree.root() != bytes(latest.root):
        raise LedgerDamagedError(
            "the leaves do not give the root that was signed",
            where=f"ledger, first {latest.size} entries",
            remedy="sign nothing, keep the database as it is, and compare it with your backup",
        )


def tree_of_ledger(size: int) -> Tree:
    """Return the tree over the first `size` entries, from their stored leaf hashes."""
    rows = LedgerEntry.objects.unsafe_everything().filter(index__lt=size).order_by("index")
    return Tree(bytes(leaf_hash) for leaf_hash in rows.values_list("leaf_hash", flat=True).iterator())


def map_of_heads(*, seed: bytes, before: int) -> HeadMap:
    """Return the map of each case's newest entry among the entries before this index."""
    rows = LedgerEntry.objects.unsafe_everything().filter(index__lt=before).exclude(case_id="").order_by("index")
    tags = dict(CaseRow.objects.unsafe_everything().values_list("id", "thread_tag"))
    newest: dict[str, tuple[int, bytes]] = {}
    for case_id, leaf_hash in rows.values_list("case_id", "leaf_hash").iterator():
        count, _ = newest.get(case_id, (0, b""))
        newest[case_id] = (count + 1, bytes(leaf_hash))
    heads = [
        ThreadHead(tag=tags[case_id], count=count, leaf_hash=LeafHash(leaf_hash))
        for case_id, (count, leaf_hash) in newest.items()
    ]
    return HeadMap(heads, seed=seed)


def _record_heads(house: House, *, head: LedgerHead) -> None:
    seed = house.ids.salt()
    root = map_of_heads(seed=seed, before=head.size).root()
    entry = _append(house, head=head, name=HEADS_NAME, facts={"root": root.hex()})
    LedgerHeads(entry=entry, seed=seed).save(force_insert=True)


def _append(house: House, *, head: LedgerHead, name: str, facts: dict[str, Json]) -> LedgerEntry:
    """Write an entry of no organisation and no case at the next index of the locked head."""
    at = house.clock.now()
    sealed = seal(Entry(index=EntryIndex(head.size), at=at, name=name, facts=facts), salt=house.ids.salt())
    row = LedgerEntry(
        index=head.size,
        at=at,
        name=name,
        leaf_hash=sealed.leaf_hash,
        commitment=sealed.commitment,
        salt=sealed.opening.salt,
        opening=sealed.opening.body,
    )
    row.save(force_insert=True)
    head.size += 1
    return row
