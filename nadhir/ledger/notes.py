# SPDX-License-Identifier: Apache-2.0
"""Signed notes and their keys: C2SP signed-note v1, signature type 0x01 (Ed25519, RFC 8032), and witness keys, type
0x04.

Promise: a note is text that ends in a newline, a blank line, and signature lines `— name base64(key id ‖ signature)`. A
signature counts when name and key id are those of a key handed in and Ed25519 verifies; one that bears a known key's
name and id and does not verify sinks the whole note; lines of unknown keys are left aside and counted, never
believed.

Stricter than the specification, so that two different notes never say the same: base64 must be in its canonical form,
no two lines may be of one key, and a note holds at most 16 signatures and 64 kB.

It keeps no keys: `SigningKey` holds one that the caller read, and shows it to nobody.
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, Protocol, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from nadhir.ledger.errors import NoteError

KEY_BYTES: Final = 32  # Ed25519, RFC 8032 section 5.1.5
SIGNATURE_BYTES: Final = 64
KEY_ID_BYTES: Final = 4
LARGEST_NOTE: Final = 65_536  # bytes; a checkpoint with 16 signatures takes 3 kB
MOST_SIGNATURES: Final = 16  # the number that signed-note obliges a reader to accept
_DASH: Final = "— "


class SignatureType(IntEnum):
    """The bytes that C2SP assigned; others are refused."""

    ED25519 = 0x01
    COSIGNATURE_V1 = 0x04


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key under its name: what a reader pins. Written as C2SP's vkey, `name+key id+base64(type ‖ key)`."""

    name: str
    public_key: bytes
    signature_type: SignatureType = SignatureType.ED25519

    def __post_init__(self) -> None:
        check_key_name(self.name)
        if len(self.public_key) != KEY_BYTES:
            raise NoteError(
                f"an Ed25519 key has {KEY_BYTES} bytes, not {len(self.public_key)}", where=f"key {self.name}"
            )

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256(name ‖ newline ‖ type ‖ key)."""
        material = self.name.encode() + b"\n" + bytes([self.signature_type]) + self.public_key
        return hashlib.sha256(material).digest()[:KEY_ID_BYTES]

    @property
    def fingerprint(self) -> str:
        """The whole SHA-256 of the public key in hex, for people to compare over the telephone."""
        return hashlib.sha256(self.public_key).hexdigest()

    def __str__(self) -> str:
        """Return the vkey line that `parse` reads."""
        encoded = base64.b64encode(bytes([self.signature_type]) + self.public_key).decode()
        return f"{self.name}+{self.key_id.hex()}+{encoded}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the key of a vkey line.

        Raises:
            NoteError: it is no vkey, of another signature type, or its key id is not that of name and key.
        """
        where = f"key line {text.strip()[:80]!r}"
        remedy = "ask the log's keeper for its key line, and compare the fingerprint over another route"
        parts = text.strip().split("+", 2)
        if len(parts) != len(("name", "id", "key")):
            raise NoteError("this is no key line: name+id+key", where=where, remedy=remedy)
        name, key_id, encoded = parts
        material = decode_base64(encoded, where=where)
        if len(material) != 1 + KEY_BYTES or material[0] not in set(SignatureType):
            raise NoteError("the key is of a type not known here", where=where, remedy=remedy)
        key = cls(name=name, public_key=material[1:], signature_type=SignatureType(material[0]))
        if key.key_id.hex() != key_id:
            raise NoteError("the key id is not that of this name and key", where=where, remedy=remedy)
        return key


class Signer(Protocol):
    """What signs notes: a `SigningKey`, or whatever keeps a key where nobody can read it."""

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature of the message, 64 bytes."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 key from its 32-byte seed, which `repr` does not show."""

    name: str
    seed: bytes = field(repr=False)
    signature_type: SignatureType = SignatureType.ED25519

    def __post_init__(self) -> None:
        check_key_name(self.name)
        if len(self.seed) != KEY_BYTES:
            raise NoteError(f"an Ed25519 seed has {KEY_BYTES} bytes, not {len(self.seed)}", where=f"key {self.name}")

    @property
    def verifier(self) -> VerifierKey:
        """The public half, to be handed to whoever verifies."""
        public_key = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return VerifierKey(name=self.name, public_key=public_key, signature_type=self.signature_type)

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature of the message."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One signature line of a note, not yet believed."""

    name: str
    key_id: bytes
    signature: bytes = field(repr=False)

    def is_of(self, key: VerifierKey) -> bool:
        """Tell whether it bears the key's name and id."""
        return self.name == key.name and self.key_id == key.key_id

    def __str__(self) -> str:
        """Return the line with its newline."""
        return f"{_DASH}{self.name} {base64.b64encode(self.key_id + self.signature).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A note taken apart: `text` with its last newline, and the signature lines, none of them believed yet."""

    text: str
    signatures: tuple[SignatureLine, ...]

    def __str__(self) -> str:
        """Return the whole note."""
        return self.text + "\n" + "".join(str(line) for line in self.signatures)

    def line_of(self, key: VerifierKey) -> SignatureLine | None:
        """Return the line that bears the key's name and id."""
        return next((line for line in self.signatures if line.is_of(key)), None)


