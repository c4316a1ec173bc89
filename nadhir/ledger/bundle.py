# SPDX-License-Identifier: Apache-2.0
"""Disclosure bundles: chosen entries, opened and proven, in one file that a stranger checks offline.

Promise: `verify_bundle` needs the file and the log's key, had by a route of its own, and nothing else. It goes through
numbered steps, each of which is reported; the first that fails ends it, and nothing of the bundle is then returned:

 1. `read`       canonical JSON of format `nadhir-disclosure/1`, nothing missing, nothing besides
 2. `key`        the bundle names the very log and key that were handed in
 3. `checkpoint` the log signed the checkpoint
 4. `witnesses`  every witness handed in either did not cosign or did so rightly
 5. `older`      the log signed the older checkpoints too, and only grew from each to the next and to this one
 6. `opened`     salt and body of each entry give its commitment; indexes rise, none stands twice
 7. `included`   each entry's leaf is in the checkpoint's tree, at the index it claims
 8. `personal`   each personal field opens its commitment, or is said to be erased or withheld
 9. `chained`    the entries of a case name one another in their order; what a case claims of gaps is true
10. `complete`   a case claimed complete ends in the entry that the log recorded as its newest

The file holds no other leaf, no count of cases and no moment of its own: it tells of the rest of the log only the
indexes of what it opens. What a discloser claims and nobody can prove is said as a claim: that a field was erased
rather than withheld. Whether the log's keeper wrote down the truth, or wrote it down at all, no proof can say.

It leaves to later: time locks, encryption to a reader, and signing by who discloses.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Final

from nadhir.ledger.canonical import decode, encode
from nadhir.ledger.checkpoint import VerifiedCheckpoint, parse_checkpoint, verify_checkpoint
from nadhir.ledger.errors import LedgerError
from nadhir.ledger.heads import HEADS_NAME, HeadProof, ThreadHead, verify_head
from nadhir.ledger.notes import VerifierKey
from nadhir.ledger.sealing import check_personal, leaf_hash_of, open_entry
from nadhir.ledger.tree import Tree, verify_consistency, verify_inclusion
from nadhir.terms.entry import (
    ConsistencyProof,
    Entry,
    InclusionProof,
    Json,
    LeafHash,
    Opening,
    PersonalOpening,
    SealedEntry,
)
from nadhir.terms.errors import OursError, TheirsError
from nadhir.terms.ids import CaseId, EntryIndex
from nadhir.terms.sealed import Sealed

FORMAT: Final = "nadhir-disclosure/1"
LARGEST_BUNDLE: Final = 64 * 1024 * 1024  # bytes; a case of 1,000 entries takes about 3 MB
_READER: Final = "nadhir.ledger"
_REMEDY: Final = "ask the discloser for the bundle anew; if it fails again, do not rely on it"


class StepName(StrEnum):
    """The steps of a verification, in their order."""

    READ = "read"
    KEY = "key"
    CHECKPOINT = "checkpoint"
    WITNESSES = "witnesses"
    OLDER = "older"
    OPENED = "opened"
    INCLUDED = "included"
    PERSONAL = "personal"
    CHAINED = "chained"
    COMPLETE = "complete"


class PersonalState(StrEnum):
    """What a bundle shows of a personal field."""

    DISCLOSED = "disclosed"
    ERASED = "erased"  # destroyed with its subject's key: a claim, which the entry `subject.erased` may support
    WITHHELD = "withheld"  # exists, and is not for this reader


class CaseClaim(StrEnum):
    """What a bundle claims of a case's entries."""

    SELECTED = "selected"  # others may exist between, before and after
    UNBROKEN = "unbroken"  # from the first on without a gap; later ones may exist
    COMPLETE = "complete"  # unbroken, and at the recorded moment there were no others


@dataclass(frozen=True, slots=True)
class Step:
    """One step that was passed: its number from 1, its name, how many things it looked at, and which log or size."""

    number: int
    name: StepName
    count: int
    detail: str = ""


