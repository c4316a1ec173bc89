# SPDX-License-Identifier: Apache-2.0
"""Entries into leaves, and back: commitments that hide until they are opened.

Promise, step by step:

1. body = canonical JSON (`ledger.canonical`) of `{v, index, at, name, by, case, thread, facts, personal}`; of what is
   personal it holds only commitments.
2. commitment = SHA-256(salt ‖ body), with a fresh random salt of 32 bytes for each entry.
3. leaf = canonical JSON of `{"commitment": hex, "index": number, "v": 1}`; leaf hash = SHA-256(0x00 ‖ leaf), RFC 9162
   2.1.1. The index is in the leaf, so a leaf is good at one place only.
4. personal commitment = SHA-256(salt ‖ canonical JSON of `{"name", "subject", "value"}`), with a salt of its own.
Where value
   and salt are destroyed, nothing is left to guess against: the entry still opens and shows the field as erased.

Whoever holds leaves, proofs and checkpoints alone sees hashes that look random, for an entry of a case as for a cover
(`COVER_NAME`): neither a name nor a case nor how many there are of either. The same salt must never serve twice, and
the shell draws it from the system's generator; this room has no randomness. It does not encrypt and does not store.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from nadhir.ledger.canonical import decode, encode
from nadhir.ledger.errors import OpeningError
from nadhir.ledger.tree import hash_leaf
from nadhir.terms.entry import (
    SALT_BYTES,
    CaseThread,
    Entry,
    Json,
    LeafHash,
    Opening,
    PersonalCommitment,
    PersonalOpening,
    SealedEntry,
    SubjectId,
)
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.ids import CaseId, EntryIndex, OfficerId
from nadhir.terms.sealed import Sealed

VERSION: Final = 1
COVER_NAME: Final = "ledger.covered"  #: an entry that says nothing, so that sizes say nothing: see `covers_needed`
_MOMENT: Final = "%Y-%m-%dT%H:%M:%S.%fZ"  # always six digits, so that one moment has one form
_READER: Final = "nadhir.ledger"
_BODY_KEYS: Final = frozenset({"at", "by", "case", "facts", "index", "name", "personal", "thread", "v"})


def seal(entry: Entry, *, salt: bytes) -> SealedEntry:
    """Return the entry's commitment, leaf hash and opening. The salt is 32 random bytes used for nothing else."""
    opening = Opening(salt=salt, body=encode(_body(entry), where=f"ledger entry {entry.index}"))
    commitment = hashlib.sha256(salt + opening.body).hexdigest()
    return SealedEntry(
        index=entry.index,
        commitment=commitment,
        leaf_hash=leaf_hash_of(commitment, index=entry.index),
        opening=opening,
        thread=entry.thread,
    )


def leaf_hash_of(commitment: str, *, index: int) -> LeafHash:
    """Return the leaf hash of a commitment at its index: what a verifier computes for itself."""
    leaf = encode({"commitment": commitment, "index": index, "v": VERSION})
    return hash_leaf(leaf)


def commit_personal(value: Sealed, *, name: str, subject: SubjectId, salt: bytes) -> PersonalCommitment:
    """Return the commitment to one personal datum, for `Entry.personal`. Its salt is its own: 32 random bytes."""
    if len(salt) != SALT_BYTES:
        raise InvalidTermError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}", where=f"personal field {name}")
    return PersonalCommitment(
        name=name, subject=subject, commitment=_personal_digest(value, name=name, subject=subject, salt=salt)
    )


def open_entry(opening: Opening, *, commitment: str, index: int) -> Entry:
    """Return the entry behind a commitment, after checking that salt and body are the ones committed to.

    Raises:
        OpeningError: body or salt were changed, the body speaks of another index, or it is no entry.
    """
    where = f"entry {index}"
    if hashlib.sha256(opening.salt + opening.body).hexdigest() != commitment:
        raise OpeningError(
            "salt and body do not give the commitment that stands in the tree",
            where=where,
            remedy="the entry or its salt was changed; ask the log's keeper for the original",
        )
    entry = _entry(decode(opening.body, where=where), where=where)
    if entry.index != index:
        raise OpeningError(f"the body is that of entry {entry.index}", where=where, remedy="put it at its own place")
    return entry