def verify_ed25519(public_key: bytes, *, message: bytes, signature: bytes) -> None:
    """Check an Ed25519 signature as RFC 8032 section 5.1.7 has it, S below the group's order included.

    Raises:
        NoteError: it does not verify, or key or signature are malformed.
    """
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError) as error:
        raise NoteError(
            "the Ed25519 signature does not verify", where="signature", remedy="do not rely on what it signs"
        ) from error


def sign_note(text: str, *, signer: Signer) -> str:
    """Return the text as a note signed with one Ed25519 key of type 0x01."""
    check_note_text(text)
    key = signer.verifier
    if key.signature_type is not SignatureType.ED25519:
        raise NoteError("a witness key signs no notes", where=f"key {key.name}", remedy="use a key of type 0x01")
    line = SignatureLine(name=key.name, key_id=key.key_id, signature=signer.sign(text.encode()))
    return str(Note(text=text, signatures=(line,)))


def parse_note(note: str) -> Note:
    """Return text and signature lines of a note; nothing in it is verified.

    Raises:
        NoteError: it is too large, has control characters, no signatures, or a line that is none.
    """
    where = "signed note"
    if len(note.encode("utf-8", "surrogatepass")) > LARGEST_NOTE:
        raise NoteError(f"the note has more than {LARGEST_NOTE} bytes", where=where, remedy="ask for it anew")
    cut = note.rfind("\n\n")
    if cut < 0:
        raise NoteError("no blank line parts text and signatures", where=where, remedy="give the note unshortened")
    text, block = note[: cut + 1], note[cut + 2 :]
    check_note_text(text)
    if not block.endswith("\n"):
        raise NoteError("the last signature line is cut off", where=where, remedy="give the note unshortened")
    lines = tuple(_signature_line(line) for line in block[:-1].split("\n"))
    if len(lines) > MOST_SIGNATURES:
        raise NoteError(f"there are more than {MOST_SIGNATURES} signatures", where=where, remedy="leave some out")
    if len({(line.name, line.key_id) for line in lines}) != len(lines):
        raise NoteError("two lines are of one key", where=where, remedy="keep one of them")
    return Note(text=text, signatures=lines)


def verify_note(note: str, *, keys: Iterable[VerifierKey]) -> Note:
    """Return the note, after every signature of a key handed in was verified and at least one was found.

    Raises:
        NoteError: a signature of a known key does not verify, or there is none of a known key.
    """
    parsed = parse_note(note)
    verified = 0
    known = tuple(keys)
    for key in known:
        line = parsed.line_of(key)
        if line is None:
            continue
        if key.signature_type is not SignatureType.ED25519:
            raise NoteError("a witness key signs checkpoints only", where=f"key {key.name}", remedy="verify_checkpoint")
        try:
            verify_ed25519(key.public_key, message=parsed.text.encode(), signature=line.signature)
        except NoteError as error:
            raise NoteError(error.what, where=f"signature of {key.name}", remedy=error.remedy) from error
        verified += 1
    if not verified:
        raise NoteError(
            f"it is signed by {', '.join(line.name for line in parsed.signatures)}, none of them a key given here",
            where="signed note",
            remedy="give the key of "
            + (", ".join(key.name for key in known) or "the signer")
            + ", or do not rely on it",
        )
    return parsed


def check_key_name(name: str) -> None:
    """Check that a key name is not empty and holds neither spaces nor a plus sign (signed-note, "Format")."""
    if not name or "+" in name or any(letter.isspace() or letter < " " for letter in name):
        raise NoteError(f"{name!r} is no key name", where="key", remedy="use e.g. nadhir.example/ledger")
    if any("\ud800" <= letter <= "\udfff" for letter in name):
        raise NoteError("a lone surrogate stands in a key name", where="key", remedy="decode it anew")


def check_note_text(text: str) -> None:
    """Check that a text can be signed as a note: it ends in a newline and holds no other control character."""
    if not text.endswith("\n"):
        raise NoteError("the text does not end in a newline", where="signed note", remedy="add one")
    if any((letter < " " and letter != "\n") or "\ud800" <= letter <= "\udfff" for letter in text):
        raise NoteError("the text holds a control character", where="signed note", remedy="take it out")


def decode_base64(text: str, *, where: str) -> bytes:
    """Return the bytes of canonical standard base64 (RFC 4648 section 4), and of nothing else."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        data = b""
    if not data or base64.b64encode(data).decode() != text:
        raise NoteError("this is no canonical base64", where=where, remedy="give it as it was written")
    return data


def _signature_line(line: str) -> SignatureLine:
    where = "signature line"
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH):
        raise NoteError("a line after the blank one is no signature", where=where, remedy="give the note unshortened")
    check_key_name(name)
    data = decode_base64(encoded, where=f"{where} of {name}")
    if len(data) <= KEY_ID_BYTES:
        raise NoteError("the signature is too short", where=f"{where} of {name}", remedy="give the note unshortened")
    return SignatureLine(name=name, key_id=data[:KEY_ID_BYTES], signature=data[KEY_ID_BYTES:])