class BundleRefusedError(LedgerError):
    """A bundle that does not verify; `step` failed, `passed` are those before it."""

    def __init__(self, what: str, *, where: str, remedy: str, step: StepName, passed: tuple[Step, ...]) -> None:
        self.step = step
        self.passed = passed
        self.number = list(StepName).index(step) + 1
        super().__init__(f"step {self.number} ({step}): {what}", where=where, remedy=remedy)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """An entry to be disclosed, and what of its personal fields: an opening, or why not. Withheld where nothing is
    said.
    """

    sealed: SealedEntry
    personal: Mapping[str, PersonalOpening | PersonalState] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordedHead:
    """That a case is complete: the index of the log's `HEADS_NAME` entry, the case's head in its map, and the proof."""

    recorded_in: EntryIndex
    head: ThreadHead
    proof: HeadProof


@dataclass(frozen=True, slots=True)
class DisclosedEntry:
    """An entry that was proven, with what is shown of its personal fields."""

    entry: Entry
    leaf_hash: LeafHash
    personal: Mapping[str, Sealed | PersonalState]


@dataclass(frozen=True, slots=True)
class DisclosedCase:
    """What was proven of a case: its claim, how many of its entries are here, and up to which entry it is complete."""

    case: CaseId
    claim: CaseClaim
    count: int
    complete_to: EntryIndex | None = None  # the HEADS_NAME entry: nothing before it is missing


@dataclass(frozen=True, slots=True)
class VerifiedBundle:
    """Everything that a bundle proves. `backdated` are entries whose moment precedes that of an earlier entry here."""

    steps: tuple[Step, ...]
    checkpoint: VerifiedCheckpoint
    older: tuple[VerifiedCheckpoint, ...]
    entries: tuple[DisclosedEntry, ...]
    cases: tuple[DisclosedCase, ...]
    backdated: tuple[EntryIndex, ...] = ()


def write_bundle(
    disclosures: Iterable[Disclosure],
    *,
    tree: Tree,
    checkpoint: str,
    log_key: VerifierKey,
    older: Iterable[str] = (),
    claims: Mapping[CaseId, CaseClaim] | None = None,
    heads: Mapping[CaseId, RecordedHead] | None = None,
) -> bytes:
    """Return the bundle of the disclosures, proven to the signed checkpoint note, after verifying it as a reader would.

    `older` are notes of checkpoints signed before. A case without a claim is `SELECTED`; one claimed `COMPLETE` needs
    its recorded head, and the entry that recorded it among the disclosures.

    Raises:
        BundleRefusedError: what was handed in does not prove what it claims.
    """
    size = parse_checkpoint(checkpoint).size
    chosen = sorted(disclosures, key=lambda each: each.sealed.index)
    notes = sorted(older, key=lambda note: parse_checkpoint(note).size)
    sizes = [*(parse_checkpoint(note).size for note in notes), size]
    claims, heads = claims or {}, heads or {}
    bodies = [_opened(each) for each in chosen]
    tags = {entry.case: entry.thread.tag for entry in bodies if entry.case is not None and entry.thread is not None}
    document: Json = {
        "format": FORMAT,
        "origin": log_key.name,
        "key": log_key.fingerprint,
        "checkpoint": checkpoint,
        "older": [
            {
                "checkpoint": note,
                "hashes": _hex(tree.consistency_proof(own, new_size=following).hashes if own else ()),
            }
            for note, own, following in zip(notes, sizes[:-1], sizes[1:], strict=True)
        ],
        "entries": [
            {
                "index": each.sealed.index,
                "commitment": each.sealed.commitment,
                "hashes": _hex(tree.inclusion_proof(each.sealed.index, size=size).hashes),
                "salt": each.sealed.opening.salt.hex(),
                "body": decode(each.sealed.opening.body),
                "personal": {
                    each_field.name: _shown(each.personal.get(each_field.name, PersonalState.WITHHELD))
                    for each_field in entry.personal
                },
            }
            for each, entry in zip(chosen, bodies, strict=True)
        ],
        "cases": [
            {
                "case": case,
                "tag": tag,
                "claim": claims.get(case, CaseClaim.SELECTED).value,
                "head": _head(heads.get(case)) if claims.get(case) is CaseClaim.COMPLETE else None,
            }
            for case, tag in sorted(tags.items())
        ],
    }
    bundle = encode(document, where="bundle")
    verify_bundle(bundle, log_key=log_key)
    return bundle


