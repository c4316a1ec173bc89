# SPDX-License-Identifier: Apache-2.0
"""What the ledger speaks of: entries, the commitments that stand for them, tree heads, checkpoints and proofs.

An `Entry` says that something was received, decided, written, released, delivered or missed: what (a dotted past
name), when, by whom, in which case. Nobody outside sees it. The tree holds only a leaf, which is a hash of a *salted
commitment* to the whole entry: with neither salt nor body, the leaf tells nothing, not even that a case exists
(law.md 1.7). What is personal stands in an entry only as a second salted commitment of its own, so that destroying
the value and its salt erases the person and leaves every proof as valid as before.

Words follow RFC 9162 (leaf, inclusion, consistency) and C2SP (checkpoint, cosignature). This module computes no hash
and checks no signature: `nadhir.ledger` does.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final, NewType, Self, TypeAlias

from nadhir.terms.errors import InvalidTermError
from nadhir.terms.ids import CaseId, EntryIndex, OfficerId
from nadhir.terms.sealed import Sealed

HASH_BYTES: Final = 32  # SHA-256, the hash of RFC 9162 section 2.1.1
SALT_BYTES: Final = 32  # as long as the hash, so that guessing a salt is never easier than breaking the hash
THREAD_TAG_BYTES: Final = 8  # 64 bits: the depth of the map of thread heads; two of 10^5 cases meet by 3 in 10^10
LARGEST_INTEGER: Final = 2**53 - 1  # I-JSON (RFC 7493, 2.2): what every JSON reader reads exactly

LeafHash = NewType("LeafHash", bytes)  #: 32 bytes, SHA-256(0x00 || leaf)
SubjectId = NewType("SubjectId", str)  #: whose datum a personal field is; a random token that names nobody

#: What an entry may state: JSON without fractions, whose readers do not agree on them.
Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_FIELD = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")


def _check_hash(value: bytes, *, where: str) -> None:
    if len(value) != HASH_BYTES:
        raise InvalidTermError(
            f"a hash has {len(value)} bytes in place of {HASH_BYTES}", where=where, remedy="give SHA-256 hashes"
        )


def _check_size(value: int, *, where: str) -> None:
    if not 0 <= value <= LARGEST_INTEGER:
        raise InvalidTermError(f"{value} is no count of entries", where=where, remedy="give one from 0 to 2^53-1")


def freeze(value: Json, *, where: str = "facts") -> Json:
    """Return the value with every list a tuple and every object unchangeable, after checking that JSON can carry it.

    Raises:
        InvalidTermError: a fraction, a number beyond 2^53 - 1, a lone surrogate, or something that is no JSON: a sealed
            value too, since what is personal belongs in a commitment of its own.
    """
    match value:
        case None | bool():
            return value
        case int():
            if abs(value) > LARGEST_INTEGER:
                raise InvalidTermError(f"{value} is beyond 2^53 - 1", where=where, remedy="state it as a string")
            return int(value)
        case str():
            if any("\ud800" <= letter <= "\udfff" for letter in value):
                raise InvalidTermError("a lone surrogate stands in the text", where=where, remedy="decode it anew")
            return str(value)
        case Mapping():
            frozen: dict[str, Json] = {}
            for key, item in value.items():
                if not isinstance(key, str):
                    raise InvalidTermError(f"the key {key!r} is no string", where=where)
                freeze(key, where=where)
                frozen[str(key)] = freeze(item, where=f"{where}.{key}")
            return MappingProxyType(frozen)
        case list() | tuple():
            return tuple(freeze(item, where=f"{where}[{number}]") for number, item in enumerate(value))
        case _:
            raise InvalidTermError(
                f"a {type(value).__name__} cannot stand in a ledger entry",
                where=where,
                remedy="use strings, whole numbers, true, false, null, lists and objects; "
                "commit what is personal by ledger.commit_personal",
            )


@dataclass(frozen=True, slots=True)
class PersonalCommitment:
    """That an entry speaks of a person's datum, without the datum: its name, whose it is, and a salted commitment."""

    name: str  # "recipient.name"
    subject: SubjectId
    commitment: str  # hex

    def __post_init__(self) -> None:
        if not _FIELD.fullmatch(self.name):
            raise InvalidTermError(f"{self.name!r} is no field name", where="PersonalCommitment", remedy="e.g. a.name")
        if not self.subject:
            raise InvalidTermError("the subject is missing", where=f"personal field {self.name}")
        freeze(self.subject, where=f"personal field {self.name}")
        _check_hash(_unhex(self.commitment, where=f"personal field {self.name}"), where=f"personal field {self.name}")


