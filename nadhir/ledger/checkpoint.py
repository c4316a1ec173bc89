# SPDX-License-Identifier: Apache-2.0
"""Checkpoints: C2SP tlog-checkpoint v1 (origin, size, root) as a signed note, and witnesses' C2SP cosignature/v1.

Promise: `verify_checkpoint` believes nothing that is not pinned by its caller. The origin must be the expected one, the
log's key must carry the origin as its name and must have signed, and a witness handed in either did not sign or signed
rightly. A server can then not pass itself off as another by its name (CVE-2022-39199).

It makes no extension lines (C2SP advises against them) and takes them as they are. It does not tell whether a log
signed two trees that contradict each other: that takes two checkpoints and a consistency proof, or a witness.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from nadhir.ledger.errors import NoteError
from nadhir.ledger.notes import (
    KEY_ID_BYTES,
    SIGNATURE_BYTES,
    Note,
    SignatureLine,
    SignatureType,
    Signer,
    VerifierKey,
    decode_base64,
    parse_note,
    sign_note,
    verify_ed25519,
    verify_note,
)
from nadhir.terms.entry import HASH_BYTES, LARGEST_INTEGER, Checkpoint, Cosignature

_FEWEST_LINES: Final = 3
_TIMESTAMP_BYTES: Final = 8
_LATEST: Final = 253_402_300_799  # the last second of the year 9999, the last that a datetime holds


@dataclass(frozen=True, slots=True)
class VerifiedCheckpoint:
    """A checkpoint that its log signed, the witnesses among those handed in that cosigned, and the names not looked
    at.
    """

    checkpoint: Checkpoint
    note: str
    cosignatures: tuple[Cosignature, ...] = ()
    unknown_signers: tuple[str, ...] = ()


def checkpoint_text(checkpoint: Checkpoint) -> str:
    """Return the note text: what is signed."""
    lines = (
        checkpoint.origin,
        str(checkpoint.size),
        base64.b64encode(checkpoint.root).decode(),
        *checkpoint.extensions,
    )
    return "".join(f"{line}\n" for line in lines)


def sign_checkpoint(checkpoint: Checkpoint, *, signer: Signer) -> str:
    """Return the signed note. The signer's name must be the checkpoint's origin.

    Before it is signed, the caller makes sure that the tree is a continuation of every tree signed before.
    """
    if signer.verifier.name != checkpoint.origin:
        raise NoteError(
            f"the key is named {signer.verifier.name}, the log {checkpoint.origin}",
            where="checkpoint",
            remedy="sign with the log's own key",
        )
    return sign_note(checkpoint_text(checkpoint), signer=signer)


def parse_checkpoint(note: str) -> Checkpoint:
    """Return the checkpoint that a note speaks of; nothing is verified: see `verify_checkpoint`.

    Raises:
        NoteError: the note is malformed, or its text is no checkpoint.
    """
    return _checkpoint(parse_note(note))


def verify_checkpoint(note: str, *, log_key: VerifierKey, witnesses: Iterable[VerifierKey] = ()) -> VerifiedCheckpoint:
    """Return the checkpoint, after checking that the log whose key and name this is signed it, and so did the
    witnesses.

    Raises:
        NoteError: it is of another origin, not signed by the log's key, or a signature of a known key does not verify.
    """
    parsed = parse_note(note)
    checkpoint = _checkpoint(parsed)
    if checkpoint.origin != log_key.name:
        raise NoteError(
            f"it is of the log {checkpoint.origin}, not of {log_key.name}",
            where="checkpoint",
            remedy="give the key of the log that it is of, had by a route of its own",
        )
    verify_note(note, keys=(log_key,))
    known = tuple(witnesses)
    cosignatures = tuple(found for key in known if (found := _cosignature(parsed, key=key)) is not None)
    unknown = tuple(line.name for line in parsed.signatures if not any(line.is_of(key) for key in (log_key, *known)))
    return VerifiedCheckpoint(checkpoint=checkpoint, note=note, cosignatures=cosignatures, unknown_signers=unknown)


def cosign(note: str, *, signer: Signer, at: datetime) -> str:
    """Return the note with a witness's cosignature/v1 added, as of the moment `at` in whole seconds.

    What a witness must have done before: verified the log's signature, and that the tree continues the largest it saw.
    """
    parsed = parse_note(note)
    _checkpoint(parsed)
    key = signer.verifier
    if key.signature_type is not SignatureType.COSIGNATURE_V1:
        raise NoteError("only a witness key cosigns", where=f"key {key.name}", remedy="use a key of type 0x04")
    seconds = int(at.timestamp())
    signature = signer.sign(_cosigned_message(parsed.text, seconds=seconds))
    line = SignatureLine(
        name=key.name, key_id=key.key_id, signature=seconds.to_bytes(_TIMESTAMP_BYTES, "big") + signature
    )
    return str(parse_note(note + str(line)))


def _checkpoint(note: Note) -> Checkpoint:
    where = "checkpoint"
    remedy = "ask the log's keeper for the checkpoint as it was signed"
    lines = note.text[:-1].split("\n")
    if len(lines) < _FEWEST_LINES or any(not line for line in lines):
        raise NoteError("it lacks one of origin, size and root, or holds an empty line", where=where, remedy=remedy)
    origin, digits, root = lines[:_FEWEST_LINES]
    if not (digits.isascii() and digits.isdigit()) or (digits != "0" and digits.startswith("0")):
        raise NoteError(f"the size {digits[:40]!r} is no decimal number", where=where, remedy=remedy)
    if len(digits) > len(str(LARGEST_INTEGER)) or int(digits) > LARGEST_INTEGER:
        raise NoteError(f"the size {digits[:40]} is beyond any log", where=where, remedy=remedy)
    decoded = decode_base64(root, where=where)
    if len(decoded) != HASH_BYTES:
        raise NoteError(f"the root has {len(decoded)} bytes, not {HASH_BYTES}", where=where, remedy=remedy)
    return Checkpoint(origin=origin, size=int(digits), root=decoded, extensions=tuple(lines[_FEWEST_LINES:]))


def _cosignature(note: Note, *, key: VerifierKey) -> Cosignature | None:
    where = f"cosignature of {key.name}"
    remedy = "do not rely on this witness's word; ask the log's keeper for the checkpoint anew"
    if key.signature_type is not SignatureType.COSIGNATURE_V1:
        raise NoteError("the key is no witness key", where=where, remedy="give the witness's key line, type 0x04")
    line = note.line_of(key)
    if line is None:
        return None
    if len(line.signature) != _TIMESTAMP_BYTES + SIGNATURE_BYTES:
        raise NoteError("it is not a moment and a signature", where=where, remedy=remedy)
    seconds = int.from_bytes(line.signature[:_TIMESTAMP_BYTES], "big")
    if seconds > _LATEST:
        raise NoteError("its moment is beyond the year 9999", where=where, remedy=remedy)
    signature = line.signature[_TIMESTAMP_BYTES:]
    try:
        verify_ed25519(key.public_key, message=_cosigned_message(note.text, seconds=seconds), signature=signature)
    except NoteError as error:
        raise NoteError(error.what, where=where, remedy=remedy) from error
    return Cosignature(
        name=key.name,
        key_id=line.key_id[:KEY_ID_BYTES],
        at=datetime.fromtimestamp(seconds, tz=UTC),
        signature=signature,
    )


def _cosigned_message(text: str, *, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()
