# SPDX-License-Identifier: Apache-2.0
"""entries → Tree, proofs: what was known, decided and done, provable years later to somebody who trusts nobody here.

Promise: every entry is committed to before anybody can wish it away; a log that drops, changes, reorders or cuts off
anything is found out by whoever kept one checkpoint; a case can be disclosed alone, whole, and checked offline, while
the rest of the log, even how much there is of it, stays unsaid; what is personal can be erased and every proof holds.

Follows RFC 9162 section 2.1 (tree and proofs), C2SP signed-note, tlog-checkpoint and tlog-cosignature (v1), RFC 8785
(canonical JSON, narrowed), RFC 8032 (Ed25519). The design and its reasons: docs/adr/0002-ledger.md.

In the order of use:

    sealing.seal(entry, *, salt) -> SealedEntry                    salt: 32 fresh random bytes
    sealing.commit_personal(value: Sealed, *, name, subject, salt) -> PersonalCommitment
    sealing.open_entry(opening, *, commitment, index) -> Entry
    sealing.check_personal(opening: PersonalOpening, *, commitment)
    sealing.covers_needed(size, *, block) -> int                   COVER_NAME entries to add before a checkpoint leaves
    CaseThread(tag) for a case's first entry (tag: 8 random bytes in hex), then SealedEntry.next_thread()

    tree.Tree(leaf_hashes) · .append(leaf_hash) -> int · .extend(…) -> int · .size · .root(size) · .head(size)
        .inclusion_proof(index, *, size) · .consistency_proof(old_size, *, new_size)
        .tiles(*, since) · Tree.of_tiles(tiles)
    tree.verify_inclusion(proof, *, leaf_hash, root) · tree.verify_consistency(proof, *, old_root, new_root)

    notes.SigningKey(name, seed) · .verifier -> VerifierKey · str(VerifierKey) · VerifierKey.parse(line)
    checkpoint.sign_checkpoint(Checkpoint(origin, size, root), *, signer) -> str       the key's name is the origin
    checkpoint.verify_checkpoint(note, *, log_key, witnesses) -> VerifiedCheckpoint
    checkpoint.cosign(note, *, signer, at) -> str

    heads.HeadMap(heads: Iterable[ThreadHead(tag, count, leaf_hash)], *, seed) · .root() · .proof(tag)
        the root goes into an entry HEADS_NAME with facts={"root": hex}; seed: 32 fresh random bytes, kept
    bundle.write_bundle(disclosures, *, tree, checkpoint, log_key, older, claims, heads) -> bytes
    bundle.verify_bundle(data, *, log_key, witnesses) -> VerifiedBundle      ten numbered steps, or BundleRefusedError

Every use case seals its entry inside its own transaction and stores `index`, `commitment`, `leaf_hash`, the opening and
the thread; appending to the tree and signing a checkpoint follow, from the stored leaf hashes in the order of their
indexes, which have no gaps. It does not store, encrypt, draw random numbers or tell the time; nor does it prevent a
log's keeper from never writing an entry: the report's receipt, the recipient's copy and witnesses are for that.
"""

from nadhir.ledger.bundle import (
    BundleRefusedError,
    CaseClaim,
    Disclosure,
    PersonalState,
    RecordedHead,
    Step,
    StepName,
    VerifiedBundle,
    verify_bundle,
    write_bundle,
)
from nadhir.ledger.checkpoint import (
    VerifiedCheckpoint,
    checkpoint_text,
    cosign,
    parse_checkpoint,
    sign_checkpoint,
    verify_checkpoint,
)
from nadhir.ledger.errors import CanonicalError, LedgerError, NoteError, OpeningError, ProofError
from nadhir.ledger.heads import HEADS_NAME, HeadMap, HeadProof, ThreadHead, verify_head
from nadhir.ledger.notes import SignatureType, Signer, SigningKey, VerifierKey, sign_note, verify_ed25519, verify_note
from nadhir.ledger.sealing import (
    COVER_NAME,
    check_personal,
    commit_personal,
    covers_needed,
    leaf_hash_of,
    open_entry,
    seal,
)
from nadhir.ledger.tree import Tree, hash_children, hash_leaf, verify_consistency, verify_inclusion

__all__ = [
    "COVER_NAME",
    "HEADS_NAME",
    "BundleRefusedError",
    "CanonicalError",
    "CaseClaim",
    "Disclosure",
    "HeadMap",
    "HeadProof",
    "LedgerError",
    "NoteError",
    "OpeningError",
    "PersonalState",
    "ProofError",
    "RecordedHead",
    "SignatureType",
    "Signer",
    "SigningKey",
    "Step",
    "StepName",
    "ThreadHead",
    "Tree",
    "VerifiedBundle",
    "VerifiedCheckpoint",
    "VerifierKey",
    "check_personal",
    "checkpoint_text",
    "commit_personal",
    "cosign",
    "covers_needed",
    "hash_children",
    "hash_leaf",
    "leaf_hash_of",
    "open_entry",
    "parse_checkpoint",
    "seal",
    "sign_checkpoint",
    "sign_note",
    "verify_bundle",
    "verify_checkpoint",
    "verify_consistency",
    "verify_ed25519",
    "verify_head",
    "verify_inclusion",
    "verify_note",
    "write_bundle",
]