@dataclass(frozen=True, slots=True)
class PersonalOpening:
    """What a personal commitment stands for; the store keeps it under its subject's key, and destroys it to erase."""

    name: str
    salt: bytes = field(repr=False)
    value: Sealed

    def __post_init__(self) -> None:
        if len(self.salt) != SALT_BYTES:
            raise InvalidTermError(f"a salt has {SALT_BYTES} bytes", where=f"personal field {self.name}")


@dataclass(frozen=True, slots=True)
class CaseThread:
    """An entry's place among the entries of its case, so that none of them can be left out of a disclosure unseen.

    `tag` is the case's random mark, 64 bits in hex, the same in all its entries; `sequence` counts them from 0;
    `previous` is the leaf hash of the one before. All three are inside the commitment: outsiders cannot tell which
    leaves belong together.
    """

    tag: str
    sequence: int = 0
    previous: LeafHash | None = None

    def __post_init__(self) -> None:
        if len(_unhex(self.tag, where="CaseThread.tag")) != THREAD_TAG_BYTES:
            raise InvalidTermError(f"a thread's tag has {THREAD_TAG_BYTES} bytes", where="CaseThread")
        _check_size(self.sequence, where="CaseThread.sequence")
        if (self.sequence == 0) != (self.previous is None):
            raise InvalidTermError(
                f"entry {self.sequence} of a case {'has' if self.previous else 'lacks'} one before it",
                where="CaseThread",
                remedy="begin with CaseThread(tag), go on with .follow(leaf_hash)",
            )
        if self.previous is not None:
            _check_hash(self.previous, where="CaseThread.previous")

    def follow(self, leaf_hash: LeafHash) -> Self:
        """Return the thread of the case's next entry, after this one became the leaf `leaf_hash`."""
        return type(self)(tag=self.tag, sequence=self.sequence + 1, previous=leaf_hash)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, as the ledger keeps it.

    `name` is the audit name, dotted and past (`warning.released`), stable for ever. `by` is the officer whose act it
    was, `None` for the system's own. `facts` hold nothing personal: names, contacts and texts about people stand in
    `personal` as commitments. An entry of a case has a `thread`, one of no case has none.
    """

    index: EntryIndex
    at: datetime
    name: str
    by: OfficerId | None = None
    case: CaseId | None = None
    thread: CaseThread | None = None
    facts: Mapping[str, Json] = field(default_factory=dict)
    personal: tuple[PersonalCommitment, ...] = ()

    def __post_init__(self) -> None:
        where = f"ledger entry {self.index}"
        _check_size(self.index, where=where)
        if not _NAME.fullmatch(self.name):
            raise InvalidTermError(f"{self.name!r} is no audit name", where=where, remedy="use e.g. warning.released")
        if self.at.tzinfo is None:
            raise InvalidTermError("the moment has no time zone", where=where, remedy="give an aware moment")
        if (self.case is None) != (self.thread is None):
            raise InvalidTermError(
                "a case and its thread go together", where=where, remedy="give both, or neither for an entry of no case"
            )
        freeze(self.by, where=where)
        freeze(self.case, where=where)
        names = [each.name for each in self.personal]
        if len(set(names)) != len(names):
            raise InvalidTermError("a personal field stands twice", where=where, remedy="number them: recipient.1, …")
        frozen = freeze(self.facts, where=f"{where}: facts")
        if not isinstance(frozen, Mapping):
            raise InvalidTermError("facts are no object", where=where, remedy="give a mapping of names to values")
        object.__setattr__(self, "at", self.at.astimezone(UTC))
        object.__setattr__(self, "facts", frozen)
        object.__setattr__(self, "personal", tuple(sorted(self.personal, key=lambda each: each.name)))


@dataclass(frozen=True, slots=True)
class Opening:
    """What a commitment stands for: the salt, and the entry's canonical bytes. Whoever has it can prove the entry."""

    salt: bytes = field(repr=False)
    body: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.salt) != SALT_BYTES:
            raise InvalidTermError(f"a salt has {SALT_BYTES} bytes, not {len(self.salt)}", where="Opening")


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """An entry ready for the tree: `leaf_hash` goes in, `opening` stays in the house, `thread` is where its case
    stands.
    """

    index: EntryIndex
    commitment: str  # hex SHA-256(salt || body)
    leaf_hash: LeafHash
    opening: Opening
    thread: CaseThread | None = None

    def __post_init__(self) -> None:
        where = f"sealed entry {self.index}"
        _check_size(self.index, where=where)
        _check_hash(self.leaf_hash, where=where)
        _check_hash(_unhex(self.commitment, where=where), where=where)

    def next_thread(self) -> CaseThread | None:
        """Return the thread for the next entry of the same case; `None` for an entry of no case."""
        return None if self.thread is None else self.thread.follow(self.leaf_hash)