def check_personal(opening: PersonalOpening, *, commitment: PersonalCommitment) -> None:
    """Check that a personal datum is the one that was committed to.

    Raises:
        OpeningError: the value, its salt, its name or its subject is another.
    """
    digest = _personal_digest(opening.value, name=commitment.name, subject=commitment.subject, salt=opening.salt)
    if opening.name != commitment.name or digest != commitment.commitment:
        raise OpeningError(
            "the value and its salt do not give the commitment in the entry",
            where=f"personal field {commitment.name}",
            remedy="the value was changed; ask the log's keeper for the original",
        )


def covers_needed(size: int, *, block: int) -> int:
    """Return how many cover entries bring a tree of `size` leaves to the next multiple of `block`.

    A checkpoint that leaves the house states its size. Padded so, it tells only that up to `block` things happened
    since the one before; published at fixed hours, it tells hardly even that. An empty tree is covered too.

    >>> covers_needed(5, block=32), covers_needed(32, block=32), covers_needed(0, block=32)
    (27, 0, 32)
    """
    if block < 1:
        raise InvalidTermError(f"a block of {block} entries covers nothing", where="covers_needed")
    return block if size == 0 else -size % block


def _personal_digest(value: Sealed, *, name: str, subject: SubjectId, salt: bytes) -> str:
    body = encode({"name": name, "subject": subject, "value": value.reveal(to=_READER)}, where=f"personal field {name}")
    return hashlib.sha256(salt + body).hexdigest()


def _body(entry: Entry) -> Json:
    thread = entry.thread
    return {
        "v": VERSION,
        "index": entry.index,
        "at": entry.at.astimezone(UTC).strftime(_MOMENT),
        "name": entry.name,
        "by": entry.by,
        "case": entry.case,
        "thread": None
        if thread is None
        else {
            "tag": thread.tag,
            "sequence": thread.sequence,
            "previous": None if thread.previous is None else thread.previous.hex(),
        },
        "facts": entry.facts,
        "personal": {each.name: {"subject": each.subject, "commitment": each.commitment} for each in entry.personal},
    }


def _entry(body: Json, *, where: str) -> Entry:
    try:
        fields = _object(body, keys=_BODY_KEYS)
        if fields["v"] != VERSION:
            raise OpeningError(
                f"the body is of version {fields['v']}", where=where, remedy="verify it with a newer Nadhir"
            )
        by, case = fields["by"], fields["case"]
        entry = Entry(
            index=EntryIndex(_whole(fields["index"])),
            at=datetime.strptime(_text(fields["at"]), _MOMENT).replace(tzinfo=UTC),
            name=_text(fields["name"]),
            by=None if by is None else OfficerId(_text(by)),
            case=None if case is None else CaseId(_text(case)),
            thread=_thread(fields["thread"]),
            facts=_object(fields["facts"]),
            personal=tuple(_commitments(_object(fields["personal"]))),
        )
    except (ValueError, InvalidTermError) as error:
        raise OpeningError(f"the body is no entry: {error}", where=where, remedy="ask the log's keeper") from error
    if encode(_body(entry), where=where) != encode(body, where=where):
        raise OpeningError("the body says more than an entry holds", where=where, remedy="ask the log's keeper")
    return entry


def _thread(value: Json) -> CaseThread | None:
    if value is None:
        return None
    fields = _object(value, keys=frozenset({"tag", "sequence", "previous"}))
    previous = fields["previous"]
    return CaseThread(
        tag=_text(fields["tag"]),
        sequence=_whole(fields["sequence"]),
        previous=None if previous is None else LeafHash(bytes.fromhex(_text(previous))),
    )


def _commitments(value: Mapping[str, Json]) -> Sequence[PersonalCommitment]:
    found = []
    for name, item in value.items():
        fields = _object(item, keys=frozenset({"subject", "commitment"}))
        found.append(
            PersonalCommitment(
                name=name, subject=SubjectId(_text(fields["subject"])), commitment=_text(fields["commitment"])
            )
        )
    return found


def _object(value: Json, *, keys: frozenset[str] | None = None) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{value!r} stands where an object belongs")  # noqa: TRY004 — read as one kind of refusal
    if keys is not None and set(value) != keys:
        raise ValueError(f"the keys are {sorted(value)} in place of {sorted(keys)}")
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} stands where a string belongs")  # noqa: TRY004 — as above
    return value


def _whole(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{value!r} stands where a whole number belongs")  # noqa: TRY004 — as above
    return value