def verify_bundle(bundle: bytes, *, log_key: VerifierKey, witnesses: Iterable[VerifierKey] = ()) -> VerifiedBundle:
    """Return what the bundle proves, after all ten steps of the module's docstring.

    Raises:
        BundleRefusedError: a step failed; it names the step, the place, and what to do.
    """
    return _Verification(log_key=log_key, witnesses=tuple(witnesses)).run(bundle)


@dataclass(frozen=True, slots=True)
class _Proven:
    """An entry of the bundle on its way through the steps."""

    entry: Entry
    commitment: str
    hashes: tuple[bytes, ...]
    personal: Mapping[str, Json]

    @property
    def leaf_hash(self) -> LeafHash:
        return leaf_hash_of(self.commitment, index=self.entry.index)


class _Verification:
    """One run through the steps; it keeps those passed, so that a refusal can name them."""

    def __init__(self, *, log_key: VerifierKey, witnesses: tuple[VerifierKey, ...]) -> None:
        self._key = log_key
        self._witnesses = witnesses
        self._steps: list[Step] = []

    def run(self, bundle: bytes) -> VerifiedBundle:
        step = StepName.READ
        try:
            document = _read(bundle)
            self._pass(step, 1, FORMAT)

            step = StepName.KEY
            self._check_key(document)
            self._pass(step, 1, self._key.fingerprint)

            step = StepName.CHECKPOINT
            checkpoint = verify_checkpoint(_text(document["checkpoint"]), log_key=self._key)
            self._pass(step, 1, f"{checkpoint.checkpoint.origin} {checkpoint.checkpoint.size}")

            step = StepName.WITNESSES
            checkpoint = verify_checkpoint(checkpoint.note, log_key=self._key, witnesses=self._witnesses)
            self._pass(step, len(checkpoint.cosignatures), " ".join(each.name for each in checkpoint.cosignatures))

            step = StepName.OLDER
            older = self._older(_list(document["older"]), newest=checkpoint)
            self._pass(step, len(older), " ".join(str(each.checkpoint.size) for each in older))

            step = StepName.OPENED
            proven = _open_all(_list(document["entries"]))
            self._pass(step, len(proven))

            step = StepName.INCLUDED
            for each in proven:
                _check_included(each, checkpoint=checkpoint)
            self._pass(step, len(proven), str(checkpoint.checkpoint.size))

            step = StepName.PERSONAL
            entries = tuple(_with_personal(each) for each in proven)
            self._pass(step, sum(len(each.personal) for each in entries))

            step = StepName.CHAINED
            claims = _claims(_list(document["cases"]), entries=entries)
            self._pass(step, len(claims))

            step = StepName.COMPLETE
            cases = tuple(_complete(each, entries=entries) for each in claims)
            self._pass(step, sum(each.claim is CaseClaim.COMPLETE for each in cases))
        except TheirsError as error:
            raise BundleRefusedError(
                error.what,
                where=error.where or "bundle",
                remedy=error.remedy or _REMEDY,
                step=step,
                passed=tuple(self._steps),
            ) from error
        return VerifiedBundle(
            steps=tuple(self._steps),
            checkpoint=checkpoint,
            older=older,
            entries=entries,
            cases=cases,
            backdated=_backdated(entries),
        )

    def _pass(self, name: StepName, count: int, detail: str = "") -> None:
        self._steps.append(Step(number=len(self._steps) + 1, name=name, count=count, detail=detail))

    def _check_key(self, document: Mapping[str, Json]) -> None:
        origin, fingerprint = _text(document["origin"]), _text(document["key"])
        if origin != self._key.name:
            raise LedgerError(f"it is of the log {origin}, not of {self._key.name}", where="origin", remedy=_REMEDY)
        if fingerprint != self._key.fingerprint:
            raise LedgerError(
                "it was made under another key of that log",
                where="key",
                remedy="compare the key's fingerprint with the log's keeper over another route",
            )

    def _older(self, items: Sequence[Json], *, newest: VerifiedCheckpoint) -> tuple[VerifiedCheckpoint, ...]:
        notes: list[VerifiedCheckpoint] = []
        proofs: list[tuple[bytes, ...]] = []
        for number, item in enumerate(items):
            fields = _object(item, keys={"checkpoint", "hashes"}, where=f"older[{number}]")
            notes.append(verify_checkpoint(_text(fields["checkpoint"]), log_key=self._key))
            proofs.append(_hashes(fields["hashes"]))
        for (own, following), hashes in zip(pairwise([*notes, newest]), proofs, strict=True):
            _check_grown(own, following=following, hashes=hashes)
        return tuple(notes)