@dataclass(frozen=True, slots=True)
class TreeHead:
    """A tree of `size` leaves and its root (RFC 9162, 2.1.1)."""

    size: int
    root: bytes

    def __post_init__(self) -> None:
        _check_size(self.size, where="TreeHead")
        _check_hash(self.root, where="TreeHead")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree head as a log states it (C2SP tlog-checkpoint): of which log, and any extension lines, which prove
    nothing.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_size(self.size, where=f"checkpoint of {self.origin}")
        _check_hash(self.root, where=f"checkpoint of {self.origin}")
        if any(not line or any(letter < " " for letter in line) for line in (self.origin, *self.extensions)):
            raise InvalidTermError("a line is empty or holds a control character", where="Checkpoint")

    @property
    def head(self) -> TreeHead:
        """The tree head alone."""
        return TreeHead(size=self.size, root=self.root)


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """The hashes that lead from leaf `index` to the root of a tree of `size` leaves, from the leaf upwards."""

    index: int
    size: int
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        _check_size(self.size, where="InclusionProof")
        if not 0 <= self.index < self.size:
            raise InvalidTermError(f"there is no leaf {self.index} in a tree of {self.size}", where="InclusionProof")
        for each in self.hashes:
            _check_hash(each, where="InclusionProof")


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """The hashes that show a tree of `old_size` leaves to be the beginning of one of `new_size`."""

    old_size: int
    new_size: int
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        _check_size(self.new_size, where="ConsistencyProof")
        if not 0 < self.old_size <= self.new_size:
            raise InvalidTermError(
                f"a tree of {self.old_size} leaves begins no tree of {self.new_size}",
                where="ConsistencyProof",
                remedy="an older tree has a leaf and is not larger; a larger one says that entries were cut off",
            )
        for each in self.hashes:
            _check_hash(each, where="ConsistencyProof")


@dataclass(frozen=True, slots=True)
class Cosignature:
    """A witness's word that at `at` this was the largest consistent tree it had seen of the log (C2SP
    cosignature/v1).
    """

    name: str
    key_id: bytes  # 4 bytes
    at: datetime
    signature: bytes = field(repr=False)


def _unhex(text: str, *, where: str) -> bytes:
    try:
        value = bytes.fromhex(text)
    except ValueError:
        value = b""
    if value.hex() != text or not text:
        raise InvalidTermError(f"{text!r} is no lower-case hex", where=where)
    return value