def _read(bundle: bytes) -> Mapping[str, Json]:
    if len(bundle) > LARGEST_BUNDLE:
        raise LedgerError(f"it has more than {LARGEST_BUNDLE} bytes", where="bundle", remedy="ask for a smaller part")
    keys = {"format", "origin", "key", "checkpoint", "older", "entries", "cases"}
    value = decode(bundle, where="bundle")
    if not isinstance(value, Mapping) or value.get("format") != FORMAT:
        raise LedgerError(f"it is no {FORMAT} file", where="bundle", remedy="verify it with the Nadhir that made it")
    return _object(value, keys=keys, where="bundle")


def _check_grown(own: VerifiedCheckpoint, *, following: VerifiedCheckpoint, hashes: tuple[bytes, ...]) -> None:
    old, new = own.checkpoint, following.checkpoint
    if old.size == 0:
        # An empty tree begins every tree (RFC 9162, 2.1.4), so its checkpoint proves nothing and only its form is
        # checked.
        if hashes or old.root != hashlib.sha256(b"").digest():
            raise LedgerError("an empty tree has the empty root and no proof", where="older checkpoint", remedy=_REMEDY)
        return
    proof = ConsistencyProof(old_size=old.size, new_size=new.size, hashes=hashes)
    verify_consistency(proof, old_root=old.root, new_root=new.root)


def _open_all(items: Sequence[Json]) -> tuple[_Proven, ...]:
    proven: list[_Proven] = []
    for number, item in enumerate(items):
        where = f"entries[{number}]"
        fields = _object(item, keys={"index", "commitment", "hashes", "salt", "body", "personal"}, where=where)
        index = _whole(fields["index"])
        if proven and index <= proven[-1].entry.index:
            raise LedgerError(f"entry {index} does not come after the one before it", where=where, remedy=_REMEDY)
        opening = Opening(salt=_unhex(fields["salt"]), body=encode(fields["body"], where=where))
        commitment = _text(fields["commitment"])
        proven.append(
            _Proven(
                entry=open_entry(opening, commitment=commitment, index=index),
                commitment=commitment,
                hashes=_hashes(fields["hashes"]),
                personal=_object(fields["personal"], keys=None, where=where),
            )
        )
    return tuple(proven)


def _check_included(each: _Proven, *, checkpoint: VerifiedCheckpoint) -> None:
    head = checkpoint.checkpoint
    proof = InclusionProof(index=each.entry.index, size=head.size, hashes=each.hashes)
    verify_inclusion(proof, leaf_hash=each.leaf_hash, root=head.root)


def _with_personal(each: _Proven) -> DisclosedEntry:
    where = f"entry {each.entry.index}"
    commitments = {commitment.name: commitment for commitment in each.entry.personal}
    if set(each.personal) != set(commitments):
        raise LedgerError("its personal fields are not those it commits to", where=where, remedy=_REMEDY)
    shown: dict[str, Sealed | PersonalState] = {}
    for name, item in each.personal.items():
        if isinstance(item, str) and item in (PersonalState.ERASED, PersonalState.WITHHELD):
            shown[name] = PersonalState(item)
            continue
        fields = _object(item, keys={"salt", "value"}, where=f"{where}, {name}")
        value = Sealed(_text(fields["value"]))
        opening = PersonalOpening(name=name, salt=_unhex(fields["salt"]), value=value)
        check_personal(opening, commitment=commitments[name])
        shown[name] = value
    return DisclosedEntry(entry=each.entry, leaf_hash=each.leaf_hash, personal=shown)


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A case whose chain was checked, and the head still to be checked where it is claimed complete."""

    case: CaseId
    tag: str
    claim: CaseClaim
    chain: tuple[DisclosedEntry, ...]
    recorded: RecordedHead | None


def _claims(items: Sequence[Json], *, entries: tuple[DisclosedEntry, ...]) -> tuple[_Claimed, ...]:
    chains: dict[tuple[CaseId, str], list[DisclosedEntry]] = {}
    for each in entries:
        if each.entry.case is not None and each.entry.thread is not None:
            chains.setdefault((each.entry.case, each.entry.thread.tag), []).append(each)
    claimed = []
    for number, item in enumerate(items):
        where = f"cases[{number}]"
        fields = _object(item, keys={"case", "tag", "claim", "head"}, where=where)
        case, tag, claim = CaseId(_text(fields["case"])), _text(fields["tag"]), _text(fields["claim"])
        if claim not in set(CaseClaim):
            raise LedgerError(f"{claim!r} is no claim", where=where, remedy=_REMEDY)
        head = fields["head"]
        claimed.append(
            _Claimed(
                case=case,
                tag=tag,
                claim=CaseClaim(claim),
                chain=tuple(chains.get((case, tag), ())),
                recorded=None if head is None else _recorded(head, tag=tag, where=where),
            )
        )
    stated = [(each.case, each.tag) for each in claimed]
    if stated != sorted(chains) or len({case for case, _ in chains}) != len(chains) != len({tag for _, tag in chains}):
        raise LedgerError("the cases listed are not those of the entries", where="cases", remedy=_REMEDY)
    for each_claim in claimed:
        _check_chain(each_claim)
    return tuple(claimed)


def _check_chain(claimed: _Claimed) -> None:
    where = f"case {claimed.case}"
    expected = 0
    before: DisclosedEntry | None = None
    for each in claimed.chain:
        thread = each.entry.thread
        if thread is None:
            raise OursError("an entry without a thread came into a chain", where=where, remedy="report it")
        if thread.sequence < expected:
            raise LedgerError(
                f"entry {each.entry.index} says it is number {thread.sequence} of its case, after {expected - 1}",
                where=where,
                remedy=_REMEDY,
            )
        if thread.sequence > expected and claimed.claim is not CaseClaim.SELECTED:
            raise LedgerError(
                f"number {expected} of the case is missing before entry {each.entry.index}",
                where=where,
                remedy="ask for the entries left out, or for a bundle that says it is a selection",
            )
        if before is not None and thread.sequence == expected and thread.previous != before.leaf_hash:
            raise LedgerError(
                f"entry {each.entry.index} follows another entry than {before.entry.index}", where=where, remedy=_REMEDY
            )
        before, expected = each, thread.sequence + 1


def _complete(claimed: _Claimed, *, entries: tuple[DisclosedEntry, ...]) -> DisclosedCase:
    where = f"case {claimed.case}"
    recorded = claimed.recorded
    if (recorded is None) == (claimed.claim is CaseClaim.COMPLETE):
        raise LedgerError("a recorded head and the claim to be complete go together", where=where, remedy=_REMEDY)
    if recorded is None:
        return DisclosedCase(case=claimed.case, claim=claimed.claim, count=len(claimed.chain))
    record = next((each.entry for each in entries if each.entry.index == recorded.recorded_in), None)
    if record is None or record.name != HEADS_NAME:
        raise LedgerError(
            f"entry {recorded.recorded_in}, which would record it, is not here", where=where, remedy=_REMEDY
        )
    verify_head(recorded.head, proof=recorded.proof, root=_unhex(record.facts.get("root")))
    then = [each for each in claimed.chain if each.entry.index < record.index]
    if len(then) != recorded.head.count or then[-1].leaf_hash != recorded.head.leaf_hash:
        raise LedgerError(
            f"the log recorded {recorded.head.count} entries up to {record.index}, and here are {len(then)}"
            if len(then) != recorded.head.count
            else f"the newest entry up to {record.index} is not the one that the log recorded",
            where=where,
            remedy="entries of the case were left out; ask for the whole case",
        )
    return DisclosedCase(case=claimed.case, claim=claimed.claim, count=len(claimed.chain), complete_to=record.index)


def _backdated(entries: tuple[DisclosedEntry, ...]) -> tuple[EntryIndex, ...]:
    found, latest = [], None
    for each in entries:
        if latest is not None and each.entry.at < latest:
            found.append(each.entry.index)
        latest = each.entry.at if latest is None else max(latest, each.entry.at)
    return tuple(found)


def _opened(each: Disclosure) -> Entry:
    return open_entry(each.sealed.opening, commitment=each.sealed.commitment, index=each.sealed.index)


def _shown(personal: PersonalOpening | PersonalState) -> Json:
    if isinstance(personal, PersonalOpening):
        return {"salt": personal.salt.hex(), "value": personal.value.reveal(to=_READER)}
    if personal is PersonalState.DISCLOSED:
        raise LedgerError("a field is to be disclosed without its opening", where="personal", remedy="give the opening")
    return personal.value


def _head(recorded: RecordedHead | None) -> Json:
    if recorded is None:
        return None
    return {
        "recorded_in": recorded.recorded_in,
        "count": recorded.head.count,
        "leaf_hash": recorded.head.leaf_hash.hex(),
        "salt": recorded.proof.salt.hex(),
        "siblings": _hex(recorded.proof.siblings),
    }


def _recorded(value: Json, *, tag: str, where: str) -> RecordedHead:
    fields = _object(value, keys={"recorded_in", "count", "leaf_hash", "salt", "siblings"}, where=where)
    return RecordedHead(
        recorded_in=EntryIndex(_whole(fields["recorded_in"])),
        head=ThreadHead(tag=tag, count=_whole(fields["count"]), leaf_hash=LeafHash(_unhex(fields["leaf_hash"]))),
        proof=HeadProof(salt=_unhex(fields["salt"]), siblings=_hashes(fields["siblings"])),
    )


def _hex(hashes: Iterable[bytes]) -> list[Json]:
    return [each.hex() for each in hashes]


def _hashes(value: Json) -> tuple[bytes, ...]:
    return tuple(_unhex(each) for each in _list(value))


def _unhex(value: Json) -> bytes:
    text = _text(value)
    try:
        data = bytes.fromhex(text)
    except ValueError:
        data = b""
    if data.hex() != text or not data:
        raise LedgerError(f"{text[:80]!r} is no lower-case hex", where="bundle", remedy=_REMEDY)
    return data


def _object(value: Json, *, keys: set[str] | None, where: str) -> Mapping[str, Json]:
    if not isinstance(value, Mapping) or (keys is not None and set(value) != keys):
        expected = "an object" if keys is None else f"an object of {', '.join(sorted(keys))}"
        raise LedgerError(f"there is not {expected}", where=where, remedy=_REMEDY)
    return value


def _list(value: Json) -> Sequence[Json]:
    if not isinstance(value, list):
        raise LedgerError("there is no list where one belongs", where="bundle", remedy=_REMEDY)
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise LedgerError("there is no string where one belongs", where="bundle", remedy=_REMEDY)
    return value


def _whole(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise LedgerError("there is no whole number where one belongs", where="bundle", remedy=_REMEDY)
    return value
